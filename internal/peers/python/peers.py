"""What the Python peers have in common: their command line, clock and output.

A peer measures one implementation of one exercise in a process of its own:

    python3 pi.py numba-parallel 100000000 2 200ms

that is IMPL, N, the number of cores to use, and how long to measure: a time,
or a number of runs such as 10x. It prints a line as Go's benchmarks do,

    BenchmarkPi/n=100000000/impl=numba-parallel-2  1  431000000 ns/op  4.31 ns/sample  1.98 cores

or, if the answer is wrong, no line that has a time:

    --- WRONG: BenchmarkSlowsum/n=10000000/impl=numba-2: answered X, right is Y

Exit status: 0; 3 if this Python lacks a library, as in "missing: numba"; 4 if
the answer is wrong; 1 if the peer fails.
"""

import importlib
import math
import multiprocessing
import os
import re
import signal
import sys
import time

try:
    import resource
except ImportError:  # Windows
    resource = None


def has(library):
    """Whether it can be imported: one that is installed may be broken, in many ways."""
    try:
        importlib.import_module(library)
    except Exception:
        return False
    return True


numpy = importlib.import_module("numpy") if has("numpy") else None
# Numba has its threads from here on, and by default one for each core, whatever the
# number of cores to use. Other implementations do not import it: each process of
# python-processes would have to, within the timing, where processes are not forked.
if sys.argv[1].startswith("numba"):
    os.environ["NUMBA_NUM_THREADS"] = sys.argv[3]
if sys.argv[1].startswith("numba") and has("numba"):
    from numba import njit, prange
else:
    prange = range

    def njit(function=None, **options):
        """Replaces Numba's if there is none: nothing compiles."""
        def refuse(*args):
            missing("numba")
        return refuse if function else lambda function: refuse

FIRST = "-first-call"  # the suffix of an implementation that compiles within the timing


def missing(library):
    print(f"missing: {library}")
    sys.exit(3)


def need(*libraries):
    """Ends the program if it cannot import all of them."""
    for library in libraries:
        if not has(library):
            missing(library)


def main(exercise, unit, implementations, check, units=lambda n: n, warm_up=1000):
    """Measures what the command line names.

    implementations: by name, a function of n and the number of cores
    check: a function of n and an answer; None, or the right answer if that was wrong
    unit, units: what the work consists of, and how much of it n makes
    warm_up: an n for which compiled code is called once before the timing
    """
    impl, n, procs, benchtime = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    run = implementations[impl.removesuffix(FIRST)]
    if numpy is not None:
        numpy.random.seed(1)  # of the lecture's loops; Numba has generators of its own
    if impl == "python-processes":
        signal.signal(signal.SIGTERM, end_processes)
    if impl.startswith("numba"):
        need("numba")
        if not impl.endswith(FIRST):
            run(warm_up, procs)
    if impl.endswith(FIRST):
        benchtime = "1x"  # there is one first call
    answer, runs, seconds, cpu = measure(lambda: run(n, procs), benchtime)
    name = f"Benchmark{exercise}/n={n}/impl={impl}" + (f"-{procs}" if procs > 1 else "")  # as Go does
    right = check(n, answer)
    if right is not None:
        print(f"--- WRONG: {name}: answered {answer}, right is {right}")
        sys.exit(4)
    nanoseconds, work = 1e9 * seconds / runs, units(n)
    print(f"{name}\t{runs}\t{nanoseconds:.1f} ns/op\t{nanoseconds / work:.4g} ns/{unit}"
          f"\t{1e9 * cpu / runs / work:.4g} cpu-ns/{unit}\t{cpu / seconds:.3f} cores")


def measure(run, benchtime):
    """Returns the answer, the runs, and the seconds of wall and of CPU time that they took."""
    least, least_runs = seconds_of(benchtime)
    runs, start, cpu = 0, time.perf_counter(), cpu_seconds()
    while True:
        answer = run()
        runs += 1
        seconds = time.perf_counter() - start
        if seconds >= least and runs >= least_runs:
            return answer, runs, seconds, cpu_seconds() - cpu


def seconds_of(benchtime):
    """Returns the least seconds and the least runs: 200ms is (0.2, 1), and 10x is (0, 10)."""
    if benchtime.endswith("x"):
        return 0, int(benchtime[:-1])
    units = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}
    parts = re.findall(r"([0-9.]+)(ns|us|ms|s|m|h)", benchtime)
    return sum(float(number) * units[unit] for number, unit in parts), 1


def cpu_seconds():
    """CPU time of this process, its threads, and the processes that it has waited for."""
    if resource is None:
        return sum(os.times()[:4])
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def end_processes(*_):
    """Ends the processes of a pool, which would outlive this one."""
    for process in multiprocessing.active_children():
        process.kill()
    os._exit(143)


def near(answer, truth, std_err):
    """None if the answer is within five standard errors of the truth, else what is right."""
    if abs(answer - truth) <= 5 * std_err:  # not so for NaN
        return None
    return f"{truth} ± {5 * std_err}"


def generator(seed):
    """NumPy's generator for one piece of the work; seed is a SeedSequence."""
    return numpy.random.Generator(numpy.random.PCG64(seed))


def seeds(pieces):
    """Returns independent seeds for the pieces."""
    return numpy.random.SeedSequence(1).spawn(pieces)


def split(n, pieces):
    """Cuts n into pieces that differ by one at most."""
    return [n // pieces + (i < n % pieces) for i in range(pieces)]


def batches(n, size):
    """Yields the sizes of the batches that n consists of."""
    for start in range(0, n, size):
        yield min(size, n - start)


def normal_cdf(x):
    return math.erfc(-x / math.sqrt(2)) / 2
