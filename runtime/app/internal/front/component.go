package front

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/value"
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
	members, ok := readObject(w, r)
	if !ok {
		return
	}
	var id int
	var name string
	if json.Unmarshal(members["component_id"], &id) != nil || json.Unmarshal(members["fn_name"], &name) != nil {
		refuse(w, http.StatusUnprocessableEntity, "component_id and fn_name are required")
		return
	}
	var fn extend.Function
	comp := f.Site.Component(id)
	if comp != nil {
		fn = f.functions[functionName{comp.Type, name}]
	}
	if fn.Call == nil {
		refuse(w, http.StatusNotFound, "Function not found.")
		return
	}
	session, _ := text(members, "session_hash")
	result, err := fn.Call(r.Context(), f.props(session, comp), members["data"])
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

// props are a component's properties as a session sees them. It makes no session.
func (f *Front) props(session string, comp *site.Component) value.Props {
	if session == "" || !f.Store.Touch(session) {
		return comp.Props(nil)
	}
	s := f.Store.Acquire(session)
	defer s.Release()
	return comp.Props(s.Props(comp.ID))
}
