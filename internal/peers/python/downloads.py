"""The lecture's exercise 1: price histories over HTTP, one by one and by threads.

It has two arguments more than the others: the limit of downloads in flight, and
a file of JSON that tells of the quote server: its URL, the tickers, and what their
summaries ought to be.
"""

import http.client
import json
import math
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from peers import main

TRADING_DAYS = 252

mine = threading.local()  # a connection of its own for every thread, kept open


def download(host, ticker):
    """Downloads a history and summarizes it: last close, mean daily return, volatility a year."""
    if not hasattr(mine, "connection"):
        mine.connection = http.client.HTTPConnection(host, timeout=60)
    mine.connection.request("GET", "/history/" + ticker)
    response = mine.connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{ticker}: status {response.status}")
    return summarize(json.loads(body)["closes"])


def summarize(closes):
    returns = [after / before - 1 for before, after in zip(closes, closes[1:])]
    mean = sum(returns) / len(returns)
    squares = sum((r - mean) ** 2 for r in returns)
    return closes[-1], mean, math.sqrt(squares / (len(returns) - 1) * TRADING_DAYS)


def measure(limit, server):
    host = urlsplit(server["url"]).netloc
    tickers, want = server["tickers"], server["summaries"]

    pool = ThreadPoolExecutor(max_workers=limit)

    def with_threads(n, _):
        return list(pool.map(lambda ticker: download(host, ticker), tickers))

    if sys.argv[1] == "python-threads":
        with_threads(len(tickers), limit)  # starts the threads and opens their connections

    def check(n, answers):
        near = all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
                   for answer, right in zip(answers, want) for a, b in zip(answer, right))
        return None if near and len(answers) == n else want

    main("Downloads", "download", {
        "python": lambda n, _: [download(host, ticker) for ticker in tickers],
        "python-threads": with_threads,
    }, check)


if __name__ == "__main__":
    with open(sys.argv[6], encoding="utf-8") as file:
        server = json.load(file)
    measure(int(sys.argv[5]), server)
