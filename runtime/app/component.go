package app

import (
	"encoding/json"
	"net/http"

	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// componentServer answers the functions of components: there is one, which renders
// the Markdown that a component of the page shows.
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
	if comp == nil || comp.Type != "markdown" || fn != "render" || a.features.Markdown == nil {
		refuse(w, http.StatusNotFound, "Function not found.")
		return
	}
	if arguments, err := wire.ParseObject(members["data"]); err != nil || json.Unmarshal(arguments["value"], &source) != nil {
		refuse(w, http.StatusUnprocessableEntity, "data.value must be a string")
		return
	}
	session, _ := text(members, "session_hash")
	html, _, err := a.markdown(source, "value", a.sessionProps(session, comp))
	if err != nil {
		a.log().Error("Markdown was not rendered", "component", id, "error", err)
		refuse(w, http.StatusInternalServerError, "The text could not be rendered.")
		return
	}
	answer(w, http.StatusOK, wire.MustMarshal(html))
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
