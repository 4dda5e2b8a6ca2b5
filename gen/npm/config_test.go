package npm_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/npm"
)

func TestReadConfig(t *testing.T) {
	none := map[string]string{}
	for _, tt := range []struct {
		name          string
		env           map[string]string
		user, project string // .npmrc
		want          npm.Config
	}{
		{"nothing", nil, "", "", npm.Config{Registry: npm.DefaultRegistry, Scopes: none}},
		{"user", nil, "; mirror\nregistry = https://user.example/npm", "", npm.Config{Registry: "https://user.example/npm/", Scopes: none}},
		{"project before user", nil, "registry=https://user.example/", "registry=https://project.example/", npm.Config{Registry: "https://project.example/", Scopes: none}},
		{"environment before files", map[string]string{"NPM_CONFIG_REGISTRY": "https://env.example"}, "registry=https://user.example/", "registry=https://project.example/", npm.Config{Registry: "https://env.example/", Scopes: none}},
		{"small letters", map[string]string{"npm_config_registry": "http://127.0.0.1:4873"}, "", "", npm.Config{Registry: "http://127.0.0.1:4873/", Scopes: none}},
		{"scope and variable", map[string]string{"MIRROR": "mirror.example"}, "@x:registry=https://${MIRROR}/x\n", "", npm.Config{Registry: npm.DefaultRegistry, Scopes: map[string]string{"@x": "https://mirror.example/x/"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := configured(t, tt.env, tt.user, tt.project)
			got, err := npm.ReadConfig(dir)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestConfigRefuses(t *testing.T) {
	for address, want := range map[string]string{
		"http://registry.example/": "it is not HTTPS",
		"registry.example":         "it is not a URL with https://",
		"file:///tmp":              "it is not a URL with https://",
	} {
		dir := configured(t, nil, "registry="+address, "")
		if _, err := npm.ReadConfig(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", address, err, want)
		}
	}
}

// configured sets the environment and the files, and returns a directory below the
// project's.
func configured(t *testing.T, env map[string]string, user, project string) string {
	t.Helper()
	for _, name := range []string{"NPM_CONFIG_REGISTRY", "npm_config_registry", "NPM_CONFIG_USERCONFIG", "npm_config_userconfig"} {
		t.Setenv(name, "") // so that it is restored
		os.Unsetenv(name)
	}
	root := t.TempDir()
	for name, content := range map[string]string{"home/.npmrc": user, "project/.npmrc": project} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Join(filepath.Dir(file), "sub"), 0o755); err != nil {
			t.Fatal(err)
		}
		if content != "" {
			if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("HOME", filepath.Join(root, "home"))
	for name, value := range env {
		t.Setenv(name, value)
	}
	return filepath.Join(root, "project", "sub")
}
