package course

// A Timed is a row whose time can earn points, when a teacher grades speed. Students write
// one or more of its functions, and the course the others. All its implementations use one
// method, so [Limit] is a floor for its time.
type Timed struct {
	Row       string
	Functions []string // that students write for it; it is the first one's check [Speed]
	Points    int
}

// Speed is the name of the check that compares times.
const Speed = "speed"

const speedPoints = 10

// timed returns the rows that differ from the baseline by functions that students write: of
// the driver, and of the kernel.
func timed(driver, kernel []string) []Timed {
	return []Timed{{OnAllCores, driver, speedPoints}, {"unrolled", kernel, speedPoints}}
}
