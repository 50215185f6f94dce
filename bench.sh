#!/usr/bin/env bash
#
# Measures the exercises; ./bench.sh -h says how to use it.
#
# It keeps to bash 3.2, which macOS has, and to what all systems' awk, date and
# mktemp understand. Tables go to the standard output, all else to the error
# output.
set -u

exercises=(downloads slowsum pi options var) # in the lecture's order

usage() {
    cat <<EOT
Measures the exercises, prints tables, and says how many times faster each
implementation is. The raw lines are kept under results/.

  ./bench.sh [EXERCISE...]             sweep all exercises, or these
  ./bench.sh save NAME [EXERCISE...]   the same, kept as results/NAME.txt
  ./bench.sh compare BEFORE AFTER      compare two results by name
  ./bench.sh show [NAME]               print the tables of a result again
                                       (of the newest, without a name)
  ./bench.sh lecture [EXERCISE...]     the lecture's own sizes and its table:
                                       implementation, time, times faster
  ./bench.sh peers [EXERCISE...]       the same beside Python, NumPy, Numba and C,
                                       as far as this machine has them
  ./bench.sh growth [EXERCISE...]      how time and memory of the fast kernels grow,
                                       from 100,000 units of work to 10^9
  ./bench.sh -h                        print this

Exercises: ${exercises[*]}

Flags, before or after the words:

  -count N        passes over everything: samples a row (6; lecture, peers: 3)
                  benchstat needs 6 to say how sure a number is
  -benchtime D    time for a sample, as 50ms or 1.5s, or its runs, as 10x
                  (50ms; lecture, peers: 200ms); a single run may take longer
  -cpu LIST       values of GOMAXPROCS (1,2,4,8; lecture, peers, growth: all cores)
  -sizes LIST     growth only: values of n
  -short          peers only: the sizes of a sweep, not the lecture's
  -results DIR    keep results there, not in results/ beside this script

A sweep with the defaults takes two or three minutes, and so do the lecture's
sizes; the growth about six; the peers eight, as Python's loops are slow. Each
GOMAXPROCS has a process of its own, and the passes are interleaved, so that a
machine that slows down meanwhile slows all rows alike. Results are never
overwritten: an older results/NAME.txt becomes results/NAME.1.txt. Ctrl-C ends a
sweep early, and keeps what was measured. A benchmark that fails does not take the
others with it.

Exit status: 0; 1 if a benchmark failed; 2 for a wrong command line; 130 if
interrupted.

Examples:

  ./bench.sh pi options                sweep two exercises
  ./bench.sh -cpu 1,2 -count 12 pi     more samples, fewer columns
  ./bench.sh save before pi            measure, then change the code ...
  ./bench.sh save after pi             ... measure again ...
  ./bench.sh compare before after      ... and see what changed
EOT
}

main() {
    defaults
    parse "$@"
    # Without words, words[0] is unset, and in bash 3.2 so is words[@].
    set -- ${words[@]+"${words[@]}"}
    cd "$home" || exit 1
    [ -z "$short" ] || [ "${1-}" = peers ] || die "-short is for peers"
    [ -z "$ns" ] || [ "${1-}" = growth ] || die "-sizes is for growth"
    case ${1-} in
    save)
        check_save "$@"
        results=$results_dir/$2.txt
        shift 2
        choose "$@"
        sweep
        ;;
    lecture)
        shift
        choose "$@"
        lecture_defaults
        results=$results_dir/$(now)-lecture.txt
        sweep
        ;;
    peers)
        shift
        choose "$@"
        peers_defaults
        results=$results_dir/$(now)-peers.txt
        sweep
        ;;
    growth)
        shift
        choose "$@"
        growth_defaults "$@"
        results=$results_dir/$(now)-growth.txt
        sweep
        ;;
    compare)
        measures_nothing compare
        [ $# -eq 3 ] || die "compare takes two names: ./bench.sh compare BEFORE AFTER"
        compare "$2" "$3"
        ;;
    show)
        measures_nothing show
        [ $# -le 2 ] || die "show takes one name: ./bench.sh show [NAME]"
        show "${2-}"
        ;;
    *)
        choose "$@"
        results=$results_dir/$(now).txt
        sweep
        ;;
    esac
}

now() { date '+%Y-%m-%d_%H.%M.%S'; }

# ---- the command line

defaults() {
    home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 1
    results_dir=results
    words=()
    chosen=()
    cpus=()
    count='' benchtime='' flags='' short='' sizes='' ns='' # empty: not given
    line_width=0
}

