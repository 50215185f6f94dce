package workers

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
)

// Encoded is an [Engine] that carries bytes: a function that returns the kernel's answers
// to the pieces, in their order. Each piece and each answer is encoded alone, with the
// descriptions of its types, so any program can decode it.
type Encoded func(ctx context.Context, kernel string, pieces [][]byte) (answers [][]byte, err error)

// Map does what [Engine] says.
func (carry Encoded) Map(ctx context.Context, kernel string, pieces, answers []any) (err error) {
	sent := make([][]byte, len(pieces))
	for i, piece := range pieces {
		if sent[i], err = encode(piece); err != nil {
			return fmt.Errorf("workers: kernel %q: piece %d: %w", kernel, i, err)
		}
	}
	received, err := carry(ctx, kernel, sent)
	if err != nil {
		return err
	}
	if len(received) != len(pieces) {
		return fmt.Errorf("workers: kernel %q: %d answers to %d pieces", kernel, len(received), len(pieces))
	}
	for i, answer := range received {
		if err := decode(answer, answers[i]); err != nil {
			return fmt.Errorf("workers: kernel %q: the answer to piece %d: %w", kernel, i, err)
		}
	}
	return nil
}

// Workers returns 0: not known.
func (Encoded) Workers() int { return 0 }

// Answer lets a registered kernel answer a piece, both as [Encoded] carries them.
func Answer(kernel string, piece []byte) (answer []byte, err error) {
	r, err := find(kernel)
	if err != nil {
		return nil, err
	}
	value, err := r.do(func(into any) error { return decode(piece, into) })
	if err != nil {
		return nil, fmt.Errorf("workers: kernel %q: %w", kernel, err)
	}
	if answer, err = encode(value); err != nil {
		return nil, fmt.Errorf("workers: kernel %q: the answer: %w", kernel, err)
	}
	return answer, nil
}

func find(kernel string) (registration, error) {
	r, ok := registered[kernel]
	if !ok {
		return r, fmt.Errorf("workers: kernel %q is not registered here", kernel)
	}
	return r, nil
}

func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(value)
	return b.Bytes(), err
}

func decode(content []byte, into any) error {
	return gob.NewDecoder(bytes.NewReader(content)).Decode(into)
}
