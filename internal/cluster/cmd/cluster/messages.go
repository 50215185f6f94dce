package main

// The help.
const (
	rootHelp = `Cluster hands out the pieces of a run to other machines, which come and go: a machine
that dies or leaves loses nothing but time. The answer is the same to the last bit.
In the folder of the course, go tool lab starts these commands.`

	serveHelp = `Serve starts the server: a NATS server with JetStream, which keeps spans and answers in
a folder. It computes nothing itself. Ctrl-C ends it. Started again with the same -dir and
-listen, it goes on where it was; so do its workers and runs.

It listens beyond this machine only with -tls-cert, -tls-key and -token-file.

With -nats it starts no server, but uses a NATS server that is there. It tries whether that
has JetStream, makes the streams, and says which workers come and go. Workers and runs
need only the server. A token stands in -token-file; a user and a password, in the URL.`
	serveExample = `  go tool lab serve
  go tool lab serve -nats nats://nats.example:4222 -token-file token
  go tool lab serve -dir /var/lib/speedup -listen 0.0.0.0:4222 -tls-cert cert.pem -tls-key key.pem -token-file token`

	computeHelp = `Compute lets the workers at a server compute pi, options or var, and prints the answer: that
of a single machine, to the last bit. It waits for workers, which may come and go meanwhile.
If the server goes away, it waits until that is back. Ctrl-C ends it.

The seed is 0 unless you set it. Var takes up to 1,000,000,000,000 simulations.`
	computeExample = `  go tool lab compute pi -n 10000000000 -join nats://127.0.0.1:4222
  go tool lab compute var -n 100000000000 -seed 7 -join tls://teacher.example:4222 -token-file token -tls-ca cert.pem`

	workHelp = `Work starts a worker, which computes one span at a time on one core. Start as many on
each machine as it has cores. If the server goes away, it waits until that is back. Ctrl-C
hands its span back, and ends it.

On Linux with the sandbox that lab grade needs, a worker also grades submissions, for
lab grade -cluster. Students' code then runs on its machine, in that sandbox.

A worker whose kernels give other answers than those of a run is refused.`
	workExample = `  go tool lab work -join nats://127.0.0.1:4222
  go tool lab work -join tls://teacher.example:4222 -token-file token -tls-ca cert.pem`
)

// What the commands say.
const (
	serving    = "Serving at %s, in %s. Ctrl-C ends it.\n"
	overseeing = "The server at %s has the streams. Ctrl-C leaves it as it is.\n"
	clients    = `A worker, one for each core: go tool lab work -join %[1]s
A run: go tool lab compute var -n 10000000000 -join %[1]s
`
	caAlone         = "tls-ca: it is for a server that is there: want -nats, too"
	notOwnServer    = "%s: the server at %s is there already, so this has to be set there"
	noSandbox       = "no submissions are graded here, because this machine has no whole sandbox: %w"
	gradesNothing   = "no submissions are graded here: %v"
	measuresNothing = "no speed is measured here: %v"
	workersHere     = "workers here (%s): %d, on %d machines"
	noWorkerHere    = "no worker is here (%s): waiting for one, as of go tool lab work"
	joining         = "Joining %s with kernels of version %s. Ctrl-C hands back the span, and ends."
)
