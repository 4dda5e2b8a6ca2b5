package web

//go:generate go run ../../gen/bundle/write ../..
