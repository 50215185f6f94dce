package cluster

// What the server says.
const (
	notReady       = "it does not get ready"
	storeEnded     = "serve: the streams can't be kept any more: the disk is full, or broken"
	beyondLoopback = "listen: %s can be reached from other machines: want a TLS certificate with its key, and a token"
)

// What is said of a server that is there already.
const (
	noJetStream   = "it has no JetStream, which has to be turned on: nats-server -js"
	smallMessages = "the server takes messages of %d bytes at most, and large pieces need up to %d: see its max_payload"
	aWorker       = "worker %s (%s, version %s)"
)

// What workers and engines say of their connection.
const (
	serverAway = "the server at %s is away (%v): waiting for it"
	serverBack = "the server is back"
	notStored  = "it is there, but does not store: its log says why"
	storeFull  = "its disk is full, or what it may take of it"
	tooLarge   = "%d bytes, but the server takes at most %d"
)

// What the engine says.
const (
	brokenAnswer  = "the answer is broken: its digest is another"
	differs       = "two workers gave different answers (%d bytes and %d bytes), the second is %s's"
	notGiven      = "ignored %s from worker %s: it was not given this span"
	noSuchSpan    = "ignored a message about no span of this run: %s"
	answeredTwice = "span %d was answered twice, and the same"
	refusedWorker = "refused worker %s: its version is %s, want %s"
	unfitWorker   = "worker %s gets nothing to do: %s"
	nobodyHere    = "%d of %d spans; no worker is here: waiting for one"
	someHere      = "%d of %d spans; %s on %s%s"
	timeLeft      = "; about %v left"
)

// What a worker says.
const (
	joined          = "joined %s: waiting for spans (%s)"
	refusedByEngine = "refused by the engine on %s: its version is %s, this worker's is %s"
	cantStore       = "the server can't store the answer: %w"
	worksFor        = "computing spans of %s"
	strangeSpan     = "dropped a message that is no span: %v"
	noWork          = "no spans can be had: %v"
)
