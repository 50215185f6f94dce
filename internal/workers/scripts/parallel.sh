#!/usr/bin/env bash
# GNU parallel computes the pieces of an exercise, here or on other machines:
#
#	parallel.sh PROGRAM FOLDER EXERCISE N SEED SHARES
#	PARALLEL='--sshlogin server1,server2' parallel.sh ...
#
# All machines see this script, PROGRAM, which go build ./internal/cmd/pieces makes, and
# FOLDER, which gets the parts, by absolute paths. After any accident, type the same again:
# what is finished stays.
set -euo pipefail
program=$1 folder=$2/$3-$4-$5-$6 exercise=$3 n=$4 seed=$5 shares=$6

# launch computes all shares, one at a time on each machine, and combines the parts.
# Combine ends with status 3 if the answers lead to another round of pieces.
launch() {
    local round=0 status=3 parts=()
    while [ "$status" = 3 ]; do
        round=$((round + 1)) status=0
        mkdir -p "$folder/$round"
        seq "$shares" | parallel --quote --jobs 1 --retries 4 "$0" "$@" {} "$round" "${parts[@]}"
        parts+=("$folder/$round"/*.json)
        "$program" combine "${parts[@]}" || status=$?
    done
    return "$status"
}

# task computes one share, given its number, the round, and the parts of the rounds before
# it. A part gets its name when it is whole.
task() {
    local share=$1 part=$folder/$2/$1.json new
    [ ! -e "$part" ] || return 0
    new=$(mktemp "$part.XXXXXX")
    "$program" pieces "$exercise" -n "$n" --seed "$seed" --part "$share/$shares" "${@:3}" >"$new"
    mv "$new" "$part"
}

if [ $# -gt 6 ]; then task "${@:7}"; else launch "$@"; fi
