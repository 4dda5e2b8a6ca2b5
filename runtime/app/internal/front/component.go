package front

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// functionName names a server function: those of different components may have one
// name.
type functionName struct{ block, name string }

func functionsOf(list []extend.Function) (map[functionName]extend.Function, error) {
	functions := map[functionName]extend.Function{}
	for _, fn := range list {
		name := functionName{fn.Block, fn.Name}
		if functions[name].Call != nil {
			return nil, fmt.Errorf("two extensions add the function %s of %s", fn.Name, fn.Block)
		}
		functions[name] = fn
	}
	return functions, nil
}

// componentServer calls a server function of a component.
func (f *Front) componentServer(w http.ResponseWriter, r *http.Request) {
	members, body, ok := f.readObject(w, r)
	if !ok {
		return
	}
	defer body.release()
	var id int
	var name string
	if json.Unmarshal(members["component_id"], &id) != nil || json.Unmarshal(members["fn_name"], &name) != nil {
		refuse(w, http.StatusUnprocessableEntity, "component_id and fn_name are required")
		return
	}
	comp := f.Site.Component(id)
	call := f.function(comp, name)
	if call == nil {
		refuse(w, http.StatusNotFound, "Function not found.")
		return
	}
	session, _ := text(members, "session_hash")
	session = own(r, session)
	if err := f.renders.Enter(r.Context(), body.client); err != nil {
		refuse(w, http.StatusTooManyRequests, "Too many functions of this client wait.")
		return
	}
	defer f.renders.Leave(body.client)
	ctx, cancel := context.WithTimeout(r.Context(), functionTime)
	defer cancel()
	result, err := call(ctx, f.props(session, body.client, comp), members["data"])
	var input *value.InputError
	switch {
	case err == nil:
		answer(w, http.StatusOK, result)
	case errors.As(err, &input):
		refuse(w, http.StatusUnprocessableEntity, "%v", input)
	default:
		f.Log.Error("server function failed", "component", id, "function", name, "error", err)
		refuse(w, http.StatusInternalServerError, "The function failed.")
	}
}

// Server functions are quick, and anybody may call them: so few run at once.
const (
	functionTime     = 10 * time.Second
	waitingFunctions = 64 // of one client
)

// function finds a server function of a component: one that an extension adds, or
// render, which every component has whose value an extension renders.
func (f *Front) function(comp *site.Component, name string) extend.Server {
	if comp == nil || comp.Block == nil {
		return nil
	}
	if fn, ok := f.functions[functionName{comp.Block.Kind, name}]; ok {
		return fn.Call
	}
	render := f.Site.ValueRenderer(comp)
	if name != "render" || render == nil {
		return nil
	}
	return func(ctx context.Context, props value.Props, data json.RawMessage) (json.RawMessage, error) {
		var source string
		if members, err := wire.ParseObject(data); err != nil || json.Unmarshal(members["value"], &source) != nil {
			return nil, &value.InputError{Message: "data.value must be a string"}
		}
		html, err := render(ctx, source, props)
		return wire.MustMarshal(html), err
	}
}

// props are a component's properties as a session sees them. It makes no session.
func (f *Front) props(session, client string, comp *site.Component) value.Props {
	if session == "" || !f.Store.Touch(session) {
		return comp.PropsWith(nil)
	}
	s := f.Store.Acquire(session, client)
	defer s.Release()
	return comp.PropsWith(s.Props(comp.ID))
}
