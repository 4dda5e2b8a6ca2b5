package wire

import "encoding/json"

// Failure is an error as its receiver sees it. Message nil hides the cause.
type Failure struct {
	Message  *string
	Duration *float64 // seconds that it is shown; nil stays until closed
	Visible  bool
	Title    string
	// Bare leaves duration, visible and title out of the payload: {"error":null}.
	Bare bool
	// NoTitle leaves duration and title out: {"error":"…","visible":true}.
	NoTitle bool
}

// Error is the message, so that a Failure may be returned as an error.
func (f *Failure) Error() string {
	if f.Message == nil {
		return "hidden error"
	}
	return *f.Message
}

// Payload is the failure in the output of a completed event and in
// the answer of /run.
func (f *Failure) Payload() json.RawMessage {
	switch {
	case f.Bare:
		return MustMarshal(struct {
			Error *string `json:"error"`
		}{f.Message})
	case f.NoTitle:
		return MustMarshal(struct {
			Error   *string `json:"error"`
			Visible bool    `json:"visible"`
		}{f.Message, f.Visible})
	}
	return MustMarshal(struct {
		Error    *string  `json:"error"`
		Duration *float64 `json:"duration"`
		Visible  bool     `json:"visible"`
		Title    string   `json:"title"`
	}{f.Message, finite(f.Duration), f.Visible, f.Title})
}
