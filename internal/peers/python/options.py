"""The lecture's exercise 5: eight options, n paths each."""

import math
from concurrent.futures import ProcessPoolExecutor

from peers import batches, generator, main, near, need, njit, normal_cdf, numpy as np, prange, seeds

STRIKES = [80, 85, 90, 95, 100, 105, 110, 115]
S, T, R, SIGMA = 100.0, 1.0, 0.05, 0.2  # the lecture leaves them open; these are the Go suite's


def price_option(S, K, T, r, sigma, n_sims):
    """The lecture's function, with the loop that it leaves to the reader."""
    drift, deviation = (r - sigma * sigma / 2) * T, sigma * math.sqrt(T)
    total = 0.0
    for _ in range(n_sims):
        z = np.random.standard_normal()
        total += max(S * math.exp(drift + deviation * z) - K, 0.0)
    return math.exp(-r * T) * total / n_sims


def price_piece(args, seed):
    np.random.seed(seed.generate_state(4))  # a forked process has its parent's state
    return price_option(*args)


def arguments(n):
    return [(S, float(strike), T, R, SIGMA, n) for strike in STRIKES]


def with_processes(n, procs):
    """The lecture's challenge: an option to a process; starting them is part of it."""
    with ProcessPoolExecutor(max_workers=procs) as pool:
        return list(pool.map(price_piece, arguments(n), seeds(len(STRIKES))))


def numpy_price(args, rng):
    """Whole arrays instead of a loop, of a size that the second-level cache holds."""
    S, K, T, r, sigma, n_sims = args
    drift, deviation = (r - sigma * sigma / 2) * T, sigma * math.sqrt(T)
    total = 0.0
    z = np.empty(1 << 14)
    for size in batches(n_sims, len(z)):
        x = z[:size]
        rng.standard_normal(out=x)
        x *= deviation
        x += drift
        np.exp(x, out=x)
        x *= S
        x -= K
        np.maximum(x, 0, out=x)
        total += x.sum()
    return math.exp(-r * T) * total / n_sims


def with_numpy(n, _):
    return [numpy_price(args, generator(seed)) for args, seed in zip(arguments(n), seeds(len(STRIKES)))]


compiled_price = njit(price_option)


@njit(parallel=True)
def compiled_price_parallel(S, K, T, r, sigma, n_sims):
    drift, deviation = (r - sigma * sigma / 2) * T, sigma * math.sqrt(T)
    total = 0.0
    for _ in prange(n_sims):
        z = np.random.standard_normal()
        total += max(S * math.exp(drift + deviation * z) - K, 0.0)
    return math.exp(-r * T) * total / n_sims


def check(n, prices):
    """Black and Scholes' price, and the standard error of n paths about it."""
    for strike, price in zip(STRIKES, prices):
        d1 = (math.log(S / strike) + (R + SIGMA * SIGMA / 2) * T) / (SIGMA * math.sqrt(T))
        d2, d3 = d1 - SIGMA * math.sqrt(T), d1 + SIGMA * math.sqrt(T)
        discount = math.exp(-R * T)
        truth = S * normal_cdf(d1) - strike * discount * normal_cdf(d2)
        second = (S * S * math.exp(SIGMA * SIGMA * T) * normal_cdf(d3)  # E(payoff**2), discounted twice
                  - 2 * S * strike * discount * normal_cdf(d1)
                  + strike * strike * discount * discount * normal_cdf(d2))
        right = near(price, truth, math.sqrt((second - truth * truth) / n))
        if right is not None:
            return f"{right} for the strike {strike}"
    return None


if __name__ == "__main__":
    need("numpy")
    main("Options", "path", {
        "python": lambda n, _: [price_option(*args) for args in arguments(n)],
        "python-processes": with_processes,
        "numpy": with_numpy,
        "numba": lambda n, _: [compiled_price(*args) for args in arguments(n)],
        "numba-parallel": lambda n, _: [compiled_price_parallel(*args) for args in arguments(n)],
    }, check, units=lambda n: n * len(STRIKES))
