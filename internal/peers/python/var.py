"""The lecture's part 2: value at risk of a portfolio of four assets."""

import math
import sys
from concurrent.futures import ProcessPoolExecutor
from statistics import NormalDist

from peers import batches, generator, main, near, need, njit, numpy as np, prange, seeds, split

TAIL = 0.05
WEIGHTS, MU, SIGMA = (0.4, 0.3, 0.2, 0.1), (0.06, 0.08, 0.10, 0.03), (0.15, 0.20, 0.30, 0.05)  # the Go suite's


def calculate_var(n_sims, weights, mu, sigma):
    """The lecture's loop and its sort."""
    returns = np.empty(n_sims)
    for i in range(n_sims):
        asset_returns = np.random.randn(len(weights)) * sigma + mu
        returns[i] = np.dot(weights, asset_returns)
    returns.sort()
    return returns[int(n_sims * 0.05)]


def portfolio():
    return np.array(WEIGHTS), np.array(MU), np.array(SIGMA)


def simulate_piece(n, seed):
    np.random.seed(seed.generate_state(4))  # a forked process has its parent's state
    weights, mu, sigma = portfolio()
    returns = np.empty(n)
    for i in range(n):
        asset_returns = np.random.randn(len(weights)) * sigma + mu
        returns[i] = np.dot(weights, asset_returns)
    return returns


def with_processes(n, procs):
    """The loop, a piece to every process; starting them and the sort are part of it."""
    with ProcessPoolExecutor(max_workers=procs) as pool:
        returns = np.concatenate(list(pool.map(simulate_piece, split(n, procs), seeds(procs))))
    returns.sort()
    return returns[int(n * TAIL)]


def with_numpy(n, _):
    """Whole arrays in batches that the second-level cache holds, and a selection instead of the sort."""
    weights, mu, sigma = portfolio()
    rng = generator(seeds(1)[0])
    returns = np.empty(n)
    z = np.empty((1 << 12, len(weights)))
    start = 0
    for size in batches(n, len(z)):
        rng.standard_normal(out=z[:size])
        np.dot(z[:size], weights * sigma, out=returns[start:start + size])
        start += size
    returns += np.dot(weights, mu)
    rank = int(n * TAIL)
    returns.partition(rank)
    return returns[rank]


compiled_var = njit(calculate_var)


@njit(parallel=True)
def compiled_var_parallel(n_sims, weights, mu, sigma):
    """The lecture's prange. The sort stays serial."""
    returns = np.empty(n_sims)
    for i in prange(n_sims):
        asset_returns = np.random.randn(len(weights)) * sigma + mu
        returns[i] = np.dot(weights, asset_returns)
    returns.sort()
    return returns[int(n_sims * 0.05)]


@njit(parallel=True)
def loops_parallel(n_sims, weights, mu, sigma):
    """What Numba can do: no array for each simulation, and a selection instead of the sort."""
    returns = np.empty(n_sims)
    for i in prange(n_sims):
        total = 0.0
        for k in range(len(weights)):
            total += weights[k] * (np.random.standard_normal() * sigma[k] + mu[k])
        returns[i] = total
    rank = int(n_sims * 0.05)
    return np.partition(returns, rank)[rank]


def check(n, answer):
    """The quantile of a sum of normals, and its standard error from n simulations."""
    mean = sum(w * m for w, m in zip(WEIGHTS, MU))
    deviation = math.sqrt(sum((w * s) ** 2 for w, s in zip(WEIGHTS, SIGMA)))
    normal = NormalDist(mean, deviation)
    truth = normal.inv_cdf(TAIL)
    return near(answer, truth, math.sqrt(TAIL * (1 - TAIL) / n) / normal.pdf(truth))


if __name__ == "__main__":
    need("numpy")
    if "numba" in sys.argv[1]:
        need("numba", "scipy")  # Numba's np.dot calls SciPy's BLAS
    main("Var", "sim", {
        "python": lambda n, _: calculate_var(n, *portfolio()),
        "python-processes": with_processes,
        "numpy": with_numpy,
        "numba": lambda n, _: compiled_var(n, *portfolio()),
        "numba-parallel": lambda n, _: compiled_var_parallel(n, *portfolio()),
        "numba-parallel-loops": lambda n, _: loops_parallel(n, *portfolio()),
    }, check)
