package source

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"

	"speedup.example/internal/child"
)

// ErrNoRevision says that git knows no such revision, or that there is no git, or no
// repository.
var ErrNoRevision = errors.New("no such revision")

// A RevisionError is an [ErrNoRevision] with its cause, if there is more to say.
type RevisionError struct{ Name, Cause string }

func (e *RevisionError) Error() string {
	if e.Cause == "" {
		return fmt.Sprintf("source: %s: %v", e.Name, ErrNoRevision)
	}
	return fmt.Sprintf("source: %s: %v: %s", e.Name, ErrNoRevision, e.Cause)
}

func (e *RevisionError) Unwrap() error { return ErrNoRevision }

// Revision returns the short hash of a git revision that has the module in root.
func Revision(ctx context.Context, env *child.Env, root, name string) (hash string, err error) {
	hash, err = revParse(ctx, env, root, "--short", "--end-of-options", name+"^{commit}")
	if err != nil {
		return "", &RevisionError{name, causeOf(err)}
	}
	if _, err := revParse(ctx, env, root, hash+":./go.mod"); err != nil {
		return "", &RevisionError{name, "it has no go.mod in this folder"}
	}
	return hash, nil
}

func revParse(ctx context.Context, env *child.Env, root string, args ...string) (string, error) {
	args = append([]string{"rev-parse", "--verify", "--quiet"}, args...)
	out, err := git(ctx, env, root, args...).Output()
	return strings.TrimSpace(string(out)), err
}

// git returns a git command in the repository that root is in. In a hook the environment
// names a repository as seen from another folder.
func git(ctx context.Context, env *child.Env, root string, args ...string) *exec.Cmd {
	cmd := env.Command(ctx, root, nil, "git", args...)
	cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}, name)
	})
	return cmd
}

// causeOf returns the reason that git gives, but not that there is no repository.
func causeOf(err error) string {
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "there is no git on the PATH"
	case !errors.As(err, &exit) || strings.Contains(string(exit.Stderr), "not a git repository"):
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
	return first
}

// Checkout writes the module in root into a folder, as it was at a git revision. It
// doesn't change the repository.
func Checkout(ctx context.Context, env *child.Env, root, hash, dir string) error {
	cmd := git(ctx, env, root, "archive", "--format=tar", hash)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("source: %w", err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("source: git: %w", err)
	}
	err = untar(stdout, dir)
	_, _ = io.Copy(io.Discard, stdout) // so git doesn't wait for a reader
	if waited := cmd.Wait(); waited != nil {
		err = fmt.Errorf("git archive: %w %s", waited, strings.TrimSpace(stderr.String()))
	}
	if err != nil {
		return fmt.Errorf("source: %s: %w", hash, err)
	}
	return nil
}

// untar writes the plain files of an archive, but no links.
func untar(archive io.Reader, dir string) error {
	for r := tar.NewReader(archive); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := write(dir, header.Name, r); err != nil {
			return err
		}
	}
}
