package main

func typescript() []byte { return nil }
