package handout

// What is wrong with a directive, or with a module path.
const (
	misplacedStub  = "lab:%s does not belong here: want one lab:stub TASK and then lab:hint TEXT, or one lab:drop, on a function with a body"
	misplacedDrop  = "lab:%s does not belong here: only one lab:drop may stand on a %s"
	strayDirective = "this is not on a declaration, or not quite a directive: want //lab:stub, //lab:hint or //lab:drop at the end of a documentation comment"
	pathClashes    = "handout: the module path %s clashes with %s, which the course uses; choose one of your own, as in example.edu/course"
	oddPathElement = "handout: the module path %s has the element %s, which the go command treats in a way of its own"
)
