"""Prices a hundred European options with QuantLib, for TestQuantLib:

    apt-get install quantlib-python
    python3 quantlib.py >quantlib.csv

The contracts are of all kinds: hours to decades, sleepy shares and wild ones, deep in the
money and far out of it. The last ten are the ones that a simulation cannot price.
"""

import math
import random

import QuantLib as ql

TODAY = ql.Date(2, 1, 2026)
DAY_COUNT = ql.Actual365Fixed()


def price(kind, spot, strike, rate, volatility, days):
    ql.Settings.instance().evaluationDate = TODAY
    process = ql.BlackScholesProcess(
        ql.QuoteHandle(ql.SimpleQuote(spot)),
        ql.YieldTermStructureHandle(ql.FlatForward(TODAY, rate, DAY_COUNT)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(TODAY, ql.NullCalendar(), volatility, DAY_COUNT)),
    )
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if kind == "call" else ql.Option.Put, strike)
    option = ql.VanillaOption(payoff, ql.EuropeanExercise(TODAY + days))
    option.setPricingEngine(ql.AnalyticEuropeanEngine(process))
    return option.NPV()


def contracts():
    rng = random.Random(2026)
    for i in range(90):
        spot = float(f"{10 ** rng.uniform(-2, 4):.4g}")
        volatility = float(f"{10 ** rng.uniform(-1.7, 0.2):.3g}")
        days = round(10 ** rng.uniform(0, 4.1))
        rate = round(rng.uniform(-0.03, 0.12), 4)
        years = days / 365
        deviation = volatility * math.sqrt(years)
        forward = spot * math.exp(rate * years)
        strike = float(f"{forward * math.exp(deviation * rng.uniform(-2.5, 2.5)):.5g}")
        yield ("call", "put")[i % 2], spot, strike, rate, volatility, days
    yield "call", 100.0, 100.0, 1.0, 5.0, 36500  # the mean is on paths that nobody draws
    yield "call", 100.0, 100.0, 0.05, 1.0, 36500
    yield "call", 100.0, 500.0, 0.05, 3.0, 730
    yield "call", 100.0, 1.0, 0.0, 2.0, 3650
    yield "call", 100.0, 300.0, 0.05, 0.2, 365  # never pays
    yield "call", 100.0, 200.0, 0.0, 0.05, 365
    yield "put", 100.0, 30.0, 0.05, 0.2, 365
    yield "put", 100.0, 99.0, 0.0, 0.01, 1
    yield "put", 100.0, 100.0, 0.0, 5.0, 36500  # always pays all
    yield "put", 100.0, 1e6, 0.0, 5.0, 365  # and nearly always


print(f"# European options by QuantLib {ql.__version__} (Debian's quantlib-python), AnalyticEuropeanEngine.")
print("# Made by quantlib.py. A year has 365 days.")
print("kind,spot,strike,rate,volatility,days,price")
for contract in contracts():
    print(*contract, repr(price(*contract)), sep=",")
