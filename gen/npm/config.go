package npm

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// DefaultRegistry is used where nothing names another one.
const DefaultRegistry = "https://registry.npmjs.org/"

// Config says where packages come from.
type Config struct {
	Registry string            // URL with a slash at its end
	Scopes   map[string]string // "@scope" → registry of its packages
}

// ReadConfig reads what npm would: the environment variable NPM_CONFIG_REGISTRY
// (in any case of letters), then .npmrc in dir or the nearest directory above it,
// then the user's .npmrc, which NPM_CONFIG_USERCONFIG may name.
func ReadConfig(dir string) (Config, error) {
	env := environment()
	project, err := above(dir)
	if err != nil {
		return Config{}, err
	}
	user := env["npm_config_userconfig"]
	if home, err := os.UserHomeDir(); user == "" && err == nil {
		user = filepath.Join(home, ".npmrc")
	}
	set := map[string]string{}
	for _, file := range []string{user, project} { // the later one wins
		if err := readFile(file, set); err != nil {
			return Config{}, err
		}
	}
	c := Config{Scopes: map[string]string{}}
	if c.Registry, err = registry(cmp.Or(env["npm_config_registry"], set["registry"], DefaultRegistry)); err != nil {
		return Config{}, err
	}
	for key, value := range set {
		if scope, ok := strings.CutSuffix(key, ":registry"); ok && strings.HasPrefix(scope, "@") {
			if c.Scopes[scope], err = registry(value); err != nil {
				return Config{}, err
			}
		}
	}
	return c, nil
}

// of returns the registry of a package.
func (c Config) of(name string) string {
	if scope, _, ok := strings.Cut(name, "/"); ok && c.Scopes[scope] != "" {
		return c.Scopes[scope]
	}
	return c.Registry
}

// environment returns npm's variables with their names in lower case.
func environment() map[string]string {
	env := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if name = strings.ToLower(name); strings.HasPrefix(name, "npm_config_") {
			env[name] = value
		}
	}
	return env
}

// above finds the .npmrc of dir, or of the nearest directory above that has one.
func above(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		file := filepath.Join(dir, ".npmrc")
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// readFile adds the settings of an .npmrc to set. One that does not exist has none.
func readFile(file string, set map[string]string) error {
	if file == "" {
		return nil
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' || line[0] == ';' || line[0] == '[' {
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		set[strings.TrimSpace(key)] = os.Expand(strings.Trim(strings.TrimSpace(value), `"'`), os.Getenv)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// registry checks an address and gives it a slash at its end.
func registry(address string) (string, error) {
	u, err := url.Parse(address)
	if err == nil {
		err = encrypted(u)
	}
	if err != nil {
		return "", fmt.Errorf("the npm registry %q cannot be used: %w", address, err)
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + "/"
	return u.String(), nil
}

// encrypted refuses what is not HTTPS, unless it stays on this machine.
func encrypted(u *url.URL) error {
	switch {
	case u.Scheme == "https" && u.Host != "":
		return nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	case u.Scheme == "http":
		return errors.New("it is not HTTPS")
	}
	return errors.New("it is not a URL with https://")
}

func loopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
