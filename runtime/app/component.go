package app

import (
	"encoding/json"
	"net/http"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// componentServer answers the functions of components. There is one, render: it
// renders the value of a component that an extension renders.
func (a *App) componentServer(w http.ResponseWriter, r *http.Request) {
	members, ok := readObject(w, r)
	if !ok {
		return
	}
	var id int
	var fn string
	var source string
	if json.Unmarshal(members["component_id"], &id) != nil || json.Unmarshal(members["fn_name"], &fn) != nil {
		refuse(w, http.StatusUnprocessableEntity, "component_id and fn_name are required")
		return
	}
	comp := a.config.components[id]
	how := comp.renders("value")
	if fn != "render" || how == nil || a.features.renderers[how.By] == nil {
		refuse(w, http.StatusNotFound, "Function not found.")
		return
	}
	if arguments, err := wire.ParseObject(members["data"]); err != nil || json.Unmarshal(arguments["value"], &source) != nil {
		refuse(w, http.StatusUnprocessableEntity, "data.value must be a string")
		return
	}
	session, _ := text(members, "session_hash")
	html, _, err := a.render(*how, source, a.sessionProps(session, comp))
	if err != nil {
		a.log().Error("a value was not rendered", "component", id, "error", err)
		refuse(w, http.StatusInternalServerError, "The text could not be rendered.")
		return
	}
	answer(w, http.StatusOK, quote(html))
}

// sessionProps are a component's properties as a session sees them. It makes no
// session.
func (a *App) sessionProps(name string, comp *component) value.Props {
	if name == "" || !a.store.Touch(name) {
		return comp.props
	}
	s := a.store.Acquire(name)
	defer s.Release()
	return merged(comp, s)
}

// renders says how a property of the component is rendered; nil when it is not.
func (comp *component) renders(prop string) *spec.Render {
	if comp == nil || comp.block == nil {
		return nil
	}
	for _, r := range comp.block.Renders() {
		if r.From == prop {
			return &r
		}
	}
	return nil
}
