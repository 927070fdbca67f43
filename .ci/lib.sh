# Define what the steps of .ci share. Source it from bash, in the repository's root.
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

# Print the path of the interpreter of one version (pyenv's, or pythonX.Y on PATH), or nothing.
find_python() {
    local version=$1 candidate
    if command -v pyenv >/dev/null 2>&1; then
        candidate=$(pyenv versions --bare 2>/dev/null | grep -E "^${version//./\\.}\.[0-9]+$" | sort -V | tail -1)
        [ -n "$candidate" ] && candidate=$(pyenv prefix "$candidate")/bin/python
        [ -n "$candidate" ] && [ -x "$candidate" ] && { echo "$candidate"; return; }
    fi
    candidate=$(command -v "python$version") && "$candidate" -c '' 2>/dev/null && echo "$candidate"
}

# Print the path of the first interpreter that is found among several versions, or nothing.
first_python() {
    local version python
    for version in "$@"; do
        python=$(find_python "$version")
        [ -n "$python" ] && { echo "$python"; return; }
    done
}

# Make a virtual environment of its own for a step: FOLDER VERSIONS REQUIREMENT...
# Where that cannot be, say so in one line and pass: a machine without network still runs the rest.
make_tool_env() {
    local step=$1 folder=$2 versions=$3 python
    shift 3
    python=$(first_python $versions)
    [ -n "$python" ] || skip_step "$step" "no Python of $versions on this machine"
    "$python" -m venv "$folder" >"$folder.log" 2>&1 || skip_step "$step" "no virtual environment can be made"
    "$folder/bin/pip" install -q "$@" >"$folder.log" 2>&1 ||
        skip_step "$step" "$* cannot be installed: $(grep -i error "$folder.log" | tail -1)"
}

# Build the wheel of what git knows, in a folder that is not there yet; its path is FOLDER/dist/*.whl.
make_wheel() {
    local folder=$1
    python3 -m venv "$folder/env" && "$folder/env/bin/pip" install -q setuptools wheel || return
    mkdir "$folder/source" && git ls-files -z | tar -c --null -T - | tar -x -C "$folder/source" &&
        (cd "$folder/source" && ../env/bin/python setup.py -q bdist_wheel -d "$folder/dist")
}

# Say why a step was not checked, and pass.
skip_step() {
    echo "$1: not checked: $2"
    exit 0
}

# Run a command with an end: SECONDS COMMAND... After so many seconds it is stopped, with all that it
# started; what it left running when it ended by itself is stopped too. The exit code is 124 where the time was up.
# A subshell, so that its traps and its job control are not the caller's.
limited() (
    seconds=$1
    shift
    set -m    # a process group of its own, and SIGINT as it is by default: without it, bash ignores it
    timeout -k 10 "$seconds" "$@" </dev/null &
    group=$!
    trap 'kill -TERM -- "-$group" 2>/dev/null; exit 143' TERM INT
    wait "$group"; status=$?
    kill -KILL -- "-$group" 2>/dev/null
    exit "$status"
)
