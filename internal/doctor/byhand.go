package doctor

import (
	"context"
	"os"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/student"
)

// byHand finds out whether go test works in the caller's own environment, and not only in
// that of lab, which leaves settings out. If not, it says which of them to take back, and
// tries that first. vars are further variables that may help.
func (m *Machine) byHand(ctx context.Context, vars ...string) []Finding {
	broken := m.typed(ctx)
	if broken == "" {
		return nil
	}
	const tried = "an empty test, as you would type it"
	mends := slices.Concat(m.mends(), exports(vars))
	for _, mend := range mends {
		if m.typed(ctx, mend.vars...) == "" {
			return bad(tried, msgOnlyForLab+broken, typed(mend.command))
		}
	}
	var all []Advice
	for _, mend := range mends {
		all = append(all, typed(mend.command))
	}
	return bad(tried, msgOnlyForLab+broken, all...)
}

// A mend is a command for the shell, and the variables that it leaves to programs.
type mend struct {
	command string
	vars    []string
}

// mends returns what takes back each of the caller's settings.
func (m *Machine) mends() (mends []mend) {
	for _, name := range m.Env.Settings() {
		var vars []string
		for _, v := range m.Env.With() {
			if strings.HasPrefix(v, name+"=") {
				vars = []string{v} // as lab has it
			}
		}
		command := unset(name)
		if name == "GOTMPDIR" && len(vars) > 0 {
			command = "export " + vars[0]
		}
		mends = append(mends, mend{command, vars})
	}
	return mends
}

func exports(vars []string) (mends []mend) {
	for _, v := range vars {
		mends = append(mends, mend{"export " + v, []string{v}})
	}
	return mends
}

// typed runs the go command with the caller's own environment, and some variables set. broken
// is what it printed, if it can't list the module's packages, or run an empty test.
func (m *Machine) typed(ctx context.Context, vars ...string) (broken string) {
	temp, err := m.Env.TempDir()
	if err != nil {
		return err.Error()
	}
	defer os.RemoveAll(temp)
	env := slices.Concat(os.Environ(), vars)
	list := child.Command(ctx, m.Root, env, "go", "list", "./...")
	if output, err := list.CombinedOutput(); err != nil {
		return first(string(output), err)
	}
	broken, err = student.Empty(ctx, slices.Concat(env, []string{"GOWORK=off"}), temp)
	if err != nil {
		return err.Error()
	}
	return broken
}
