package contract

import "cmp"

// Backend reports whether a listener calls the server.
func (l *Listener) Backend() bool { return l.Handler != "" || l.Builtin != "" }

// dependency gives a listener as clients see it, with Gradio's defaults.
func (e *expansion) dependency(l *Listener) Dependency {
	backend := l.Backend()
	d := Dependency{
		ID:             l.ID,
		Targets:        l.Targets,
		Inputs:         nonNil(l.Inputs),
		Outputs:        nonNil(l.Outputs),
		BackendFn:      backend,
		Queue:          backend && !l.Direct,
		APIName:        l.API.Name,
		APIVisibility:  cmp.Or(l.API.Visibility, "public"),
		ScrollToOutput: l.Scroll,
		ShowProgress:   cmp.Or(l.Progress, "full"),
		ShowProgressOn: l.On,
		MaxBatchSize:   4,
		Cancels:        nonNil(l.Cancels),
		Types:          DependencyTypes{Generator: l.Generator, Cancel: !backend && len(l.Cancels) > 0},
		EventData:      l.EventData,
		TriggerAfter:   l.After,
		OnlyOnSuccess:  l.OnSuccess,
		OnlyOnFailure:  l.OnFailure,
		TriggerMode:    cmp.Or(l.Mode, "once"),
		Connection:     "sse",
		StreamEvery:    cmp.Or(l.Every, 0.5),
		PropInputs:     nonNil(l.PropInput),
	}
	if d.Targets == nil {
		d.Targets = []Target{}
	}
	if s := e.slots[l.ID]; s != nil {
		d.Inputs, d.Outputs = nonNil(s.inputs), nonNil(s.outputs)
	}
	if l.JS != "" {
		d.JS = &l.JS
	}
	if l.API.Description != "" {
		d.APIDescription = &l.API.Description
	}
	if l.TimeLimit > 0 {
		d.TimeLimit = &l.TimeLimit
	}
	return d
}

func nonNil(list []int) []int {
	if list == nil {
		return []int{}
	}
	return list
}
