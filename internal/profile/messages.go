package profile

// What errors say.
const (
	msgNotMeasured = "profile: %s of %s was not measured at n=%d:\n%s"
	msgNoSuchRow   = "its benchmark has no such row"
)
