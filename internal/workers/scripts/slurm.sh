#!/usr/bin/env bash
# Slurm computes the pieces of an exercise on as many nodes as are free:
#
#	slurm.sh PROGRAM FOLDER EXERCISE N SEED SHARES
#
# All nodes see PROGRAM, which go build ./internal/cmd/pieces makes, and FOLDER, which gets
# the parts. After any accident, type the same again: what is finished stays.
set -euo pipefail
program=$1 folder=$2/$3-$4-$5-$6 exercise=$3 n=$4 seed=$5 shares=$6

# launch submits an array of tasks, waits for it, and combines what they have written.
# Combine ends with status 3 if the answers lead to another round of pieces.
launch() {
    local round=0 status=3 parts=()
    while [ "$status" = 3 ]; do
        round=$((round + 1)) status=0
        mkdir -p "$folder/$round"
        sbatch --quiet --wait --requeue --ntasks=1 --array="1-$shares" --output="$folder/$round/%a.log" \
            "$0" "$@" "$round" "${parts[@]}" ||
            echo "slurm.sh: not all tasks succeeded: see $folder/$round/*.log" >&2
        parts+=("$folder/$round"/*.json)
        "$program" combine "${parts[@]}" || status=$?
    done
    return "$status"
}

# task computes one share, given the round and the parts of the rounds before it. Slurm may
# run a task twice, even at the same time. So each run writes a file of its own, which gets
# the part's name when it is whole.
task() {
    local share=$SLURM_ARRAY_TASK_ID part=$folder/$1/$SLURM_ARRAY_TASK_ID.json new
    [ ! -e "$part" ] || return 0
    new=$(mktemp "$part.XXXXXX")
    if "$program" pieces "$exercise" -n "$n" --seed "$seed" --part "$share/$shares" "${@:2}" >"$new"; then
        mv "$new" "$part"
    else
        rm "$new"
        [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ] || return 1
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$share"
        exec sleep 60 # until Slurm ends this run
    fi
}

if [ $# -gt 6 ]; then task "${@:7}"; else launch "$@"; fi
