// Package compat finds changes of an app's API that break clients. It compares the
// generated api.json and config.json of an app, which are committed, with those of another
// commit or directory.
package compat

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Compare reports what in the apps of now breaks clients of the apps of before. Only apps
// whose packages match the patterns are compared.
func Compare(before, now *Tree, patterns []string, list *diag.List) error {
	was, err := before.apps(patterns)
	if err != nil {
		return err
	}
	is, err := now.apps(patterns)
	if err != nil {
		return err
	}
	for _, dir := range slices.Sorted(maps.Keys(was)) {
		if is[dir] == nil {
			at := now.full(was[dir].path)
			list.Errorf(diag.EndpointGone, diag.Span{File: at, Line: 1, Column: 1}, "the app in %s is gone, with %s", name(dir), diag.Count(len(was[dir].endpoints), "endpoint"))
			continue
		}
		compare(was[dir], is[dir], list)
	}
	return nil
}

// CompareFile does the same for one app, whose api.json is a file.
func CompareFile(file string, now *Tree, patterns []string, list *diag.List) error {
	is, err := now.apps(patterns)
	if err != nil {
		return err
	}
	if len(is) != 1 {
		return &UsageError{diag.Count(len(is), "app") + " would be compared with one file: name the package of one app"}
	}
	api, err := os.ReadFile(file)
	if err != nil {
		return &UsageError{err.Error()}
	}
	config, err := os.ReadFile(filepath.Join(filepath.Dir(file), "config.json"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	was, err := parse(api, config)
	if err != nil || was == nil {
		return &UsageError{file + " is not the api.json of an app"}
	}
	for _, a := range is {
		compare(was, a, list)
	}
	return nil
}

// UsageError is an error in what was asked to be compared.
type UsageError struct{ message string }

// Error implements error.
func (e *UsageError) Error() string { return e.message }

func name(dir string) string {
	if dir == "." {
		return "this directory"
	}
	return dir
}

// app is the API of one app.
type app struct {
	dir, path string // of its package, and of its api.json in the tree
	file      string // api.json on disk; the same as path if it is not on disk
	source    []byte
	endpoints map[string]endpoint
	functions map[string]string // the Go function of each endpoint that has one
}

type endpoint struct {
	Parameters []parameter `json:"parameters"`
	Returns    []value     `json:"returns"`
}

type parameter struct {
	Name       string `json:"parameter_name"`
	HasDefault bool   `json:"parameter_has_default"`
	value
}

type value struct {
	Label json.RawMessage `json:"label"`
	Type  any             `json:"type"`
}

// parse reads an app's files; nil if they are not those of an app. Without a configuration,
// it is not known which function an endpoint calls.
func parse(api, config []byte) (*app, error) {
	a := &app{source: api, functions: map[string]string{}}
	var info struct {
		Endpoints map[string]endpoint `json:"named_endpoints"`
	}
	if err := json.Unmarshal(api, &info); err != nil {
		return nil, err
	}
	if a.endpoints = info.Endpoints; a.endpoints == nil {
		return nil, nil
	}
	var c struct {
		Listeners []contract.Listener `json:"listeners"`
	}
	if config != nil {
		if err := json.Unmarshal(config, &c); err != nil {
			return nil, err
		}
	}
	for _, l := range c.Listeners {
		if l.Handler != "" {
			a.functions["/"+l.API.Name] = l.Group
		}
	}
	return a, nil
}

// at is where an endpoint is described; the start of the file if it is not there.
func (a *app) at(endpoint string) diag.Span {
	quoted, _ := json.Marshal(endpoint)
	s := diag.Span{File: a.file, Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
	if i := bytes.Index(a.source, append(quoted, ':')); i >= 0 {
		s.Line = bytes.Count(a.source[:i], []byte("\n")) + 1
		s.Column = i - bytes.LastIndexByte(a.source[:i], '\n')
		s.EndLine, s.EndColumn = s.Line, s.Column+len(quoted)
	}
	return s
}

// compare compares one app with what it was.
func compare(was, is *app, list *diag.List) {
	for _, name := range slices.Sorted(maps.Keys(was.endpoints)) {
		now, ok := is.endpoints[name]
		if !ok {
			d := list.Errorf(diag.EndpointGone, is.at(name), "endpoint %s is gone", name)
			if other := is.endpointOf(was.functions[name]); other != "" {
				d.Detail = was.functions[name] + " is now " + other
				d.Fix("keep the name: api_name=" + strings.TrimPrefix(name, "/"))
			} else {
				d.Fix("keep a handler with api_name=" + strings.TrimPrefix(name, "/"))
			}
			continue
		}
		if from, to := was.functions[name], is.functions[name]; from != to && from != "" && is.endpointOf(from) != "" {
			list.Errorf(diag.EndpointMoved, is.at(name), "endpoint %s calls %s now, not %s", name, to, from).
				Fix("write api_name=" + strings.TrimPrefix(name, "/") + " in the directive of " + from).
				Detail = from + " is now " + is.endpointOf(from)
			continue // the rest follows
		}
		c := comparison{endpoint: name, at: is.at(name), list: list}
		c.parameters(was.endpoints[name].Parameters, now.Parameters)
		c.returns(was.endpoints[name].Returns, now.Returns)
	}
}

// endpointOf finds an endpoint that calls a function; "" if there is none.
func (a *app) endpointOf(function string) string {
	for _, name := range slices.Sorted(maps.Keys(a.functions)) {
		if _, described := a.endpoints[name]; described && a.functions[name] == function && function != "" {
			return name
		}
	}
	return ""
}

// comparison compares an endpoint with what it was.
type comparison struct {
	endpoint string
	at       diag.Span
	list     *diag.List
}

// parameters compares parameters. Clients give them by name or by position.
func (c comparison) parameters(was, is []parameter) {
	find := func(list []parameter, name string) int {
		return slices.IndexFunc(list, func(p parameter) bool { return p.Name == name })
	}
	report := func(format string, args ...any) *diag.Diagnostic {
		return c.list.Errorf(diag.ParameterChanged, c.at, format, append(args, c.endpoint)...)
	}
	renamed := map[string]bool{}
	moved := false
	for i, p := range was {
		j := find(is, p.Name)
		if j < 0 && i < len(is) && find(was, is[i].Name) < 0 {
			renamed[is[i].Name] = true
			report("parameter %s was renamed to %s in endpoint %s", p.Name, is[i].Name).
				Fix("rename the parameter of the function back; in= binds it to a block with another name")
			j = i
		} else if j < 0 {
			report("parameter %s was removed from endpoint %s", p.Name)
			continue
		}
		moved = moved || j != i
		if p.HasDefault && !is[j].HasDefault {
			report("parameter %s is required now in endpoint %s", is[j].Name)
		}
		if why := covers(is[j].Type, p.Type, accepted); why != "" {
			c.list.Errorf(diag.TypeNarrowed, c.at, "parameter %s of endpoint %s accepts less than before: %s", is[j].Name, c.endpoint, why)
		}
	}
	removed := slices.ContainsFunc(was, func(p parameter) bool { return find(is, p.Name) < 0 })
	for j, p := range is {
		if find(was, p.Name) >= 0 || renamed[p.Name] {
			continue
		}
		if !p.HasDefault {
			report("endpoint %[2]s has a new required parameter %[1]s", p.Name).Fix("give its block a value, or use ui.Opt")
		} else if j < len(was) && !removed {
			report("the new parameter %s comes before others in endpoint %s, which clients may give by position", p.Name).Fix("put it last")
			moved = false
		}
	}
	if moved && !removed && len(is) >= len(was) && !slices.ContainsFunc(is[:len(was)], func(p parameter) bool { return find(was, p.Name) < 0 && !renamed[p.Name] }) {
		c.list.Errorf(diag.ParameterChanged, c.at, "the parameters of endpoint %s have another order: %s, before %s", c.endpoint, names(is), names(was))
	}
}

func names(list []parameter) string {
	var s []string
	for _, p := range list {
		s = append(s, p.Name)
	}
	return strings.Join(s, ", ")
}

// returns compares results. Clients get them by position.
func (c comparison) returns(was, is []value) {
	if len(was) != len(is) {
		c.list.Errorf(diag.ReturnChanged, c.at, "endpoint %s returns %s now, not %d", c.endpoint, diag.Count(len(is), "value"), len(was))
		return
	}
	for i := range was {
		if why := covers(was[i].Type, is[i].Type, returned); why != "" {
			c.list.Errorf(diag.ReturnChanged, c.at, "result %s of endpoint %s has another type: %s", label(was[i], i), c.endpoint, why)
		}
	}
}

// label names a result in messages.
func label(v value, i int) string {
	var s string
	if json.Unmarshal(v.Label, &s) == nil && s != "" {
		return s
	}
	return "number " + string(rune('1'+i%9))
}

// File reports whether what to compare with is a file, a directory, or neither.
func File(name string) (isFile, isDir bool) {
	info, err := os.Stat(name)
	if err != nil {
		return false, false
	}
	return !info.IsDir() && path.Ext(name) == ".json", info.IsDir()
}
