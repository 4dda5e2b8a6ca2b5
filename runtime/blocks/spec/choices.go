package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ChoiceSet is the choices of a block and the place of each. It is made once for a call,
// so that many chosen values cost no more than they are.
type ChoiceSet struct {
	Values []json.RawMessage // in order
	Custom bool              // values may be chosen that are not in the list
	places map[string]int
}

// ChoiceSetOf gives the choices of a block with these properties.
func ChoiceSetOf(p Props) ChoiceSet {
	c := choiceSet(ChoiceValues(p))
	c.Custom = string(p["allow_custom_value"]) == "true"
	return c
}

func choiceSet(values []json.RawMessage) ChoiceSet {
	c := ChoiceSet{Values: values, places: make(map[string]int, len(values))}
	for i, v := range values {
		if key := scalarKey(v); key != "" {
			if _, known := c.places[key]; !known {
				c.places[key] = i
			}
		}
	}
	return c
}

// Find gives the place of a value among the choices, -1 when it is none of them. The
// spelling of a number does not matter: 1.0 is 1. A number is also the choice that is the
// same number as a string, and the other way round, if nothing else is.
func (c ChoiceSet) Find(raw json.RawMessage) int {
	key := scalarKey(raw)
	if i, ok := c.places[key]; ok && key != "" {
		return i
	}
	if IsNumber(raw) {
		for _, text := range []string{string(raw), key} {
			if i, ok := c.places[`"`+text]; ok {
				return i
			}
		}
	}
	if text, ok := Text(raw); ok && IsNumber(json.RawMessage(text)) && json.Valid([]byte(text)) {
		if i, ok := c.places[scalarKey(json.RawMessage(text))]; ok {
			return i
		}
	}
	return -1
}

// scalarKey is equal for JSON scalars that are equal; "" for lists and objects. It is the
// digits of a whole number.
func scalarKey(raw json.RawMessage) string {
	if text, ok := Text(raw); ok {
		return `"` + text
	}
	if n, ok := ParseNumeral(raw); ok {
		if s, ok := n.Integer(); ok {
			return s
		}
		return n.String()
	}
	switch s := string(raw); s {
	case "true", "false", "null":
		return s
	}
	return ""
}

// accept gives the choice that a client means.
func (c ChoiceSet) accept(raw json.RawMessage) (json.RawMessage, error) {
	if i := c.Find(raw); i >= 0 {
		return c.Values[i], nil
	}
	if c.Custom && scalarKey(raw) != "" && !IsNull(raw) {
		return raw, nil
	}
	return nil, fmt.Errorf("%s is not in the list of choices", Brief(raw))
}

// present gives the choice that a handler means, null for none. What is not a choice is
// left to the page.
func (c ChoiceSet) present(raw json.RawMessage) json.RawMessage {
	if i := c.Find(raw); i >= 0 {
		return c.Values[i]
	}
	if string(raw) == `""` && !c.Custom {
		return null
	}
	return raw
}

var null = json.RawMessage("null")

// acceptChoice is for one choice, and for any number of them in a block that was made one
// for several.
func acceptChoice(p Props, raw json.RawMessage) (json.RawMessage, error) {
	if several(p) {
		return acceptChoices(p, raw)
	}
	if IsNull(raw) {
		return raw, nil
	}
	return ChoiceSetOf(p).accept(raw)
}

func presentChoice(p Props, raw json.RawMessage) json.RawMessage {
	if several(p) {
		return presentChoices(p, raw)
	}
	return ChoiceSetOf(p).present(raw)
}

func several(p Props) bool { return string(p["multiselect"]) == "true" }

// acceptChoices takes a list, or a single choice for a list of one.
func acceptChoices(p Props, raw json.RawMessage) (json.RawMessage, error) {
	if IsNull(raw) {
		return raw, nil
	}
	list, ok := listOf(raw)
	if !ok {
		return nil, errors.New("expected a list of choices")
	}
	choices := ChoiceSetOf(p)
	if most := int(Number(p["max_choices"], 0)); most > 0 && len(list) > most {
		return nil, fmt.Errorf("%d are chosen, at most %d may be", len(list), most)
	}
	if most := len(choices.Values); len(list) > most && !choices.Custom {
		return nil, fmt.Errorf("%d are chosen, there are only %d choices", len(list), most)
	}
	for i := range list {
		var err error
		if list[i], err = choices.accept(list[i]); err != nil {
			return nil, err
		}
	}
	return Marshal(list), nil
}

// listOf reads a list, or makes one of a single scalar.
func listOf(raw json.RawMessage) (list []json.RawMessage, ok bool) {
	if scalarKey(raw) != "" {
		return []json.RawMessage{raw}, true
	}
	// Growing a long list would take several times its memory.
	const most = 200_000 // values that a call may have
	list = make([]json.RawMessage, 0, min(bytes.Count(raw, []byte(","))+1, most))
	return list, json.Unmarshal(raw, &list) == nil
}

// presentChoices leaves out what means no choice.
func presentChoices(p Props, raw json.RawMessage) json.RawMessage {
	if IsNull(raw) {
		return json.RawMessage("[]")
	}
	list, ok := listOf(raw)
	if !ok {
		return raw
	}
	choices := ChoiceSetOf(p)
	shown := make([]json.RawMessage, 0, len(list))
	for _, v := range list {
		v = choices.present(v)
		if !IsNull(v) || choices.Find(v) >= 0 {
			shown = append(shown, v)
		}
	}
	return Marshal(shown)
}
