// Pi from n random points: a vector of generators, a piece to every thread.
#include "peers.h"

#define PIECE (1 << 18)

typedef uint32_t halves __attribute__((vector_size(4 * 2 * LANES)));
typedef int32_t marks __attribute__((vector_size(4 * 2 * LANES)));
typedef float coordinates __attribute__((vector_size(4 * 2 * LANES)));

// coordinates_of turns every half of a word into a coordinate: 24 bits of it, the
// most that a float holds, signed. The circle of radius 2²³ about the origin has
// four quarters; which one a point falls into makes no difference.
static inline coordinates coordinates_of(words w) {
    marks m = (marks)w >> 8;
    return __builtin_convertvector(m, coordinates) + 0.5f;
}

// count throws n points, and counts those inside the circle. Two generators in
// turns, so that neither waits for itself.
static HOT long count(long n, uint64_t piece) {
    struct stream a = stream_of(1, 2 * piece), b = stream_of(1, 2 * piece + 1);
    const float square = 0x1p46f;
    marks inside = {0};
    long left = n;
    for (; left >= 4 * LANES; left -= 4 * LANES) {
        coordinates x = coordinates_of(next(&a)), y = coordinates_of(next(&b));
        coordinates v = coordinates_of(next(&a)), w = coordinates_of(next(&b));
        inside += x * x + y * y < square; // true is −1
        inside += v * v + w * w < square;
    }
    long total = 0;
    for (int lane = 0; lane < 2 * LANES; lane++) total -= inside[lane];
    for (; left > 0; left -= 2 * LANES) {
        coordinates x = coordinates_of(next(&a)), y = coordinates_of(next(&b));
        for (int lane = 0; lane < 2 * LANES && lane < left; lane++)
            total += x[lane] * x[lane] + y[lane] * y[lane] < square;
    }
    return total;
}

static double estimate(long n) {
    long inside = 0;
#pragma omp parallel for schedule(dynamic) reduction(+ : inside)
    for (long start = 0; start < n; start += PIECE)
        inside += count(n - start < PIECE ? n - start : PIECE, start / PIECE);
    return 4 * (double)inside / n;
}

int main(int argc, char **argv) {
    struct bench b = begin(argc, argv, "Pi", "sample", 1);
    double pi = 0;
    while (again(&b)) pi = estimate(b.n);
    double p = M_PI / 4;
    return report_near(&b, pi, M_PI, 4 * sqrt(p * (1 - p) / b.n));
}
