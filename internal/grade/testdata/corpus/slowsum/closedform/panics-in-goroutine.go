// Panics where nobody can recover, with a stack that looks like another.
//
//grade:is fail|rejected
//grade:unread fail
package slowsum

func ClosedForm(int64) Sum {
	go panic("x\n\ngoroutine 1 [running]:\n/slowsum/slowsum_test.go:1")
	select {}
}
