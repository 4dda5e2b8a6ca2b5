package value

import "encoding/json"

// Text decodes a text; null is the empty text.
func Text[T ~string](in *In) T {
	if in.Null() {
		return ""
	}
	var s string
	if json.Unmarshal(in.Raw, &s) != nil {
		in.Failf("expected a string")
		return ""
	}
	return T(s)
}

// PutText encodes a text.
func PutText[T ~string](out *Out, v T) { out.Put(string(v)) }

// AppendText adds to the text put so far, so that n pieces cost n pieces on the
// wire and not the sum of all prefixes.
func AppendText[T ~string](out *Out, v T) {
	out.Append += string(v)
	out.Tokens = true
}

// Bool decodes a truth value; null is false.
func Bool[T ~bool](in *In) T {
	if in.Null() {
		return false
	}
	var b bool
	if json.Unmarshal(in.Raw, &b) != nil {
		in.Failf("expected true or false")
		return false
	}
	return T(b)
}

// PutBool encodes a truth value.
func PutBool[T ~bool](out *Out, v T) { out.Put(bool(v)) }
