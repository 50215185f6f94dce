package filter

// What is wrong with a file as a text.
const (
	msgTooLong   = "the file has %d bytes, and the limit is %d: hand in only what the task asks for"
	msgNotUTF8   = "the file is not UTF-8 here: save it as UTF-8 in your editor"
	msgNUL       = "the file has a NUL byte, so it is not Go source: save it as UTF-8 in your editor"
	msgDirective = "%s is a directive to the compiler, and the exercises need none: remove it"
)

// What is wrong with the package clause and the imports.
const (
	msgPackage  = "the package is %s, want %s: leave the package clause as it was handed out"
	msgImport   = "the import %s is not allowed: %s"
	msgDot      = "the import of %s by a dot hides which package a name is from: remove the dot"
	msgBlank    = "the import of %s by an underscore only runs its init functions: remove it"
	msgOnly     = "%s is not allowed: of package %s an exercise may use only %s"
	msgNot      = "%s is not allowed: a function gets what it needs as arguments, and reads nothing"
	msgSetCores = "runtime.GOMAXPROCS may only be asked, as runtime.GOMAXPROCS(0): the checks decide how many cores there are"
)

// Why a program may not import a package.
const (
	whyOthers    = "no exercise needs it; these are allowed: %s"
	whyCourse    = "it belongs to the machinery of the course; of the course's own packages an exercise may use %s"
	whyArguments = "a function gets what it needs as arguments, and reads and writes nothing else"
	whyLog       = "a function returns its error, and the program decides what to do with it"
	whyTesting   = "the checks are separate from the code that they check"
	whyMemory    = "it goes around the rules of the language for types and memory, and no exercise needs that"
	whyC         = "the exercises are about Go, and are built without a C compiler"
	whyRuntime   = "the settings of the runtime belong to the checks; runtime.GOMAXPROCS(0) and runtime.NumCPU() are allowed"
)

// What is wrong with a declaration.
const (
	msgBodyless    = "%s has no body: write its code here, in Go"
	msgInit        = "a function init runs before the checks begin: do the work in the function of the task"
	msgPredeclared = "%s has a meaning in Go, and the other files of the package rely on it: choose another name"
	msgMethod      = "%s is not a type of this file, so its methods begin with a small letter: write a function instead of %s"
	msgEarly       = "%s runs code before the checks begin: call it in the function of the task"
)

// What is wrong with a write, or with an address that allows one.
const (
	msgOthers   = "%s is a variable of another package, and other code relies on it: change a copy in a variable of your own"
	msgNotHere  = "%s is not declared in this file, and other code may rely on it: change a variable of your own"
	msgExplicit = "&%s lets code change a variable that is not of this file: take the address of a copy"
)

// What would take the compiler too long, or too much memory.
const (
	msgDeep     = "the code nests more than %d deep here: move parts into functions of their own"
	msgDigits   = "a number of %d characters is more than any exercise needs: write a shorter one"
	msgShift    = "a constant shift by more than %d bits gives nothing that a variable can hold: shift by less"
	msgText     = "a constant text of more than %d bytes: build it with package strings"
	msgElements = "an array or struct of more than %d elements has to be compiled: make a slice with make"
	msgIndex    = "an index above %d makes a literal that large: make a slice with make, and set the element"
)