parse() {
    while [ $# -gt 0 ]; do
        case $1 in
        -h | -help | --help | help)
            usage
            exit 0
            ;;
        -short | --short) short=yes ;;
        -*=*) set_flag "${1%%=*}" "${1#*=}" ;;
        -*)
            set_flag "$1" "${2-}"
            [ $# -eq 1 ] || shift
            ;;
        *) words+=("$1") ;;
        esac
        shift
    done
}

set_flag() {
    case $1 in
    -count | --count)
        want "$1" "$2" '^[1-9][0-9]{0,3}$' 'the number of passes, 1 to 9999'
        count=$2
        ;;
    -benchtime | --benchtime)
        want "$1" "$2" '^(([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+|[0-9]+x)$' 'a time such as 50ms, or a number of runs such as 10x'
        want "$1" "$2" '[1-9]' 'more than nothing'
        benchtime=$2
        ;;
    -cpu | --cpu)
        want "$1" "$2" '^[1-9][0-9]{0,2}(,[1-9][0-9]{0,2})*$' 'values of GOMAXPROCS from 1 to 999 with commas between, such as 1,2,4'
        want_each_once "$1" "$2"
        IFS=, read -r -a cpus <<<"$2"
        ;;
    -sizes | --sizes)
        want "$1" "$2" '^[1-9][0-9]{0,11}(,[1-9][0-9]{0,11})*$' 'values of n with commas between, such as 1000,1000000'
        want_each_once "$1" "$2"
        ns=$2
        ;;
    -results | --results)
        want "$1" "$2" '.' 'a directory'
        case $2 in
        /* | [A-Za-z]:*) results_dir=$2 ;;
        *) results_dir=$PWD/$2 ;; # of the caller, who may be anywhere
        esac
        ;;
    *) die "no flag $1; there are -count, -benchtime, -cpu, -short, -sizes, -results and -h" ;;
    esac
}

# want FLAG VALUE PATTERN WORDS
want() {
    [[ $2 =~ $3 ]] || die "$1 is \"$2\", want $4"
}

# want_each_once FLAG LIST
want_each_once() {
    local value values seen=' '
    IFS=, read -r -a values <<<"$2"
    for value in "${values[@]}"; do
        case $seen in *" $value "*) die "$1 has $value twice" ;; esac
        seen="$seen$value "
    done
}

check_save() {
    [ $# -ge 2 ] || die "save takes a name: ./bench.sh save NAME [EXERCISE...]"
    want "the name to save as" "$2" '^[A-Za-z0-9][A-Za-z0-9._-]*$' 'letters, digits, dots, dashes and underscores'
    ! is_exercise "$2" || die "save takes a name before the exercises: ./bench.sh save NAME $2"
}

is_exercise() {
    case " ${exercises[*]} " in *" $1 "*) return 0 ;; esac
    return 1
}

# choose sets chosen to the exercises that the words name, or to all.
choose() {
    local word
    for word; do
        word=${word#./}
        word=${word%/} # as the shell completes the name of a folder
        is_exercise "$word" ||
            die "no exercise or command \"$word\"; exercises: ${exercises[*]}; commands: save, compare, show, lecture, peers, growth (see ./bench.sh -h)"
        case " ${chosen[*]-} " in *" $word "*) continue ;; esac
        chosen+=("$word")
    done
    [ ${#chosen[@]} -gt 0 ] || chosen=("${exercises[@]}")
}

# measures_nothing refuses flags that would have no effect.
measures_nothing() {
    [ -z "$count$benchtime${cpus[*]-}" ] ||
        die "$1 measures nothing: it takes no -count, -benchtime or -cpu"
}

lecture_defaults() {
    flags="-sizes lecture" sizes=lecture
    count=${count:-3}
    benchtime=${benchtime:-200ms}
}

# peers_defaults reads the rest of the command from a folder that a handout does
# not have.
peers_defaults() {
    [ -e internal/peers/peers.sh ] ||
        die "the peers are not part of this handout: they are in the course's own repository, under internal/peers"
    [ ${#cpus[@]} -le 1 ] || die "peers takes a single -cpu"
    # shellcheck source=internal/peers/peers.sh disable=SC1091
    . internal/peers/peers.sh
    lecture_defaults
    sizes=peers
    [ -z "$short" ] || flags=''
}

# growth_defaults [EXERCISE...] leaves downloads out, and refuses it where it is named:
# its time is a matter of latencies, as its documentation says, and not of the cores.
growth_defaults() {
    local exercise computing=()
    for exercise in "${chosen[@]}"; do
        [ "$exercise" = downloads ] || computing+=("$exercise")
    done
    [ $# -eq 0 ] || [ ${#computing[@]} -eq ${#chosen[@]} ] || die "growth is about computing, and downloads wait"
    [ ${#cpus[@]} -le 1 ] || die "growth takes a single -cpu"
    chosen=("${computing[@]}")
    sizes=growth
}

# sizes_of_growth EXERCISE prints values of n, which for options is paths of each of
# eight contracts, and for slowsum terms of each of four calls: so that the units of
# work are 10^5, 10^6, 10^7, 10^8, 10^9.
sizes_of_growth() {
    if [ -n "$ns" ]; then
        echo "$ns"
        return
    fi
    case $1 in
    options) echo 12500,125000,1250000,12500000,125000000 ;;
    slowsum) echo 25000,250000,2500000,25000000,250000000 ;;
    *) echo 100000,1000000,10000000,100000000,1000000000 ;;
    esac
}

# ---- the sweep

sweep() {
    need_go
    trap cleanup EXIT
    trap interrupted INT TERM HUP
    child='' measuring='' opened='' failed='' hung='' passes=0
    tmp=$(mktemp -d "${TMPDIR:-/tmp}/speedup.XXXXXX") || exit 1
    export GOTMPDIR=$tmp # an interrupted build leaves its files behind
    build
    plan
    measure_all
    trap 'exit 130' INT TERM HUP
    if [ -n "$opened" ]; then
        tables "$results" || give_up "no tables, but the raw lines are in $results"
        say "kept in $results"
    fi
    [ -z "$failed" ] || give_up "failed:$failed"
}

build() {
    local exercise built=()
    say "building ${chosen[*]} (the first time takes a minute or two)"
    build_tools
    exe=$(go env GOEXE)
    probe_simd
    for exercise in "${chosen[@]}"; do
        if build_test "$exercise"; then
            built+=("$exercise")
        else
            say "$exercise does not build: going on without it"
            failed="$failed $exercise"
        fi
    done
    [ ${#built[@]} -gt 0 ] || give_up "nothing to measure; failed:$failed"
    chosen=("${built[@]}")
    [ -z "$simd" ] || build_simd
    [ "$sizes" != peers ] || build_peers
}

build_tools() {
    if ! run into "$tmp/out" go tool -n benchstat || ! run into "$tmp/cores" go tool lab cores; then
        give_up "the tools that print the tables do not build"
    fi
    cores=$(cat "$tmp/cores")
    [ ${#cpus[@]} -gt 0 ] || default_cpus
}

default_cpus() {
    cpus=(1 2 4 8)
    [ -z "$sizes" ] || cpus=("$cores")
}

# build_test EXERCISE [SUFFIX]
build_test() {
    run into "$tmp/out" go test -c -o "$tmp/$1${2-}.test$exe" "./$1"
    cat "$tmp/out" >&2
    [ -e "$tmp/$1${2-}.test$exe" ]
}

# probe_simd sets simd to the vector instructions that the processor has, or to
# nothing where it has none, or Go cannot build for them.
probe_simd() {
    simd=''
    [ -z "${BENCH_PLAIN-}" ] || return # for tests, which it spares a second build
    run print_width
    simd=$(cat "$tmp/simd")
    case $simd in
    AVX*) ;;
    *) simd='' ;;
    esac
}

print_width() {
    exec env GOEXPERIMENT=simd go run ./internal/cmd/width >"$tmp/simd" 2>/dev/null
}

# build_simd builds a second binary of each exercise that has vector instructions.
# In a binary with them the rows without would be slower than they are.
build_simd() {
    local exercise second=''
    for exercise in "${chosen[@]}"; do
        [ -e "$exercise/simd_amd64.go" ] || continue
        GOEXPERIMENT=simd build_test "$exercise" .simd || continue
        second="$second $exercise"
    done
    [ -z "$second" ] ||
        say "$simd: the rows simd, parallel-simd and limit of$second come from a second binary, built with GOEXPERIMENT=simd"
}

# plan sets todo to the words of each measurement of a pass, and doing to what
# they are for a person.
plan() {
    local exercise procs
    todo=() doing=()
    for exercise in "${chosen[@]}"; do
        if [ "$sizes" = peers ]; then
            plan_peers "$exercise"
            continue
        fi
        if [ "$sizes" = growth ]; then
            todo+=("measure_growth $exercise ${cpus[0]}")
            doing+=("$exercise")
            continue
        fi
        for procs in "${cpus[@]}"; do
            todo+=("measure $exercise $procs ./.")
            doing+=("$exercise at GOMAXPROCS=$procs")
        done
    done
}

# measure_all has the passes outermost: what else the machine does meanwhile
# hits all rows, and shows as scatter instead of as a difference.
measure_all() {
    local pass
    count=${count:-6}
    benchtime=${benchtime:-50ms}
    steps=${#todo[@]}
    began=$SECONDS started=$SECONDS
    for ((pass = 1; pass <= count; pass++)); do
        for ((step = 0; step < steps; step++)); do
            progress "$pass" "${doing[step]}"
            # shellcheck disable=SC2086 # words
            ${todo[step]}
        done
        [ "$pass" -gt 1 ] || first_pass[step]=$((SECONDS - began))
        passes=$pass
    done
    say "measured in $(duration $((SECONDS - started)))"
}

# measure EXERCISE PROCS SIZES takes the rows of both binaries, where there are
# two. SIZES is a pattern, as of -bench.
measure() {
    local has_two=''
    [ ! -e "$tmp/$1.simd.test$exe" ] || has_two=yes
    measure_rows "$1" "$2" '' "$3" ${has_two:+'././impl=limit$'}
    [ -z "$has_two" ] || measure_rows "$1" "$2" .simd "$3"'/impl=((parallel-)?simd|limit)$'
}

# measure_growth EXERCISE PROCS
measure_growth() {
    flags="-sizes $(sizes_of_growth "$1")"
    measure_rows "$1" "$2" '' './.*/impl=(parallel-)?unrolled$'
    [ ! -e "$tmp/$1.simd.test$exe" ] || measure_rows "$1" "$2" .simd './.*/impl=(parallel-)?simd$'
}

