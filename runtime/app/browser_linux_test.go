package app_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestOpenBrowser: the program that the system has for it gets the app's address.
func TestOpenBrowser(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(name, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	if err := pipe.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nread nothing && exit 1\necho \"$# $1\" > '" + name + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	_, url := launch(t, []string{"BLOCKS_OPEN=true", "PATH=" + dir}, "-port=0")
	got, err := bufio.NewReader(pipe).ReadString('\n') // waits for the script
	if err != nil || strings.TrimSpace(got) != "1 "+url {
		t.Errorf("got %q, %v, want %s", got, err, url)
	}
}
