#!/usr/bin/env bash
# Stands in for the go command in the tests of bench.sh. BROKEN names exercises
# that do not compile, EMPTY those that have no test, SCALAR those that do not
# compile with GOEXPERIMENT=simd. SIMD names the processor's vector instructions.
case "$1 $2" in
"env GOEXE") echo ;;
"tool -n") echo "${BENCHSTAT}" ;;
"tool benchstat")
    shift 2
    exec "$BENCHSTAT" "$@"
    ;;
"tool lab")
    shift 2
    if [ "$1" = cores ]; then
        echo "${CORES:-2}"
    else
        exec lab "$@"
    fi
    ;;
"run ./internal/cmd/width")
    echo "${GOEXPERIMENT:+${SIMD-none}}"
    ;;
"build -o") echo >"$3" ;;
"test -c")
    case "${GOEXPERIMENT:+ ${SCALAR-} }" in
    *" ${5#./} "*)
        echo "$5/simd_amd64.go:1:1: syntax error" >&2
        exit 1
        ;;
    esac
    case " ${BROKEN-} " in
    *" ${5#./} "*)
        echo "$5/x.go:1:1: syntax error" >&2
        exit 1
        ;;
    esac
    case " ${EMPTY-} " in
    *" ${5#./} "*) echo "?   	$5	[no test files]" ;;
    *) cp "$WORK/bin/a.test" "$4" ;;
    esac
    ;;
*)
    echo "go $*: unknown to the stand-in" >&2
    exit 2
    ;;
esac
