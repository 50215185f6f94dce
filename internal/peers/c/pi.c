// Pi from n random points: a vector of generators, a piece to every thread.
#include "peers.h"

#define PIECE (1 << 18)

typedef uint32_t halves __attribute__((vector_size(4 * 2 * LANES)));
typedef int32_t marks __attribute__((vector_size(4 * 2 * LANES)));
typedef float coordinates __attribute__((vector_size(4 * 2 * LANES)));

// inside says which points are inside the circle, two of each word: true is −1. A half of
// a word is a point, and its two halves are signed coordinates of 16 bits, from the
// middle of a cell. The circle of radius 2¹⁵ about the origin has four quarters; which
// one a point falls into makes no difference.
static inline marks inside(words w) {
    marks points = (marks)w;
    coordinates x = __builtin_convertvector(points << 16 >> 16, coordinates) + 0.5f;
    coordinates y = __builtin_convertvector(points >> 16, coordinates) + 0.5f;
    return x * x + y * y < 0x1p30f;
}

// hot_count throws the points of all steps, and adds up the marks. It interleaves two
// generators, so neither waits for itself.
static HOT void hot_count(long steps, struct stream *first, struct stream *second, marks *total) {
    struct stream a = *first, b = *second;
    marks sum = *total;
    for (; steps > 0; steps--) {
        sum += inside(next(&a));
        sum += inside(next(&b));
    }
    *first = a, *second = b, *total = sum;
}

// count throws n points, and counts those inside.
static long count(long n, uint64_t piece) {
    struct stream a = stream_of(1, 2 * piece), b = stream_of(1, 2 * piece + 1);
    marks sum = {0};
    long steps = n / (4 * LANES), total = 0;
    hot_count(steps, &a, &b, &sum);
    for (int lane = 0; lane < 2 * LANES; lane++) total -= sum[lane];
    for (n -= steps * 4 * LANES; n > 0; n -= 2 * LANES) {
        marks rest = inside(next(&a));
        for (int lane = 0; lane < 2 * LANES && lane < n; lane++) total -= rest[lane];
    }
    return total;
}

static double estimate(long n) {
    long total = 0;
#pragma omp parallel for schedule(dynamic) reduction(+ : total)
    for (long start = 0; start < n; start += PIECE)
        total += count(n - start < PIECE ? n - start : PIECE, start / PIECE);
    return 4 * (double)total / n;
}

int main(int argc, char **argv) {
    struct bench b = begin(argc, argv, "Pi", "sample", 1);
    double pi = 0;
    while (again(&b)) pi = estimate(b.n);
    double p = M_PI / 4;
    return report_near(&b, pi, M_PI, 4 * sqrt(p * (1 - p) / b.n));
}
