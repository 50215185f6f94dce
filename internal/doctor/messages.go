package doctor

import "errors"

var errNothing = errors.New("the go command printed nothing")

// What came out.
const (
	msgUntestedGo     = ": the course is tested with Go 1.26 and 1.27"
	msgNoOtherGo      = "it is not here, and only a comparison of the two needs it"
	msgModulesMissing = "some are missing, so nothing builds without a network:\n"
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

// What to type, or to do.
const (
	msgInstallGo   = "install Go from https://go.dev/dl/, open a new terminal, and go into the course's folder"
	msgInstallC    = "on Debian: sudo apt-get install gcc libc6-dev; on Windows: a gcc of https://www.mingw-w64.org"
	msgSeeFolders  = "see the line of the folders below"
	msgMoreCores   = "give the machine or container more cores: docker run --cpus 2, or the settings of the virtual machine"
	msgMoreQuota   = "docker run --cpus %d, or a larger cpu.max of the cgroup"
	msgOtherTemp   = "mkdir -p ~/.cache/speedup && export GOTMPDIR=~/.cache/speedup, or make room"
	msgOwnFolder   = "copy the course into a folder of your own"
	msgRemoveCR    = `perl -pi -e 's/\r$//' `
	msgMoreWatches = "sudo sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=65536"
	msgQuieter     = "close other programs, plug in the power, and look again: ./bench.sh noise"
	msgStolen      = "another machine, or another time: the host is busy"
)
