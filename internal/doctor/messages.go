package doctor

import (
	"errors"

	"speedup.example/internal/child"
)

var errNothing = errors.New("the go command printed nothing")

// What came out.
const (
	msgUntestedGo     = ": the course is tested with Go 1.26 and 1.27"
	msgNoOtherGo      = "it is not here, and only a comparison of the two needs it"
	msgModulesMissing = "some are missing, so nothing builds without a network:\n"
	msgNotTheCourse   = "the module in %s is neither the course nor a handout of it"
	msgOnlyForLab     = "lab can run it, but your own go test can't:\n"
	msgDoesNotRun     = "it does not run:\n"
	msgOnlyWithoutC   = "it runs only without C, so lab builds the checks without:\n"
	msgNoRace         = "it does not run, so the checks called race are left out, and cost no points:\n"
	msgNoVectors      = "neither AVX2 nor AVX-512, so the rows simd are left out"
	msgNoSecond       = "it does not build, so the rows simd are left out:\n"
	msgOneCore        = ": nothing here can be faster in parallel, but everything can be checked"
	msgAffinity       = ". The others belong to somebody else"
	msgQuota          = "%.3g cores' worth of time on %d cores: programs that use more are stopped for moments"
	msgProcsSet       = "it is %s, and Go would take %d. Only go test by hand obeys it"
	msgProcsMany      = "%d, more than the %.3g cores' worth of time"
	msgNothingKept    = ": lab can't remember points, or keep results"
	msgScriptCR       = "%s has the line ends of Windows, so bash does not start it"
	msgSourceCR       = "%d Go files have the line ends of Windows, which is harmless"
	msgPolls          = ": lab watch looks at the files twice a second instead"
)

// What to do, in words.
const (
	msgSeeFolders = "see the line of the folders below"
	msgSeeGo      = "see what the go command says to this"
	msgMoreCores  = "give the machine or container more cores, as with docker run --cpus 2, or in the settings of the virtual machine"
	msgMoreQuota  = "start the container with docker run --cpus %d, or give the cgroup a larger cpu.max"
	msgOwnFolder  = "copy the course into a folder of your own"
	msgQuieter    = "close other programs, plug in the power, and look again"
	msgStolen     = "take another machine, or another time: the host is busy"
)

// What to type.
const (
	cmdOtherTemp   = "mkdir -p ~/.cache/speedup && export GOTMPDIR=~/.cache/speedup"
	cmdRemoveCR    = `perl -pi -e 's/\r$//' `
	cmdMoreWatches = "sudo sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=65536"
)

// Both.
var (
	installGo  = []Advice{words("install Go from https://go.dev/dl/, and open a new terminal")}
	goToCourse = []Advice{{Words: "go into the course's folder, the one with bench.sh, and there", Command: "go tool lab doctor"}}
	installC   = []Advice{
		{Words: "on Debian", Command: "sudo apt-get install gcc libc6-dev"},
		words("on Windows, take a gcc of https://www.mingw-w64.org"),
	}
	otherTemp = []Advice{{Command: cmdOtherTemp}, words("or make room")}
	quieter   = []Advice{{Words: msgQuieter, Command: "./bench.sh noise"}}
	newestGo  = typed("GOTOOLCHAIN=" + child.Releases[len(child.Releases)-1] + " go version")
)
