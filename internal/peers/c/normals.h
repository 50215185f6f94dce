// Standard normals in batches, by Box and Muller's method.
#include "peers.h"

#define BATCH 512 // normals; a batch and what becomes of it stay in the first-level cache

// hot_fill sets z to standard normals: with u and v uniform in (0, 1), √(−2·ln u)
// times the cosine and the sine of 2πv are two of them. The sine is written as a
// cosine, because gcc would merge the two calls into a sincos, which it cannot
// vectorise.
static HOT void hot_fill(double z[BATCH], struct stream *stream) {
    double u[BATCH / 2], v[BATCH / 2];
    struct stream r = *stream;
    for (int i = 0; i < BATCH / 2; i += LANES) {
        words a = next(&r), b = next(&r);
        // 52 bits under the exponent of 1: from [1, 2) to (0, 1].
        words one_a = a >> 12 | 0x3ff0000000000000, one_b = b >> 12 | 0x3ff0000000000000;
        memcpy(u + i, &one_a, sizeof one_a);
        memcpy(v + i, &one_b, sizeof one_b);
    }
    *stream = r;
    for (int i = 0; i < BATCH / 2; i++) {
        double radius = sqrt(-2 * log(2 - u[i])), angle = 2 * M_PI * v[i] - 3 * M_PI;
        z[i] = radius * cos(angle);
        z[BATCH / 2 + i] = radius * cos(angle - M_PI / 2);
    }
}
