// Package job is a submitted event's life: it waits in the queue of its concurrency
// group, runs, and everything that it says is appended to the log of its session.
// [Engine] is what does this; [Memory] is the engine that keeps all of it in one process.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Errors that an [Engine] answers. They are matched with errors.Is.
var (
	// ErrFull: the queue holds as many waiting jobs as it may, or the logs as many
	// results that nobody has read (Gradio's 503).
	ErrFull = errors.New("queue is full")
	// ErrSessionFull: one session has as many waiting jobs or unread messages as it may
	// (429).
	ErrSessionFull = errors.New("session has too many waiting jobs")
	// ErrClientFull: one client has as many waiting jobs, or calls with as many bytes, as
	// it may have beside others (429).
	ErrClientFull = errors.New("client has too many calls")
	// ErrStopped: the engine drains and takes no more jobs.
	ErrStopped = errors.New("queue is stopped")
	// ErrNoSession: nothing was ever submitted for this session, or it was forgotten.
	ErrNoSession = errors.New("session not found")
)

// Job is one submitted event. It is plain data, so that an engine may hand it to
// another process.
type Job struct {
	ID        string          // hex, 128 bits; made by Submit when empty
	Session   string          // session hash: opaque, chosen by the client; names the log
	State     string          // session whose State and properties it uses; Session's when empty
	Fn        int             // the listener's number in the config
	Data      json.RawMessage // the array of inputs as the client sent it
	EventData json.RawMessage // nil when the client sent none
	Trigger   int             // component that fired, or -1
	Group     Group           // where it waits
	Client    string          // whose share of the limits it takes: see [limit.Client]
	Cost      int64           // bytes that it holds until it ends: see [limit.CallCost]; by default the size of its data
	// Props are the properties of components that its client showed when it submitted the
	// job; of those that are missing, the session's count when the job runs.
	Props   map[int]map[string]json.RawMessage
	Turns   []string // a queued job waits while another one runs that has one of these: States that it writes
	Request Request  // what the handler may ask about the HTTP request
	Direct  bool     // run at once, outside every group (queue=false)
}

// Owner names the session that the job belongs to, whichever log it has.
func (j *Job) Owner() string {
	if j.State != "" {
		return j.State
	}
	return j.Session
}

// Group is the concurrency group of a job. In a group, clients take turns, and so do the
// sessions of a client; the jobs of a session start in their order.
type Group struct {
	ID    string
	Limit int // how many batches run at once; 0 is unlimited
	// Batch is how many jobs of the listener run as one batch at most. When its turn has
	// come, a job takes those along that wait behind it, and waits for no others. 0
	// and 1 run each job alone.
	Batch int
}

// Request is the part of the submitting HTTP request that handlers can see.
type Request struct {
	Header   http.Header
	Query    url.Values
	Host     string // Host header
	Remote   string // address of the client, host:port; port 0 if a trusted proxy reported it
	Username string
	Root     string // absolute URL of the app as the client sees it, no trailing slash
	Path     string
}

// Emitter is what a running job says. Its methods are safe for concurrent use;
// after the job's context has ended they do nothing.
type Emitter interface {
	// Progress replaces the progress shown so far; it is coalesced.
	Progress(units []Progress)
	// Log shows a notice at once.
	Log(n Notice)
	// Generating publishes one intermediate output: the first by its whole values,
	// a later one by its edits.
	Generating(o Output)
}

// Output is one set of outputs, one element per output component.
type Output struct {
	// Full holds each output's whole value as JSON. For an intermediate output
	// after the first it may be nil, when Edits says all.
	Full []json.RawMessage
	// Edits holds, per output, the list of edits [op, path, value] since the
	// previous intermediate output, as JSON (see [wire.Diff]); "[]" where nothing
	// changed. The first intermediate output and the final one need none; where a
	// later one has none, whole values are sent as edits.
	Edits []json.RawMessage
	// ChangedStates are the State components whose value differs after the job
	// and that have a change listener.
	ChangedStates []int
}

// What a job says is said in the protocol's own terms.
type (
	// Progress is one bar: outermost first when several are nested.
	Progress = wire.Progress
	// Notice is a toast.
	Notice = wire.Notice
	// Failure is an error as its receiver sees it; an [Outcome] may hold it.
	Failure = wire.Failure
)