# measure_rows EXERCISE PROCS SUFFIX ROWS [EXCEPT] passes over an exercise that has
# hung before: each time would take the ten minutes again.
measure_rows() {
    case " $hung " in *" $1 "*) return ;; esac
    measuring=$2
    run run_test "$@"
    local status=$?
    measuring=''
    if ! keep "$2" && [ $status -eq 0 ]; then
        echo "no benchmark ran" >>"$tmp/err"
        status=1
    fi
    [ $status -eq 0 ] || complain "$1" "$2" "$status"
    if grep -q '^panic: test timed out' "$tmp/out" "$tmp/err"; then
        hung="$hung $1"
        say "$1 hangs: going on without it"
    fi
}

# keep PROCS adds what the benchmark printed to the results. It fails if that is
# nothing.
keep() {
    raw_lines "$1" >"$tmp/lines"
    grep -qE '^(Benchmark|--- WRONG: )' "$tmp/lines" || return
    [ -n "$opened" ] || open_results
    cat "$tmp/lines" >>"$results" || give_up "cannot write $results"
}

# run_test EXERCISE PROCS SUFFIX ROWS [EXCEPT] runs a test where go test would.
run_test() {
    cd "$1" || exit
    exec "$tmp/$1$3.test$exe" -test.run '^$' -test.bench "$4" -test.cpu "$2" -test.count 1 \
        -test.benchtime "$benchtime" -test.timeout 10m ${5:+-test.skip "$5"} $flags >"$tmp/out" 2>"$tmp/err"
}

