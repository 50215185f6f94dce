package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Oversee takes a NATS server that is there already. It checks that the server can hand out
// spans, makes the streams, and calls ready. Then it notes which workers come and go, until ctx
// ends. Workers and engines need only the server, so they go on when it returns.
func Oversee(ctx context.Context, at Address, ready func()) error {
	host, _ := os.Hostname()
	link, err := dial(at, Skill{}, "overseer on "+host)
	if err != nil {
		return err
	}
	defer link.close()
	if err := link.prepare(ctx); err != nil {
		return fmt.Errorf("cluster: %s: %w", at, err)
	}
	o := overseer{link: link, seen: map[string]visit{}}
	if err := o.watch(); err != nil {
		return fmt.Errorf("cluster: %w", err)
	}
	ready()
	for pause(ctx, beat) == nil {
		if err := link.ended(); err != nil {
			return err
		}
		o.look()
	}
	return nil
}

// prepare makes the streams, or says what the server lacks.
func (l *link) prepare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*patience)
	defer cancel()
	if _, err := l.js.AccountInfo(ctx); err != nil {
		if errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) {
			return errors.New(noJetStream)
		}
		return explain(err)
	}
	if err := l.makeStreams(ctx); err != nil {
		return fmt.Errorf("its streams: %w", explain(err))
	}
	if most := l.nc.MaxPayload(); most < maxMessage {
		l.note(fmt.Sprintf(smallMessages, most, maxMessage))
	}
	return nil
}

// An overseer notes who works, whatever the skill.
type overseer struct {
	link *link

	mu   sync.Mutex
	seen map[string]visit // by the ID of a worker and its skill
}

// A visit is what a worker is called and can do, and when it was here last.
type visit struct {
	who string
	at  time.Time
}

// watch lets the workers show themselves.
func (o *overseer) watch() error {
	if _, err := o.link.nc.Subscribe(Skill{Name: "*"}.here(), o.see); err != nil {
		return err
	}
	return o.link.nc.Publish(Skill{Name: "*"}.who(), nil)
}

func (o *overseer) see(msg *nats.Msg) {
	var p presence
	if json.Unmarshal(msg.Data, &p) != nil {
		return // not from a worker
	}
	who := fmt.Sprintf(aWorker, p.Name, msg.Subject[len(Skill{}.here()):], p.Version)
	if p.Unfit != "" {
		who = fmt.Sprintf(unfitWorker, p.Name, p.Unfit)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	id := p.ID + msg.Subject
	if o.seen[id].who != who {
		o.link.note("here: " + who)
	}
	o.seen[id] = visit{who, time.Now()}
}

// look notes who has not been seen for a while.
func (o *overseer) look() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(o.seen)) {
		if v := o.seen[id]; time.Since(v.at) > patience {
			delete(o.seen, id)
			o.link.note("gone: " + v.who)
		}
	}
}
