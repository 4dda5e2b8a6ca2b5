package value

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"time"
)

// Integer is the constraint of the codecs for whole numbers.
type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// Decimal is the constraint of the codecs for numbers with a fraction.
type Decimal interface{ ~float32 | ~float64 }

// Int decodes a whole number. It refuses null, a fraction, what T cannot hold,
// and what lies outside the component's minimum and maximum.
func Int[T Integer](in *In) T {
	if in.Null() {
		in.Failf("expected a whole number, got nothing")
		return 0
	}
	n, ok := integer[T](in, in.Raw)
	if !ok || !in.within(float64(n)) {
		return 0
	}
	return n
}

// PutInt encodes a whole number.
func PutInt[T Integer](out *Out, v T) { out.Set(EncodeScalar(v)) }

// Float decodes a number. It refuses null and what lies outside the component's
// minimum and maximum, and rounds to its precision.
func Float[T Decimal](in *In) T {
	if in.Null() {
		in.Failf("expected a number, got nothing")
		return 0
	}
	f, ok := in.number(in.Raw)
	if !ok {
		return 0
	}
	if digits, ok := in.Props.number("precision"); ok {
		f = round(f, int(digits))
	}
	if !in.within(f) {
		return 0
	}
	v := T(f)
	if math.IsInf(float64(v), 0) {
		in.Failf("%s is too large", in.Raw)
		return 0
	}
	return v
}

// PutFloat encodes a number, rounded to the component's precision. NaN and the
// infinities, which JSON lacks, are null.
func PutFloat[T Decimal](out *Out, v T) {
	digits, ok := out.Props.number("precision")
	if !ok {
		out.Set(EncodeScalar(v))
		return
	}
	out.Set(EncodeScalar(round(float64(v), int(digits))))
}

// Duration decodes a number of seconds.
func Duration[T interface{ time.Duration }](in *In) T {
	if in.Null() {
		return 0
	}
	f, ok := in.number(in.Raw)
	if !ok {
		return 0
	}
	if math.Abs(f) > math.MaxInt64/float64(time.Second) {
		in.Failf("%s seconds is too long", in.Raw)
		return 0
	}
	return T(f * float64(time.Second))
}

// PutDuration encodes a duration as seconds.
func PutDuration[T interface{ time.Duration }](out *Out, v T) {
	out.Set(EncodeScalar(time.Duration(v).Seconds()))
}

// number decodes a JSON number into a float64.
func (in *In) number(raw json.RawMessage) (float64, bool) {
	if !isNumber(raw) {
		in.Failf("expected a number")
		return 0, false
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if errors.Is(err, strconv.ErrRange) {
		in.Failf("%s is too large", brief(raw))
		return 0, false
	}
	return f, err == nil
}

// isNumber tells a JSON number from the other kinds. What a client sent has
// been checked to be JSON before.
func isNumber(raw json.RawMessage) bool {
	return len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
}

// integer decodes a JSON number into a whole number. 2.0 and 1e3 are whole.
func integer[T Integer](in *In, raw json.RawMessage) (T, bool) {
	if !isNumber(raw) {
		in.Failf("expected a whole number")
		return 0, false
	}
	// A float64 cannot tell the large ones apart, so they are read exactly; the
	// check of the exponent keeps 1e999999999 from being written out.
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.Abs(f) >= 1<<64 {
		in.Failf("%s is too large", brief(raw))
		return 0, false
	}
	if f != 0 && math.Abs(f) < 1 || len(raw) > 400 {
		in.Failf("expected a whole number, got %s", brief(raw))
		return 0, false
	}
	if f == 0 {
		return 0, true
	}
	rat, ok := new(big.Rat).SetString(string(raw))
	if !ok || !rat.IsInt() {
		in.Failf("expected a whole number, got %s", brief(raw))
		return 0, false
	}
	var n T
	v := reflect.ValueOf(&n).Elem()
	num := rat.Num()
	switch {
	case v.CanInt() && num.IsInt64() && !v.OverflowInt(num.Int64()):
		v.SetInt(num.Int64())
	case v.CanUint() && num.IsUint64() && !v.OverflowUint(num.Uint64()):
		v.SetUint(num.Uint64())
	case num.Sign() < 0 && v.CanUint():
		in.Failf("%s is negative", brief(raw))
		return 0, false
	case num.Sign() < 0:
		in.Failf("%s is too small", brief(raw))
		return 0, false
	default:
		in.Failf("%s is too large", brief(raw))
		return 0, false
	}
	return n, true
}

// within checks the component's bounds.
func (in *In) within(f float64) bool {
	if low, ok := in.Props.number("minimum"); ok && f < low {
		in.Failf("%s is less than the minimum %s", decimal(f), decimal(low))
		return false
	}
	if high, ok := in.Props.number("maximum"); ok && f > high {
		in.Failf("%s is greater than the maximum %s", decimal(f), decimal(high))
		return false
	}
	return true
}

// number reads a numeric property; false when it is not set.
func (p Props) number(name string) (float64, bool) {
	f, err := strconv.ParseFloat(string(p[name]), 64)
	return f, err == nil
}

// round rounds to a number of digits after the point, halves to even.
func round(f float64, digits int) float64 {
	if digits > 15 || digits < -15 {
		return f
	}
	scale := math.Pow(10, float64(digits))
	if r := math.RoundToEven(f*scale) / scale; !math.IsNaN(r) && !math.IsInf(r, 0) {
		return r
	}
	return f
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// brief shortens what a client sent for a message.
func brief(raw json.RawMessage) string {
	const limit = 60
	if len(raw) <= limit {
		return string(raw)
	}
	return string(raw[:limit]) + "…"
}
