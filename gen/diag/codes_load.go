package diag

// Errors in finding and loading packages, before any directive is read.
const (
	NoModule    Code = "BLK001"
	NoPackage   Code = "BLK002"
	NoDirective Code = "BLK003"
	SyntaxError Code = "BLK004"
	TypeError   Code = "BLK005"
	LoadError   Code = "BLK006"
	NoRuntime   Code = "BLK007"
	NotMain     Code = "BLK008"
)

var loadCodes = []Info{
	{
		NoModule, "directory is not part of a Go module",
		"blocksgen finds packages with the go command, which needs a `go.mod` file in this directory or in one above it.",
		"Change to a directory of your module. To start a new module, run `go mod init example.com/name`, then " +
			"`go get -tool github.com/blocksgen/blocksgen/cmd/blocksgen`.",
	},
	{
		NoPackage, "pattern matches no package",
		"Patterns have the syntax of the go command: `./...` means every package below this directory, `./hello` means one " +
			"package. A package needs at least one Go file that no build constraint excludes.",
		"Check the path. A path that is relative to this directory starts with `./`.",
	},
	{
		NoDirective, "no package has a directive",
		"The patterns match packages, but none of them is an app. A package is an app if it has the directive `//blocks:app` " +
			"above its package clause, or a function with `//blocks:interface` or `//blocks:api`.",
		"Write `//blocks:app` directly above the package clause of the package that should become an app. If you wrote a " +
			"directive already, check that it starts with `//blocks:`.",
	},
	{
		SyntaxError, "file is not valid Go",
		"The file has a syntax error, so its directives cannot be read. Only the first syntax error of each file is reported, " +
			"because later ones often follow from it.",
		"Correct the code at the reported position. `go vet` reports the same error.",
	},
	{
		TypeError, "package does not compile",
		"blocksgen needs the types of handlers and blocks, so the package must compile. At most ten errors are reported for " +
			"each package. Unused variables and imports are reported only if there is no other error.\n\n" +
			"Files that blocksgen generated earlier never cause this error: blocksgen ignores their content.",
		"Correct the code at the reported position. `go vet` reports the same error.",
	},
	{
		LoadError, "package cannot be loaded",
		"The go command cannot load the package or something that the package needs: a module is missing, packages import each " +
			"other in a cycle, `go.mod` has an error, or an embedded file cannot be read. The message comes from the go command.",
		"Run `go list ./...` to see the same error without blocksgen, and correct its cause. `go mod tidy` adds missing modules.",
	},
	{
		NoRuntime, "module does not require blocksgen",
		"Generated code imports blocksgen's runtime packages, so the app's module must require blocksgen.",
		"Run `go get -tool github.com/blocksgen/blocksgen/cmd/blocksgen`, then `go mod tidy`. The first command adds a `tool` " +
			"line to `go.mod`, which keeps the generator and the runtime at the same version.",
	},
	{
		NotMain, "package is not in the main module",
		"blocksgen writes next to the source of an app. The source of another module, in the module cache or in a directory that `go.mod` " +
			"replaces, belongs to that module.",
		"Run blocksgen in the directory of the other module. If both are yours, put them into one workspace: `go work use`.",
	},
}
