package catalog

import "slices"

var (
	apiName       = param("api_name", "", "the name in the API.", setter("APIName", "name", "string"))
	apiVisibility = param("api_visibility", `"public"`, "who may call it by name: Public, Private or Undocumented.", setter("APIVisibility", "visibility", "APIVisibility"))
	apiDesc       = param("api_description", "", "the description in the API. An empty text leaves it out.", setter("APIDescription", "text", "string"))
	fillWidth     = param("fill_width", "false", "whether the page takes the whole width of the window.", setter("FillWidth", "fill", "bool"))
	analytics     = param("analytics_enabled", "", "whether use of the app is reported to anybody.", setter("AnalyticsEnabled", "enabled", "bool")).
			todo("nothing is reported to anybody, so that there is nothing to turn on or off")
	deleteCache = param("delete_cache", "", "how often, in seconds, files that the app made are looked over, and at which age they are deleted.",
		Setter{Name: "DeleteCache", Args: []SetterArg{{Name: "seconds", Type: "...int"}}}).
		todo("an app makes no files yet, so that there are none to delete")
	batch = param("batch", "false", "whether the function takes many calls at once, as lists.", setter("Batch", "batch", "bool")).
		todo("batches are not supported yet")
	cacheExamples = param("cache_examples", "", "whether the results of the examples are computed ahead and kept.", setter("CacheExamples", "cache", "bool")).
			todo("results of examples are not kept yet")
	cacheMode = param("cache_mode", "", "when the results of the examples are computed: at start (Eager) or at the first click (Lazy).", setter("CacheMode", "mode", "CacheMode")).
			todo("results of examples are not kept yet")
)

// allNotProps marks all parameters of a block that is no component.
func allNotProps(params []Param) []Param {
	for i := range params {
		params[i].NotProp = true
	}
	return params
}

// wrappers are what stands around blocks, and what makes several of them.
var wrappers = []*Block{
	{
		Kind: "examples", Class: "Dataset", Wire: "dataset", Name: "dataset", Go: "Examples",
		Doc:    "offers samples: a click puts one into the input blocks.",
		Args:   []Arg{{Name: "rows", Type: "...[]any", Param: "samples"}},
		Params: examplesParams(),
		Events: []Event{
			{Name: "change", Doc: "the samples change."},
			{Name: "click", Doc: "the user clicks a sample."},
			{Name: "select", Doc: "the user selects a sample.", Payload: "select"},
		},
		Schema: constSchema(`{"type":"integer","description":"index of selected example"}`, "int", "index of selected example", "0"),
	},
	{
		Kind: "interface", Class: "Interface", Wire: "", Name: "interface", Go: "Interface",
		Doc:     "stands where an interface directive puts the blocks for its function: inputs, buttons, outputs.",
		Params:  allNotProps(interfaceParams()),
		Events:  []Event{{Name: "load", Doc: "a user opens the page."}, {Name: "unload", Doc: "a user leaves the page."}},
		Wrapper: true, Layout: true, SkipAPI: true, NoValue: true,
	},
	{
		Kind: "page", Class: "Blocks", Wire: "", Name: "blocks", Go: "Page",
		Doc:     "is one page of the app. The exported variable that holds it makes it one; within another page it is a fragment.",
		Args:    []Arg{children},
		Params:  allNotProps(pageParams()),
		Events:  []Event{{Name: "load", Doc: "a user opens the page."}, {Name: "unload", Doc: "a user leaves the page."}},
		Wrapper: true, Layout: true, SkipAPI: true, NoValue: true,
	},
}

