package app

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
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
	// AllowedHosts are host names, without port, by which the app may be called, beside
	// the loopback ones and addresses. Without it, an app that listens on loopback knows
	// only these; one that listens elsewhere may have any name. A proxy's name belongs
	// here.
	AllowedHosts []string
	// TrustedProxies are addresses and networks whose X-Forwarded headers are believed,
	// beside loopback.
	TrustedProxies []string
	// MaxThreads is how many handlers run at once, over all concurrency groups; 0 is 40.
	// Calls outside the queue are not counted.
	MaxThreads int
	// Memory is how many bytes clients may make the app hold: bodies and calls, changed
	// properties, results. 0 is half of GOMEMLIMIT or, without that, 256 MiB.
	Memory int64
	// Disk is how many bytes of results that nobody has read may be stored in TempDir
	// when there is no memory left for them; 0 is 4 GiB.
	Disk int64
	// TempDir is where they are stored; "" is the system's directory for temporary files.
	// It should not be in memory.
	TempDir string
	// StateSessionCapacity is how many sessions with State are kept; 0 takes the app's own
	// setting, or 10000.
	StateSessionCapacity int
	// SessionLinger is how long the State of a session is kept after its client has
	// vanished; 0 takes the app's own setting, or 1 hour. After a page was closed it is at most one
	// minute.
	SessionLinger time.Duration
	// MaxConnections is how many connections may be open at once; 0 is 8192, or twice
	// MaxStreams if that is more.
	MaxConnections int
	// MaxStreams is how many event streams and heartbeats may be open at once; 0 is
	// 4096. Each takes a connection and some 30 KB.
	MaxStreams int
	// Heartbeat is how often a silent stream says that it lives, by default every
	// 15 seconds. Clients give up after 20. An idle page says it every third time.
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

// pulse is how often an idle page says that it lives.
func (s Settings) pulse() time.Duration { return 3 * s.heartbeat() }

func (s Settings) maxThreads() int { return cmp.Or(s.MaxThreads, 40) }

func (s Settings) maxStreams() int { return cmp.Or(s.MaxStreams, 4096) }

func (s Settings) maxConnections() int {
	return cmp.Or(s.MaxConnections, max(8192, 2*s.maxStreams()))
}

// setting is one flag and the environment variables that set the same: the
// project's own and, for some, Gradio's, which a deployment may have already. Without
// a flag it is for tests.
type setting struct {
	flag, usage string
	env         []string
	boolean     bool
	set         func(*Settings, string) error
}

func settings() []setting {
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
		{"max-threads", "`number` of handlers that run at once (default: 40)", []string{"BLOCKS_MAX_THREADS"}, false, number(1, many, func(s *Settings) *int { return &s.MaxThreads })},
		{"memory", "`size` of what clients may make the app hold, such as 512MiB (default: half of GOMEMLIMIT, or 256MiB)", []string{"BLOCKS_MEMORY"}, false, func(s *Settings, v string) (err error) {
			s.Memory, err = parseSize(v)
			return err
		}},
		{"disk", "`size` of the file in temp-dir for results that nobody has read (default: 4GiB)", []string{"BLOCKS_DISK"}, false, func(s *Settings, v string) (err error) {
			s.Disk, err = parseSize(v)
			return err
		}},
		{"temp-dir", "`directory` for temporary files (default: the system's)", []string{"BLOCKS_TEMP_DIR", "GRADIO_TEMP_DIR"}, false, text(func(s *Settings) *string { return &s.TempDir })},
		{"state-session-capacity", "`number` of sessions with State that are kept; 0 keeps the app's own setting", []string{"BLOCKS_STATE_SESSION_CAPACITY"}, false, number(0, many, func(s *Settings) *int { return &s.StateSessionCapacity })},
		{"session-linger", "`time` for which the State of a client is kept after it has vanished, such as 10m (default: the app's own setting, or 1h)", []string{"BLOCKS_SESSION_LINGER"}, false, duration(func(s *Settings) *time.Duration { return &s.SessionLinger })},
		{"", "", []string{"GRADIO_IS_E2E_TEST"}, true, func(s *Settings, v string) error {
			if v != "" && v != "0" {
				s.SessionLinger, s.Heartbeat = time.Second, 250*time.Millisecond
			}
			return nil
		}},
		{"max-connections", "`number` of connections that may be open at once (default: 8192, or twice max-streams)", []string{"BLOCKS_MAX_CONNECTIONS"}, false, number(1, many, func(s *Settings) *int { return &s.MaxConnections })},
		{"max-streams", "`number` of event streams that may be open at once (default: 4096)", []string{"BLOCKS_MAX_STREAMS"}, false, number(1, many, func(s *Settings) *int { return &s.MaxStreams })},
		{"favicon", "`file` of the icon", []string{"BLOCKS_FAVICON"}, false, text(func(s *Settings) *string { return &s.Favicon })},
		{"open", "open the page in a browser", []string{"BLOCKS_OPEN"}, true, truth(func(s *Settings) *bool { return &s.OpenBrowser })},
		{"allowed-hosts", "`names`, separated by commas, by which the app may be called", []string{"BLOCKS_ALLOWED_HOSTS"}, false, names(func(s *Settings) *[]string { return &s.AllowedHosts })},
		{"trusted-proxies", "`addresses` or networks, separated by commas, of proxies whose X-Forwarded headers are believed", []string{"BLOCKS_TRUSTED_PROXIES"}, false, names(func(s *Settings) *[]string { return &s.TrustedProxies })},
	}
}

// number reads an integer within bounds into a field.
func number(low, high int, field func(*Settings) *int) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < low || n > high {
			return fmt.Errorf("must be a number from %d to %d", low, high)
		}
		*field(s) = n
		return nil
	}
}

// duration reads a time, such as 90s, into a field.
func duration(field func(*Settings) *time.Duration) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		d, err := time.ParseDuration(v)
		if err != nil || d <= 0 {
			return errors.New("must be a time such as 90s or 10m")
		}
		*field(s) = d
		return nil
	}
}

// text reads a string into a field.
func text(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error { *field(s) = v; return nil }
}

// truth reads true or false into a field.
func truth(field func(*Settings) *bool) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return errors.New("must be true or false")
		}
		*field(s) = b
		return nil
	}
}

// names reads a list, separated by commas, into a field.
func names(field func(*Settings) *[]string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		*field(s) = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
		return nil
	}
}

// parseSize reads a number of bytes as GOMEMLIMIT has it: 1000000, 512MiB, 2GiB.
func parseSize(s string) (int64, error) {
	digits := strings.TrimRight(s, "BKMGi")
	unit, ok := map[string]int64{"": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}[s[len(digits):]]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !ok || n > math.MaxInt64/unit || n*unit < minMemory {
		return 0, fmt.Errorf("must be a number of bytes of at least %dMiB, such as 512MiB", minMemory>>20)
	}
	return n * unit, nil
}

// minMemory leaves a client that is alone room for one body of the largest size.
const minMemory = 128 << 20

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
		if e.flag == "" {
			continue
		}
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
