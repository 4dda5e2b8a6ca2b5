package front

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// proxies are networks whose X-Forwarded headers are believed, beside loopback.
type proxies []netip.Prefix

// parseProxies reads addresses and networks: "10.0.0.1", "10.0.0.0/8".
func parseProxies(list []string) (proxies, error) {
	var all proxies
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			addr, bad := netip.ParseAddr(s)
			if bad != nil {
				return nil, fmt.Errorf("trusted proxy %q is not an address or network", s)
			}
			addr = addr.Unmap().WithZone("")
			p = netip.PrefixFrom(addr, addr.BitLen())
		}
		all = append(all, p)
	}
	return all, nil
}

func (p proxies) trust(addr netip.Addr) bool {
	if addr.IsLoopback() {
		return true
	}
	for _, network := range p {
		if network.Contains(addr) {
			return true
		}
	}
	return false
}

// peer is the address of a peer, host:port.
func peer(remote string) (netip.Addr, bool) {
	p, err := netip.ParseAddrPort(remote)
	return p.Addr().Unmap().WithZone(""), err == nil
}

// trusts reports whether a peer is a proxy whose headers are believed.
func (f *Front) trusts(remote string) bool {
	addr, ok := peer(remote)
	return ok && f.proxies.trust(addr)
}

// address is where a request comes from, host:port: the peer or, behind trusted proxies,
// the client that they name, with port 0. Each proxy appends to X-Forwarded-For whom it
// was called by; so the last address that is not a proxy's is the client's, and whatever
// comes before it is the client's own claim.
func (f *Front) address(r *http.Request) string {
	forwarded := r.Header["X-Forwarded-For"]
	if len(forwarded) == 0 || !f.trusts(r.RemoteAddr) {
		return r.RemoteAddr
	}
	client := r.RemoteAddr
	list := strings.Split(strings.Join(forwarded, ","), ",")
	for i := len(list) - 1; i >= 0; i-- {
		addr, ok := forwardedAddr(strings.TrimSpace(list[i]))
		if !ok {
			break
		}
		client = net.JoinHostPort(addr.String(), "0")
		if !f.proxies.trust(addr) {
			break
		}
	}
	return client
}

// forwardedAddr reads an address that a proxy names; some add the port.
func forwardedAddr(s string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		return peer(s)
	}
	return addr.Unmap().WithZone(""), true
}

// client names the client of a request, whose share of the limits it takes.
func (f *Front) client(r *http.Request) string { return limit.Client(hostname(f.address(r))) }
