package downloads

import "net/http"

// Parse is for the tests, which are in a package of their own.
var Parse = parse

// Transport is what a client leaves to net/http, with its settings.
func (c *Client) Transport() *http.Transport { return c.transport.Transport }

// Idle is how many connections a client has that no download is using.
func (c *Client) Idle() int {
	c.transport.mu.Lock()
	defer c.transport.mu.Unlock()
	return len(c.transport.idle)
}
