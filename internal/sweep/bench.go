package sweep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"speedup.example/internal/child"
	"speedup.example/internal/cores"
	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/vector"
)

// ErrInterrupted ends an interrupted sweep, which has said what it kept.
var ErrInterrupted = errors.New("interrupted")

// A PeerSet has rows that are measured by other programs than the exercises' own: the peers
// that can run on a machine, or the rows of a cluster.
type PeerSet interface {
	Rows(exercise string) []course.Row
	Notes() []string  // which rows are left out, and why, for a person
	Config() []string // lines for the results, as "python: 3.11.2"
	Command(exercise string, row course.Row, size course.Size, procs int, benchtime string) (args, vars []string, err error)
	Close() error
}

// FindPeers finds the other programs that measure exercises, and builds them into dir.
type FindPeers func(ctx context.Context, env *child.Env, root, dir string, o Options) (PeerSet, error)

const (
	longest = 2 * time.Hour    // the longest step; a benchmark ends itself after ten minutes
	slow    = 10 * time.Second // a slower peer is measured in the first pass only
	aWhile  = 2 * time.Second  // a longer preparation is named
)

// A Bench is the place of sweeps, and the person who sees them.
type Bench struct {
	Env    *child.Env
	Root   string // of the module
	Cores  int    // the cores that a Go program can use here
	Stdout io.Writer
	Stderr io.Writer

	// Columns returns the columns of the terminal that Stderr is. It is nil if Stderr is
	// no terminal.
	Columns func() int

	// Hurry ends the printing of tables after an interrupt.
	Hurry context.Context

	// NewPeers looks for the peers, and NewMachines for the program that measures a cluster.
	// A handout has neither: they are nil.
	NewPeers, NewMachines FindPeers

	Report report.Options

	// Page is the command that makes a page of results. It is empty in a handout.
	Page string
}

// Measure makes a sweep, keeps it as dir/name.txt, and prints its tables.
func (b *Bench) Measure(ctx context.Context, o Options, dir, name string) error {
	progress := &Progress{W: b.Stderr, Columns: b.Columns}
	o = o.withDefaults(b.Cores)
	var sources sources
	if o.Keep {
		var err error
		if sources, err = b.packSources(ctx, o.Exercises); err != nil {
			return err
		}
	}
	results, err := NewResults(dir, name, append(b.config(o), sources.config()...)...)
	if err != nil {
		return err
	}
	s := &Sweep{Results: results, Progress: progress, Limit: longest, Slow: slow}
	if o.elsewhere() {
		s.Slow = longest
	}
	err = b.measure(ctx, o, s)
	child.TellRow("")
	progress.Clear()
	path, moved, closeErr := results.Close()
	if path != "" {
		closeErr = errors.Join(closeErr, sources.keep(dir))
	}
	if moved != "" {
		progress.Say("the earlier %s is now %s", Display(path), Display(moved))
	}
	if closeErr != nil {
		return errors.Join(err, fmt.Errorf("the results are in %s: %w", Display(path), closeErr))
	}
	return b.end(ctx, s, path, err)
}

func (b *Bench) measure(ctx context.Context, o Options, s *Sweep) error {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, note := range b.Env.Notes {
		s.Progress.Say("%s", note)
	}
	built, peers, err := b.build(ctx, &o, s, tmp)
	if err != nil {
		return err
	}
	if load := cores.Others(ctx, b.Cores); load != "" {
		s.Progress.Say("%s", load)
	}
	runner := &Processes{Env: b.Env, Root: b.Root, Dir: tmp, Benchtime: o.Benchtime}
	if peers != nil {
		defer peers.Close()
		runner.Peer = peers.Command
	}
	if err := s.Results.Config(b.builds(built, peers)...); err != nil {
		return err
	}
	s.Steps, s.Count, s.Budget, s.Runner = o.Plan(built), o.Count, o.budget, runner
	s.Expected, s.Known = o.Expect(s.Steps, readOlder(s.Results.dir, o.Kind))
	return s.Run(ctx)
}

// build builds the programs to measure. It removes exercises that do not build from o.
func (b *Bench) build(ctx context.Context, o *Options, s *Sweep, dir string) (built Built, peers PeerSet, err error) {
	if !o.elsewhere() {
		if built.Vector, err = b.buildBinaries(ctx, o, s, dir); err != nil {
			return built, nil, err
		}
	}
	with := *o
	with.Exercises = o.withPeers()
	if find, note := b.finder(*o); len(with.Exercises) > 0 && find != nil {
		if peers, err = b.findPeers(ctx, s, find, note, dir, with); err != nil {
			return built, nil, err
		}
		built.Peers = map[string][]course.Row{}
		for _, e := range with.Exercises {
			built.Peers[e.Name] = peers.Rows(e.Name)
		}
	}
	return built, peers, ctx.Err()
}

// buildBinaries returns which exercises have a second binary.
func (b *Bench) buildBinaries(ctx context.Context, o *Options, s *Sweep, dir string) (vectors map[string]bool, err error) {
	defer s.Progress.During(msgBuilding(o.Exercises, s.Results.first))()
	builder := &Builder{Env: b.Env, Root: b.Root, Dir: dir, Say: s.Progress.Say, Vector: vector.Processor()}
	o.Exercises, s.Failed = builder.Plain(ctx, o.Exercises)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(o.Exercises) == 0 {
		return nil, fmt.Errorf("nothing to measure; failed: %s", strings.Join(s.Failed, " "))
	}
	if o.Kind.pays() {
		return nil, ctx.Err() // no row needs vectors
	}
	return builder.WithVectors(ctx, o.Exercises), ctx.Err()
}

