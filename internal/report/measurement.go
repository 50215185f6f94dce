package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// A Measurement has the numbers of a row, for a program. Those that there are none of are
// left out: no interval of few runs, and no share without a limit.
type Measurement struct {
	Kind     string   `json:"kind"` // sweep, lecture, peers, growth, should, crossover, cluster, reference
	Exercise string   `json:"exercise"`
	Size     string   `json:"size"`
	Row      string   `json:"row"`
	Procs    int      `json:"gomaxprocs"`
	Runs     int      `json:"runs"`
	Seconds  float64  `json:"seconds"`
	SecLow   *float64 `json:"seconds_low,omitempty"`
	SecHigh  *float64 `json:"seconds_high,omitempty"`
	Times    *float64 `json:"times_faster,omitempty"`
	Low      *float64 `json:"times_faster_low,omitempty"`
	High     *float64 `json:"times_faster_high,omitempty"`
	Cores    *float64 `json:"cores_busy,omitempty"`
	Share    *float64 `json:"share_of_limit,omitempty"`
	Bytes    *float64 `json:"bytes_of_memory,omitempty"`
}

// A Compared has the numbers of a [Change], for a program.
type Compared struct {
	Exercise string   `json:"exercise"`
	Size     string   `json:"size"`
	Row      string   `json:"row"`
	Procs    int      `json:"gomaxprocs"`
	Before   float64  `json:"before_seconds"`
	After    float64  `json:"after_seconds"`
	Ratio    float64  `json:"ratio"`
	Low      *float64 `json:"ratio_low,omitempty"`
	High     *float64 `json:"ratio_high,omitempty"`
	Rounds   int      `json:"rounds"`
	Control  bool     `json:"control"`
	Verdict  Verdict  `json:"verdict"`
}

// finite returns nil for what is no number.
func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// measurements returns the numbers of all rows.
func (r *Results) measurements(kind string) (all []Measurement) {
	for _, row := range r.Rows {
		sample, time := r.Samples[row], r.Time(row)
		m := Measurement{
			Kind: kind, Exercise: row.Exercise, Size: row.Size, Row: row.Impl, Procs: row.Procs, Runs: len(sample.Seconds),
			Seconds: time.Center, SecLow: finite(time.Lo), SecHigh: finite(time.Hi), Share: finite(r.Share(row)),
		}
		if base, ok := r.Base(row.table()); ok {
			s := ratio(row, r.Samples[base].Seconds, sample.Seconds)
			m.Times, m.Low, m.High = finite(s.Times), finite(s.Lo), finite(s.Hi)
		}
		if len(sample.Busy) > 0 {
			m.Cores = finite(median(sample.Busy))
		}
		if len(sample.Bytes) > 0 {
			m.Bytes = finite(median(sample.Bytes))
		}
		all = append(all, m)
	}
	return all
}

func (p *Pair) compared() (all []Compared) {
	for _, c := range p.Changes {
		all = append(all, Compared{
			Exercise: c.Exercise, Size: c.Size, Row: c.Impl, Procs: c.Procs, Before: c.Before, After: c.After,
			Ratio: c.Ratio, Low: finite(c.Lo), High: finite(c.Hi), Rounds: c.Rounds(), Control: c.Control, Verdict: c.Verdict,
		})
	}
	return all
}

// A comparison is a [Pair], for a program.
type comparison struct {
	Before  string     `json:"before"`
	After   string     `json:"after"`
	Margin  float64    `json:"margin"`
	Answer  []string   `json:"answer"`
	Changes []Compared `json:"changes"`
}

// JSON writes all numbers for a program.
func (d *Deck) JSON(w io.Writer) error {
	content := struct {
		Machine      map[string]string `json:"machine"`
		Verdicts     []string          `json:"verdicts"`
		Measurements []Measurement     `json:"measurements"`
		Comparisons  []comparison      `json:"comparisons,omitempty"`
	}{Machine: map[string]string{}, Verdicts: append([]string{}, d.Verdicts...), Measurements: []Measurement{}}
	for _, fact := range d.Machine {
		content.Machine[fact.Name] = fact.Value
	}
	for _, g := range byKind(d.Files) {
		if pair, ok := g.files[0].Pair(); ok {
			content.Comparisons = append(content.Comparisons, comparison{pair.Before, pair.After, pair.Margin, lines(pair.Answer()), pair.compared()})
			continue
		}
		r, err := Join(g.files...)
		if err != nil {
			return err
		}
		content.Measurements = append(content.Measurements, r.measurements(g.label())...)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(content)
}

// CSV writes a line for each row. A comparison of two versions has other columns, so it
// has to be alone.
func (d *Deck) CSV(w io.Writer) error {
	if pair, ok := d.Files[0].Pair(); ok && len(d.Files) == 1 {
		return pair.writeCSV(w)
	}
	out := csv.NewWriter(w)
	heading := "kind,exercise,size,row,gomaxprocs,runs,seconds,seconds_low,seconds_high,times_faster,times_faster_low,times_faster_high,cores_busy,share_of_limit,bytes_of_memory"
	table := [][]string{strings.Split(heading, ",")}
	for _, g := range byKind(d.Files) {
		if g.kind == pairs {
			return fmt.Errorf(msgMixedPair, g.files[0])
		}
		r, err := Join(g.files...)
		if err != nil {
			return err
		}
		for _, m := range r.measurements(g.label()) {
			table = append(table, m.fields())
		}
	}
	if err := out.WriteAll(table); err != nil {
		return fmt.Errorf("report: csv: %w", err)
	}
	return nil
}

func (m Measurement) fields() []string {
	fields := []string{m.Kind, harmless(m.Exercise), harmless(m.Size), harmless(m.Row), fmt.Sprint(m.Procs), fmt.Sprint(m.Runs)}
	for _, v := range []*float64{&m.Seconds, m.SecLow, m.SecHigh, m.Times, m.Low, m.High, m.Cores, m.Share, m.Bytes} {
		field := ""
		if v != nil {
			field = fmt.Sprintf("%.6g", *v)
		}
		fields = append(fields, field)
	}
	return fields
}

// harmless keeps a spreadsheet from computing a name.
func harmless(name string) string {
	if name != "" && strings.ContainsRune("=+-@", rune(name[0])) {
		return "'" + name
	}
	return name
}

// Markdown writes the slides, without their figures.
func (d *Deck) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", d.Title)
	for _, fact := range d.Machine {
		fmt.Fprintf(&b, "- %s: %s\n", fact.Name, cells.Replace(fact.Value))
	}
	paragraphs(&b, d.Verdicts)
	for _, s := range d.Slides {
		fmt.Fprintf(&b, "\n## %s\n", cells.Replace(s.Title))
		for _, g := range append(s.Grids, s.Details...) {
			if g.Title != "" {
				paragraphs(&b, []string{g.Title})
			}
			b.WriteString("\n")
			g.markdown(&b)
			paragraphs(&b, g.Notes)
		}
		paragraphs(&b, s.Notes)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func paragraphs(b *strings.Builder, texts []string) {
	for _, text := range texts {
		fmt.Fprintf(b, "\n%s\n", cells.Replace(text))
	}
}