func examplesParams() []Param {
	return slices.Concat([]Param{
		param("samples", "[]", "the samples: rows with a value for each of Inputs.",
			Setter{Name: "Rows", Args: []SetterArg{{Name: "rows", Type: "...[]any"}}}).alias("examples"),
		param("samples_dir", "", "the directory that holds the samples.", setter("Dir", "path", "string")).notProp().
			todo("samples from a directory are not supported yet: write the rows"),
		param("inputs", "", "the blocks that a click fills, one for each value of a row.", setter("Inputs", "blocks", "...Node")).form(Refs).notProp(),
		param("outputs", "", "the blocks that get the results of Fn.", setter("Outputs", "blocks", "...Node")).form(Refs).notProp(),
		param("fn", "", "the function that runs on a click, after the inputs are filled, if RunOnClick says so.", setter("Fn", "fn", "any")).form(Opaque).notProp(),
		param("run_on_click", "false", "whether a click also runs Fn.", setter("RunOnClick", "run", "bool")).notProp(),
		cacheExamples.notProp(), cacheMode.notProp(),
		param("samples_per_page", "10", "the number of samples that are shown at once.", setter("ExamplesPerPage", "n", "int")).alias("examples_per_page"),
		param("sample_labels", "", "the texts that stand for the samples.", setter("ExampleLabels", "labels", "...string")).alias("example_labels"),
		param("preload", "0", "the row, from 0, that fills the inputs when the page is loaded.",
			setter("Preload", "row", "int"),
			fixed("PreloadNone", "false", "leaves the inputs as they are when the page is loaded.")).notProp().
			todo("a sample is preloaded where results of examples are kept, which is not supported yet"),
		param("preprocess", "true", "whether values are decoded before Fn gets them.", setter("Preprocess", "preprocess", "bool")).notProp().
			todo("values are always decoded to the types of the handler"),
		param("postprocess", "true", "whether results are encoded.", setter("Postprocess", "postprocess", "bool")).notProp().
			todo("results are always encoded from the types of the handler"),
		dflt(apiVisibility, `"undocumented"`).notProp(), dflt(apiName, `"load_example"`).notProp(), apiDesc.notProp(), batch.notProp(),
		param("components", "", "the blocks whose kinds say how the values are shown. They are Inputs when not set.", setter("Components", "blocks", "...Node")).form(Refs).notProp().
			todo("samples are always shown as the values of Inputs"),
		param("component_props", "", "the properties for the blocks that show the values.", setter("ComponentProps", "props", "...map[string]any")),
		param("headers", "[]", "the headings of the table. They are the labels of Inputs when not set.", setter("Headers", "headings", "...string")),
		param("type", `"values"`, "what a handler of click gets: the row (DatasetValues), its place (DatasetIndex) or both (DatasetTuple).", setter("Type", "kind", "DatasetType")),
		param("layout", "", "how the samples are shown: GalleryLayout (for one input) or TableLayout.", setter("Layout", "layout", "DatasetLayout")),
		param("proxy_url", "", "the app from which files of the samples are read.", setter("ProxyURL", "url", "string")).todo("files are not read from other apps"),
	}, with(component(), dflt(label, `"Examples"`)))
}

