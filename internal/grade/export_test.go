package grade

// KeepBest gives a student the points of an earlier submission, where they are more.
func (s *Store) KeepBest(g *Grade) error { return s.keepBest(g) }
