package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
)

// Decode is json.Unmarshal that keeps whole numbers exact: one that a float64 cannot hold
// becomes a [json.Number] in an any, and not the nearest float64. Every other number in an
// any is a float64.
func Decode(raw []byte, v any) error {
	if !hasLongNumber(raw) || !json.Valid(raw) {
		return json.Unmarshal(raw, v)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(v); err != nil {
		return err
	}
	return plainNumbers(reflect.ValueOf(v))
}

// exactDigits is how many digits a whole number may have that a float64 surely holds.
const exactDigits = 15

// hasLongNumber reports whether some number has more digits than a float64 surely holds. A
// string may count as one: then decoding takes longer, but gives the same.
func hasLongNumber(raw []byte) bool {
	run := 0
	for _, c := range raw {
		if c < '0' || c > '9' {
			run = 0
		} else if run++; run > exactDigits {
			return true
		}
	}
	return false
}

// plainNumbers replaces each json.Number in an any by a float64 that is equal, unless there
// is none.
func plainNumbers(v reflect.Value) error {
	var err error
	switch v.Kind() {
	case reflect.Pointer:
		return plainNumbers(v.Elem())
	case reflect.Interface:
		return plainInterface(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			err = errors.Join(err, plainNumbers(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() || f.Anonymous {
				err = errors.Join(err, plainNumbers(v.Field(i)))
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			elem := reflect.New(v.Type().Elem()).Elem()
			elem.Set(it.Value())
			err = errors.Join(err, plainNumbers(elem))
			v.SetMapIndex(it.Key(), elem)
		}
	}
	return err
}

// plainInterface does it for what an interface holds.
func plainInterface(v reflect.Value) error {
	number, ok := v.Interface().(json.Number)
	if !ok {
		return plainNumbers(v.Elem())
	}
	f, err := number.Float64()
	if err != nil {
		return &json.UnmarshalTypeError{Value: "number " + number.String(), Type: reflect.TypeFor[float64]()}
	}
	if exact(number.String()) {
		v.Set(reflect.ValueOf(f))
	}
	return nil
}

// exact reports whether a float64 holds a number as it was meant: one that is written as
// a whole number must come out with the same digits.
func exact(number string) bool {
	if bytes.ContainsAny([]byte(number), ".eE") {
		return true
	}
	f, err := strconv.ParseFloat(number, 64)
	return err == nil && string(Marshal(f)) == number
}
