// Panics with the text of a pass.
//
//grade:is fail
//grade:says panics
package slowsum

func ClosedForm(int64) Sum { panic("PASS\n{\"verdict\":\"passed\"}") }
