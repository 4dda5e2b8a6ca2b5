package catalog

import (
	"encoding/json"
	"maps"
)

// Props gives the properties of a component as the config lists them: what was
// set, the defaults of the rest, and what follows from both. Nulls are left out,
// and so is what is not a property. For an HTML block, names that are no
// parameters go into the property props, which its templates read.
func (b *Block) Props(set map[string]json.RawMessage) map[string]json.RawMessage {
	props := map[string]json.RawMessage{}
	extra := map[string]json.RawMessage{}
	for name, value := range set {
		if p := b.Param(name); p == nil && b.Kind == "html" && name != "component_class_name" {
			extra[name] = value
		} else if p == nil || !p.NotProp {
			props[name] = value
		}
	}
	for _, p := range b.Params {
		if _, ok := props[p.Name]; !ok && !p.NotProp && !null(p.Default) {
			props[p.Name] = p.Default
		}
	}
	if len(extra) > 0 {
		props["props"] = merge(props["props"], extra)
	}
	if b.Kind == "html" && null(props["component_class_name"]) {
		props["component_class_name"] = raw(`"HTML"`)
	}
	if b.Derive != nil {
		b.Derive(props)
	}
	props["name"] = mustMarshal(b.Name)
	maps.DeleteFunc(props, func(_ string, v json.RawMessage) bool { return null(v) })
	return props
}

// merge adds members to an object in JSON.
func merge(object json.RawMessage, members map[string]json.RawMessage) json.RawMessage {
	all := map[string]json.RawMessage{}
	if json.Unmarshal(object, &all) != nil {
		all = map[string]json.RawMessage{}
	}
	maps.Copy(all, members)
	return mustMarshal(all)
}
