#!/usr/bin/env bash
# How the published tables are measured, on a machine that has nothing else to do:
#
#   internal/readme/measure.sh
#
# It measures the raw lines of each file that a marker in a RESULTS.md names, puts them in
# place of the committed ones, and makes the tables anew. It takes about 40 minutes.
# For a trial of the whole, in minutes:
#
#   ROUGH=1 internal/readme/measure.sh
#
# Words name the files to measure, and no others: internal/readme/measure.sh pi/testdata/sweep.txt
set -euo pipefail
cd "$(dirname "$0")/../.."
rough=()
if [ -n "${ROUGH:-}" ]; then rough=(-count 1 -benchtime 1x); fi

# named prints the files that markers name.
named() {
    local results
    for results in */RESULTS.md internal/*/RESULTS.md; do
        sed -n "s|^<!-- table: \([^ ]*\).*|$(dirname "$results")/\1|p" "$results"
    done
}

# bench FILE ARGUMENTS... keeps the raw lines of bench.sh as FILE.
bench() {
    local file=$1 dir
    shift
    dir=$(mktemp -d)
    ./bench.sh "$@" ${rough[@]+"${rough[@]}"} -results "$dir"
    mv "$dir"/*.txt "$file"
    rmdir "$dir"
}

# quick FILE [machines] keeps the raw lines of the quick reference, in interleaved passes, with
# machines or without.
quick() {
    local file=$1 passes=12 pass
    if [ -n "${ROUGH:-}" ]; then passes=2; fi
    printf 'cores: %s\ngo: %s\n' "$(nproc)" "$(go env GOVERSION)" >"$file.new"
    for ((pass = 0; pass < passes; pass++)); do
        go test -run '^$' -bench QuickReference -benchtime 100ms ./internal/workers >>"$file.new"
        if [ "${2:-}" = machines ]; then
            go -C internal/cluster test -run '^$' -bench QuickReference -benchtime 100ms ./measure >>"$file.new"
        fi
    done
    mv "$file.new" "$file"
}

# limits FILE keeps the raw lines of what limits a cluster.
limits() {
    local file=$1 passes=6 pass
    if [ -n "${ROUGH:-}" ]; then passes=1; fi
    printf 'cores: %s\ngo: %s\n' "$(nproc)" "$(go env GOVERSION)" >"$file.new"
    for ((pass = 0; pass < passes; pass++)); do
        GOEXPERIMENT=simd go -C internal/cluster test -run '^$' -bench 'Merge|Server' -benchtime 5x ./measure >>"$file.new"
    done
    mv "$file.new" "$file"
}

has_avx512() {
    grep -qw avx512f /proc/cpuinfo || {
        echo "measure.sh: this processor has no AVX-512" >&2
        return 1
    }
}

# without_avx512 runs a command for which the processor has vectors of 256 bits at most.
without_avx512() { GODEBUG=cpu.avx512f=off CC="${CC:-gcc} -mno-avx512f" "$@"; }

# measure FILE measures what the file's name says, of the exercise whose folder it is in.
measure() {
    local file=$1 exercise
    exercise=$(basename "$(dirname "$(dirname "$file")")")
    mkdir -p "$(dirname "$file")"
    case $(basename "$file" .txt) in
    sweep) bench "$file" "$exercise" -count 12 ;;
    lecture) bench "$file" lecture "$exercise" -count 3 ;;
    growth) bench "$file" growth "$exercise" -count 6 ;;
    crossover) bench "$file" crossover "$exercise" -count 60 ;;
    quick) quick "$file" ;;
    costs) quick "$file" machines ;;
    cluster) bench "$file" cluster -count 6 ;;
    limits) limits "$file" ;;
    beyond) bench "$file" growth -driver cluster var -count 12 ;;
    avx512) has_avx512 && bench "$file" peers ${ROUGH:+-short} -count 5 ;;
    avx2) without_avx512 bench "$file" peers ${ROUGH:+-short} -count 5 ;;
    *)
        echo "measure.sh: no command for $file: add one here" >&2
        exit 1
        ;;
    esac
}

files=("$@")
if [ $# -eq 0 ]; then mapfile -t files < <(named); fi
for file in "${files[@]}"; do
    printf '\n== %s\n' "$file"
    measure "$file"
done
go test ./internal/readme -run TestTables -update
