// What the C peers have in common: their command line, clock, output, and
// vectors of random words. See peers.py for what a line looks like.
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

// A bench is one measurement: what the command line IMPL N CORES BENCHTIME asks for.
struct bench {
    const char *exercise, *impl, *unit;
    long n, runs, least_runs;
    int procs;
    double units, least, start, cpu, wall;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_utime.tv_sec + u.ru_stime.tv_sec + 1e-6 * (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

// set_benchtime takes a time as Go prints it, 1.5s or 1m30s, or runs, 10x.
static void set_benchtime(struct bench *b, const char *text) {
    static const struct { const char *name; double seconds; } units[] = {
        {"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600},
    };
    b->least = 0;
    b->least_runs = 1;
    while (*text) {
        char *unit;
        double number = strtod(text, &unit);
        size_t length = strspn(unit, "numshx");
        if (unit == text || length == 0) break;
        if (*unit == 'x') b->least_runs = (long)number;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (strlen(units[i].name) == length && !strncmp(unit, units[i].name, length))
                b->least += number * units[i].seconds;
        text = unit + length;
    }
}

// start_threads makes the threads before the timing. The environment may forbid some.
static void start_threads(int procs) {
    int threads = 0;
#pragma omp parallel reduction(+ : threads)
    threads++;
    if (threads == procs) return;
    fprintf(stderr, "OpenMP has started %d threads, want %d\n", threads, procs);
    exit(1);
}

static struct bench begin(int argc, char **argv, const char *exercise, const char *unit, double units_per_n) {
    if (argc != 5 || atol(argv[2]) < 1 || atoi(argv[3]) < 1) {
        fprintf(stderr, "usage: %s IMPL N CORES BENCHTIME\n", argv[0]);
        exit(2);
    }
    struct bench b = {.exercise = exercise, .impl = argv[1], .unit = unit, .n = atol(argv[2]), .procs = atoi(argv[3])};
    b.units = b.n * units_per_n;
    set_benchtime(&b, argv[4]);
    omp_set_dynamic(0);
    omp_set_num_threads(b.procs);
    start_threads(b.procs);
    b.cpu = cpu_seconds();
    b.start = now();
    return b;
}

// again is the condition of the measured loop: true until it ran long enough.
static int again(struct bench *b) {
    b->wall = now() - b->start;
    if (b->runs > 0 && b->runs >= b->least_runs && b->wall >= b->least) return 0;
    b->runs++;
    return 1;
}

// print_name prints the benchmark's name; Go appends no number for a single core.
static void print_name(const struct bench *b) {
    printf("Benchmark%s/n=%ld/impl=%s", b->exercise, b->n, b->impl);
    if (b->procs > 1) printf("-%d", b->procs);
}

// report prints the line, without a time if the answer was wrong.
static int report(struct bench *b, int right, const char *answer, const char *truth) {
    double cpu = cpu_seconds() - b->cpu, ns = 1e9 * b->wall / b->runs;
    if (!right) {
        printf("--- WRONG: ");
        print_name(b);
        printf(": answered %s, right is %s\n", answer, truth);
        return 4;
    }
    print_name(b);
    printf("\t%ld\t%.1f ns/op\t%.4g ns/%s\t%.4g cpu-ns/%s\t%.3f cores\n", b->runs, ns, ns / b->units, b->unit,
           1e9 * cpu / b->runs / b->units, b->unit, cpu / b->wall);
    return 0;
}

// near reports an answer within five standard errors of the truth. NaN is
// not near, but -ffast-math may say so, so this compares bits.
static int near(double answer, double truth, double std_err) {
    uint64_t bits;
    memcpy(&bits, &answer, sizeof bits);
    return (bits >> 52 & 0x7ff) != 0x7ff && fabs(answer - truth) <= 5 * std_err;
}

static inline int report_near(struct bench *b, double answer, double truth, double std_err) {
    char got[64], want[96];
    snprintf(got, sizeof got, "%.10g", answer);
    snprintf(want, sizeof want, "%.10g ± %.3g", truth, 5 * std_err);
    return report(b, near(answer, truth, std_err), got, want);
}

static inline double normal_cdf(double x) { return erfc(-x / sqrt(2)) / 2; }

// Hot functions take most of the time. Their names begin with hot_, and they have no
// other loops than those that take it: in the compiler's output, width.go looks for
// vectors as wide as the processor's in every one of them.
#define HOT __attribute__((noinline))

// ---- random words, a vector at a time

// A vector is as wide as the processor's. One that is wider the compiler takes apart,
// and that is many times slower.
#if defined __AVX512F__
#define LANES 8
#elif defined __AVX2__
#define LANES 4
#else
#define LANES 2
#endif
typedef uint64_t words __attribute__((vector_size(8 * LANES)));

static inline uint64_t splitmix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

// xoshiro256+, a generator in every lane. (D. Blackman, S. Vigna, "Scrambled
// Linear Pseudorandom Number Generators", ACM TOMS 47:4, 2021.)
struct stream { words s[4]; };

// stream_of gives every piece of the work a stream of its own.
static inline struct stream stream_of(uint64_t seed, uint64_t piece) {
    uint64_t state = seed;
    state = splitmix(&state) + 0x9e3779b97f4a7c15 * piece;
    state = splitmix(&state);
    struct stream r;
    for (int i = 0; i < 4; i++)
        for (int lane = 0; lane < LANES; lane++) r.s[i][lane] = splitmix(&state);
    return r;
}

static inline words next(struct stream *r) {
    words *s = r->s, result = s[0] + s[3], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = s[3] << 45 | s[3] >> 19;
    return result;
}
