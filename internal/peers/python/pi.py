"""The lecture's exercises 4 and 6: pi from n random points."""

import math
from concurrent.futures import ProcessPoolExecutor

from peers import batches, generator, main, near, need, njit, numpy as np, prange, seeds, split


def estimate_pi(n):
    """The lecture's loop."""
    inside = 0
    for _ in range(n):
        x = np.random.random()
        y = np.random.random()
        if x * x + y * y < 1:
            inside += 1
    return 4 * inside / n


def estimate_piece(n, seed):
    np.random.seed(seed.generate_state(4))  # a forked process has its parent's state
    return n, estimate_pi(n)


def with_processes(n, procs):
    """The lecture's loop, a piece to every process; starting them is part of it."""
    with ProcessPoolExecutor(max_workers=procs) as pool:
        pieces = pool.map(estimate_piece, split(n, procs), seeds(procs))
        return sum(size * estimate for size, estimate in pieces) / n


def with_numpy(n, _):
    """Whole arrays instead of a loop, of a size that the second-level cache holds."""
    rng = generator(seeds(1)[0])
    inside = 0
    points = np.empty((2, 1 << 14))
    for size in batches(n, points.shape[1]):
        rng.random(out=points)
        np.multiply(points, points, out=points)
        points[0] += points[1]
        inside += np.count_nonzero(points[0, :size] < 1)
    return 4 * inside / n


with_numba = njit(estimate_pi)


@njit(parallel=True)
def estimate_pi_parallel(n):
    inside = 0
    for _ in prange(n):
        x = np.random.random()
        y = np.random.random()
        if x * x + y * y < 1:
            inside += 1
    return 4 * inside / n


def check(n, answer):
    p = math.pi / 4
    return near(answer, math.pi, 4 * math.sqrt(p * (1 - p) / n))


if __name__ == "__main__":
    need("numpy")
    main("Pi", "sample", {
        "python": lambda n, _: estimate_pi(n),
        "python-processes": with_processes,
        "numpy": with_numpy,
        "numba": lambda n, _: with_numba(n),
        "numba-parallel": lambda n, _: estimate_pi_parallel(n),
    }, check)
