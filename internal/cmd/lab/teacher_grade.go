package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

func init() {
	commands = append(commands, gradeCommand)
	sandboxMain = sandbox.Main
}

// stateFolder is where a grading keeps what the next run needs, in the folder of results.
const stateFolder = ".state"

// A grading is what the command grade was asked for.
type grading struct {
	out, roster string
	seed        uint64
	jobs        int
	exercises   []string
	formats     []string
	chosen      []formats.Format
	worksheet   string
	risk        bool
	similar     bool
	speed       bool
	leaderboard string
	ready       int // submissions that are graded
	workers     workplace

	cmd            *cobra.Command
	stdout, stderr io.Writer
	noting         sync.Mutex // stderr
}

func gradeCommand() *cobra.Command {
	var g grading
	var autograder, workflow string
	cmd := &cobra.Command{
		Use:   "grade SUBMISSION...",
		Short: "Grade what a class has handed in (teacher)",
		Long: `Grade finds what students have handed in, runs hidden checks on it in a sandbox,
and gives points and feedback. A submission is a folder, a zip or a tar.gz file:
of one student, or of a class as Moodle, Canvas and Gradescope export it. Of
each, only the files that students write are taken; everything else is the
course's own.

Results are in the folder of -out: feedback/ with a file for each student,
class.html for you, and what -format names. A run that was stopped goes on where
it was. The hidden checks have other numbers than those of the handout. They
come from a seed, which is kept in that folder: with the same seed, every point
is the same.

Grade needs the sandbox of Linux. It says what is missing, if something is. With
-cluster the workers at a server need it: those of go tool lab work, of the same
course and Go. The points are the same. They get what is handed in without the
names, and run several submissions at a time; speed is measured on one at a time
on each machine.`,
		Example: `  go tool lab grade submissions.zip
  go tool lab grade -roster class.csv -format junit,gradescope submissions.zip
  go tool lab grade -exercises pi,options ada.zip grace.tar.gz
  go tool lab grade -cluster nats://127.0.0.1:4222 submissions.zip`,
		RunE: func(cmd *cobra.Command, args []string) error {
			g.cmd, g.stdout, g.stderr = cmd, cmd.OutOrStdout(), cmd.ErrOrStderr()
			switch {
			case autograder != "":
				return writeAutograder(cmd, autograder)
			case workflow != "":
				return writeWorkflow(cmd, workflow)
			case len(args) == 0:
				return fmt.Errorf(noSubmission, cmd.Example)
			}
			return g.run(cmd.Context(), args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&g.out, "out", "grades", "the folder for results")
	flags.StringVar(&g.roster, "roster", "", "a CSV file with the students' numbers and names")
	flags.Uint64Var(&g.seed, "seed", 0, "of the hidden checks; if 0, that of an earlier run\nin -out, or a new one")
	flags.IntVar(&g.jobs, "jobs", runtime.GOMAXPROCS(0), "how many programs run at a time")
	flags.StringSliceVar(&g.exercises, "exercises", nil, "grade only these, as in pi,options; if none, those\nof an earlier run in -out, or all")
	flags.StringSliceVar(&g.formats, "format", nil, "also write these, as in csv,junit:\n"+formatNames())
	flags.StringVar(&g.worksheet, "worksheet", "", "Moodle's grading worksheet, for that -format")
	flags.BoolVar(&g.risk, "without-sandbox", false, "grade even without the whole sandbox: the code can\ndo what you can")
	flags.BoolVar(&g.similar, "similar", false, "also list submissions that are alike")
	flags.BoolVar(&g.speed, "speed", false, "also give points for speed, one submission at a time\non each machine: keep it quiet")
	flags.StringVar(&g.leaderboard, "leaderboard", "", "with -speed, write a page of the fastest into this file")
	flags.StringVar(&g.workers.url, "cluster", "", "let the workers at this `URL` of go tool lab serve grade")
	flags.StringVar(&g.workers.tokenFile, "token-file", "", "with -cluster, a `file` with the word that the server\nwants to hear")
	flags.StringVar(&g.workers.ca, "tls-ca", "", "with -cluster, a `file` with the certificates to trust,\nPEM; the default is those of the system")
	flags.StringVar(&autograder, "gradescope-zip", "", "write an autograder for Gradescope into this file,\nand grade nothing")
	flags.StringVar(&workflow, "workflow", "", "write a GitHub workflow that grades into this folder,\nand grade nothing")
	return cmd
}

// formatNames lists the formats, some on a line.
func formatNames() string {
	var lines []string
	for some := range slices.Chunk(formats.Names(), 4) {
		lines = append(lines, strings.Join(some, ", "))
	}
	return strings.Join(lines, ",\n")
}

func (g *grading) run(ctx context.Context, args []string) error {
	caught := catchInterrupts(ctx)
	defer caught.stop()
	ctx = caught.end
	var err error
	if g.jobs < 1 {
		return fmt.Errorf("grade: -jobs is %d, want 1 or more", g.jobs)
	}
	if err := errors.Join(g.workers.check(g.cmd), g.checkSpeed()); err != nil {
		return err
	}
	if g.chosen, err = chosenFormats(g.formats); err != nil {
		return fmt.Errorf("grade: -format: %w", err)
	}
	exercises, err := g.chooseExercises()
	if err != nil {
		return fmt.Errorf("grade: -exercises: %w", err)
	}
	if err := g.checkWorksheet(); err != nil {
		return err
	}
	root, err := moduleRoot(ctx)
	if err != nil {
		return err
	}
	submissions, err := g.find(root, args)
	if err != nil {
		return err
	}
	walls, err := g.probe(ctx)
	if err != nil {
		return err
	}
	unlock, err := grade.Lock(g.out)
	if err != nil {
		return err
	}
	defer unlock()
	grades, err := g.class(ctx, root, exercises, walls, submissions)
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(g.stderr, gradeInterrupted, g.ready, len(submissions), shellWords(os.Args[1:]))
		return sweep.ErrInterrupted
	}
	if err != nil {
		return err
	}
	if err := g.write(grades); err != nil || !g.similar {
		return err
	}
	return g.writeSimilar(root, submissions)
}

// checkSpeed refuses flags that would fail only after everything is graded.
func (g *grading) checkSpeed() error {
	switch {
	case g.leaderboard != "" && !g.speed:
		return errors.New(leaderboardAlone)
	case g.speed && runtime.GOOS != "linux" && g.workers.url == "":
		return fmt.Errorf(speedElsewhere, runtime.GOOS)
	case g.leaderboard == "":
		return nil
	}
	folder := filepath.Dir(g.leaderboard)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf(leaderboardNowhere, g.leaderboard, folder)
	}
	return nil
}

