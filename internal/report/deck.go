package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"speedup.example/internal/course"
)

// A Deck is all that there is to say about some results, in slides: the content of a page,
// whatever its form.
type Deck struct {
	Title    string
	Machine  []Fact
	Verdicts []string // how far one can trust the times
	Slides   []Slide
	Files    []*File // the raw lines
}

// A Fact is something about the machine.
type Fact struct{ Name, Value string }

// A Slide is what one look shows: a figure or two, and the tables beside them.
type Slide struct {
	Title   string
	Figures []Figure
	Grids   []Grid
	Details []Grid   // of the numbers in the figures
	Notes   []string // sentences
}

// NewDeck makes the slides of some files. Those of the same kind are of one machine.
func NewDeck(o Options, files ...*File) (*Deck, error) {
	d := &Deck{Title: msgPageTitle, Files: files, Machine: machine(files)}
	for _, group := range byKind(files) {
		slides, verdict, err := group.slides(o)
		if err != nil {
			return nil, err
		}
		d.Slides = append(d.Slides, slides...)
		d.Verdicts = append(d.Verdicts, verdict...)
	}
	d.Verdicts = append(d.Verdicts, lines(MachineWarnings(files...))...)
	return d, nil
}

// machine says where the files were measured. What they don't tell is left out.
func machine(files []*File) (facts []Fact) {
	for _, key := range []struct{ name, key string }{
		{"processor", "cpu"}, {"system", ""}, {"cores", "cores"}, {"quota", KeyQuota}, {"Go", "go"}, {"Go with vectors", "go-simd"},
		{"environment", "env"}, {"Python", "python"}, {"C", "cc"},
	} {
		for _, f := range files {
			value := f.Config(key.key)
			if key.key == "" {
				value = system(f)
			}
			if value != "" {
				facts = append(facts, Fact{key.name, value})
				break
			}
		}
	}
	return facts
}

// NameLayout is how a result is named that was given no name: by the time of its beginning.
const NameLayout = "2006-01-02_15.04.05"

// KeyQuota is the key of a result's line with the processors of a machine that lets a
// program use only some of them.
const KeyQuota = "quota"

// A kindOf is some files of one kind.
type kindOf struct {
	kind  string
	files []*File
}

// pairs are of no kind in package course.
const pairs = "pairs"

// byKind puts files of the same kind together, in the order in which they were given. Each
// comparison of two versions is on its own.
func byKind(files []*File) (groups []kindOf) {
	for _, f := range files {
		kind := f.Config("sizes")
		switch {
		case f.isPair():
			kind = pairs
		case !slices.Contains(kindsOfSizes, kind):
			kind = ""
		}
		i := slices.IndexFunc(groups, func(g kindOf) bool { return g.kind == kind })
		if i < 0 || kind == pairs {
			groups = append(groups, kindOf{kind, []*File{f}})
		} else {
			groups[i].files = append(groups[i].files, f)
		}
	}
	return groups
}

// slides returns the slides of a group, and what to think of its times.
func (g kindOf) slides(o Options) (slides []Slide, verdicts []string, err error) {
	if g.kind == pairs {
		pair, _ := g.files[0].Pair()
		return []Slide{pair.slide()}, nil, nil
	}
	r, err := Join(g.files...)
	if err != nil {
		return nil, nil, err
	}
	switch g.kind {
	case course.Growth:
		for _, f := range g.files {
			slides = append(slides, growthSlides(f)...)
		}
	case course.Should, course.Crossover:
		slides = r.paySlides()
	case course.Cluster:
		slides = r.elsewhereSlides()
	case course.Quick:
		slides = []Slide{{Title: "The quick reference", Grids: []Grid{r.reference()}}}
	case course.Peers:
		slides = r.tableSlides(r.peerSlide)
	case course.Lecture:
		slides = r.tableSlides(func(t Table) Slide { return r.lectureSlide(t, o) })
	default:
		slides = r.sweepSlides(o)
	}
	return slides, append([]string{g.heading(r) + ": " + NoiseVerdict(r)}, oversubscription(r)...), nil
}

// label names the kind of the group.
func (g kindOf) label() string { return cmp.Or(g.kind, "sweep") }

// heading is the label with how often the group was measured, and when if a file's name has
// the time.
func (g kindOf) heading(r *Results) string {
	passes := fmt.Sprintf("%d passes", r.passes())
	if r.passes() == 1 {
		passes = "1 pass"
	}
	for _, f := range g.files {
		if at, ok := f.measured(); ok {
			return fmt.Sprintf("%s (%s, %s)", g.label(), at.Format("2006-01-02 15:04"), passes)
		}
	}
	return fmt.Sprintf("%s (%s)", g.label(), passes)
}

// measured returns when the file was begun, from the name that ./bench.sh gives.
func (f *File) measured() (at time.Time, ok bool) {
	at, err := time.Parse(NameLayout, f.Name[:min(len(f.Name), len(NameLayout))])
	return at, err == nil
}

// lines returns the lines of a text.
func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

func oversubscription(r *Results) []string {
	return slices.DeleteFunc(lines(Warnings(r)), func(line string) bool { return !strings.Contains(line, "take turns") })
}

func (r *Results) sweepSlides(o Options) (slides []Slide) {
	if len(r.Exercises()) > 1 {
		g := r.overview()
		slides = append(slides, Slide{Title: g.Title, Grids: []Grid{{Rows: g.Rows, Names: 2}}, Notes: lines(legend(r, g.textOnly()))})
	}
	return append(slides, r.tableSlides(func(t Table) Slide { return r.lectureSlide(t, o) })...)
}

