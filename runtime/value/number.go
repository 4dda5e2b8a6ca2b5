package value

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Integer is the constraint of the codecs for whole numbers.
type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// Decimal is the constraint of the codecs for numbers with a fraction.
type Decimal interface{ ~float32 | ~float64 }

// Int decodes a whole number. It refuses a fraction and what T cannot hold. Null is the
// component's [In.Zero].
func Int[T Integer](in *In) T {
	var n T
	if raw, ok := in.orZero("a whole number"); ok {
		in.setInteger(reflect.ValueOf(&n).Elem(), raw)
	}
	return n
}

// PutInt encodes a whole number.
func PutInt[T Integer](out *Out, v T) { out.Set(EncodeScalar(v)) }

// Float decodes a number. Null is the component's [In.Zero].
func Float[T Decimal](in *In) T {
	var f T
	if raw, ok := in.orZero("a number"); ok {
		in.setFloat(reflect.ValueOf(&f).Elem(), raw)
	}
	return f
}

// PutFloat encodes a number. NaN and the infinities, which JSON lacks, are null.
func PutFloat[T Decimal](out *Out, v T) { out.Set(EncodeScalar(v)) }

// Duration decodes a number of seconds. Null is the component's [In.Zero].
func Duration[T interface{ time.Duration }](in *In) T {
	f := Float[float64](in)
	if math.Abs(f) > math.MaxInt64/float64(time.Second) {
		in.Failf("%s seconds is too long", spec.Brief(in.Raw))
		return 0
	}
	return T(f * float64(time.Second))
}

// PutDuration encodes a duration as seconds.
func PutDuration[T interface{ time.Duration }](out *Out, v T) {
	out.Set(EncodeScalar(time.Duration(v).Seconds()))
}

// orZero is the number, or what null stands for, which must be within the component's
// bounds as any other.
func (in *In) orZero(want string) (json.RawMessage, bool) {
	switch {
	case !in.Null():
		return in.Raw, true
	case in.Zero == nil || spec.Within(spec.Props(in.Props), in.Zero) != nil:
		return nil, in.Failf("expected %s, got nothing", want)
	}
	return in.Zero, true
}

// setFloat decodes a JSON number into a float.
func (in *In) setFloat(target reflect.Value, raw json.RawMessage) bool {
	if !spec.IsNumber(raw) {
		return in.Failf("expected a number")
	}
	f, err := strconv.ParseFloat(string(raw), target.Type().Bits())
	if err != nil {
		return in.Failf("%s is too large", spec.Brief(raw))
	}
	target.SetFloat(f)
	return true
}

// setInteger decodes a JSON number into an integer with all its digits. 2.0 and 1e3 are
// whole.
func (in *In) setInteger(target reflect.Value, raw json.RawMessage) bool {
	numeral, ok := spec.ParseNumeral(raw)
	switch {
	case !ok:
		return in.Failf("expected a whole number")
	case !numeral.Whole():
		return in.Failf("expected a whole number, got %s", spec.Brief(raw))
	}
	digits, _ := numeral.Integer() // "" for one that no Go type holds
	var err error
	if target.CanInt() {
		var n int64
		n, err = strconv.ParseInt(digits, 10, target.Type().Bits())
		target.SetInt(n)
	} else {
		var n uint64
		n, err = strconv.ParseUint(digits, 10, target.Type().Bits())
		target.SetUint(n)
	}
	switch {
	case err == nil:
		return true
	case !numeral.Negative():
		return in.Failf("%s is too large", spec.Brief(raw))
	case target.CanUint():
		return in.Failf("%s is negative", spec.Brief(raw))
	}
	return in.Failf("%s is too small", spec.Brief(raw))
}
