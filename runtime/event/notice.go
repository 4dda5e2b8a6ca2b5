package event

import (
	"context"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// NoticeOption changes how a notice looks.
type NoticeOption func(*job.Notice)

// Title sets a notice's title, which by default names its kind.
func Title(title string) NoticeOption {
	return func(n *job.Notice) { n.Title = title }
}

// Duration sets how long a notice is shown, by default 10 seconds; 0 leaves it
// until it is closed.
func Duration(d time.Duration) NoticeOption {
	return func(n *job.Notice) { n.Duration = seconds(d) }
}

// Info shows a notice at once, while the handler goes on.
func Info(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "info", "Info", message, opts)
}

// Success shows a notice that something went well.
func Success(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "success", "Success", message, opts)
}

// Warning shows a warning; the handler goes on.
func Warning(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "warning", "Warning", message, opts)
}

// shown is how long notices and errors are shown by default.
const shown = 10 * time.Second

func notify(ctx context.Context, level, title, message string, opts []NoticeOption) {
	s := from(ctx)
	if s == nil {
		return
	}
	n := job.Notice{Log: message, Level: level, Duration: seconds(shown), Visible: true, Title: title}
	for _, o := range opts {
		o(&n)
	}
	s.emitter.Log(n)
}

// seconds is a duration for the wire: nil for what stays until it is closed.
func seconds(d time.Duration) *float64 {
	if d <= 0 {
		return nil
	}
	s := d.Seconds()
	return &s
}
