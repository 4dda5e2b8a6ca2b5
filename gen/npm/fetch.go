package npm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// metadata is what a registry says about a package.
type metadata struct {
	Versions map[string]manifest `json:"versions"`
}

// manifest is what is needed of one version's package.json.
type manifest struct {
	License      json.RawMessage                     `json:"license"` // a string; an object in old packages
	Dependencies map[string]string                   `json:"dependencies"`
	Peers        map[string]string                   `json:"peerDependencies"`
	PeersMeta    map[string]peerMeta                 `json:"peerDependenciesMeta"`
	Optional     map[string]string                   `json:"optionalDependencies"` // also in Dependencies
	Dist         struct{ Integrity, Tarball string } `json:"dist"`
}

type peerMeta struct {
	Optional bool `json:"optional"`
}

// metadata asks the registry about a package.
func (c *Client) metadata(ctx context.Context, name string) (*metadata, error) {
	if !validName(name) {
		return nil, fmt.Errorf("%q is not the name of an npm package", name)
	}
	// The slash of a scoped name is escaped, as registries expect it.
	address := c.Config.of(name) + strings.Replace(name, "/", "%2f", 1)
	raw, err := c.get(ctx, name, address, "application/vnd.npm.install-v1+json, application/json;q=0.8", c.Limits.Metadata)
	if err != nil {
		return nil, err
	}
	m := &metadata{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, &UnreachableError{name, address, fmt.Errorf("the answer is not the description of a package: %w", err)}
	}
	return m, nil
}

// relative shortens the address of a tarball that is a file of the registry. An
// address of the public registry counts as one: mirrors pass it on as it is.
func (c *Client) relative(name, tarball string) string {
	for _, base := range []string{c.Config.of(name), DefaultRegistry} {
		if rest, ok := strings.CutPrefix(tarball, base); ok {
			return rest
		}
	}
	return tarball
}

// absolute is the address from which the client gets a tarball.
func (c *Client) absolute(p Package) (string, error) {
	base, err := url.Parse(c.Config.of(p.Name))
	if err != nil {
		return "", err
	}
	u, err := base.Parse(p.Tarball)
	if err != nil {
		return "", err
	}
	if err := encrypted(u); err != nil {
		return "", fmt.Errorf("the tarball %q of %s cannot be used: %w", p.Tarball, p.Name, err)
	}
	return u.String(), nil
}

// get fetches an address. What is the thing to name in errors.
func (c *Client) get(ctx context.Context, what, address, accept string, limit int64) ([]byte, error) {
	if c.Offline {
		return nil, &UnreachableError{What: what}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("User-Agent", "blocksgen")
	raw, err := c.read(req, limit)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var inner *url.Error // repeats the address
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return nil, &UnreachableError{what, address, err}
	}
	return raw, nil
}

func (c *Client) read(req *http.Request, limit int64) ([]byte, error) {
	res, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the answer is %s", res.Status)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(raw)) > limit:
		return nil, fmt.Errorf("the answer is larger than %d bytes", limit)
	case res.ContentLength >= 0 && int64(len(raw)) != res.ContentLength && !res.Uncompressed:
		return nil, io.ErrUnexpectedEOF
	}
	return raw, nil
}

// follow allows a few redirects that stay encrypted.
func follow(req *http.Request, via []*http.Request) error {
	if len(via) >= 5 {
		return errors.New("too many redirects")
	}
	return encrypted(req.URL)
}

// validName reports whether a string can be a package's name: nothing in it has a
// meaning in a URL or a path.
func validName(name string) bool {
	scope, rest, scoped := strings.Cut(name, "/")
	if scoped {
		if len(scope) < 2 || scope[0] != '@' || !validPart(scope[1:]) {
			return false
		}
		name = rest
	}
	return len(name) <= 214 && validPart(name)
}

func validPart(s string) bool {
	if s == "" || s[0] == '.' || s[0] == '-' || s == "node_modules" {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-~", r))
	}) < 0
}
