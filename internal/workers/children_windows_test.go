package workers_test

import "testing"

// requireNoChildren cannot tell: on Windows processes have no children.
func requireNoChildren(*testing.T) {}