// find finds the submissions, and those of the roster who have none.
func (g *grading) find(root string, args []string) ([]intake.Submission, error) {
	stubs, err := stubsOf(root)
	if err != nil {
		return nil, err
	}
	o := intake.Options{Packages: map[string]string{}}
	for _, stub := range stubs {
		o.Files = append(o.Files, stub.File)
		o.Packages[grade.PackageOf(stub)] = filepath.ToSlash(filepath.Dir(stub.File))
	}
	if g.roster == "" {
		g.roster = g.worksheet // which has the whole class, too
	}
	if g.roster != "" {
		file, err := os.Open(g.roster)
		if err != nil {
			return nil, fmt.Errorf("grade: -roster: %w", err)
		}
		defer file.Close()
		if o.Roster, err = intake.ReadRoster(file); err != nil {
			return nil, fmt.Errorf("grade: -roster %s: %w", g.roster, err)
		}
	}
	return intake.Find(args, o)
}

// chooseExercises returns the exercises to grade: those of the flag, else those of an earlier
// run, else all.
func (g *grading) chooseExercises() ([]course.Exercise, error) {
	if text, err := os.ReadFile(g.exercisesFile()); err == nil && len(g.exercises) == 0 {
		g.exercises = strings.Fields(string(text))
	}
	if slices.Equal(g.exercises, []string{"all"}) {
		g.exercises = nil
	}
	return student.Exercises(g.exercises)
}

