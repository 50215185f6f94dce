"""The lecture's exercises 2 and 3: four calls of slow_sum."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from peers import batches, main, need, njit, numpy as np

CALLS = 4


def slow_sum(n):
    """The lecture's loop. Python's integers have no largest one: the sum is exact."""
    total = 0
    for i in range(n):
        total += i * i
    return total


def with_pool(executor):
    """The lecture's way: starting the pool is part of the work."""
    def run(n, procs):
        with executor(max_workers=min(procs, CALLS)) as pool:
            return list(pool.map(slow_sum, [n] * CALLS))
    return run


PIECE = 1 << 15  # this many squares below 2**48 sum to less than 2**63


def numpy_sum(n):
    """Sums of pieces that fit in 64 bits, added up by Python: exact for n up to 2**24."""
    total, start = 0, 0
    for size in batches(n, PIECE):
        i = np.arange(start, start + size, dtype=np.int64)
        total += int(np.dot(i, i))
        start += size
    return total


compiled_sum = njit(slow_sum)


@njit
def compiled_piece(start, end):
    total = 0
    for i in range(start, end):
        total += i * i
    return total


def exact_sum(n):
    """What the sum that wraps needs: pieces that fit in 64 bits, added up by Python."""
    return sum(compiled_piece(start, min(start + PIECE, n)) for start in range(0, n, PIECE))


def calls(function):
    return lambda n, _: [function(n) for _ in range(CALLS)]


def check(n, answers):
    right = (n - 1) * n * (2 * n - 1) // 6
    return None if answers == [right] * CALLS else right


class Answers(list):
    """Prints as the one number that all calls have answered."""
    def __str__(self):
        return ", ".join(sorted({str(answer) for answer in self}))


def printed(function):
    return lambda n, procs: Answers(function(n, procs))


def with_numpy(n, procs):
    need("numpy")
    return calls(numpy_sum)(n, procs)


if __name__ == "__main__":
    implementations = {
        "python": calls(slow_sum),
        "python-threads": with_pool(ThreadPoolExecutor),
        "python-processes": with_pool(ProcessPoolExecutor),
        "numpy": with_numpy,
        "numba": calls(compiled_sum),
        "numba-exact": calls(exact_sum),
    }
    main("Slowsum", "term", {impl: printed(run) for impl, run in implementations.items()},
         check, units=lambda n: n * CALLS)
