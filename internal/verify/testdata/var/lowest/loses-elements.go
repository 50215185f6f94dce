// What is lower takes the place of the top of the heap, which is lost.
//
//verify:fails selects
//verify:says are not the same afterwards: swap them, and lose none
package risk

func lowest(xs []float64, k int) {
	heap := xs[:k]
	for i := k / 2; i >= 0; i-- {
		down(heap, i)
	}
	for i := k; i < len(xs); i++ {
		if xs[i] < heap[0] {
			heap[0] = xs[i]
			down(heap, 0)
		}
	}
	heap[0], heap[k-1] = heap[k-1], heap[0]
}

// down moves the element i down, until none of its children is higher.
func down(heap []float64, i int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && heap[child+1] > heap[child] {
			child++
		}
		if !(heap[child] > heap[i]) {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