# run waits for a command in the background. So a signal interrupts it at once;
# with a command in the foreground bash would wait for its end. The command
# redirects its output itself: a redirection of run would hold for the trap too.
run() {
    "$@" </dev/null &
    child=$!
    wait "$child"
    local status=$?
    child=''
    return $status
}

# into FILE COMMAND...
into() {
    local file=$1
    shift
    exec "$@" >"$file"
}

# raw_lines PROCS keeps what benchstat reads. The testing package leaves out the
# -1 at GOMAXPROCS=1; without it benchstat takes the column for another one. A
# benchmark that was stopped may have left half a line, which then ends in CUT.
raw_lines() {
    { cat "$tmp/out" && echo CUT; } | awk -v procs="$1" '
        /CUT$/ { next }
        /^(goos|goarch|pkg|cpu): / { print }
        /^--- WRONG: Benchmark/ { print }
        /^Benchmark/ && $2 ~ /^[0-9]+$/ && / ns\/op/ {
            if (procs == 1) sub(/^[^ \t]+/, "&-1")
            print
        }'
}

open_results() {
    mkdir -p "$results_dir" || give_up "cannot make $results_dir"
    move_aside "$results"
    echo "cores: $cores" >"$results" || give_up "cannot write $results"
    [ -z "$sizes" ] || echo "sizes: $sizes" >>"$results"
    opened=yes
}

