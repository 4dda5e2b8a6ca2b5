// Package vet has errors that can be found in a single package.
package vet

//blocks:on run.click
func greet(name string) (reply string) { // want `handler greet is not exported.*BLK203`
	return name
}

//blocks:on run.click
func Hail(names ...string) (reply string) { // want `parameter names is variadic.*BLK200`
	return names[0]
}
