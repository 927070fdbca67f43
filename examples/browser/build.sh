#!/usr/bin/env bash
# Make the page ready to serve: it, Python in WebAssembly (npm's pyodide) and the wheel of this clone in one folder.
# Usage: examples/browser/build.sh [FOLDER]       FOLDER is examples/browser/dist if none is named
#        PYODIDE=node_modules/pyodide examples/browser/build.sh     takes a copy that is there already
# Then:  python3 -m http.server --directory examples/browser/dist
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:-$here/dist}"
target=$(cd "${1:-$here/dist}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ -z "${PYODIDE:-}" ]; then
    npm install --silent --no-audit --no-fund --prefix "$scratch" 'pyodide@^314.0.0'
    PYODIDE=$scratch/node_modules/pyodide
fi
mkdir -p "$target/pyodide"
for name in pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm python_stdlib.zip pyodide-lock.json; do
    cp "$PYODIDE/$name" "$target/pyodide/"
done

# A copy of the source: building leaves no files in the clone.
mkdir "$scratch/source"
cp -r "$here/../../nlp_zero" "$here/../../"{setup.py,setup.cfg,pyproject.toml,README.md,LICENSE,MANIFEST.in} "$scratch/source/"
[ ! -d "$here/../../corpora" ] || cp -r "$here/../../corpora" "$scratch/source/"
"${PYTHON:-python3}" -m pip wheel -q --no-deps --disable-pip-version-check -w "$scratch/wheel" "$scratch/source"
rm -f "$target"/nlp_zero-*.whl
cp "$scratch"/wheel/nlp_zero-*.whl "$target/"
(cd "$target" && echo nlp_zero-*.whl >wheel.txt)
cp "$here"/{index.html,page.js,worker.js,analysis.py} "$target/"
echo "$target: serve it with: python3 -m http.server --directory $target"
