package check

import "slices"

// Is reports whether an error is target or wraps it, as [errors.Is] does. But it asks no
// method Is, because that of a student's own error may say yes to everything.
func Is(err, target error) bool {
	if err == target {
		return true
	}
	switch wrapper := err.(type) {
	case interface{ Unwrap() error }:
		return Is(wrapper.Unwrap(), target)
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(wrapper.Unwrap(), func(e error) bool { return Is(e, target) })
	}
	return false
}
