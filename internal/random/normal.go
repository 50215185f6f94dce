package random

import "math"

// The ziggurat cuts the area under f(x) = exp(−x²/2), x ≥ 0, into layers of
// equal area v: rectangles [0, xᵢ] × [f(xᵢ), f(xᵢ₊₁)] stacked on a base, which
// is a rectangle [0, r] × [0, f(r)] and the tail beyond r. To draw a normal,
// pick a layer and a point x across its width. All but 1.5 % of the points lie
// below xᵢ₊₁, so under the curve whatever their height: one multiplication, no
// logarithm. The others go to [Normals.edge].
//
// Sources: G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating
// Random Variables", J. Stat. Software 5:8, 2000 (the method, and r for 256
// layers); J. A. Doornik, "An Improved Ziggurat Method to Generate Normal
// Random Samples", 2005 (layer and position must come from different bits).
const (
	layers   = 256
	tailFrom = 3.6541528853610088 // r, where the tail begins
)

// A layer has what the fast path needs of one layer, side by side in one cache
// line. Positions across it are signed 53-bit integers.
type layer struct {
	inside uint64  // positions below this in magnitude are under the curve
	scale  float64 // position × scale = x
}

var (
	ziggurat [layers]layer
	heights  [layers + 1]float64 // f at the outer edge of each layer
)

func init() {
	f := func(x float64) float64 { return math.Exp(-x * x / 2) }
	tail := math.Sqrt(math.Pi/2) * math.Erfc(tailFrom/math.Sqrt2)
	area := tailFrom*f(tailFrom) + tail
	width, edge := area/f(tailFrom), tailFrom
	for i := range ziggurat {
		ziggurat[i] = layer{inside: uint64(edge / width * (1 << 52)), scale: width / (1 << 52)}
		heights[i] = f(width)
		width, edge = edge, math.Sqrt(-2*math.Log(min(1, area/edge+f(edge))))
	}
	heights[0], heights[layers] = 0, 1
}

// Normals draws from the standard normal distribution, in batches.
type Normals struct {
	lane Lane
}

// Normals returns a source of normals at the start of the stream.
func (s Stream) Normals() *Normals {
	return &Normals{s.Lanes()[0]}
}

// Fill sets every element of dst to the stream's next standard normal. One lane
// is enough here: while the ziggurat looks up one word, the core is already
// busy with the next. (Two interleaved lanes were no faster.)
func (g *Normals) Fill(dst []float64) {
	lane := g.lane
	for i := range dst {
		var word uint64
		lane, word = lane.Next()
		x, inside := fast(word)
		if !inside {
			lane, x = lane.edge(word)
		}
		dst[i] = x
	}
	g.lane = lane
}

// fast maps a random word to a point: the low 8 bits choose the layer, the high
// 53 the signed position x. inside says that x is under the curve for sure.
func fast(word uint64) (x float64, inside bool) {
	layer := &ziggurat[word%layers]
	position := int64(word) >> 11
	sign := position >> 63
	magnitude := uint64(position ^ sign - sign)
	return float64(position) * layer.scale, magnitude < layer.inside
}

// edge handles a word whose point may lie outside the curve. It draws again
// until a point lies under it.
func (l Lane) edge(word uint64) (Lane, float64) {
	for {
		x, inside := fast(word)
		i := word % layers
		switch {
		case inside:
			return l, x
		case i == 0:
			return l.tail(math.Signbit(x))
		}
		var u uint64
		l, u = l.Next()
		if y := heights[i] + unit(u)*(heights[i+1]-heights[i]); y < math.Exp(-x*x/2) {
			return l, x
		}
		l, word = l.Next()
	}
}

// tail draws from the normal distribution beyond tailFrom: r + s, where s is
// exponential with rate r, accepted with probability exp(−s²/2). (G. Marsaglia,
// "Generating a Variable from the Tail of the Normal Distribution",
// Technometrics 6:1, 1964.)
func (l Lane) tail(negative bool) (Lane, float64) {
	for {
		var u, v uint64
		l, u = l.Next()
		l, v = l.Next()
		s := -math.Log(unit(u)) / tailFrom
		if -2*math.Log(unit(v)) < s*s {
			continue
		}
		if negative {
			return l, -tailFrom - s
		}
		return l, tailFrom + s
	}
}
