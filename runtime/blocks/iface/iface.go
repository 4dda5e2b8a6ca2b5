// Package iface is the block Interface.
package iface

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Block is the part of the block that a running app needs.
var Block = &spec.Block{
	Kind: "interface", Class: "Interface", Wire: "",
	Props:   spec.Defaults{},
	Layout:  true,
	SkipAPI: true,
}

// Entry is the part of the block that the generator and the documentation need.
func Entry() spec.Entry {
	return spec.Entry{
		Block: Block, Go: "Interface", Role: spec.IsInterface,
		Doc:    "is the place for the blocks of an interface directive: inputs, buttons and outputs.",
		Params: params(),
		Events: []spec.Event{
			{Name: "load", Doc: "a user opens the page."},
			{Name: "unload", Doc: "a user leaves the page, after at least one call of a handler."},
		},
		Wrapper: true,
	}
}

func params() []spec.Param {
	return []spec.Param{
		spec.P("fn", "the function with the interface directive."),
		spec.P("inputs", "the blocks for the parameters of the function, in order. Missing ones are created from the signature.", spec.Set("Inputs", "blocks", spec.Nodes)).As(spec.BlockParts),
		spec.P("outputs", "the blocks for the results of the function, in order. Missing ones are created from the signature.", spec.Set("Outputs", "blocks", spec.Nodes)).As(spec.BlockParts),
		spec.P("examples", "samples: rows with a value for each input.", spec.Set("Examples", "rows", spec.Rows)),
		spec.P("examples_dir", "the directory that holds the samples.", spec.Set("ExamplesDir", "path", spec.String)).NotDone("examples from a directory are not supported yet: list the rows"),
		spec.P("cache_examples", "whether the results of the examples are cached.", spec.Set("CacheExamples", "cache", spec.Bool)).NotDone("cached examples are not supported yet"),
		spec.P("cache_mode", "when the results of the examples are computed: at startup (Eager) or at the first click (Lazy).", spec.Set("CacheMode", "mode", spec.CacheMode.Arg())).NotDone("cached examples are not supported yet"),
		spec.P("examples_per_page", "the number of samples on a page.", spec.Set("ExamplesPerPage", "n", spec.Int)).Def("10"),
		spec.P("example_labels", "the labels that are shown instead of the samples.", spec.Set("ExampleLabels", "labels", spec.Strings)),
		spec.P("preload_example", "the index of the sample that fills the inputs when the page is loaded, from 0.",
			spec.Set("PreloadExample", "row", spec.Int),
			spec.Fixed("PreloadExampleNone", "false", "disables preloading.")).Def("0").NotDone("preloading needs cached examples, which are not supported yet"),
		spec.P("live", "whether the function runs when an input changes. Then there is no Submit button.", spec.Set("Live", "live", spec.Bool)).Def("false"),
		spec.P("title", "the heading above the interface.", spec.Set("Title", "title", spec.String)),
		spec.P("description", "the Markdown text below the heading.", spec.Set("Description", "text", spec.String)).As(spec.Dedent),
		spec.P("article", "the Markdown text below the interface.", spec.Set("Article", "text", spec.String)).As(spec.Dedent),
		spec.P("flagging_mode", "who saves inputs and outputs for review: FlaggingNever, FlaggingAuto or FlaggingManual.", spec.Set("FlaggingMode", "mode", flaggingMode.Arg())).NotDone("flagging is not supported yet"),
		spec.P("flagging_options", "the reasons that users can choose when they flag.", spec.Set("FlaggingOptions", "options", spec.Strings)).NotDone("flagging is not supported yet"),
		spec.P("flagging_dir", "the directory for flagged inputs and outputs.", spec.Set("FlaggingDir", "path", spec.String)).Def(`".gradio/flagged"`).NotDone("flagging is not supported yet"),
		spec.P("flagging_callback", "the function that saves flagged inputs and outputs.", spec.Set("FlaggingCallback", "fn", spec.Any)).As(spec.GoValue).NotDone("flagging is not supported yet"),
		spec.P("analytics_enabled", "whether the app reports usage.", spec.Set("AnalyticsEnabled", "enabled", spec.Bool)).NotDone("an app never reports usage, so there is nothing to turn on or off"),
		spec.P("batch", "whether the function processes several calls at once, as lists.", spec.Set("Batch", "batch", spec.Bool)).Def("false").NotDone("batches are not supported yet"),
		spec.P("max_batch_size", "the maximum number of calls in a batch.", spec.Set("MaxBatchSize", "n", spec.Int)).Def("4").NotDone("batches are not supported yet"),
		spec.P("api_visibility", "who can call the endpoint by name: Public, Private or Undocumented.", spec.Set("APIVisibility", "visibility", spec.APIVisibility.Arg())).Def(`"public"`),
		spec.P("api_name", "the name in the API.", spec.Set("APIName", "name", spec.String)),
		spec.P("api_description", "the description in the API. An empty string removes it.", spec.Set("APIDescription", "text", spec.String)),
		spec.P("allow_duplication", "whether the page has a button that duplicates the app on a hub.", spec.Set("AllowDuplication", "allow", spec.Bool)).Def("false").NotDone("an app is not hosted on a hub, so it cannot be duplicated there"),
		spec.P("concurrency_limit", "the maximum number of calls that run at the same time.",
			spec.Set("ConcurrencyLimit", "n", spec.Int),
			spec.Fixed("ConcurrencyLimitNone", "null", "removes the limit.")).Def(`"default"`),
		spec.P("additional_inputs", "blocks for the last parameters of the function, in an accordion.", spec.Set("AdditionalInputs", "blocks", spec.Nodes)).As(spec.BlockParts),
		spec.P("additional_inputs_accordion", "the heading of the accordion.",
			spec.Set("AdditionalInputsLabel", "label", spec.String),
			spec.Set("AdditionalInputsAccordion", "accordion", spec.Accordion).Says("sets the accordion for the additional inputs. It must not have children.")).As(spec.BlockParts),
		spec.P("submit_btn", "the text of the button that runs the function.",
			spec.Set("SubmitBtnText", "text", spec.String),
			spec.Set("SubmitBtn", "button", spec.ButtonArg).Says("sets the button that runs the function.")).As(spec.BlockParts).Def(`"Submit"`),
		spec.P("stop_btn", "the text of the button that stops a streaming function.",
			spec.Set("StopBtnText", "text", spec.String),
			spec.Set("StopBtn", "button", spec.ButtonArg).Says("sets the button that stops a streaming function.")).As(spec.BlockParts).Def(`"Stop"`),
		spec.P("clear_btn", "the text of the button that clears inputs and outputs.",
			spec.Set("ClearBtnText", "text", spec.String),
			spec.Set("ClearBtn", "button", spec.ClearArg).Says("sets the button that clears inputs and outputs."),
			spec.Fixed("ClearBtnNone", "null", "removes the button that clears inputs and outputs.")).As(spec.BlockParts).Def(`"Clear"`),
		spec.P("delete_cache", "how often files of the app are checked, and at which age they are deleted, both in seconds.", spec.Set("DeleteCache", "seconds", spec.Ints)).NotDone("an app does not create files yet, so there are none to delete"),
		spec.P("show_progress", "how the progress is shown: ProgressFull, ProgressMinimal or ProgressHidden.", spec.Set("ShowProgress", "progress", spec.ProgressMode.Arg())).Def(`"full"`),
		spec.P("fill_width", "whether the page takes the whole width of the window.", spec.Set("FillWidth", "fill", spec.Bool)).Def("false").NotDone("a placed interface has the width of its page: set FillWidth of the page"),
		spec.P("time_limit", "the time in seconds after which a streaming input ends.", spec.Set("TimeLimit", "seconds", spec.Float)).Def("30").NotDone("streaming inputs are not supported yet; to limit the time of the function, use time_limit= of the interface directive"),
		spec.P("stream_every", "the time in seconds between two chunks of a streaming input.", spec.Set("StreamEvery", "seconds", spec.Float)).Def("0.5").NotDone("streaming inputs are not supported yet"),
		spec.P("deep_link", "whether the page has a button for a link to the current inputs.", spec.Set("DeepLink", "show", spec.Bool)).NotDone("deep links are not supported yet"),
		spec.P("validator", "the function that checks the inputs before the call is queued.", spec.Set("Validator", "fn", spec.Any)).As(spec.GoValue).NotDone("validators are not supported yet"),
	}
}

var flaggingMode = &spec.Enum{Type: "FlaggingMode", Doc: "who saves inputs and outputs for review", Values: []spec.EnumValue{{Go: "FlaggingNever", Wire: "never"}, {Go: "FlaggingAuto", Wire: "auto"}, {Go: "FlaggingManual", Wire: "manual"}}}
