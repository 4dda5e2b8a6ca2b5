package page_test

import "maps"

// root is the page's id in all configs of these tests.
const root = 0

// node is a component of a config with its children.
type node struct {
	id       int
	kind     string
	props    obj
	children []node
}

func textbox(id int, label string, props obj) node {
	p := obj{"label": label, "name": "textbox", "lines": 1, "max_lines": 1, "type": "text", "show_label": true, "container": true}
	maps.Copy(p, props)
	return node{id: id, kind: "textbox", props: p}
}

func button(id int, text string) node {
	return node{id: id, kind: "button", props: obj{"value": text, "name": "button", "variant": "secondary", "size": "lg", "interactive": true}}
}

func layout(id int, kind string, props obj, children ...node) node {
	p := obj{"name": kind}
	maps.Copy(p, props)
	return node{id: id, kind: kind, props: p, children: children}
}

// dep is a listener with Gradio's defaults, and what differs.
func dep(id int, target int, event string, inputs, outputs []int, more obj) obj {
	d := obj{
		"id": id, "targets": [][]any{{target, event}}, "inputs": inputs, "outputs": outputs, "backend_fn": true, "js": nil, "queue": true,
		"api_name": "fn", "scroll_to_output": false, "show_progress": "full", "show_progress_on": nil, "cancels": []int{},
		"trigger_after": nil, "trigger_only_on_success": false, "trigger_only_on_failure": false, "trigger_mode": "once",
	}
	maps.Copy(d, more)
	return d
}

// after makes a listener the follower of another.
func after(id, before int, inputs, outputs []int, more obj) obj {
	d := dep(id, root, "", inputs, outputs, obj{"targets": [][]any{{nil, "then"}}, "trigger_after": before})
	maps.Copy(d, more)
	return d
}

// page is the config of the nodes and listeners.
func page(nodes []node, deps ...obj) obj {
	components := []obj{}
	var tree func(list []node) []obj
	tree = func(list []node) []obj {
		out := []obj{}
		for _, n := range list {
			components = append(components, obj{"id": n.id, "type": n.kind, "props": n.props})
			item := obj{"id": n.id}
			if len(n.children) > 0 {
				item["children"] = tree(n.children)
			}
			out = append(out, item)
		}
		return out
	}
	layout := obj{"id": root, "children": tree(nodes)}
	if deps == nil {
		deps = []obj{}
	}
	return obj{"components": components, "dependencies": deps, "layout": layout, "current_page": "", "pages": [][]any{{"", "Home", true}}}
}
