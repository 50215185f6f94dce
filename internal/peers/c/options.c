// Eight options, n paths each: batches of paths in vectors, pieces of a contract
// to every thread.
#include "normals.h"

#define STRIKES 8
#define PIECE (1 << 16) // paths

static const double S = 100, T = 1, R = 0.05, SIGMA = 0.2; // as in the Go suite

static double strike_of(int i) { return 80 + 5 * i; }

// hot_payoffs returns the sum of the payoffs of a batch, given its normals.
static HOT double hot_payoffs(const double z[BATCH], double strike) {
    double log_spot = log(S) + (R - SIGMA * SIGMA / 2) * T, deviation = SIGMA * sqrt(T), sum = 0;
    for (int i = 0; i < BATCH; i++) {
        double payoff = exp(log_spot + deviation * z[i]) - strike;
        sum += payoff > 0 ? payoff : 0;
    }
    return sum;
}

// payoffs returns the sum of the payoffs of n paths.
static double payoffs(double strike, long n, uint64_t piece) {
    struct stream r = stream_of(1, piece);
    double z[BATCH], sum = 0;
    for (; n > 0; n -= BATCH) {
        hot_fill(z, &r);
        for (long i = n; i < BATCH; i++) z[i] = -100; // too many: a share of nothing
        sum += hot_payoffs(z, strike);
    }
    return sum;
}

static void price(long n, double prices[STRIKES]) {
    double sums[STRIKES] = {0};
    long pieces = (n + PIECE - 1) / PIECE;
#pragma omp parallel for collapse(2) schedule(dynamic) reduction(+ : sums)
    for (int i = 0; i < STRIKES; i++)
        for (long p = 0; p < pieces; p++)
            sums[i] += payoffs(strike_of(i), n - p * PIECE < PIECE ? n - p * PIECE : PIECE, i * pieces + p);
    for (int i = 0; i < STRIKES; i++) prices[i] = exp(-R * T) * sums[i] / n;
}

// truth returns Black and Scholes' price, and sets the standard error of n paths.
static double truth(double strike, long n, double *std_err) {
    double d1 = (log(S / strike) + (R + SIGMA * SIGMA / 2) * T) / (SIGMA * sqrt(T));
    double d2 = d1 - SIGMA * sqrt(T), d3 = d1 + SIGMA * sqrt(T), present = strike * exp(-R * T);
    double value = S * normal_cdf(d1) - present * normal_cdf(d2);
    double second = S * S * exp(SIGMA * SIGMA * T) * normal_cdf(d3) - 2 * S * present * normal_cdf(d1) +
                    present * present * normal_cdf(d2); // the mean square of the payoff, discounted
    *std_err = sqrt((second - value * value) / n);
    return value;
}

int main(int argc, char **argv) {
    struct bench b = begin(argc, argv, "Options", "path", STRIKES);
    double prices[STRIKES], std_err;
    while (again(&b)) price(b.n, prices);
    int wrong = 0;
    for (int i = 1; i < STRIKES; i++) {
        double want = truth(strike_of(i), b.n, &std_err);
        if (!near(prices[i], want, std_err)) wrong = i;
    }
    double want = truth(strike_of(wrong), b.n, &std_err);
    return report_near(&b, prices[wrong], want, std_err);
}
