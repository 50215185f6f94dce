package remote

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"

	"speedup.example/internal/workers"
)

// A Part has the answers to some pieces of a round.
type Part struct {
	Work
	Version string         `json:"version"` // of the program: [workers.Version]
	Round   int            `json:"round"`   // from 1
	Asked   string         `json:"asked"`   // a hash of all pieces of the round
	Pieces  int            `json:"pieces"`  // of the round
	Answers map[int][]byte `json:"answers"` // by the number of the piece, from 0

	name string // of the file
}

// Read reads a part. The name stands in errors about it.
func Read(name string, r io.Reader) (*Part, error) {
	p := &Part{name: name}
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, fmt.Errorf("%s is no part, or not all of one: %w", name, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%s has more than a part", name)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// maxPieces bounds the pieces of a round. A driver has at most 1024.
const maxPieces = 1 << 16

func (p *Part) check() error {
	if p.Round < 1 || p.Pieces < 1 || p.Pieces > maxPieces {
		return fmt.Errorf("round %d has %d pieces, want a round from 1 on, and 1 to %d pieces", p.Round, p.Pieces, maxPieces)
	}
	for i := range p.Answers {
		if i < 0 || i >= p.Pieces {
			return fmt.Errorf("it answers piece %d, and has %d", i, p.Pieces)
		}
	}
	return nil
}

// Write writes the part.
func (p *Part) Write(w io.Writer) error { return json.NewEncoder(w).Encode(p) }

// fits returns an error if a part is not of this work, or of another program.
func (p *Part) fits(w Work) error {
	for _, field := range []struct {
		name      string
		got, want any
	}{
		{"exercise", p.Exercise, w.Exercise}, {"n", p.N, w.N}, {"seed", p.Seed, w.Seed}, {"kernel", p.Kernel, w.Kernel},
	} {
		if field.got != field.want {
			return fmt.Errorf("%s has %s %v, want %v as the others", p.name, field.name, field.got, field.want)
		}
	}
	if own := workers.Version(); p.Version != own {
		return fmt.Errorf("%s is of version %s, and this program of %s: its kernels give other answers", p.name, p.Version, own)
	}
	return nil
}

// A set has the parts of a work.
type set []*Part

// answers returns the answers to the pieces of a round, and the numbers of the missing ones.
// Parts that have the same piece must have the same answer.
func (s set) answers(round int, kernel, asked string, pieces int) (answers [][]byte, missing []int, err error) {
	answers = make([][]byte, pieces)
	from := make([]*Part, pieces)
	for _, p := range s {
		if p.Round != round {
			continue
		}
		if p.Asked != asked || p.Pieces != pieces {
			return nil, nil, fmt.Errorf("%s answers other questions than this program asks in round %d: was it made with the same parts?", p.name, round)
		}
		for i, answer := range p.Answers {
			if from[i] == nil {
				answers[i], from[i] = answer, p
			} else if err := same(kernel, i, from[i], p); err != nil {
				return nil, nil, err
			}
		}
	}
	for i := range pieces {
		if from[i] == nil {
			missing = append(missing, i)
		}
	}
	return answers, missing, nil
}

// same returns an error if two parts differ in the answer to piece i.
func same(kernel string, i int, a, b *Part) error {
	x, errX := workers.AnswerText(kernel, a.Answers[i])
	y, errY := workers.AnswerText(kernel, b.Answers[i])
	if errX != nil || errY != nil || x != y {
		return fmt.Errorf("%s and %s have different answers to piece %d: one is wrong", a.name, b.name, i)
	}
	return nil
}

// hash tells questions apart.
func hash(kernel string, pieces [][]byte) (string, error) {
	h := sha256.New()
	for _, piece := range pieces {
		text, err := workers.PieceText(kernel, piece)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, text)
	}
	return fmt.Sprintf("%.8x", h.Sum(nil)), nil
}

// ranges describes sorted numbers: 3, 5 to 9.
func ranges(numbers []int) (text string) {
	for len(numbers) > 0 {
		n := 1
		for n < len(numbers) && numbers[n] == numbers[0]+n {
			n++
		}
		if text != "" {
			text += ", "
		}
		text += fmt.Sprint(numbers[0])
		if n > 1 {
			text += fmt.Sprintf(" to %d", numbers[n-1])
		}
		numbers = numbers[n:]
	}
	return text
}
