package event

import (
	"context"
	"time"

	"github.com/blocksgen/blocksgen/runtime/job"
)

// NoticeOption is an option of a notice.
type NoticeOption func(*job.Notice)

// Title sets the title of a notice. The default is its kind: Info, Success, Warning.
func Title(title string) NoticeOption {
	return func(n *job.Notice) { n.Title = title }
}

// Duration sets how long a notice is shown. The default is 10 seconds. With 0, it is
// shown until the user closes it.
func Duration(d time.Duration) NoticeOption {
	return func(n *job.Notice) { n.Duration = seconds(d) }
}

// Info shows a notice immediately. The handler continues.
func Info(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "info", "Info", message, opts)
}

// Success shows a notice that something succeeded.
func Success(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "success", "Success", message, opts)
}

// Warning shows a warning immediately. The handler continues.
func Warning(ctx context.Context, message string, opts ...NoticeOption) {
	notify(ctx, "warning", "Warning", message, opts)
}

// shown is the default duration of notices and errors.
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

// seconds returns a duration as it is sent to clients. It is nil for a notice that is
// shown until the user closes it.
func seconds(d time.Duration) *float64 {
	if d <= 0 {
		return nil
	}
	s := d.Seconds()
	return &s
}
