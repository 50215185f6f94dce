// Makes the compiler write a file of eight gigabytes.
//
//grade:is rejected|limit|compile
//grade:unread limit|compile
package slowsum

var table = [1 << 30]int64{1<<30 - 1: 1}

func ClosedForm(n int64) Sum { return Sum{Lo: uint64(table[n])} }
