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

// hot_count throws the points of so many steps, and adds to the marks those inside the
// circle: true is −1. Two generators in turns, so that neither waits for itself.
static HOT void hot_count(long steps, struct stream *first, struct stream *second, marks *total) {
    struct stream a = *first, b = *second;
    marks inside = *total;
    const float square = 0x1p46f;
    for (; steps > 0; steps--) {
        coordinates x = coordinates_of(next(&a)), y = coordinates_of(next(&b));
        coordinates v = coordinates_of(next(&a)), w = coordinates_of(next(&b));
        inside += x * x + y * y < square;
        inside += v * v + w * w < square;
    }
    *first = a, *second = b, *total = inside;
}

// count throws n points, and counts those inside.
static long count(long n, uint64_t piece) {
    struct stream a = stream_of(1, 2 * piece), b = stream_of(1, 2 * piece + 1);
    marks inside = {0}, rest = {0};
    long steps = n / (4 * LANES), total = 0;
    hot_count(steps, &a, &b, &inside);
    for (int lane = 0; lane < 2 * LANES; lane++) total -= inside[lane];
    for (n -= steps * 4 * LANES; n > 0; n -= 2 * LANES) {
        coordinates x = coordinates_of(next(&a)), y = coordinates_of(next(&b));
        rest = x * x + y * y < 0x1p46f;
        for (int lane = 0; lane < 2 * LANES && lane < n; lane++) total -= rest[lane];
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
