package value

// From decodes a type that knows how to be made from a component's value. P is
// the pointer to T that has the method.
func From[P interface {
	*T
	FromBlock(V) error
}, V, T any](in *In, decode func(*In) V) T {
	var v T
	wire := decode(in)
	if in.Scope.err != nil {
		return v
	}
	if err := P(&v).FromBlock(wire); err != nil {
		in.Failf("%v", err)
	}
	return v
}

// PutTo encodes a type that knows how to become a component's value.
func PutTo[V any, T interface{ ToBlock() (V, error) }](out *Out, v T, put func(*Out, V)) {
	wire, err := v.ToBlock()
	if err != nil {
		out.fail(err)
		return
	}
	put(out, wire)
}