move_aside() {
    local n=1
    [ -e "$1" ] || return 0
    while [ -e "${1%.txt}.$n.txt" ]; do n=$((n + 1)); done
    mv "$1" "${1%.txt}.$n.txt" || give_up "cannot move $1 aside"
    say "the earlier $1 is now ${1%.txt}.$n.txt"
}

# complain EXERCISE PROCS STATUS shows why a benchmark failed, once an exercise:
# what fails fails in each pass.
complain() {
    case " $failed " in *" $1 "*) return ;; esac
    failed="$failed $1"
    say "$1 failed at GOMAXPROCS=$2 (exit status $3); the others go on. It printed:"
    awk '
        /^(goos|goarch|pkg|cpu): / || /^(PASS|FAIL)$/ || (/^Benchmark/ && / ns\/op/) { next }
        { sub(/^Benchmark.*--- FAIL/, "--- FAIL"); n++ }
        n <= 20 { print "    " $0 }
        END { if (n > 20) print "    ... and " (n - 20) " lines more" }' "$tmp/out" "$tmp/err" >&2
}

# ---- how far it is

# progress PASS WHAT rewrites a line on a terminal; elsewhere it prints
# one a pass.
progress() {
    estimate "$1"
    if on_terminal; then
        rewrite_line "pass $1 of $count, $2: $percent%$left"
    elif [ "$step" -eq 0 ]; then
        say "pass $1 of $count: $percent%$left"
    fi
}

# estimate PASS sets percent and left. The first pass takes all steps to be
# alike, and notes when each began; the later ones go by that.
estimate() {
    local elapsed=$((SECONDS - began)) so_far=$((($1 - 1) * steps + step)) all=$((count * steps)) sure=about
    if [ "$1" -eq 1 ]; then
        first_pass[step]=$elapsed
        sure=perhaps
    elif [ "${first_pass[steps]}" -gt 0 ]; then
        so_far=$((($1 - 1) * first_pass[steps] + first_pass[step]))
        all=$((count * first_pass[steps]))
    fi
    percent=$((100 * so_far / all))
    left=', how long it takes is not known yet'
    [ "$so_far" -eq 0 ] || left=", $sure $(duration $((elapsed * (all - so_far) / so_far))) left"
}

duration() {
    if [ "$1" -lt 60 ]; then
        echo "$1 s"
    else
        echo "$(($1 / 60)) min $(($1 % 60)) s"
    fi
}

on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

rewrite_line() {
    local text=${1:0:$(columns)-3}
    printf '\r%-*s' "$line_width" "$text" >&2
    line_width=${#text}
}

# clear_line clears the ^C of the terminal, too.
clear_line() {
    [ "$line_width" -eq 0 ] || printf '\r%*s\r' $((line_width + 2)) '' >&2
    line_width=0
}

columns() { tput cols 2>/dev/null || echo 80; }

say() {
    clear_line
    echo "$*" >&2
}

# ---- the ends

interrupted() {
    local where=''
    trap 'exit 130' INT TERM HUP # a second time: at once
    stop
    [ -z "$measuring" ] || keep "$measuring"
    if [ -z "$opened" ]; then
        say "interrupted before anything was measured"
        exit 130
    fi
    say "interrupted: $results has $passes of $count passes complete, and a part of the next"
    if [ "$passes" -gt 0 ]; then
        tables "$results"
    else
        [ "$results_dir" = results ] || where=" -results $results_dir"
        say "its tables: ./bench.sh show $(name_of "$results")$where"
    fi
    exit 130
}

stop() {
    [ -n "$child" ] || return
    kill "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    child=''
}

cleanup() {
    stop
    clear_line
    [ -z "${tmp-}" ] || rm -rf "$tmp"
}

die() {
    echo "bench.sh: $*" >&2
    exit 2
}

give_up() {
    say "bench.sh: $*"
    exit 1
}

need_go() {
    command -v go >/dev/null ||
        give_up "there is no go on the PATH: install it from https://go.dev/dl/ and open a new terminal"
}

# ---- the tables

show() {
    need_go
    [ -z "$1" ] || must_exist "$1"
    local file=$results_dir/$1.txt
    [ -n "$1" ] || file=$(newest)
    [ -n "$file" ] || die "nothing to show: $(there_is)"
    say "$file"
    tables "$file"
}

# compare BEFORE AFTER
compare() {
    need_go
    must_exist "$1"
    must_exist "$2"
    [ "$1" != "$2" ] || die "compare takes two different names"
    print_table "Time of a run, a row for each implementation and GOMAXPROCS (~: no difference seen):" \
        -filter '.unit:ns/op' -table .name,/n -row '/impl,/gomaxprocs@num' -col .file \
        "$1=$results_dir/$1.txt" "$2=$results_dir/$2.txt"
}

# tables FILE
tables() {
    local of
    of=$(sed -n 's/^sizes: //p' "$1")
    case $of in
    growth)
        print_table "Time for a unit of work, a row for each n:" \
            -filter '.unit:(ns/term OR ns/sample OR ns/path OR ns/sim)' -table .name -row /n -col /impl "$1"
        printf '\n\n'
        print_table "All the memory that a run takes, one piece after the other:" \
            -filter '.unit:B/op' -table .name -row /n -col /impl "$1"
        return
        ;;
    ?*)
        go tool lab report "-$of" "$1"
        return
        ;;
    esac
    print_table "Time of a run, a column for each GOMAXPROCS:" \
        -filter '.unit:ns/op' -table .name,/n -row /impl -col '/gomaxprocs@num' "$1"
    [ "$(exercises_in "$1")" -eq 1 ] || table_of_all "$1"
    printf '\n\n'
    go tool lab report "$1"
}

