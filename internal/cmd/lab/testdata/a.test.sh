#!/usr/bin/env bash
# Stands in for the test binary of the exercise in whose folder it runs, and
# prints as the testing package does. FAIL, CRASH, SILENT, STUCK and HANG name
# exercises that misbehave, TIMEOUT those that
# the testing package ends after ten minutes, CLOSED those with a closed form. It notes every run in runs.
exercise=${PWD##*/}
echo "$exercise $*" >>"$WORK/runs"

while [ $# -gt 0 ]; do
    case $1 in
    -test.bench) rows=$2 ;;
    -test.cpu) procs=$2 ;;

    -sizes) case $2 in lecture) lecture=yes ;; *) sizes=$2 ;; esac ;;
    esac
    shift
done

is() { case " $1 " in *" $exercise "*) return 0 ;; esac; return 1; }

hang() {
    echo $$ >"$WORK/hanging"
    exec sleep 60
}

! is "${STUCK-}" || hang
if is "${SILENT-}"; then
    echo PASS
    exit 0
fi
cat <<EOT
goos: linux
goarch: amd64
pkg: speedup.example/$exercise
cpu: Stand-in
EOT
suffix=-$procs
[ "$procs" != 1 ] || suffix=
if [ -n "${sizes-}" ]; then
    impl=${rows##*)?} # of ./.*/impl=(parallel-)?NAME$
    impl=${impl%?}
    case $exercise in slowsum) unit=term ;; options) unit=path ;; var) unit=sim ;; *) unit=sample ;; esac
    for n in ${sizes//,/ }; do
        for row in "$impl" "parallel-$impl"; do
            printf 'Benchmark%s/n=%d/impl=%s%s  \t  5\t %d ns/op\t 2.000 ns/%s\t 32 B/op\n' "$exercise" "$n" "$row" "$suffix" $((2 * n)) "$unit"
        done
    done
    echo PASS
    exit 0
fi
name=Benchmark$exercise/n=${lecture:+100}1000/impl
case $rows in
*simd*)
    printf '%s=simd%s         \t       5\t 4000000 ns/op\t   1.000 cores\t 32 B/op\n' "$name" "$suffix"
    printf '%s=parallel-simd%s         \t       5\t %d ns/op\t   1.000 cores\t 32 B/op\n' "$name" "$suffix" $((4000000 / procs))
    printf '%s=limit%s         \t       5\t %d ns/op\t   1.000 cores\t 32 B/op\n' "$name" "$suffix" $((3000000 / procs))
    echo PASS
    exit 0
    ;;
esac
printf '%s=sequential%s         \t       5\t 40000000 ns/op\t   1.000 cores\t 32 B/op\n' "$name" "$suffix"
if is "${FAIL-}"; then
    printf '%s=parallel%s         \t--- FAIL: %s=parallel%s\n    bench.go:99: answer 3, want 4\n' "$name" "$suffix" "$name" "$suffix"
    echo FAIL
    exit 1
fi
if is "${CRASH-}"; then
    printf '%s=parallel%s         \t' "$name" "$suffix"
    echo "panic: index out of range" >&2
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27; do
        echo "goroutine $i" >&2
    done
    exit 2
fi
if is "${TIMEOUT-}"; then
    echo "panic: test timed out after 10m0s" >&2
    exit 2
fi
if is "${HANG-}" && [ "$(grep -c "^$exercise " "$WORK/runs")" -gt "${HANG_AFTER:-0}" ]; then
    printf '%s=parallel%s         \t       5\t 4' "$name" "$suffix"
    hang
fi
printf '%s=parallel%s         \t       5\t %d ns/op\t   %d.000 cores\t 32 B/op\n' "$name" "$suffix" $((40000000 / procs)) "$procs"
if is "${CLOSED-}"; then
    printf '%s=closed-form%s         \t       5\t 40 ns/op\t   1.000 cores\t 32 B/op\n' "$name" "$suffix"
fi
echo PASS