// withPeers returns the exercises that have peers in this sweep, with those.
func (o Options) withPeers() (exercises []course.Exercise) {
	for _, e := range o.Exercises {
		if o.Kind == Lecture {
			e.Peers = e.Asked
		}
		if (o.Kind == Lecture || o.Kind == Peers) && len(e.Peers) > 0 || o.elsewhere() {
			exercises = append(exercises, e)
		}
	}
	return exercises
}

// finder returns what finds the other programs of a sweep, and what it does, for a person.
func (b *Bench) finder(o Options) (find FindPeers, note string) {
	if o.elsewhere() {
		return b.NewMachines, msgBuildingCluster
	}
	return b.NewPeers, "looking for Python and C"
}

func (b *Bench) findPeers(ctx context.Context, s *Sweep, find FindPeers, note, dir string, o Options) (PeerSet, error) {
	defer s.Progress.During(note)()
	peers, err := find(ctx, b.Env, b.Root, dir, o)
	if err != nil {
		return nil, err
	}
	for _, note := range peers.Notes() {
		s.Progress.Say("%s", note)
	}
	return peers, nil
}

// config returns the lines at the top of the results, which hold for all of them.
func (b *Bench) config(o Options) []string {
	config := []string{fmt.Sprintf("cores: %d", b.Cores)}
	if o.Kind != Scaling {
		config = append(config, fmt.Sprintf("sizes: %s", o.Kind))
	}
	if o.Machines {
		config = append(config, "driver: "+string(Cluster))
	}
	if set := b.Env.Reported(); len(set) > 0 {
		config = append(config, "env: "+strings.Join(set, " "))
	}
	config = append(config, "go: "+b.Env.GoVersion())
	if cpus := runtime.NumCPU(); cpus > b.Cores {
		config = append(config, fmt.Sprintf("%s: %d of %d processors", report.KeyQuota, b.Cores, cpus))
	}
	if o.asked {
		config = append(config, fmt.Sprintf("%s: %s", report.AskedProcs, commas(o.CPUs)))
	}
	return config
}

// builds returns the lines that name the other compilers, and the peers' libraries.
func (b *Bench) builds(built Built, peers PeerSet) (lines []string) {
	if len(built.Vector) > 0 {
		lines = append(lines, fmt.Sprintf("go-simd: %s with GOEXPERIMENT=simd, %s", b.Env.GoVersion(), vector.Processor()))
	}
	if peers != nil {
		lines = append(lines, peers.Config()...)
	}
	return lines
}

// end prints the tables, and says where the results are kept.
func (b *Bench) end(ctx context.Context, s *Sweep, path string, err error) error {
	if ctx.Err() != nil {
		return b.interrupted(s, path)
	}
	if err != nil && path != "" {
		s.Progress.Say("kept in %s: %d of %d passes, and a part of the next", Display(path), s.Passes, s.Count)
	}
	if err != nil {
		return err
	}
	if path != "" {
		if err := b.tables(ctx, path); err != nil && ctx.Err() == nil {
			return err
		}
		b.sayKept(s.Progress, path)
	}
	if len(s.Failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(s.Failed, " "))
	}
	return nil
}

// sayKept says where the results are, and how to look at them.
func (b *Bench) sayKept(p *Progress, path string) {
	p.Say("kept in %s", Display(path))
	if b.Page != "" {
		p.Say(msgPage, b.Page, Display(path))
	}
}

// interrupted says how much of an interrupted sweep is kept, and prints its tables if a
// pass is complete.
func (b *Bench) interrupted(s *Sweep, path string) error {
	if path == "" {
		s.Progress.Say("interrupted before anything was measured")
		return ErrInterrupted
	}
	s.Progress.Say(msgPartial, Display(path), s.Passes, s.Count)
	if s.Passes == 0 {
		s.Progress.Say("its tables: ./bench.sh show %s", Display(path))
		return ErrInterrupted
	}
	if err := b.tables(b.Hurry, path); err != nil && b.Hurry.Err() == nil {
		s.Progress.Say("%v", err)
	}
	return ErrInterrupted
}

func (b *Bench) tables(ctx context.Context, path string) error {
	if err := b.Tables(ctx, path); err != nil {
		return fmt.Errorf("no tables, but the raw lines are in %s: %w", Display(path), err)
	}
	return nil
}

// Tables prints the tables of the results in a file, or in a page.
func (b *Bench) Tables(ctx context.Context, path string) error {
	files, err := report.ReadFiles(path)
	if err != nil {
		return err
	}
	for i, file := range files {
		b.note(file)
		if len(files) > 1 {
			fmt.Fprintf(b.Stdout, "%s== %s ==\n\n", strings.Repeat("\n", min(i, 1)), file.Name)
		}
		if err := report.Tables(ctx, b.Stdout, file, b.Report); err != nil {
			return err
		}
	}
	return nil
}

// Compare prints the comparison of the results in two files.
func (b *Bench) Compare(ctx context.Context, before, after string) error {
	first, err := b.read(before)
	if err != nil {
		return err
	}
	second, err := b.read(after)
	if err != nil {
		return err
	}
	o := b.Report
	if o.Controls, err = b.controls(ctx, first, second); err != nil {
		return err
	}
	return report.Compare(ctx, b.Stdout, first, second, o)
}

func (b *Bench) read(path string) (*report.File, error) {
	file, err := report.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b.note(file)
	return file, nil
}

func (b *Bench) note(file *report.File) {
	for _, note := range file.Notes() {
		fmt.Fprintln(b.Stderr, note)
	}
}

// Display returns a path as a person would type it in the current folder.
func Display(path string) string {
	dir, err := os.Getwd()
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(dir, path); err == nil && len(relative) < len(path) {
		return relative
	}
	return path
}
