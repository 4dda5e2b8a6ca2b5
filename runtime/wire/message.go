package wire

import (
	"encoding/json"
	"strconv"
)

// The kinds of messages: the values of msg.
const (
	KindEstimation = "estimation"
	KindStarts     = "process_starts"
	KindProgress   = "progress"
	KindLog        = "log"
	KindGenerating = "process_generating"
	KindCompleted  = "process_completed"
	KindHeartbeat  = "heartbeat"
	KindClose      = "close_stream"
	KindUnexpected = "unexpected_error"
)

// Progress is one bar: outermost first when several are nested.
type Progress struct {
	Index    *int     `json:"index"`
	Length   *int     `json:"length"`
	Unit     string   `json:"unit"`
	Progress *float64 `json:"progress"` // 0 to 1
	Desc     *string  `json:"desc"`
}

// Notice is a toast: level "info", "warning", "success" or "error".
type Notice struct {
	Log      string   `json:"log"`
	Level    string   `json:"level"`
	Duration *float64 `json:"duration"` // seconds; nil stays until closed
	Visible  bool     `json:"visible"`
	Title    string   `json:"title"`
}

// Output is what one step of a job gave. /run answers it in the form of the
// messages that Generating and Done write; the tags are for reading it back.
type Output struct {
	Data            []json.RawMessage `json:"data"` // values, or lists of edits
	Whole           bool              `json:"whole,omitempty"` // values although earlier ones were published: a reader has come back
	IsGenerating    bool              `json:"is_generating"`
	Duration        float64           `json:"duration"`         // seconds, of this step
	AverageDuration float64           `json:"average_duration"` // seconds, of all steps of the listener
	RenderConfig    json.RawMessage   `json:"render_config"`
	ChangedStateIDs []int             `json:"changed_state_ids"`
	UsedCache       *string           `json:"used_cache"`
}

// Completed is the message that ends an event, for those who read it back.
type Completed struct {
	Msg           string          `json:"msg"`
	EventID       *string         `json:"event_id"`
	Output        json.RawMessage `json:"output"` // an Output, a Failure, or {} when it was cancelled
	Success       bool            `json:"success"`
	Title         *string         `json:"title"`
	UsedCache     *string         `json:"used_cache"`
	CacheDuration *float64        `json:"cache_duration"` // seconds
	AvgTime       *float64        `json:"avg_time"`       // seconds
}

// Estimation says where an event waits: rank 0 is next of size waiting ones, eta
// is in seconds, or nil when it is unknown.
func Estimation(event string, rank, size int, eta *float64) json.RawMessage {
	b := make([]byte, 0, 128)
	b = append(b, `{"msg":"estimation","event_id":`...)
	b = appendID(b, event)
	b = append(b, `,"rank":`...)
	b = strconv.AppendInt(b, int64(rank), 10)
	return appendSize(b, size, eta)
}

// Status is the answer of /queue/status: an estimation that is nobody's.
func Status(size int) json.RawMessage {
	return appendSize([]byte(`{"msg":"estimation","event_id":null,"rank":null`), size, nil)
}

func appendSize(b []byte, size int, eta *float64) []byte {
	b = append(b, `,"queue_size":`...)
	b = strconv.AppendInt(b, int64(size), 10)
	b = append(b, `,"rank_eta":`...)
	b = appendFloat(b, eta)
	return append(b, '}')
}

// Starts says that an event runs now; eta is the usual duration in seconds.
func Starts(event string, eta *float64) json.RawMessage {
	b := make([]byte, 0, 96)
	b = append(b, `{"msg":"process_starts","event_id":`...)
	b = appendID(b, event)
	b = append(b, `,"eta":`...)
	b = appendFloat(b, eta)
	return append(b, '}')
}

// ProgressOf replaces the bars that are shown for an event.
func ProgressOf(event string, units []Progress) json.RawMessage {
	clean := make([]Progress, len(units))
	for i, u := range units {
		u.Progress = finite(u.Progress)
		clean[i] = u
	}
	return MustMarshal(struct {
		Msg     string     `json:"msg"`
		EventID *string    `json:"event_id"`
		Data    []Progress `json:"progress_data"`
	}{KindProgress, id(event), clean})
}

// Log shows a notice.
func Log(event string, n Notice) json.RawMessage {
	n.Duration = finite(n.Duration)
	return MustMarshal(struct {
		Msg     string  `json:"msg"`
		EventID *string `json:"event_id"`
		Notice
	}{KindLog, id(event), n})
}

// Generating is one intermediate output. Its data are values the first time, and
// lists of edits from then on.
func Generating(event string, o Output) json.RawMessage {
	o.IsGenerating = true
	b := appendID(append(make([]byte, 0, 384), `{"msg":"process_generating","event_id":`...), event)
	b = append(b, `,"output":`...)
	b = appendOutput(b, &o)
	return oneLine(append(b, `,"success":true,"time_limit":null}`...))
}

// Done ends an event with its result.
func Done(event string, o Output) json.RawMessage {
	o.IsGenerating = false
	b := appendID([]byte(`{"msg":"process_completed","event_id":`), event)
	b = append(b, `,"output":`...)
	b = appendOutput(b, &o)
	b = append(b, `,"success":true,"title":null,"used_cache":`...)
	b = appendString(b, o.UsedCache)
	b = append(b, `,"cache_duration":`...)
	b = appendFloat(b, &o.Duration)
	b = append(b, `,"avg_time":`...)
	b = appendFloat(b, &o.AverageDuration)
	return oneLine(append(b, '}'))
}

// Failed ends an event with an error. The title is beside the payload, too,
// when nothing was published before, as in the reference.
func Failed(event string, f *Failure, published bool) json.RawMessage {
	c := Completed{Msg: KindCompleted, EventID: id(event), Output: f.Payload()}
	if !published {
		title := f.Title
		if title == "" {
			title = "Error"
		}
		c.Title = &title
	}
	return MustMarshal(c)
}

// Cancelled ends an event that was cancelled.
func Cancelled(event string) json.RawMessage {
	return MustMarshal(Completed{Msg: KindCompleted, EventID: id(event), Output: json.RawMessage("{}"), Success: true})
}

// Messages that are always the same.
var (
	Heartbeat   = json.RawMessage(`{"msg":"heartbeat","event_id":null}`)
	CloseStream = json.RawMessage(`{"msg":"close_stream","event_id":null}`)
	// NoSession answers readers of a session that nobody knows.
	NoSession = json.RawMessage(`{"msg":"unexpected_error","event_id":null,"message":"404: Not Found","session_not_found":true,"success":false}`)
	// Stopped tells readers that the server goes away. Clients match its text.
	Stopped = json.RawMessage(`{"msg":"unexpected_error","event_id":null,"message":"Server stopped unexpectedly.","session_not_found":false,"success":false}`)
)

// id is an event's ID, null for what belongs to no event.
func id(event string) *string {
	if event == "" {
		return nil
	}
	return &event
}
