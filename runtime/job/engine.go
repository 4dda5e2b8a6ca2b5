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
	// ErrFull: the queue holds as many waiting jobs as it may (Gradio's 503).
	ErrFull = errors.New("queue is full")
	// ErrSessionFull: one session has as many waiting jobs as it may (429).
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
	Turns     []string        // a queued job waits while another one runs that has one of these: States that it writes
	Request   Request         // what the handler may ask about the HTTP request
	Direct    bool            // run at once, outside every group (queue=false)
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
	Seq   int64           // position in the log, from 1
	Event string          // job ID, or "" when not bound to one
	Kind  string          // the wire's msg: "estimation", "process_completed", …
	Data  json.RawMessage // the whole wire message, one line of JSON
}

// Engine runs jobs and keeps what they say. The memory engine is [Memory].
type Engine interface {
	// Submit puts a job into its group, or runs it at once if it is Direct. It
	// answers the job's ID; ErrFull, ErrSessionFull, ErrStopped.
	Submit(ctx context.Context, j *Job) (string, error)
	// Read waits for messages of a session that come after a position and
	// returns them in order, at least one unless it fails: with ctx's error, with
	// ErrNoSession (it never creates a session), with ErrStopped after the last
	// message of a stopped engine. Reading from a position also says that what
	// came before has arrived. A position that the log never reached counts as 0:
	// its reader knew another log, from before a restart. When a log outgrows its bounds, an event's
	// intermediate outputs are folded into one that carries whole values.
	Read(ctx context.Context, session string, after int64) ([]Message, error)
	// Pending reports how many jobs of a session are not complete for a reader that
	// has the log up to a position: those that wait or run, and those whose
	// process_completed it has still to read. At 0 a stream may be closed.
	Pending(session string, after int64) int
	// Delivered returns and moves the position up to which a reader that cannot
	// name one (an official client) has been given the log. It never moves back;
	// 0 only asks.
	Delivered(session string, to int64) int64
	// Disconnect tells that the reader of a session is gone for good: its queued
	// jobs are dropped, its running ones cancelled, its log forgotten.
	Disconnect(session string)
	// Cancel stops the jobs of one session and listener, running or queued, waits
	// for their current step at most as long as ctx, and completes them empty.
	Cancel(ctx context.Context, session string, fn int, id string)
	// Stats reports numbers for monitoring.
	Stats() Stats
	// Drain refuses new jobs, drops the waiting ones and waits for the running ones
	// until ctx ends, then cancels them. Sessions that lose a job, and readers
	// that still wait at the end, get an unexpected_error that says so. It answers
	// ctx's error if jobs had to be cancelled.
	Drain(ctx context.Context) error
}

// Stats counts jobs, those of a batch each, and sessions.
type Stats struct {
	Queued, Running, Sessions int
}
