# shellcheck shell=bash
#
# The part of bench.sh that measures the peers: programs in Python and C that do
# the same work and print the same lines. bench.sh reads this file, and measure_all
# there does the rest.

# Threads of OpenMP that wait shall sleep. By default they spin, and on a machine
# that does anything else at the same time that made C four times slower.
export OMP_WAIT_POLICY=passive
# "numpy" is one core; the threads of its library, whichever that is, spin, too.
export OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 VECLIB_MAXIMUM_THREADS=1
export PYTHONDONTWRITEBYTECODE=1

slow=${PEERS_SLOW:-10} # seconds; a peer that takes as long is measured in the first pass only

# sizes_of EXERCISE prints what to measure: n, and for downloads how many are in
# flight and how long each takes. bench_test.go has the same.
sizes_of() {
    case "$1${short:+ short}" in
    downloads) echo 6:6:1s 500:50:20ms ;;
    slowsum) echo 10000000 ;;
    pi) echo 100000000 ;;
    options) echo 1000000 ;;
    var) echo 10000000 ;;
    "downloads short") echo 60:20:4ms ;;
    "slowsum short") echo 5000000 ;;
    "pi short") echo 4000000 ;;
    "options short") echo 100000 ;;
    "var short") echo 500000 ;;
    esac
}

# peers_of EXERCISE prints the implementations that the lecture discusses.
peers_of() {
    case $1 in
    downloads) echo python python-threads ;;
    slowsum) echo python python-threads python-processes numpy numba-first-call numba \
        numba-exact-first-call numba-exact c-openmp ;;
    pi | options) echo python python-processes numpy numba-first-call numba numba-parallel c-openmp ;;
    var) echo python python-processes numpy numba-first-call numba numba-parallel \
        numba-parallel-loops c-openmp ;;
    esac
}

# plan_peers EXERCISE begins with Go, whose lines say which machine it is.
plan_peers() {
    local size impl
    for size in $(sizes_of "$1"); do
        todo+=("measure $1 ${cpus[0]} ./^n=${size%%:*}\$")
        doing+=("$1 in Go")
        for impl in $(peers_of "$1"); do
            todo+=("measure_peer $1 ${cpus[0]} $impl $size")
            doing+=("$1 by $impl")
        done
    done
}

# ---- what there is

build_peers() {
    local exercise
    say "looking for Python and C"
    left_out=' '
    choose_python
    for exercise in "${chosen[@]}"; do
        build_peer "$exercise"
    done
}

# choose_python sets python to what PYTHON names. Without that, which one is on the
# PATH is often an accident: then to one with Numba, else with NumPy, else to any.
choose_python() {
    local library candidate candidates=(python3 /usr/bin/python3 python)
    [ -z "${PYTHON-}" ] || candidates=("$PYTHON")
    for library in numba numpy sys; do
        for candidate in "${candidates[@]}"; do
            python=$candidate
            ! run imports "$library" || return 0
        done
    done
    python=''
    leave_out python "there is no ${PYTHON:-Python} of version 3.9 or newer: on Debian, apt-get install python3"
}

imports() {
    exec "$python" -c "import sys, $1; sys.exit(sys.version_info < (3, 9))" >/dev/null 2>&1
}

build_peer() {
    case $1 in
    downloads)
        run into "$tmp/out" go build -o "$tmp/quoteserver$exe" ./internal/peers/quoteserver ||
            give_up "the quote server does not build"
        ;;
    *) build_peer_in_c "$1" ;;
    esac
}

# build_peer_in_c EXERCISE
build_peer_in_c() {
    if ! build_c "internal/peers/c/$1.c" "$tmp/$1.c$exe"; then
        leave_out "$1/c-openmp" "${CC:-gcc} does not compile it: on Debian, apt-get install gcc"
        show_errors
    elif [ -n "$refused" ]; then
        say "$1: c-openmp may be slower than C can be, as ${CC:-gcc} refuses$refused"
    fi
}

# What a compiler, or a processor, may not know, and C is many times slower without.
c_options=(-march=native -mprefer-vector-width=512 -lmvec)

# build_c SOURCE PROGRAM does without the options that the compiler refuses, and sets
# refused to them. The tests of the peers compile by it, too.
build_c() {
    local option taken=()
    refused=''
    ! run compile "$@" "${c_options[@]}" || return 0
    for option in "${c_options[@]}"; do
        if run compile "$@" "$option"; then
            taken+=("$option")
        else
            refused="$refused $option"
        fi
    done
    run compile "$@" ${taken[@]+"${taken[@]}"}
}

# compile SOURCE PROGRAM OPTIONS...
compile() {
    local source=$1 program=$2
    shift 2
    exec "${CC:-gcc}" -O3 -ffast-math -fopenmp -o "$program" "$source" "$@" -lm >/dev/null 2>"$tmp/err"
}

# leave_out WHAT WHY says so once.
leave_out() {
    case $left_out in *" $1 "*) return ;; esac
    left_out="$left_out$1 "
    say "left out: $1 ($2)"
}

# ---- measuring

# measure_peer EXERCISE PROCS IMPL SIZE
measure_peer() {
    local status=0 seconds=$SECONDS id=$1/$3/$4
    is_measurable "$id" || return 0
    measuring=$2
    run run_peer "$@" || status=$?
    measuring=''
    keep "$2" || true
    case $status in
    0 | 4) ;; # 4: the answer is wrong, which the results say
    3) leave_out_library "$id" ;;
    *)
        complain_of_peer "$1 by $3" "$status"
        left_out="$left_out$id "
        ;;
    esac
    seconds=$((SECONDS - seconds))
    [ $seconds -lt "$slow" ] || only_once "$id" $seconds
}

# only_once ID SECONDS leaves out a slow peer from now on, and takes its time out of
# what the rest of the passes is estimated by.
only_once() {
    left_out="$left_out$1 "
    began=$((began + $2))
}

# is_measurable ID, which is EXERCISE/IMPL/SIZE; what does not compile is left out in
# all sizes.
is_measurable() {
    case $left_out in *" $1 "* | *" ${1%/*} "*) return 1 ;; esac
    case $1 in
    */c-*) ;;
    *) [ -n "$python" ] ;;
    esac
}

# run_peer EXERCISE PROCS IMPL SIZE
run_peer() {
    local program=("$python" "internal/peers/python/$1.py") more=()
    case $3 in c-*) program=("$tmp/$1.c$exe") ;; esac
    [ "$1" != downloads ] || more=("${4#*:}" "$tmp/quoteserver$exe")
    exec "${program[@]}" "$3" "${4%%:*}" "$2" "$benchtime" ${more[@]+"${more[@]}"} >"$tmp/out" 2>"$tmp/err"
}

# leave_out_library ID is for a peer that printed which library it lacks.
leave_out_library() {
    local library
    library=$(sed -n 's/^missing: //p' "$tmp/out")
    leave_out "$library" "$python has none: on Debian, apt-get install python3-$library; elsewhere, $python -m pip install $library"
    left_out="$left_out$1 "
}

# complain_of_peer WHAT STATUS
complain_of_peer() {
    failed="$failed ${1// /-}"
    say "$1 failed (exit status $2); the others go on. It printed:"
    show_errors
}

show_errors() {
    tail -n 10 "$tmp/err" | sed 's/^/    /' >&2
}
