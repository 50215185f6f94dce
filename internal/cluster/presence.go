package cluster

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// A presence is the sign of life of a worker, or an engine's reply to it.
type presence struct {
	Name    string // for a person
	ID      string // is a worker's own: containers may have the host and the process number of others
	Host    string
	Version string
	Unfit   string `json:",omitempty"` // why the worker can't do the work
}

// A crowd is the workers that an engine has seen.
type crowd struct {
	link *link
	self presence

	mu      sync.Mutex
	seen    map[string]sighting // by ID
	refused map[string]bool     // why
}

type sighting struct {
	host string
	at   time.Time
}

// watch lets the crowd see the workers.
func (c *crowd) watch() error {
	c.seen, c.refused = map[string]sighting{}, map[string]bool{}
	if _, err := c.link.nc.Subscribe(c.link.skill.here(), c.see); err != nil {
		return err
	}
	return c.link.nc.Publish(c.link.skill.who(), nil)
}

func (c *crowd) see(msg *nats.Msg) {
	var p presence
	if json.Unmarshal(msg.Data, &p) != nil {
		return // not from a worker
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case p.Unfit != "":
		c.refuse(fmt.Sprintf(unfitWorker, p.Name, p.Unfit))
	case p.Version == c.self.Version:
		c.seen[p.ID] = sighting{p.Host, time.Now()}
	default:
		c.refuse(fmt.Sprintf(refusedWorker, p.Name, p.Version, c.self.Version))
		reason, _ := json.Marshal(c.self)
		_ = msg.Respond(reason) // the worker may be gone
	}
}

// refuse notes once why a worker doesn't count.
func (c *crowd) refuse(why string) {
	if !c.refused[why] {
		c.refused[why] = true
		c.link.note(why)
	}
}

// count returns how many workers are here, and on how many machines.
func (c *crowd) count() (workers, machines int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	hosts := map[string]bool{}
	for _, s := range c.seen {
		if time.Since(s.at) < patience {
			workers++
			hosts[s.host] = true
		}
	}
	return workers, len(hosts)
}
