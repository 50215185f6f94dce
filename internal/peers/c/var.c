// Value at risk of four assets from n simulations. Only returns below a threshold
// are kept, a little more than the tail, so that neither memory nor the selection
// costs much; the threshold comes from the first piece.
#include "normals.h"

#define ASSETS 4
#define PIECE (1 << 14) // simulations
#define TAIL 0.05

static const double weights[ASSETS] = {0.4, 0.3, 0.2, 0.1}, mu[ASSETS] = {0.06, 0.08, 0.10, 0.03},
                    sigma[ASSETS] = {0.15, 0.20, 0.30, 0.05}; // as in the Go suite

// hot_returns sets returns to those of a batch: the mean, and every asset's share.
static HOT void hot_returns(double *restrict returns, double z[ASSETS][BATCH]) {
    double mean = 0;
    for (int k = 0; k < ASSETS; k++) mean += weights[k] * mu[k];
    for (int i = 0; i < BATCH; i++)
        returns[i] = mean + weights[0] * sigma[0] * z[0][i] + weights[1] * sigma[1] * z[1][i] +
                     weights[2] * sigma[2] * z[2][i] + weights[3] * sigma[3] * z[3][i];
}

// simulate sets returns to those of n simulations, n up to PIECE.
static void simulate(double returns[PIECE], long n, uint64_t piece) {
    struct stream r = stream_of(1, piece);
    double z[ASSETS][BATCH];
    for (long start = 0; start < n; start += BATCH) {
        for (int k = 0; k < ASSETS; k++) hot_fill(z[k], &r);
        hot_returns(returns + start, z);
    }
}

// keep moves the elements below the threshold to the front, and returns how many they
// are. It has no branch, because the core could not predict it.
static long keep(double *xs, long n, double threshold) {
    long below = 0;
    for (long i = 0; i < n; i++) {
        double x = xs[i];
        xs[i] = xs[below];
        xs[below] = x;
        below += x < threshold;
    }
    return below;
}

// smallest returns the k-th smallest element, from 0, and reorders xs: Hoare's
// quickselect ("Algorithm 65: Find", Comm. ACM 4:7, 1961).
static double smallest(double *xs, long n, long k) {
    uint64_t state = 1;
    while (n > 1) {
        double a = xs[splitmix(&state) % n], b = xs[splitmix(&state) % n], c = xs[splitmix(&state) % n];
        double low = a < b ? a : b, high = a < b ? b : a, pivot = c < low ? low : c < high ? c : high;
        long below = keep(xs, n, pivot);
        if (below == 0) { // the pivot is the minimum
            below = keep(xs, n, nextafter(pivot, 1e300));
            if (k < below) return pivot;
        }
        if (k < below) {
            n = below;
        } else {
            xs += below;
            n -= below;
            k -= below;
        }
    }
    return xs[0];
}

// threshold_of returns a return that the k-th smallest of n surely lies below: the
// first piece's, eight standard deviations of a rank further up.
static double threshold_of(long n, long k) {
    double returns[PIECE];
    long size = n < PIECE ? n : PIECE;
    simulate(returns, size, 0);
    double share = (double)k / n, rank = size * share + 8 * sqrt(size * share * (1 - share)) + 1;
    return rank < size ? smallest(returns, size, (long)rank) : 1e300;
}

// quantile returns the k-th smallest of n simulated returns.
static double quantile(long n, long k) {
    double threshold = threshold_of(n, k), *all = NULL, answer = 0;
    for (;; threshold = 1e300) { // once, unless the threshold was too low after all
        long total = 0;
#pragma omp parallel
        {
            double returns[PIECE], *mine = NULL;
            long kept = 0, room = 0;
#pragma omp for schedule(dynamic) nowait
            for (long start = 0; start < n; start += PIECE) {
                long size = n - start < PIECE ? n - start : PIECE;
                simulate(returns, size, start / PIECE);
                long below = keep(returns, size, threshold);
                if (kept + below > room) mine = realloc(mine, (room = 2 * room + PIECE) * sizeof *mine);
                memcpy(mine + kept, returns, below * sizeof *mine);
                kept += below;
            }
            long at;
#pragma omp atomic capture
            { at = total; total += kept; }
#pragma omp barrier
#pragma omp single
            all = malloc((total + 1) * sizeof *all);
            if (kept) memcpy(all + at, mine, kept * sizeof *mine);
            free(mine);
        }
        if (total > k) answer = smallest(all, total, k);
        free(all);
        if (total > k) return answer;
    }
}

// truth returns the quantile of the sum of normals, and sets the standard error of
// n simulations. The deviate of 0.05 is found by bisection.
static double truth(long n, double *std_err) {
    double mean = 0, variance = 0, low = -10, high = 0;
    for (int k = 0; k < ASSETS; k++) {
        mean += weights[k] * mu[k];
        variance += weights[k] * sigma[k] * weights[k] * sigma[k];
    }
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (normal_cdf(middle) < TAIL) low = middle; else high = middle;
    }
    double density = exp(-low * low / 2) / sqrt(2 * M_PI * variance);
    *std_err = sqrt(TAIL * (1 - TAIL) / n) / density;
    return mean + low * sqrt(variance);
}

int main(int argc, char **argv) {
    struct bench b = begin(argc, argv, "Var", "sim", 1);
    double answer = 0, std_err;
    while (again(&b)) answer = quantile(b.n, (long)(b.n * TAIL));
    double want = truth(b.n, &std_err);
    return report_near(&b, answer, want, std_err);
}
