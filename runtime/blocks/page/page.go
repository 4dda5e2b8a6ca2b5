// Package page is the block Blocks.
package page

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "page", Class: "Blocks", Wire: "",
	Props:   spec.Defaults{},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Page", Role: spec.IsPage,
		Doc:  "is a page of the app, if an exported variable holds it. If it is placed on another page, it is a part of that page.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.P("title", "the title of the page in the browser's tab. The default is the title of the app.", spec.Set("Title", "title", spec.String)),
			spec.P("path", "the path of the page below the URL of the app. The main page has an empty path.", spec.Set("Path", "path", spec.String)).Def(`""`),
			spec.P("name", "the name of the page in the navigation bar.", spec.Set("Name", "name", spec.String)),
			spec.P("show_in_navbar", "whether the navigation bar lists the page.", spec.Set("InNavbar", "show", spec.Bool)).Def("true"),
			spec.P("fill_height", "whether the page is at least as high as the window, and its blocks grow with it.", spec.Set("FillHeight", "fill", spec.Bool)).Def("false"),
			spec.P("fill_width", "whether the page is as wide as the window.", spec.Set("FillWidth", "fill", spec.Bool)).Def("false"),
			spec.P("css", "CSS rules for the page, after those of the app.", spec.Set("CSS", "css", spec.String)),
			spec.P("js", "a JavaScript function that runs once when the page is loaded.", spec.Set("JS", "js", spec.JS)),
			spec.P("head", "HTML for the head of the page, such as meta elements. Inline scripts and styles are allowed. Scripts and styles of other origins, and event handlers in attributes, are not.", spec.Set("Head", "markup", spec.String)),
			spec.P("analytics_enabled", "whether the app reports usage.", spec.Set("AnalyticsEnabled", "enabled", spec.Bool)).NotDone("an app never reports usage, so there is nothing to turn on or off"),
			spec.P("delete_cache", "how often files of the app are checked, and at which age they are deleted, both in seconds.", spec.Set("DeleteCache", "seconds", spec.Ints)).NotDone("an app does not create files yet, so there are none to delete"),
		},
		Events: []spec.Event{
			{Name: "load", Doc: "a user opens the page."},
			{Name: "unload", Doc: "a user leaves the page, after at least one call of a handler."},
		},
		Wrapper: true,
	}
}
