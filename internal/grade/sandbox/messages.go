package sandbox

const (
	notSetUp     = "sandbox: it could not be set up, so the program did not run: %s"
	tooLong      = "it ran for %v, which is the limit"
	tooMuchCPU   = "it took %v of processor time, which is the limit"
	tooMuchPrint = "it printed more than %d KiB, which is the limit"

	onlyLinux      = "There is a sandbox on Linux only, and this is %s."
	noNamespaces   = "There are no user namespaces for programs here (%v). On Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; in Docker: --security-opt seccomp=unconfined."
	noLandlock     = "The kernel has no Landlock (%v). It needs Linux 5.13 or newer, with landlock among its security modules (lsm=)."
	noSeccomp      = "The memory of all that a program starts can't be limited (%v). It needs a kernel with seccomp, on amd64 or arm64."
	probeEscaped   = "a program in the sandbox could still %s"
	probeNeedsMain = "the program has no shim: main has to call sandbox.Main first"
)