// tableSlides returns a slide for each table. The sizes of an exercise follow each other.
func (r *Results) tableSlides(slide func(Table) Slide) (slides []Slide) {
	for _, exercise := range r.Exercises() {
		for _, t := range r.tablesOf(exercise) {
			slides = append(slides, slide(t))
		}
	}
	return slides
}

// overview returns all exercises with all implementations.
func (r *Results) overview() Grid {
	kernels, drivers := r.byDriver()
	all := func(string) bool { return true }
	columns := slices.Concat(r.timesColumns(kernels, all), r.timesColumns(drivers, all))
	heading := []string{"", "n"}
	for _, c := range columns {
		heading = append(heading, strings.Join(c.head, ""))
	}
	g := Grid{Title: fmt.Sprintf(msgAllTitle, r.At(), course.Baseline, r.Procs()[0]), Rows: [][]string{heading}, Names: 1}
	for _, t := range r.Tables() {
		fields := []string{t.Exercise, strings.TrimPrefix(t.Size, "n=")}
		for _, c := range columns {
			fields = append(fields, c.cell(t))
		}
		g.Rows = append(g.Rows, fields)
	}
	return g
}

// textOnly returns the grid as text.
func (g Grid) textOnly() string {
	var b strings.Builder
	g.write(&b)
	return b.String()
}

// lectureSlide returns the slide of a table: how it scales, the lecture's table, and the
// share of the limit.
func (r *Results) lectureSlide(t Table, o Options) Slide {
	g := r.lecture(t).compact()
	if o.Prediction != nil && t == r.lastTable(t.Exercise) {
		g = g.predicted(t, o.Prediction)
	}
	s := Slide{Title: t.title(), Grids: []Grid{g}}
	if f, ok := r.scalingFigure(t, o); ok {
		s.Figures = append(s.Figures, f)
		s.Details = append(s.Details, r.scaling(t))
		s.Notes = append(s.Notes, s.Details[0].Notes...)
		s.Details[0].Notes = nil
	} else if f, ok := r.timesFigure(t); ok {
		s.Figures = append(s.Figures, f)
	}
	if f, ok := r.shareFigure(t); ok {
		s.Figures = append(s.Figures, f)
	}
	s.Notes = append(s.Notes, r.overLimit(t)...)
	return s
}

// title returns the label of a table with what the work is.
func (t Table) title() string {
	e, _ := course.FindBenchmark(t.Exercise)
	if work := e.WorkAt(t.Size); work != "" {
		return t.Exercise + ": " + work
	}
	return t.String()
}

// prediction returns what the student predicted for a row of the largest size.
func (o Options) prediction(r *Results, t Table, impl string) (times float64, ok bool) {
	if o.Prediction == nil || t != r.lastTable(t.Exercise) {
		return 0, false
	}
	return o.Prediction(t.Exercise, impl)
}

func (r *Results) peerSlide(t Table) Slide {
	s := Slide{Title: t.title() + ", in all languages", Grids: []Grid{r.peers(t).compact()}, Notes: r.overLimit(t)}
	if f, ok := r.peerFigure(t); ok {
		s.Figures = []Figure{f}
	}
	return s
}

func (r *Results) paySlides() (slides []Slide) {
	for _, exercise := range r.Exercises() {
		g := r.should(msgCrossover, r.tablesOf(exercise))
		s := Slide{Title: exercise + ": from which size on does it pay?", Grids: []Grid{g}, Notes: []string{r.pays(exercise, allCores)}}
		if f, ok := r.payFigure(exercise); ok {
			s.Figures = []Figure{f}
		}
		slides = append(slides, s)
	}
	return slides
}

func (r *Results) elsewhereSlides() (slides []Slide) {
	for _, exercise := range r.Exercises() {
		g := r.elsewhere(exercise)
		s := Slide{Title: exercise + ": one core, all cores, processes, machines", Grids: []Grid{g}, Notes: g.Notes}
		s.Grids[0].Notes = nil
		if f, ok := r.elsewhereFigure(exercise); ok {
			s.Figures = []Figure{f}
		}
		slides = append(slides, s)
	}
	return slides
}

func growthSlides(f *File) (slides []Slide) {
	for _, exercise := range f.Results().Exercises() {
		g, figure := f.growth(exercise)
		s := Slide{Title: exercise + ": how it grows", Grids: []Grid{g}}
		if memory, ok := f.Results().memory(exercise); ok {
			s.Grids = append(s.Grids, memory)
		}
		if len(figure.Curves.Curves) > 0 {
			s.Figures = []Figure{figure}
		}
		slides = append(slides, s)
	}
	return slides
}

// slide returns the slide of a comparison, or of a version with itself.
func (p *Pair) slide() Slide {
	title := fmt.Sprintf(msgForest, percent(Confidence))
	s := Slide{Title: fmt.Sprintf("%s, then %s", p.Before, p.After), Grids: []Grid{p.grid()}, Notes: lines(p.Answer())}
	if p.Before == p.After {
		s = Slide{Title: msgFloors, Grids: []Grid{p.floors()}}
	}
	var says []string
	f := &Forest{Margin: p.Margin}
	for _, c := range p.Changes {
		if c.bounded() && drawable(c.Lo) && drawable(c.Hi) {
			f.Changes = append(f.Changes, c)
			says = append(says, fmt.Sprintf("%s %s %s %s", c.table(), c.Impl, signed(c.Ratio), c.interval()))
		}
	}
	if len(f.Changes) > 0 {
		s.Figures = []Figure{{Title: title, Desc: title + ": " + strings.Join(says, "; ") + ".", Forest: f}}
	}
	return s
}
