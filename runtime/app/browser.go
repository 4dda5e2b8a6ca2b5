package app

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// openBrowser shows a page in the user's browser. It does without package os/exec, which
// would make every app 50 KB larger.
func openBrowser(url string) error {
	program, arguments, err := browser()
	if err != nil {
		return err
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer null.Close()
	process, err := os.StartProcess(program, append(append([]string{program}, arguments...), url), &os.ProcAttr{Files: []*os.File{null, null, null}})
	if err != nil {
		return err
	}
	go func() { _, _ = process.Wait() }() // how the browser ends does not matter
	return nil
}

// browser is the program that opens a page, and its arguments before the address.
func browser() (program string, arguments []string, err error) {
	switch runtime.GOOS {
	case "darwin":
		return "/usr/bin/open", nil, nil
	case "windows":
		return filepath.Join(os.Getenv("SystemRoot"), "System32", "rundll32.exe"), []string{"url.dll,FileProtocolHandler"}, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		program = filepath.Join(dir, "xdg-open")
		if info, err := os.Stat(program); err == nil && filepath.IsAbs(dir) && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return program, nil, nil
		}
	}
	return "", nil, errors.New("there is no xdg-open")
}
