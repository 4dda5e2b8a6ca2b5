package ui

// Custom is embedded in a block type of your own. V is the value that handlers
// see and that travels as JSON. In the page it is an HTML block: its
// html_template, css_template and js_on_load say how it looks and what it does.
//
//	type StarsBlock struct{ ui.Custom[int] }
//
//	func Stars() StarsBlock { return StarsBlock{ui.NewCustom[int]("Stars")}.HTMLTemplate("…") }
//
//	func (b StarsBlock) Max(n int) StarsBlock { return StarsBlock{b.With("max", n)} }
//
//	func (b StarsBlock) Change() ui.Trigger { return b.On("change") }
//
// The generator reads value type and events from the Go type: the type argument
// of Custom, and every method without parameters that returns a [Trigger].
// Constructors and setters must be functions whose body is one return.
type Custom[V any] struct{ Base }

// NewCustom starts a block of your own. The class is its name in API
// descriptions, such as "Stars".
func NewCustom[V any](class string) Custom[V] {
	return Custom[V]{newBase("html").with("component_class_name", class)}
}

// With returns a copy in which the property has the value: one of the HTML
// block's own (html_template, css_template, js_on_load, label, …), or one that
// the templates read as props.name.
func (c Custom[V]) With(name string, value any) Custom[V] {
	return Custom[V]{c.with(name, value)}
}

// Value sets the initial value.
func (c Custom[V]) Value(v V) Custom[V] { return c.With("value", v) }

// On returns the trigger of an event.
func (c Custom[V]) On(event string) Trigger { return Trigger{Block: c, Event: event} }
