package event_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/job"
)

// recorder keeps what a handler says, one line each.
type recorder struct{ lines []string }

func (r *recorder) Progress(units []job.Progress) {
	var bars []string
	for _, u := range units {
		switch {
		case u.Progress != nil:
			bars = append(bars, fmt.Sprint(*u.Progress))
		case u.Length != nil:
			bars = append(bars, fmt.Sprintf("%d of %d", *u.Index, *u.Length))
		default:
			bars = append(bars, fmt.Sprint(*u.Index))
		}
		if u.Desc != nil {
			bars[len(bars)-1] += " " + *u.Desc
		}
	}
	r.lines = append(r.lines, strings.Join(bars, ", "))
}

func (r *recorder) Log(n job.Notice) {
	raw, _ := json.Marshal(n)
	r.lines = append(r.lines, string(raw))
}

func (r *recorder) Generating(job.Output) {}

func record(t *testing.T, handler func(context.Context)) []string {
	r := &recorder{}
	handler(event.NewContext(t.Context(), r, &event.Request{Session: "s"}))
	return r.lines
}

func TestProgress(t *testing.T) {
	got := record(t, func(ctx context.Context) {
		event.Progress(ctx, 0.5, "half")
		for i, s := range event.Track(ctx, []string{"a", "b"}, "files") {
			for range event.TrackSeq(ctx, slices.Values([]string{s}), 0, "") {
				event.ProgressStep(ctx, i, 9, "")
			}
		}
		for range event.Track(ctx, []int{1, 2, 3}, "") {
			break
		}
		event.Progress(ctx, 1, "")
	})
	want := []string{
		"0.5 half",
		"0 of 2 files", "0 of 2 files, 0", "0 of 2 files, 0, 0 of 9", "0 of 2 files, 1",
		"1 of 2 files", "1 of 2 files, 0", "1 of 2 files, 0, 1 of 9", "1 of 2 files, 1",
		"2 of 2 files",
		"0 of 3",
		"1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTrackEndsWithTheEvent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range event.Track(ctx, make([]int, 10), "") {
		if n++; n == 3 {
			cancel()
		}
	}
	if n != 3 {
		t.Errorf("went on for %d turns", n)
	}
}

func TestNotices(t *testing.T) {
	got := record(t, func(ctx context.Context) {
		event.Info(ctx, "a")
		event.Success(ctx, "b", event.Title("Saved"), event.Duration(1500*time.Millisecond))
		event.Warning(ctx, "c", event.Duration(0))
	})
	want := []string{
		`{"log":"a","level":"info","duration":10,"visible":true,"title":"Info"}`,
		`{"log":"b","level":"success","duration":1.5,"visible":true,"title":"Saved"}`,
		`{"log":"c","level":"warning","duration":null,"visible":true,"title":"Warning"}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestOutsideOfAnEvent: handlers run in plain tests.
func TestOutsideOfAnEvent(t *testing.T) {
	ctx := t.Context()
	event.Progress(ctx, 1, "")
	event.ProgressStep(ctx, 1, 2, "")
	event.Info(ctx, "a")
	turns := 0
	for range event.Track(ctx, []int{1, 2}, "x") {
		turns++
	}
	if r := event.RequestFrom(ctx); r != nil || turns != 2 {
		t.Errorf("got request %v and %d turns", r, turns)
	}
}

func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if err := event.Sleep(t.Context(), time.Hour); err != nil || time.Since(start) != time.Hour {
			t.Errorf("slept %v, %v", time.Since(start), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := event.Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestErrors(t *testing.T) {
	base := event.Errorf("reading: %w", io.EOF)
	changed := base.Title("Oh").Duration(0).Silent()
	if !errors.Is(changed, io.EOF) || changed.Error() != "reading: EOF" {
		t.Errorf("got %v", changed)
	}
	for _, tt := range []struct {
		err  *event.Error
		want string
	}{
		{base, `"reading: EOF" 10 true Error`},
		{changed, `"reading: EOF" nil false Oh`},
	} {
		f := tt.err.Failure()
		duration := "nil"
		if f.Duration != nil {
			duration = fmt.Sprint(*f.Duration)
		}
		if got := fmt.Sprintf("%q %s %t %s", *f.Message, duration, f.Visible, f.Title); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestEventData(t *testing.T) {
	decode := func(raw string, v any) string {
		if err := json.Unmarshal([]byte(raw), v); err != nil {
			return "error: " + err.Error()
		}
		return strings.TrimPrefix(fmt.Sprintf("%+v", v), "&")
	}
	for _, tt := range []struct {
		raw  string
		data any
		want string
	}{
		{`{"index":3,"value":"a","selected":false}`, &event.Select[string]{}, `{Index:3 End:0 Value:a Selected:false}`},
		{`{"index":[2,5],"value":"a"}`, &event.Select[string]{}, `{Index:2 End:5 Value:a Selected:true}`},
		{`{"index":3,"Value":7}`, &event.Select[int]{}, `{Index:3 End:0 Value:0 Selected:true}`},
		{`{"Index":3,"value":7}`, &event.Select[int]{}, `error: the data of the event has no "index"`},
		{`null`, &event.Select[int]{}, `error: the event has no data`},
		{`null`, &event.KeyUp{}, `error: the event has no data`},
		{`{}`, &event.KeyUp{}, `error: the data of the event has no "key"`},
		{`null`, &event.Data[string]{}, `{Value:}`},
		{`[9007199254740993]`, &event.Data[any]{}, `{Value:[9007199254740993]}`},
		{`{"index":"x"}`, &event.Select[int]{}, `error`},
		{`{"index":1,"value":"x"}`, &event.Select[int]{}, `error`},
		{`[]`, &event.Select[int]{}, `error`},
		{`{"key":"a","input_value":"xa"}`, &event.KeyUp{}, `{Key:a Input:xa}`},
		{`{"key":1}`, &event.KeyUp{}, `error`},
		{`{"n":[1,2]}`, &event.Data[map[string][]int]{}, `{Value:map[n:[1 2]]}`},
	} {
		if got := decode(tt.raw, tt.data); got != tt.want && (tt.want != "error" || !strings.HasPrefix(got, "error: ")) {
			t.Errorf("%s: got %s, want %s", tt.raw, got, tt.want)
		}
	}
}
