package emit

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/gen/model"
)

// dependency is one element of the config's dependencies.
type dependency struct {
	ID               int             `json:"id"`
	Targets          [][2]any        `json:"targets"`
	Inputs           []int           `json:"inputs"`
	Outputs          []int           `json:"outputs"`
	BackendFn        bool            `json:"backend_fn"`
	JS               *string         `json:"js"`
	JSImplementation *string         `json:"js_implementation"`
	Queue            bool            `json:"queue"`
	APIName          string          `json:"api_name"`
	APIDescription   *string         `json:"api_description"`
	APIVisibility    string          `json:"api_visibility"`
	ScrollToOutput   bool            `json:"scroll_to_output"`
	ShowProgress     string          `json:"show_progress"`
	ShowProgressOn   []int           `json:"show_progress_on"`
	Batch            bool            `json:"batch"`
	MaxBatchSize     int             `json:"max_batch_size"`
	Cancels          []int           `json:"cancels"`
	Types            dependencyTypes `json:"types"`
	EventData        bool            `json:"collects_event_data"`
	TriggerAfter     *int            `json:"trigger_after"`
	OnlyOnSuccess    bool            `json:"trigger_only_on_success"`
	OnlyOnFailure    bool            `json:"trigger_only_on_failure"`
	TriggerMode      string          `json:"trigger_mode"`
	RenderedIn       *int            `json:"rendered_in"`
	RenderID         *int            `json:"render_id"`
	Connection       string          `json:"connection"`
	TimeLimit        *float64        `json:"time_limit"`
	StreamEvery      float64         `json:"stream_every"`
	EventArgs        json.RawMessage `json:"event_specific_args"`
	PropInputs       []int           `json:"component_prop_inputs"`
}

type dependencyTypes struct {
	Generator bool `json:"generator"`
	Cancel    bool `json:"cancel"`
}

func (w *configWriter) dependency(fn *model.Fn) dependency {
	backend := hasBackend(fn)
	d := dependency{
		ID:             fn.ID,
		Targets:        [][2]any{},
		Inputs:         nonNil(fn.Inputs),
		Outputs:        nonNil(fn.Outputs),
		BackendFn:      backend,
		Queue:          backend && fn.Queue,
		APIName:        fn.APIName,
		APIVisibility:  fn.APIVisibility,
		ScrollToOutput: fn.ScrollToOutput,
		ShowProgress:   fn.ShowProgress,
		ShowProgressOn: fn.ShowProgressOn,
		MaxBatchSize:   4,
		Cancels:        nonNil(fn.Cancels),
		Types:          dependencyTypes{Generator: fn.Generator, Cancel: !backend && len(fn.Cancels) > 0},
		EventData:      fn.EventData,
		TriggerAfter:   fn.TriggerAfter,
		OnlyOnSuccess:  fn.TriggerOnSuccess,
		OnlyOnFailure:  fn.TriggerOnFailure,
		TriggerMode:    fn.TriggerMode,
		Connection:     "sse",
		StreamEvery:    fn.StreamEvery,
		PropInputs:     nonNil(fn.PropInputs),
	}
	if fn.Endpoint {
		d.Inputs, d.Outputs = nonNil(w.inputs[fn.ID]), nonNil(w.outs[fn.ID])
	}
	if fn.JS != "" {
		d.JS = &fn.JS
	}
	if fn.Description != "" {
		d.APIDescription = &fn.Description
	}
	if fn.TimeLimit > 0 {
		d.TimeLimit = &fn.TimeLimit
	}
	if d.ShowProgress == "" {
		d.ShowProgress = "full"
	}
	if d.APIVisibility == "" {
		d.APIVisibility = "public"
	}
	if d.TriggerMode == "" {
		d.TriggerMode = "once"
	}
	if d.StreamEvery == 0 {
		d.StreamEvery = 0.5
	}
	for _, t := range fn.Targets {
		target := [2]any{t.Block, t.Event}
		if t.Block < 0 {
			target[0] = nil
		}
		d.Targets = append(d.Targets, target)
	}
	return d
}

// hasBackend reports whether a listener calls the server.
func hasBackend(fn *model.Fn) bool {
	return fn.Builtin != "" || !fn.JSOnly && fn.Adapter >= 0
}
