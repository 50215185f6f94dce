#!/usr/bin/env bash
# Stands in for Python, for the C compiler, and for the programs that it makes.
# Of the implementations, LACKING names those whose library is not there, WRONG and
# BROKEN those that are, and HANG one that does not end. It notes every run in runs.
case $* in
-c*) exit 0 ;; # it can import everything
*-fopenmp*)
    [ -z "${NO_OPENMP-}" ] || exit 1
    case $* in *-lmvec*) [ -z "${NO_LIBMVEC-}" ] || exit 1 ;; esac
    while [ "$1" != -o ]; do shift; done
    exec cp "$0" "$2"
    ;;
esac
program=$0
if [ "${0##*/}" = peer ]; then
    program=$1
    shift
fi
exercise=${program##*/}
exercise=${exercise%%.*}
impl=$1
echo "$exercise $*" | sed 's| /.*||' >>"$WORK/runs"

is() { case " $1 " in *" $impl "*) return 0 ;; esac; return 1; }

name=Benchmark$exercise/n=1001000/impl=$impl
[ "$3" = 1 ] || name=$name-$3
if is "${LACKING-}"; then
    echo "missing: ${impl%%-*}"
    exit 3
fi
if is "${WRONG-}"; then
    echo "--- WRONG: $name: answered 3, right is 4"
    exit 4
fi
if is "${BROKEN-}"; then
    echo "Traceback: no such thing" >&2
    exit 1
fi
if is "${HANG-}"; then
    echo $$ >"$WORK/hanging"
    exec sleep 60
fi
printf '%s\t1\t80000000 ns/op\t1.0 ns/unit\t2.000 cores\n' "$name"