func interfaceParams() []Param {
	const noFlags = "flagging is not supported yet"
	return []Param{
		param("fn", "", "the function: the one that carries the interface directive."),
		param("inputs", "", "the blocks for the function's parameters, in order. Those that are not given are made from the signature.", setter("Inputs", "blocks", "...Node")).form(Parts),
		param("outputs", "", "the blocks for the function's results, in order. Those that are not given are made from the signature.", setter("Outputs", "blocks", "...Node")).form(Parts),
		param("examples", "", "samples: rows with a value for each input.", Setter{Name: "Examples", Args: []SetterArg{{Name: "rows", Type: "...[]any"}}}),
		param("examples_dir", "", "the directory that holds the samples.", setter("ExamplesDir", "path", "string")).todo("samples from a directory are not supported yet: write the rows"),
		cacheExamples, cacheMode,
		param("examples_per_page", "10", "the number of samples that are shown at once.", setter("ExamplesPerPage", "n", "int")),
		param("example_labels", "", "the texts that stand for the samples.", setter("ExampleLabels", "labels", "...string")),
		param("preload_example", "0", "the sample, from 0, that fills the inputs when the page is loaded.",
			setter("PreloadExample", "row", "int"),
			fixed("PreloadExampleNone", "false", "leaves the inputs as they are when the page is loaded.")).
			todo("a sample is preloaded where results of examples are kept, which is not supported yet"),
		param("live", "false", "whether the function runs when an input changes. There is no Submit button then.", setter("Live", "live", "bool")),
		param("title", "", "the heading above the interface.", setter("Title", "title", "string")),
		param("description", "", "the text in Markdown under the heading.", setter("Description", "text", "string")).form(Dedent),
		param("article", "", "the text in Markdown below the interface.", setter("Article", "text", "string")).form(Dedent),
		param("flagging_mode", "", "who keeps inputs and outputs for review: FlaggingNever, FlaggingAuto or FlaggingManual.", setter("FlaggingMode", "mode", "FlaggingMode")).todo(noFlags),
		param("flagging_options", "", "the reasons that users can give.", setter("FlaggingOptions", "options", "...string")).todo(noFlags),
		param("flagging_dir", `".gradio/flagged"`, "the directory for flagged inputs and outputs.", setter("FlaggingDir", "path", "string")).todo(noFlags),
		param("flagging_callback", "", "the function that keeps what was flagged.", setter("FlaggingCallback", "fn", "any")).form(Opaque).todo(noFlags),
		analytics, batch,
		param("max_batch_size", "4", "the number of calls that a batch takes at most.", setter("MaxBatchSize", "n", "int")).todo(batch.Todo),
		apiVisibility, apiName, apiDesc,
		param("allow_duplication", "false", "whether the page shows a button that copies the app on a hub.", setter("AllowDuplication", "allow", "bool")).todo("there is no hub to copy the app on"),
		param("concurrency_limit", `"default"`, "the number of calls that run at the same time.",
			setter("ConcurrencyLimit", "n", "int"),
			fixed("ConcurrencyLimitNone", "null", "lets any number of calls run at the same time.")),
		param("additional_inputs", "", "blocks for further parameters of the function, behind an accordion.", setter("AdditionalInputs", "blocks", "...Node")).form(Parts),
		param("additional_inputs_accordion", "", "the heading of the accordion.",
			setter("AdditionalInputsLabel", "label", "string"),
			setter("AdditionalInputsAccordion", "accordion", "AccordionBlock").documented("sets the accordion for the additional inputs, which has no children yet.")).form(Parts),
		param("submit_btn", `"Submit"`, "the text of the button that runs the function.",
			setter("SubmitBtnText", "text", "string"),
			setter("SubmitBtn", "button", "ButtonBlock").documented("sets the button that runs the function.")).form(Parts),
		param("stop_btn", `"Stop"`, "the text of the button that stops a streaming function.",
			setter("StopBtnText", "text", "string"),
			setter("StopBtn", "button", "ButtonBlock").documented("sets the button that stops a streaming function.")).form(Parts),
		param("clear_btn", `"Clear"`, "the text of the button that empties inputs and outputs.",
			setter("ClearBtnText", "text", "string"),
			setter("ClearBtn", "button", "ClearButtonBlock").documented("sets the button that empties inputs and outputs."),
			fixed("ClearBtnNone", "null", "leaves out the button that empties inputs and outputs.")).form(Parts),
		deleteCache,
		param("show_progress", `"full"`, "how the progress is shown: ProgressFull, ProgressMinimal or ProgressHidden.", setter("ShowProgress", "progress", "ProgressMode")),
		fillWidth.todo("the page decides its width: set FillWidth of the page, or fill_width of an interface directive that makes a page"),
		param("time_limit", "30", "the time in seconds after which a streaming input ends.", setter("TimeLimit", "seconds", "float64")).
			todo("inputs that stream are not supported yet; time_limit of the interface directive ends the function"),
		param("stream_every", "0.5", "the time in seconds between two parts of a streaming input.", setter("StreamEvery", "seconds", "float64")).
			todo("inputs that stream are not supported yet"),
		param("deep_link", "", "whether the page shows a button for a link to the present inputs.", setter("DeepLink", "show", "bool")).todo("links to the present inputs are not supported yet"),
		param("validator", "", "the function that checks the inputs before the call is queued.", setter("Validator", "fn", "any")).form(Opaque).todo("validators are not supported yet"),
	}
}

func pageParams() []Param {
	return []Param{
		param("title", "", "the title of the page, as the browser's tab shows it. It is the app's when not set.", setter("Title", "title", "string")),
		param("path", `""`, "the path of the page under the app's address. The main page has none.", setter("Path", "path", "string")),
		param("name", "", "the name of the page in the page bar.", setter("Name", "name", "string")),
		param("show_in_navbar", "true", "whether the page bar lists the page.", setter("InNavbar", "show", "bool")),
		param("fill_height", "false", "whether the page takes at least the whole height of the window, and its blocks grow with it.", setter("FillHeight", "fill", "bool")),
		fillWidth,
		param("css", "", "style rules for the page, after the app's own.", setter("CSS", "css", "string")),
		param("js", "", "a JavaScript function that runs once when the page is loaded.", setter("JS", "js", "JS")),
		param("head", "", "markup for the head of the page, such as meta elements. Scripts and styles that stand in it are allowed to run; those of another origin, and handlers in attributes, are not.", setter("Head", "markup", "string")),
		analytics, deleteCache,
	}
}
