#!/usr/bin/env bash
# 用 Hadoop Streaming 统计 n-gram：集群上运行的就是这两条命令，这里用 sort 模拟。
# Count n-grams with Hadoop Streaming: the same two commands that run on a cluster, tried here with sort.
#
#   examples/hadoop_streaming.sh [FILES]            on this machine; without files, on corpora/
#   STREAMING_JAR=/path/hadoop-streaming.jar examples/hadoop_streaming.sh INPUT_DIR OUTPUT_DIR
#
# Counting is a map over lines and a sum over keys. The mapper gives the counts of its own part, which is
# the combining as well, sorted by key; the reducer adds up neighbours with one key. Both read standard
# input and write `n-gram<TAB>count`, as the streaming jar expects.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
MAP="$PYTHON -m nlp_zero count --map -n 4"
REDUCE="$PYTHON -m nlp_zero count --reduce --min-count ${MIN_COUNT:-5}"

if [ -n "${STREAMING_JAR:-}" ]; then
    # PYTHONPATH=. finds the folder that -files puts beside each task.
    exec hadoop jar "$STREAMING_JAR" -files nlp_zero -cmdenv PYTHONPATH=. -cmdenv LC_ALL=C \
        -input "$1" -output "$2" -mapper "$MAP" -reducer "$REDUCE"
fi

[ $# -gt 0 ] || set -- corpora/*.txt
SPLITS=$(mktemp -d)
trap 'rm -rf "$SPLITS"' EXIT
# Three splits of whole lines, a mapper on each, the shuffle, and one reducer.
cat -- "$@" | split -n r/3 - "$SPLITS/lines-"
for lines in "$SPLITS"/lines-*; do
    $MAP <"$lines" >"$SPLITS/counts-${lines##*-}"
done
LC_ALL=C sort "$SPLITS"/counts-* | $REDUCE
