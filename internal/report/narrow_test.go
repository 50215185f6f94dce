package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/report"
)

// The output of benchstat.
const wide = `.name: Pi
/n: 1000
                  │       1       │                    2                     │
                  │    sec/op     │     sec/op      vs base                  │
sequential          10.77µ ± 0%       35.77µ ± 70%  +232.03% (p=0.043 n=6)
parallel-unrolled   3.380µ ±  ∞ ¹   103.804µ ±  0%         ~ (p=0.286 n=1+6)
geomean             6.034µ            60.94µ        +909.80%
¹ need >= 6 samples for confidence interval at level 0.95

cores: 2
     │ a-name-wider-than-its-column │
     │            sec/op            │
Pi 1                   10.77µ ± 34%
`

const narrow = `.name: Pi
/n: 1000
                  │ 1            │ 2
                  │    sec/op    │     sec/op
sequential          10.77µ ± 0%      35.77µ ± 70%
parallel-unrolled   3.380µ ±  ∞ ¹  103.804µ ±  0%
geomean             6.034µ           60.94µ
¹ need >= 6 samples for confidence interval at level 0.95

cores: 2
     │ a-name-wider-than-its-column
     │            sec/op
Pi 1                   10.77µ ± 34%

(Without "vs base": the window is narrow.)
`

// Columns that do not fit without "vs base" are left out from the right.
const narrower = `.name: Pi
/n: 1000
                  │ 1
                  │    sec/op
sequential          10.77µ ± 0%
parallel-unrolled   3.380µ ±  ∞ ¹
geomean             6.034µ
¹ need >= 6 samples for confidence interval at level 0.95

cores: 2
     │ a-name-wider-than-its-column
     │            sec/op
Pi 1                   10.77µ ± 34%

(Without "vs base" and 2: the window is na...
`

func TestNarrow(t *testing.T) {
	assert.Equal(t, wide, report.Narrow(wide, 78), "fits")
	assert.Equal(t, narrow, report.Narrow(wide, 77))
	assert.Equal(t, narrower, report.Narrow(wide, 45))
	assert.Empty(t, report.Narrow("", 0))
}
