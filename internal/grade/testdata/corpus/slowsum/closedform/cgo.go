// Leaves from C, before Go begins.
//
//grade:is rejected
//grade:unread compile|no-record
package slowsum

/*
#include <unistd.h>
__attribute__((constructor)) static void leave(void) { _exit(0); }
*/
import "C"

func ClosedForm(int64) Sum { return Sum{} }
