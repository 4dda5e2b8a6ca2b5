package catalog

// invisibles hold or trigger something, and are not drawn.
var invisibles = []*Block{
	{
		Kind: "state", Class: "State", Wire: "state", Name: "state", Go: "State",
		Doc: "keeps a value on the server, one for each user's session.",
		Params: []Param{
			param("value", "", "the initial value; each session starts with a copy of it.").form(Opaque).notProp(),
			render,
			param("time_to_live", "", "the time in seconds after which a value that nobody set is dropped.", setter("TimeToLive", "seconds", "float64")).notProp(),
			param("delete_callback", "", "the function that is called with a value when it is dropped.", setter("DeleteCallback", "fn", "func(T)")).form(Opaque).notProp(),
		},
		Events:  []Event{{Name: "change", Doc: "a handler leaves a value that differs from the one before."}},
		SkipAPI: true, NoValue: true, Hidden: true, Generic: true,
	},
	{
		Kind: "timer", Class: "Timer", Wire: "timer", Name: "timer", Go: "Timer",
		Doc:  "ticks at intervals as long as the page is open. Its value is the interval in seconds.",
		Args: []Arg{{Name: "seconds", Type: "float64", Param: "value"}},
		Params: []Param{
			param("value", "1", "the time in seconds between two ticks.", setter("Value", "seconds", "float64")),
			param("active", "true", "whether the timer ticks.", setter("Active", "active", "bool")),
			render,
		},
		Events: []Event{{Name: "change", Doc: "the interval changes."}, {Name: "tick", Doc: "the interval is over."}},
		Hidden: true,
		Schema: constSchema(`{"type":"number"}`, "float", "", "1"),
	},
}
