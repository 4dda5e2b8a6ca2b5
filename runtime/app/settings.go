package app

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Settings say how an app is served.
type Settings struct {
	Host    string // address to listen on
	Port    int    // 0: the first free one from 7860
	AnyPort bool   // let the system choose the port
	// RootPath is where a proxy serves the app: a path such as "/demo", or the
	// full URL.
	RootPath string
	// ShowError shows users the text of every error, not only of those made by
	// event.Errorf.
	ShowError bool
	// MaxQueueSize is how many calls may wait; 0 takes the app's own setting, or
	// 1000.
	MaxQueueSize int
	// DefaultConcurrency is how many calls of one handler run at once where it
	// sets no limit; 0 takes the app's own setting, or 1.
	DefaultConcurrency int
	Favicon            string // path of the icon's file; "" takes the app's own setting
	OpenBrowser        bool   // open the page once the app listens
	// AllowedHosts are host names, without port, that are accepted beside the
	// loopback ones when the app listens on loopback. A proxy's name belongs here.
	AllowedHosts []string
	// TrustedProxies are addresses whose X-Forwarded headers are believed, beside
	// loopback.
	TrustedProxies []string
	// MaxStreams is how many event streams and heartbeats may be open at once; 0 is
	// 4096. Each takes a connection and some 30 KB.
	MaxStreams int
	// Heartbeat is how often a silent stream says that it lives, by default every
	// 15 seconds. Clients give up after 20.
	Heartbeat time.Duration
}

// firstPort is where the search for a free port begins, and portCount how many
// are tried.
const (
	firstPort = 7860
	portCount = 100
)

func defaultSettings() Settings { return Settings{Host: "127.0.0.1"} }

func (s Settings) heartbeat() time.Duration {
	if s.Heartbeat > 0 {
		return s.Heartbeat
	}
	return 15 * time.Second
}

func (s Settings) maxStreams() int { return cmp.Or(s.MaxStreams, 4096) }

// setting is one flag and the environment variables that set the same: the
// project's own and, for some, Gradio's, which a deployment may have already.
type setting struct {
	flag, usage string
	env         []string
	boolean     bool
	set         func(*Settings, string) error
}

func settings() []setting {
	number := func(low, high int, field func(*Settings) *int) func(*Settings, string) error {
		return func(s *Settings, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < low || n > high {
				return fmt.Errorf("must be a number from %d to %d", low, high)
			}
			*field(s) = n
			return nil
		}
	}
	text := func(field func(*Settings) *string) func(*Settings, string) error {
		return func(s *Settings, v string) error { *field(s) = v; return nil }
	}
	truth := func(field func(*Settings) *bool) func(*Settings, string) error {
		return func(s *Settings, v string) error {
			b, err := strconv.ParseBool(v)
			if err != nil {
				return errors.New("must be true or false")
			}
			*field(s) = b
			return nil
		}
	}
	names := func(field func(*Settings) *[]string) func(*Settings, string) error {
		return func(s *Settings, v string) error {
			*field(s) = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
			return nil
		}
	}
	const many = 1 << 30
	return []setting{
		{"host", "`address` to listen on; 0.0.0.0 is every one", []string{"BLOCKS_HOST", "GRADIO_SERVER_NAME"}, false, func(s *Settings, v string) error {
			if s.Host = v; v == "" {
				return errors.New("must be an address; 0.0.0.0 is every one")
			}
			return nil
		}},
		{"port", "`port` to listen on; 0 lets the system choose (default: the first free one from 7860)", []string{"BLOCKS_PORT", "GRADIO_SERVER_PORT"}, false, func(s *Settings, v string) error {
			s.AnyPort = v == "0"
			return number(0, 65535, func(s *Settings) *int { return &s.Port })(s, v)
		}},
		{"root-path", "`path` or full URL under which a proxy serves the app", []string{"BLOCKS_ROOT_PATH", "GRADIO_ROOT_PATH"}, false, text(func(s *Settings) *string { return &s.RootPath })},
		{"show-error", "show users the text of every error", []string{"BLOCKS_SHOW_ERROR"}, true, truth(func(s *Settings) *bool { return &s.ShowError })},
		{"max-queue-size", "`number` of calls that may wait; 0 keeps the app's own setting", []string{"BLOCKS_MAX_QUEUE_SIZE"}, false, number(0, many, func(s *Settings) *int { return &s.MaxQueueSize })},
		{"default-concurrency", "`number` of calls of one handler that run at once; 0 keeps the app's own setting", []string{"BLOCKS_DEFAULT_CONCURRENCY", "GRADIO_DEFAULT_CONCURRENCY_LIMIT"}, false, number(0, many, func(s *Settings) *int { return &s.DefaultConcurrency })},
		{"max-streams", "`number` of event streams that may be open at once (default: 4096)", []string{"BLOCKS_MAX_STREAMS"}, false, number(1, many, func(s *Settings) *int { return &s.MaxStreams })},
		{"favicon", "`file` of the icon", []string{"BLOCKS_FAVICON"}, false, text(func(s *Settings) *string { return &s.Favicon })},
		{"open", "open the page in a browser", []string{"BLOCKS_OPEN"}, true, truth(func(s *Settings) *bool { return &s.OpenBrowser })},
		{"allowed-hosts", "`names`, separated by commas, by which the app may be called when it listens on loopback", []string{"BLOCKS_ALLOWED_HOSTS"}, false, names(func(s *Settings) *[]string { return &s.AllowedHosts })},
		{"trusted-proxies", "`addresses`, separated by commas, of proxies whose X-Forwarded headers are believed", []string{"BLOCKS_TRUSTED_PROXIES"}, false, names(func(s *Settings) *[]string { return &s.TrustedProxies })},
	}
}

// readSettings takes the environment first, then the flags. A code of 0 or more is
// the program's exit code.
func readSettings(name string, s Settings, args []string, getenv func(string) string, stderr io.Writer) (Settings, int) {
	table := settings()
	for _, e := range table {
		for i := len(e.env) - 1; i >= 0; i-- { // the first named counts most
			v := getenv(e.env[i])
			if v == "" {
				continue
			}
			if err := e.set(&s, v); err != nil {
				fmt.Fprintf(stderr, "%s: %s=%q %v\n", name, e.env[i], v, err)
				return s, 2
			}
		}
	}
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(stderr)
	for _, e := range table {
		usage := e.usage + " (environment: " + strings.Join(e.env, ", ") + ")"
		set := func(v string) error { return e.set(&s, v) }
		if e.boolean {
			flags.BoolFunc(e.flag, usage, set)
		} else {
			flags.Func(e.flag, usage, set)
		}
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return s, 0
	case err != nil:
		return s, 2
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "%s: unexpected argument %q\n", name, flags.Arg(0))
		return s, 2
	}
	return s, -1
}
