# Two commands do everything: `make demo` serves a demo app, `make test` runs all tests.
# The others are for working on the project itself; CONTRIBUTING.md says when.

APP   ?= kitchen
TOOLS := go tool -modfile=tools.mod
TEST  ?= ./...

.PHONY: demo test update lint bench attack soak mutate setup

## demo: generate and serve a demo app on 127.0.0.1:7860 (APP=hello picks another one of golden/).
demo:
	go generate ./golden/$(APP)
	CGO_ENABLED=0 go run ./golden/$(APP)/cmd/$(APP)

## test: install what tests need where it is missing, then run all of them.
test: setup lint
	BLOCKSGEN_E2E=1 go test -race -timeout 20m $(TEST)
	cd golden/packs && BLOCKSGEN_E2E=1 go test # a module of its own: it fetches npm packages

## update: bring everything that is generated up to date: setters, docs, page assets, golden apps.
update:
	go generate ./gen/blocks ./runtime/ui ./runtime/web
	go test ./gen ./gen/bind ./gen/bind/tree ./gen/bundle/write ./gen/blocks/write ./gen/directive ./gen/emit ./gen/source ./golden ./golden/internal/page ./runtime/mdhtml -update
	go test ./gen/diag -update # its pages show the cases written before
	cd golden/packs && go tool blocksgen generate ./...

## lint: formatting, vet, staticcheck, types of the page's TypeScript.
lint: setup
	@out=$$($(TOOLS) gofumpt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "not gofumpt clean:"; echo "$$out"; exit 1; }
	go vet ./...
	cd golden/packs && go vet .
	$(TOOLS) staticcheck ./...
	cd runtime/web && npx --no-install tsc --noEmit

## bench: the figures of docs/benchmarks.md.
bench:
	go test -run '^$$' -bench . -benchmem ./...

## attack: attack an app as strangers would, with limits of the operating system, and look for costly inputs.
attack:
	BLOCKSGEN_ATTACK=1 go test -count=1 -timeout 20m -v ./golden/attack
	BLOCKSGEN_ATTACK=1 BLOCKSGEN_E2E=1 go test -count=1 -timeout 40m -run Attack ./golden/gallery
	go test -run '^$$' -fuzz FuzzCost -fuzztime 60s ./runtime/wire
	go test -run '^$$' -fuzz FuzzCost -fuzztime 60s ./runtime/mdhtml

## soak: load an app for minutes: 10,000 sessions at once, results of any size, a million events of 100,000 sessions three times.
soak:
	BLOCKSGEN_SOAK=1 go test -count=1 -timeout 20m -v -run TestCensus ./runtime/app
	BLOCKSGEN_SOAK=1 go test -count=1 -timeout 40m -v ./golden/soak

## mutate: break one line of the runtime at a time and see whether a test notices (NAME=queue takes some of the list).
mutate: setup
	BLOCKSGEN_MUTATE=1 go test -count=1 -timeout 3h -v -run 'TestMutations/$(NAME)' ./golden/mutate

setup:
	scripts/setup
