package templates

import (
	_ "embed"
	"os"
	"path/filepath"
)

//go:embed ci.yml
var workflow []byte

// WorkflowFile is where GitHub expects workflows, relative to the root of a repository.
const WorkflowFile = ".github/workflows/app.yml"

// WriteWorkflow writes a workflow that checks the apps of a new module in pull requests. It
// writes nothing and returns "" if the directory is inside of a repository, whose
// workflows are elsewhere, or if there is such a file.
func WriteWorkflow(dir string) (string, error) {
	for at := filepath.Dir(dir); ; at = filepath.Dir(at) {
		if exists(filepath.Join(at, ".git")) {
			return "", nil
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	name := filepath.Join(dir, filepath.FromSlash(WorkflowFile))
	if exists(name) {
		return "", nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", err
	}
	return WorkflowFile, os.WriteFile(name, workflow, 0o644)
}
