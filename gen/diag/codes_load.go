package diag

// What can be wrong before any directive is read.
const (
	NoModule    Code = "BLK001"
	NoPackage   Code = "BLK002"
	NoDirective Code = "BLK003"
	SyntaxError Code = "BLK004"
	TypeError   Code = "BLK005"
	LoadError   Code = "BLK006"
	NoRuntime   Code = "BLK007"
)

var loadCodes = []Info{
	{NoModule, "the directory is not part of a Go module", `
Packages are found by the go command, which needs a go.mod file in this directory or above it.`},
	{NoPackage, "a pattern names no package", `
Patterns are those of the go command: ` + "`./...`" + ` is every package below this directory, ` + "`./hello`" + ` is one. The
directory must hold Go files that the build constraints do not exclude.`},
	{NoDirective, "no package has a directive", `
A package becomes an app by ` + "`//blocks:app`" + ` above its package clause, or by a function with ` + "`//blocks:interface`" + ` or
` + "`//blocks:api`" + `.`},
	{SyntaxError, "a file is not valid Go", `
The source must parse before directives can be read. Only the first error of each file is shown, since the others often follow
from it.`},
	{TypeError, "a package does not compile", `
Handlers and pages are read with their types, so the package must compile. Unused names and imports are shown only when
nothing worse is found.`},
	{LoadError, "a package cannot be loaded", `
The go command says why: a missing module, an import cycle, a broken go.mod.`},
	{NoRuntime, "the runtime is not part of the module's dependencies", `
Generated code imports blocksgen's runtime packages, so the module must require blocksgen. The ` + "`tool`" + ` line that
` + "`go get -tool`" + ` writes keeps the generator and the runtime at the same version.`},
}
