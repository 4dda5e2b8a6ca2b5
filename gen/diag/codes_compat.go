package diag

// Changes of an app's API that break its clients.
const (
	EndpointGone     Code = "BLK501"
	EndpointMoved    Code = "BLK502"
	ParameterChanged Code = "BLK503"
	TypeNarrowed     Code = "BLK504"
	ReturnChanged    Code = "BLK505"
)

var compatCodes = []Info{
	{
		EndpointGone, "endpoint is gone",
		"`blocksgen breaking` compares the API of an app with that of an earlier state. Clients that call this endpoint would get an " +
			"error. It may have been removed, renamed or made private.",
		"Keep the endpoint. If a function was renamed, `api_name=` gives it its old name in the API. If clients no longer use the endpoint, the change is fine.",
	},
	{
		EndpointMoved, "endpoint calls another function",
		"The endpoint exists, but calls a function that had another name in the API before, and its former function has another name now. Clients would " +
			"call the wrong function without noticing. This happens if two functions with the same name in the API are written in another order.",
		"Write `api_name=` in the directives of both functions, so that their names do not depend on the order.",
	},
	{
		ParameterChanged, "parameters of an endpoint changed",
		"Clients give parameters by name or by position. A parameter was removed, renamed, moved, or clients must give one that they did not have to give before.",
		"Keep names and order, and add new parameters at the end, with a default: a block with a value, or a parameter of type `ui.Opt`. " +
			"The block of a parameter can have another name: `in=name:customer`.",
	},
	{
		TypeNarrowed, "parameter of an endpoint accepts less",
		"There are values that clients could send before, and that the endpoint rejects now: another type, a choice that was removed, a property that is required now.",
		"Accept the former values, or offer the new function as another endpoint.",
	},
	{
		ReturnChanged, "result of an endpoint changed",
		"Clients get another number of values, or values that they could not get before: of another type, without a property, with a new choice.",
		"Keep the results, or offer the new function as another endpoint. New properties of a result break no client.",
	},
}
