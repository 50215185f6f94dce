#!/usr/bin/env bash
# This is the program $PIECES, but the first that computes share 3 of any kind stops in the
# middle of its answer, and waits for its end. $RUNS is a folder: a file a run, and the victim.
set -euo pipefail
mktemp "$RUNS/run.XXXXXX" >/dev/null
if [[ "$*" = *"--part 3/"* ]] && mkdir "$RUNS/first" 2>/dev/null; then
    printf '{"exercise":'
    echo "$$ $PPID ${SLURMD_NODENAME-}" >"$RUNS/new"
    mv "$RUNS/new" "$RUNS/victim"
    exec sleep 300
fi
exec "$PIECES" "$@"
