package contract

// Module is one module of the page: a row of the document's import map. The page's
// build writes it as JSON to modules/NAME.json, a file for each module, so that two
// changes that each add a block touch no common file.
type Module struct {
	// Name is what others import it by: "blocks" is the entry, "blocks/TYPE" the element
	// of a component type, "shared/NAME" what several elements use.
	Name    string   `json:"name"`
	Script  string   `json:"script"`            // relative to the app's root
	Style   string   `json:"style,omitempty"`   // its style sheet
	Imports []string `json:"imports,omitempty"` // the names of the modules that it imports itself
}