// Item is one job of a batch, and what its runner says of it.
type Item struct {
	*Job
	Emitter
}

// Outcome is how a job has ended: its final output, or an error. An error that is not
// a *Failure is hidden from the client by the caller's own rules before it comes here.
type Outcome struct {
	Output Output
	Err    error
}

// Runner runs a batch: one or more jobs of one listener, which is one call of the
// handler. It decodes, calls the handler and encodes, and answers one outcome for each
// job, in their order. A panic, and a number of outcomes that is not the jobs', fails all
// of them. The context ends when nobody waits for any of the jobs any more, because
// they were cancelled, or when the engine stops; of a job that was cancelled while others
// of its batch go on, the outcome is not used.
type Runner func(ctx context.Context, batch []Item) []Outcome

// Single runs one job.
type Single func(ctx context.Context, j *Job, e Emitter) (Output, error)

// OneByOne makes a runner that runs the jobs of a batch one after another.
func OneByOne(run Single) Runner {
	return func(ctx context.Context, batch []Item) []Outcome {
		outcomes := make([]Outcome, len(batch))
		for i, item := range batch {
			outcomes[i].Output, outcomes[i].Err = run(ctx, item.Job, item.Emitter)
		}
		return outcomes
	}
}

// Message is one entry of a session's log.
type Message struct {
	Seq   int64           // number in the log, from 1
	Event string          // ID of the job
	Kind  string          // the wire's msg: "estimation", "process_completed", …
	Data  json.RawMessage // the whole wire message, one line of JSON
}

// Engine runs jobs and keeps what they say. The memory engine is [Memory].
//
// Each job that Submit accepts ends with one process_completed in the log of its
// session. It stays there until it has arrived at a reader (see [Reader]) or the session
// is disconnected. A log that nobody reads is remembered for a minute at least.
type Engine interface {
	// Submit puts a job into its group, or runs it at once if it is Direct. It
	// answers the job's ID; ErrFull, ErrSessionFull, ErrStopped.
	Submit(ctx context.Context, j *Job) (string, error)
	// Open opens the log of a session for reading after a position. With nil, the
	// reader goes on where the last reader without a position has stopped. Open never
	// creates a session: ErrNoSession. The caller closes the reader.
	Open(session string, after *Position) (Reader, error)
	// Closing returns nil, unless a reader without a position has finished with a
	// session (see [Reader]) and is not closed yet: then it returns a channel that is
	// closed with it.
	Closing(session string) <-chan struct{}
	// Disconnect tells that the client of a session is gone for good: its waiting
	// jobs are dropped, its running ones cancelled, its log forgotten.
	Disconnect(session string)
	// Cancel stops the jobs of one session and listener, running or queued, waits
	// for their current step at most as long as ctx, and completes them empty.
	Cancel(ctx context.Context, session string, fn int, id string)
	// Stats reports numbers for monitoring.
	Stats() Stats
	// Drain refuses new jobs, completes the waiting ones with an error and waits for
	// the running ones until ctx ends; then it cancels them and completes them with an
	// error. It answers ctx's error if jobs had to be cancelled.
	Drain(ctx context.Context) error
}

// Reader reads the log of one session in order. It serves one goroutine. While it is
// open, the log is not forgotten.
//
// What has arrived may be forgotten. Of a reader that was opened at a position, that is
// what comes before the position: its client may lose the connection and open a reader
// at the same position again. Of a reader without a position, a message has arrived
// when the next one is asked for.
type Reader interface {
	// Next waits for the next message. It fails with ctx's error, with ErrNoSession
	// after the session was disconnected, with ErrStopped after the last message of a
	// stopped engine. When a log outgrows its bounds, an event's intermediate outputs
	// are folded into one that carries whole values.
	Next(ctx context.Context) (Message, error)
	// Finish reports whether the reader has all there is: no job of the session waits
	// or runs, and no process_completed is still to be read. Of a reader without a
	// position, [Engine.Closing] knows it before any later job is accepted.
	Finish() bool
	// Position is where the reader is: after the message that Next gave last.
	Position() Position
	// Foreign reports whether the position at which the reader was opened is not one
	// of this log. Then it reads from the beginning.
	Foreign() bool
	// Close ends the reading.
	Close()
}

// Stats counts jobs, those of a batch each, and sessions.
type Stats struct {
	Queued, Running, Sessions int
}
