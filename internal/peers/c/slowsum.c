// Four calls of slow_sum, exact: vectors of 64-bit sums, added up in 128 bits
// before any of them can overflow.
#include "peers.h"

#define CALLS 4
#define PIECE (1 << 17)

typedef unsigned __int128 sum;

// A turn adds the squares of this many neighbours, in two vectors, so neither waits for
// itself.
#define NEIGHBOURS (2 * LANES)

// squares has the squares of a turn. The next one of a lane comes without a multiplication,
// which is slow on 64 bits: with N neighbours,
//
//     (i+N)² = i² + step,  where step = 2N·i + N² and grows by 2N².
struct squares { words square[2], step[2]; };

static struct squares squares_of(uint64_t from) {
    struct squares s;
    for (uint64_t j = 0; j < NEIGHBOURS; j++) {
        uint64_t i = from + j;
        s.square[j / LANES][j % LANES] = i * i;
        s.step[j / LANES][j % LANES] = 2 * NEIGHBOURS * i + NEIGHBOURS * NEIGHBOURS;
    }
    return s;
}

// hot_add sets sums to those of so many squares in each lane.
static HOT void hot_add(uint64_t turns, struct squares *s, words sums[2]) {
    words sum = {0}, square = s->square[0], step = s->step[0];
    words other = {0}, other_square = s->square[1], other_step = s->step[1];
    for (; turns > 0; turns--) {
        sum += square, other += other_square;
        square += step, other_square += other_step;
        step += 2 * NEIGHBOURS * NEIGHBOURS, other_step += 2 * NEIGHBOURS * NEIGHBOURS;
    }
    s->square[0] = square, s->step[0] = step, sums[0] = sum;
    s->square[1] = other_square, s->step[1] = other_step, sums[1] = other;
}

// piece returns the sum of i² for from ≤ i < to ≤ 2³². A lane adds at most
// 2⁶⁴/to² terms before its sum moves to the total.
static sum piece(uint64_t from, uint64_t to) {
    sum total = 0;
    double room = 0x1p64 / ((double)to * to);
    uint64_t most = room < PIECE ? (uint64_t)room : PIECE, left = (to - from) / NEIGHBOURS;
    struct squares s = squares_of(from);
    words sums[2];
    for (uint64_t turns; left > 0; left -= turns) {
        turns = left < most ? left : most;
        hot_add(turns, &s, sums);
        for (int j = 0; j < NEIGHBOURS; j++) total += sums[j / LANES][j % LANES];
    }
    for (uint64_t i = to - (to - from) % NEIGHBOURS; i < to; i++) total += (sum)i * i;
    return total;
}

// sums shares out pieces of all calls, so that more than four cores have work.
static void sums(uint64_t n, sum totals[CALLS]) {
    long pieces = (n + PIECE - 1) / PIECE;
    memset(totals, 0, CALLS * sizeof *totals);
#pragma omp parallel
    {
        sum mine[CALLS] = {0};
#pragma omp for collapse(2) schedule(static)
        for (int call = 0; call < CALLS; call++)
            for (long p = 0; p < pieces; p++) {
                uint64_t from = p * PIECE, to = from + PIECE < n ? from + PIECE : n;
                mine[call] += piece(from, to);
            }
#pragma omp critical
        for (int call = 0; call < CALLS; call++) totals[call] += mine[call];
    }
}

static const char *decimal(sum s, char text[40]) {
    char *p = text + 39;
    *p = 0;
    do *--p = '0' + (int)(s % 10); while (s /= 10);
    return p;
}

int main(int argc, char **argv) {
    struct bench b = begin(argc, argv, "Slowsum", "term", CALLS);
    if (b.n > 1L << 32) return fprintf(stderr, "slowsum: n is %ld, want up to 2^32\n", b.n), 2;
    sum totals[CALLS], n = b.n, truth = (n - 1) * n / 2 * (2 * n - 1) / 3;
    while (again(&b)) sums(b.n, totals);
    int wrong = 0;
    for (int call = 1; call < CALLS; call++)
        if (totals[call] != truth) wrong = call;
    char got[40], want[40];
    return report(&b, totals[wrong] == truth, decimal(totals[wrong], got), decimal(truth, want));
}