# table_of_all FILE leaves out what few exercises have, and says so. It has its
# row above, and compares little; slowsum's closed form would have benchstat
# print the milliseconds beside it in nanoseconds.
table_of_all() {
    local procs rare filter
    procs=$(most_procs "$1")
    filter=".unit:ns/op /gomaxprocs:$procs"
    rare=$(rare_impls "$1")
    printf '\n\n'
    [ -z "$rare" ] || filter="$filter -/impl:(${rare// / OR })"
    print_table "All exercises at GOMAXPROCS=$procs, a column for each implementation:" \
        -filter "$filter" -table goos,goarch,cpu,cores -row .name,/n -col /impl "$1"
    [ -z "$rare" ] || echo "Left out, as few exercises have it: $rare"
}

# print_table TITLE BENCHSTAT-ARGUMENTS... MSYS is the shell of Windows, and
# would take /impl for a path.
print_table() {
    local title=$1 table
    shift
    table=$(MSYS2_ARG_CONV_EXCL='*' go tool benchstat "$@")
    [ ! -t 1 ] || table=$(go tool lab narrow "$(columns)" <<<"$table")
    printf '%s\n\n%s\n' "$title" "$table"
}

exercises_in() {
    awk '
        /^Benchmark/ && split($1, part, "/") && !seen[part[1]]++ { n++ }
        END { print n + 0 }' "$1"
}

# rare_impls FILE prints the implementations that only one exercise has, or less
# than half of them.
rare_impls() {
    awk '
        /^Benchmark/ {
            split($1, part, "/")
            impl = $1
            sub(/.*\/impl=/, "", impl)
            sub(/-[0-9]+$/, "", impl)
            if (!seen[part[1]]++) all++
            if (!(impl in with)) impls[++n] = impl
            if (!seen[part[1], impl]++) with[impl]++
        }
        END {
            for (i = 1; i <= n; i++) if (with[impls[i]] == 1 || 2 * with[impls[i]] < all) {
                printf "%s%s", between, impls[i]
                between = " "
            }
        }' "$1"
}

# most_procs FILE prints the largest GOMAXPROCS that has a core for each.
most_procs() {
    awk '
        /^cores: / { cores = $2 }
        /^Benchmark/ {
            procs = $1
            sub(/.*-/, "", procs)
            procs += 0
            if (!least || procs < least) least = procs
            if (procs <= cores && procs > most) most = procs
        }
        END { print most ? most : least }' "$1"
}

# ---- the results

name_of() {
    basename "$1" .txt
}

must_exist() {
    [ -e "$results_dir/$1.txt" ] || die "no results \"$1\": $(there_is)"
}

there_is() {
    local file names=''
    for file in "$results_dir"/*.txt; do
        [ ! -e "$file" ] || names="$names $(name_of "$file")"
    done
    echo "there is${names:- nothing} in $results_dir/"
}

newest() {
    local file newest=''
    for file in "$results_dir"/*.txt; do
        [ -e "$file" ] || continue
        if [ -z "$newest" ] || [ "$file" -nt "$newest" ]; then newest=$file; fi
    done
    echo "$newest"
}

main "$@"
