package jsondoc

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

func (w *writer) listener(fn *model.Fn) contract.Listener {
	l := contract.Listener{
		ID: fn.ID, Builtin: fn.Builtin, Blocks: fn.BuiltinArgs,
		Inputs: fn.Inputs, Outputs: fn.Outputs, PropInput: fn.PropInputs, JS: fn.JS,
		Role: fn.Role,
		API:  contract.API{Name: fn.APIName, Description: fn.Description, Visibility: unless(fn.APIVisibility, "public")},
		Mode: unless(fn.TriggerMode, "once"), Progress: unless(fn.ShowProgress, "full"), On: fn.ShowProgressOn, Scroll: fn.ScrollToOutput,
		After: fn.TriggerAfter, OnSuccess: fn.TriggerOnSuccess, OnFailure: fn.TriggerOnFailure, Cancels: fn.Cancels,
		Generator: fn.Generator, EventData: fn.EventData, TimeLimit: fn.TimeLimit,
	}
	if fn.Builtin == "" && !fn.JSOnly && fn.Adapter >= 0 {
		l.Handler = w.handler(fn.Adapter)
	}
	if l.Backend() {
		l.Group, l.Limit, l.LimitID, l.Direct = fn.Group, fn.ConcurrencyLimit, fn.ConcurrencyID, !fn.Queue
	}
	if fn.StreamEvery != 0.5 {
		l.Every = fn.StreamEvery
	}
	for _, t := range fn.Targets {
		l.Targets = append(l.Targets, contract.Target{Block: t.Block, Event: t.Event})
	}
	if l.Backend() {
		l.Params, l.Returns = params(fn), returns(fn)
	}
	return l
}

// params are the documented parameters. Those of an endpoint have schemas.
func params(fn *model.Fn) []contract.ListenerParam {
	var list []contract.ListenerParam
	for _, p := range fn.Params {
		c := contract.ListenerParam{Name: p.Name, At: p.Input, Doc: p.Doc}
		if p.HasDefault {
			c.Default = orNull(p.Default)
		}
		if fn.Endpoint {
			c.Schema = p.Schema
		}
		list = append(list, c)
	}
	return list
}

// returns are the results with a documentation or a schema.
func returns(fn *model.Fn) []contract.ListenerParam {
	var list []contract.ListenerParam
	for _, r := range fn.Returns {
		c := contract.ListenerParam{Name: r.Name, At: r.Output, Doc: r.Doc}
		if fn.Endpoint {
			c.Schema = r.Schema
		}
		if c.Schema != nil || c.Doc != "" {
			list = append(list, c)
		}
	}
	return list
}

// unless is the value, or "" if it is the default.
func unless(value, def string) string {
	if value == def {
		return ""
	}
	return value
}

func orNull(v json.RawMessage) json.RawMessage {
	if len(v) == 0 {
		return json.RawMessage("null")
	}
	return v
}
