// Package limit shares what an app has a limited amount of, such as memory and places
// in the queue, among its clients.
//
// One rule keeps a client from taking everything: it may take only as long as it then
// holds at most as much as is left free. So a client alone gets half of a budget, the
// next one half of the rest, and for every newcomer something is left. As they give back
// and take again, their shares become equal. Clients are told apart by their network
// address, see [Client].
package limit

import (
	"errors"
	"net/http"
	"net/netip"
	"sync"
)

// Errors of [Budget.Take]. They are matched with errors.Is.
var (
	// ErrFull: all clients together hold as much as there is.
	ErrFull = errors.New("the limit is reached")
	// ErrShare: this client holds as much as it may.
	ErrShare = errors.New("the share of one client is used up")
)

// RetryAfter is how many seconds a client that was refused should wait.
const RetryAfter = "1"

// Status returns the HTTP status for an error of [Budget.Take]: 429 if the client itself
// holds too much, else 503.
func Status(err error) int {
	if errors.Is(err, ErrShare) {
		return http.StatusTooManyRequests
	}
	return http.StatusServiceUnavailable
}

// Budget is an amount of something, in any unit. Its methods are safe for concurrent
// use. A nil Budget is unlimited.
type Budget struct {
	limit, floor int64

	mu   sync.Mutex
	used int64
	held map[string]int64 // by client
}

// New returns a budget. With a limit of 0 or less there is no limit. A client may hold
// the floor in any case, as long as there is so much: small limits are not divided.
func New(limit, floor int64) *Budget {
	return &Budget{limit: limit, floor: floor, held: map[string]int64{}}
}

// Take takes n units for a client, or nothing and returns ErrShare or ErrFull. The empty
// name is the app itself, which has no share.
func (b *Budget) Take(client string, n int64) error {
	if b == nil || b.limit <= 0 {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.allows(client, n); err != nil {
		return err
	}
	b.used += n
	if client != "" {
		b.held[client] += n
	}
	return nil
}

// Add takes n units that a client has already, beyond its share and the limit if need
// be. A negative n gives them back.
func (b *Budget) Add(client string, n int64) {
	if n < 0 {
		b.Give(client, -n)
		return
	}
	if b == nil || b.limit <= 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used += n
	if client != "" {
		b.held[client] += n
	}
}

// Allows returns the error that Take would return now, and takes nothing.
func (b *Budget) Allows(client string, n int64) error {
	if b == nil || b.limit <= 0 {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.allows(client, n)
}

func (b *Budget) allows(client string, n int64) error {
	free := b.limit - b.used - n
	if held := b.held[client] + n; client != "" && held > max(b.floor, free) {
		return ErrShare
	}
	if free < 0 {
		return ErrFull
	}
	return nil
}

// Give returns n units that a client took.
func (b *Budget) Give(client string, n int64) {
	if b == nil || b.limit <= 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used -= n
	if client == "" {
		return
	}
	if b.held[client] -= n; b.held[client] <= 0 {
		delete(b.held, client)
	}
}

// Used returns how much is taken.
func (b *Budget) Used() int64 {
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// Client names the client of an address. The addresses of one IPv6 network of 64 bits are
// one client, because that is the least that a customer is given. An address that cannot
// be read is a client of its own.
func Client(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			return p.String()
		}
	}
	return addr.String()
}
