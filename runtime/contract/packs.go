package contract

// The files of an archive of asset packs, beside those that its manifest names. One
// whose name ends with .br holds the compressed form of another.
const (
	PackManifest = "manifest.json"
	PackLicenses = "licenses.txt"
)

// Packs is the manifest of an archive of asset packs: name → pack.
type Packs map[string]Pack

// Pack is one asset pack. Its files are in the archive.
type Pack struct {
	Script string `json:"script"`          // module to import
	Style  string `json:"style,omitempty"` // style sheet to load before it runs
}
