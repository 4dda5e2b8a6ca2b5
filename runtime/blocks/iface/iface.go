// Package iface is the block Interface.
package iface

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is what a running app needs.
var Block = &spec.Block{
	Kind: "interface", Class: "Interface", Wire: "",
	Props:   spec.Defaults{},
	Layout:  true,
	SkipAPI: true,
}

// Entry is what the generator and the documentation know.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Interface", Role: spec.IsInterface,
		Doc: "stands where an interface directive puts the blocks for its function: inputs, buttons, outputs.",
		Params: []spec.Param{
			spec.P("fn", "the function: the one that carries the interface directive."),
			spec.P("inputs", "the blocks for the function's parameters, in order. Those that are not given are made from the signature.", spec.Set("Inputs", "blocks", spec.Nodes)).As(spec.BlockParts),
			spec.P("outputs", "the blocks for the function's results, in order. Those that are not given are made from the signature.", spec.Set("Outputs", "blocks", spec.Nodes)).As(spec.BlockParts),
			spec.P("examples", "samples: rows with a value for each input.", spec.Set("Examples", "rows", spec.Rows)),
			spec.P("examples_dir", "the directory that holds the samples.", spec.Set("ExamplesDir", "path", spec.String)).NotDone("samples from a directory are not supported yet: write the rows"),
			spec.P("cache_examples", "whether the results of the examples are computed ahead and kept.", spec.Set("CacheExamples", "cache", spec.Bool)).NotDone("results of examples are not kept yet"),
			spec.P("cache_mode", "when the results of the examples are computed: at start (Eager) or at the first click (Lazy).", spec.Set("CacheMode", "mode", spec.CacheMode.Arg())).NotDone("results of examples are not kept yet"),
			spec.P("examples_per_page", "the number of samples that are shown at once.", spec.Set("ExamplesPerPage", "n", spec.Int)).Def("10"),
			spec.P("example_labels", "the texts that stand for the samples.", spec.Set("ExampleLabels", "labels", spec.Strings)),
			spec.P("preload_example", "the sample, from 0, that fills the inputs when the page is loaded.",
				spec.Set("PreloadExample", "row", spec.Int),
				spec.Fixed("PreloadExampleNone", "false", "leaves the inputs as they are when the page is loaded.")).Def("0").NotDone("a sample is preloaded where results of examples are kept, which is not supported yet"),
			spec.P("live", "whether the function runs when an input changes. There is no Submit button then.", spec.Set("Live", "live", spec.Bool)).Def("false"),
			spec.P("title", "the heading above the interface.", spec.Set("Title", "title", spec.String)),
			spec.P("description", "the text in Markdown under the heading.", spec.Set("Description", "text", spec.String)).As(spec.Dedent),
			spec.P("article", "the text in Markdown below the interface.", spec.Set("Article", "text", spec.String)).As(spec.Dedent),
			spec.P("flagging_mode", "who keeps inputs and outputs for review: FlaggingNever, FlaggingAuto or FlaggingManual.", spec.Set("FlaggingMode", "mode", flaggingMode.Arg())).NotDone("flagging is not supported yet"),
			spec.P("flagging_options", "the reasons that users can give.", spec.Set("FlaggingOptions", "options", spec.Strings)).NotDone("flagging is not supported yet"),
			spec.P("flagging_dir", "the directory for flagged inputs and outputs.", spec.Set("FlaggingDir", "path", spec.String)).Def(`".gradio/flagged"`).NotDone("flagging is not supported yet"),
			spec.P("flagging_callback", "the function that keeps what was flagged.", spec.Set("FlaggingCallback", "fn", spec.Any)).As(spec.GoValue).NotDone("flagging is not supported yet"),
			spec.P("analytics_enabled", "whether use of the app is reported to anybody.", spec.Set("AnalyticsEnabled", "enabled", spec.Bool)).NotDone("nothing is reported to anybody, so that there is nothing to turn on or off"),
			spec.P("batch", "whether the function takes many calls at once, as lists.", spec.Set("Batch", "batch", spec.Bool)).Def("false").NotDone("batches are not supported yet"),
			spec.P("max_batch_size", "the number of calls that a batch takes at most.", spec.Set("MaxBatchSize", "n", spec.Int)).Def("4").NotDone("batches are not supported yet"),
			spec.P("api_visibility", "who may call it by name: Public, Private or Undocumented.", spec.Set("APIVisibility", "visibility", spec.APIVisibility.Arg())).Def(`"public"`),
			spec.P("api_name", "the name in the API.", spec.Set("APIName", "name", spec.String)),
			spec.P("api_description", "the description in the API. An empty text leaves it out.", spec.Set("APIDescription", "text", spec.String)),
			spec.P("allow_duplication", "whether the page shows a button that copies the app on a hub.", spec.Set("AllowDuplication", "allow", spec.Bool)).Def("false").NotDone("there is no hub to copy the app on"),
			spec.P("concurrency_limit", "the number of calls that run at the same time.",
				spec.Set("ConcurrencyLimit", "n", spec.Int),
				spec.Fixed("ConcurrencyLimitNone", "null", "lets any number of calls run at the same time.")).Def(`"default"`),
			spec.P("additional_inputs", "blocks for further parameters of the function, behind an accordion.", spec.Set("AdditionalInputs", "blocks", spec.Nodes)).As(spec.BlockParts),
			spec.P("additional_inputs_accordion", "the heading of the accordion.",
				spec.Set("AdditionalInputsLabel", "label", spec.String),
				spec.Set("AdditionalInputsAccordion", "accordion", spec.Accordion).Says("sets the accordion for the additional inputs, which has no children yet.")).As(spec.BlockParts),
			spec.P("submit_btn", "the text of the button that runs the function.",
				spec.Set("SubmitBtnText", "text", spec.String),
				spec.Set("SubmitBtn", "button", spec.ButtonArg).Says("sets the button that runs the function.")).As(spec.BlockParts).Def(`"Submit"`),
			spec.P("stop_btn", "the text of the button that stops a streaming function.",
				spec.Set("StopBtnText", "text", spec.String),
				spec.Set("StopBtn", "button", spec.ButtonArg).Says("sets the button that stops a streaming function.")).As(spec.BlockParts).Def(`"Stop"`),
			spec.P("clear_btn", "the text of the button that empties inputs and outputs.",
				spec.Set("ClearBtnText", "text", spec.String),
				spec.Set("ClearBtn", "button", spec.ClearArg).Says("sets the button that empties inputs and outputs."),
				spec.Fixed("ClearBtnNone", "null", "leaves out the button that empties inputs and outputs.")).As(spec.BlockParts).Def(`"Clear"`),
			spec.P("delete_cache", "how often, in seconds, files that the app made are looked over, and at which age they are deleted.", spec.Set("DeleteCache", "seconds", spec.Ints)).NotDone("an app makes no files yet, so that there are none to delete"),
			spec.P("show_progress", "how the progress is shown: ProgressFull, ProgressMinimal or ProgressHidden.", spec.Set("ShowProgress", "progress", spec.ProgressMode.Arg())).Def(`"full"`),
			spec.P("fill_width", "whether the page takes the whole width of the window.", spec.Set("FillWidth", "fill", spec.Bool)).Def("false").NotDone("the page decides its width: set FillWidth of the page, or fill_width of an interface directive that makes a page"),
			spec.P("time_limit", "the time in seconds after which a streaming input ends.", spec.Set("TimeLimit", "seconds", spec.Float)).Def("30").NotDone("inputs that stream are not supported yet; time_limit of the interface directive ends the function"),
			spec.P("stream_every", "the time in seconds between two parts of a streaming input.", spec.Set("StreamEvery", "seconds", spec.Float)).Def("0.5").NotDone("inputs that stream are not supported yet"),
			spec.P("deep_link", "whether the page shows a button for a link to the present inputs.", spec.Set("DeepLink", "show", spec.Bool)).NotDone("links to the present inputs are not supported yet"),
			spec.P("validator", "the function that checks the inputs before the call is queued.", spec.Set("Validator", "fn", spec.Any)).As(spec.GoValue).NotDone("validators are not supported yet"),
		},
		Events: []spec.Event{
			{Name: "load", Doc: "a user opens the page."},
			{Name: "unload", Doc: "a user leaves the page."},
		},
		Wrapper: true,
	}
}

var flaggingMode = &spec.Enum{Type: "FlaggingMode", Doc: "who keeps inputs and outputs for review", Values: []spec.EnumValue{{Go: "FlaggingNever", Wire: "never"}, {Go: "FlaggingAuto", Wire: "auto"}, {Go: "FlaggingManual", Wire: "manual"}}}