// exercisesFile is where the exercises stand for the next run.
func (g *grading) exercisesFile() string { return filepath.Join(g.out, stateFolder, "exercises") }

// names returns the names of exercises.
func names(exercises []course.Exercise) string {
	var names []string
	for _, e := range exercises {
		names = append(names, e.Name)
	}
	return strings.Join(names, " ")
}

// sandboxed says what students' code runs in.
func sandboxed(walls sandbox.Walls) string {
	if walls.Whole() {
		return "in the sandbox"
	}
	return "without the whole sandbox"
}

// probe looks for the sandbox, and refuses to go on without it, unless the teacher takes
// the risk. Workers have their own.
func (g *grading) probe(ctx context.Context) (sandbox.Walls, error) {
	if g.workers.url != "" {
		return sandbox.Walls{}, nil
	}
	walls, err := sandbox.Probe(ctx)
	switch {
	case err != nil:
		return walls, err
	case walls.Whole():
		return walls, nil
	case !g.risk:
		return walls, fmt.Errorf(noSandbox, strings.Join(walls.Missing, "\n"))
	}
	fmt.Fprintf(g.stderr, riskTaken, strings.Join(walls.Missing, "\n"))
	return walls, nil
}

// class grades all submissions.
func (g *grading) class(ctx context.Context, root string, exercises []course.Exercise, walls sandbox.Walls, submissions []intake.Submission) ([]grade.Grade, error) {
	store, err := grade.OpenStore(filepath.Join(g.out, stateFolder))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(g.exercisesFile(), []byte(names(exercises)), 0o666); err != nil {
		return nil, err
	}
	if g.seed, err = store.Seed(g.seed, rand.Uint64); err != nil {
		return nil, err
	}
	judge, end, err := g.judge(ctx, root, exercises, walls)
	if err != nil {
		return nil, err
	}
	where := sandboxed(walls)
	if g.workers.url != "" {
		where = byWorkers
	}
	fmt.Fprintf(g.stderr, gradeBegins, len(submissions), names(exercises), where, g.seed)
	grades, err := g.gradeAll(ctx, judge, submissions, store)
	return grades, errors.Join(err, end())
}

// judge returns what grades, here or elsewhere, and how that ends.
func (g *grading) judge(ctx context.Context, root string, exercises []course.Exercise, walls sandbox.Walls) (_ grade.Judge, end func() error, err error) {
	if g.workers.url != "" {
		return g.remoteJudge(ctx, root, exercises)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintln(g.stderr, gradeBuilds)
	stop := waiting("building the checks")
	defer stop()
	grader, err := grade.New(ctx, grade.Options{
		Course: root, Work: filepath.Join(g.out, stateFolder, "work"), Cache: filepath.Join(cache, "speedup-grade"),
		Seed: g.seed, Programs: g.jobs, Timed: g.speed, Procs: runtime.GOMAXPROCS(0), Walls: walls, Exercises: exercises,
	})
	if err != nil {
		return nil, nil, err
	}
	return grader, grader.Close, nil
}

// gradeAll grades all submissions, and then measures their speed.
func (g *grading) gradeAll(ctx context.Context, judge grade.Judge, submissions []intake.Submission, store *grade.Store) ([]grade.Grade, error) {
	p := newGradeProgress(g.stderr, gradeProgressed, len(submissions))
	grades, err := grade.Class(ctx, judge, submissions, store, p.done)
	p.end()
	g.ready = p.ready
	if err != nil || !g.speed {
		return grades, err
	}
	fmt.Fprintln(g.stderr, speedBegins)
	p = newGradeProgress(g.stderr, speedProgressed, len(submissions))
	err = grade.Speeds(ctx, judge, submissions, grades, store, p.done)
	p.end()
	if g.leaderboard == "" {
		return grades, err
	}
	for i := range grades {
		name, nameErr := store.Nickname(submissions[i].Student)
		grades[i].Nickname, err = name, errors.Join(err, nameErr)
	}
	return grades, err
}
