// Package page is the block Blocks.
package page

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "page", Class: "Blocks", Wire: "",
	Props:   spec.Defaults{},
	Layout:  true,
	SkipAPI: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Page", Role: spec.IsPage,
		Doc:  "is one page of the app. The exported variable that holds it makes it one; within another page it is a fragment.",
		Args: []spec.Arg{spec.Children},
		Params: []spec.Param{
			spec.P("title", "the title of the page, as the browser's tab shows it. It is the app's when not set.", spec.Set("Title", "title", spec.String)),
			spec.P("path", "the path of the page under the app's address. The main page has none.", spec.Set("Path", "path", spec.String)).Def(`""`),
			spec.P("name", "the name of the page in the page bar.", spec.Set("Name", "name", spec.String)),
			spec.P("show_in_navbar", "whether the page bar lists the page.", spec.Set("InNavbar", "show", spec.Bool)).Def("true"),
			spec.P("fill_height", "whether the page takes at least the whole height of the window, and its blocks grow with it.", spec.Set("FillHeight", "fill", spec.Bool)).Def("false"),
			spec.P("fill_width", "whether the page takes the whole width of the window.", spec.Set("FillWidth", "fill", spec.Bool)).Def("false"),
			spec.P("css", "style rules for the page, after the app's own.", spec.Set("CSS", "css", spec.String)),
			spec.P("js", "a JavaScript function that runs once when the page is loaded.", spec.Set("JS", "js", spec.JS)),
			spec.P("head", "markup for the head of the page, such as meta elements. Scripts and styles that stand in it are allowed to run; those of another origin, and handlers in attributes, are not.", spec.Set("Head", "markup", spec.String)),
			spec.P("analytics_enabled", "whether use of the app is reported to anybody.", spec.Set("AnalyticsEnabled", "enabled", spec.Bool)).NotDone("nothing is reported to anybody, so that there is nothing to turn on or off"),
			spec.P("delete_cache", "how often, in seconds, files that the app made are looked over, and at which age they are deleted.", spec.Set("DeleteCache", "seconds", spec.Ints)).NotDone("an app makes no files yet, so that there are none to delete"),
		},
		Events: []spec.Event{
			{Name: "load", Doc: "a user opens the page."},
			{Name: "unload", Doc: "a user leaves the page."},
		},
		Wrapper: true,
	}
}
