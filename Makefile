# Heitu. `make build` needs Go alone; `make test` installs what else it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

TOOL := go tool -modfile=tools/go.mod
LOG := bin/test.log
BENCH ?= .
FUZZTIME ?= 30s
CYCLES ?= 200

.PHONY: build check test test-pg bench fuzz golden demo crash deps vuln clean

## build: one static binary, the same bytes wherever it is built
build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/heitu ./cmd/heitu

## check: what can be judged without running Heitu; well under a minute when warm
check:
	@unformatted=$$(gofmt -l cmd internal *.go); \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi
	@.ci/generated
	go vet ./...
	$(TOOL) staticcheck ./...
	go test -run 'TestLayers|TestStyle' .

# Tests that do the same thing thousands of times run without the race detector;
# what they do is raced over by the others.
LONG := ^(TestTwoWorlds|TestTwoWorldsFindLeaks|TestCrashAnywhere|TestCrashAtSystemCalls|TestRandomTampering|TestFlippedBits|TestBrowser|TestScript|TestNodeFolder|TestUndoRestores|TestFiguresAreARecount|TestLongTexts|TestLongReport|TestHarvestedIsVisible|TestBadFiles|TestExportThroughLibreOffice|TestLibreOfficeOpensFiles|TestLibreOfficeOpensPapers)$$

## test: everything, with the race detector, both databases and a browser
test: deps check build
	cd test && npm run --silent unit
	LOG=$(LOG) .ci/postgres .ci/gotest -race -count=1 -timeout 20m -skip '$(LONG)' ./...
	HEITU_TEST_BROWSER=1 LOG=$(LOG).long .ci/gotest -count=1 -timeout 25m -run '$(LONG)' ./internal/node ./internal/audit/second ./internal/office ./internal/figure ./internal/claims ./internal/harvest ./internal/sheet ./internal/paper ./cmd/heitu
	@cat $(LOG).long >> $(LOG)
	@.ci/count $(LOG)

## test-pg: what runs on PostgreSQL, alone
test-pg: deps
	.ci/postgres go test -race -count=1 ./internal/store/... \
		$$(grep -rl --include='*_test.go' HEITU_TEST_POSTGRES internal | xargs -r dirname | sort -u | sed 's#^#./#')

## bench: benchmarks (BENCH=pattern); the figures go to bin/bench.log too
bench:
	@mkdir -p bin
	.ci/postgres go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 60m ./internal/... | tee bin/bench.log
	cd bench && ../.ci/postgres go run . | tee -a ../bin/bench.log

## fuzz: every fuzz target for FUZZTIME
fuzz:
	.ci/fuzz $(FUZZTIME)

## golden: write expected outputs and generated documentation anew; look at the difference
golden:
	HEITU_GOLDEN=1 go test -count=1 -run 'Golden|Script|Docs' ./...
	git --no-pager diff --stat

## demo: a node with sample records, on this machine
demo: build
	bin/heitu demo

## crash: kill the node at its system calls, CYCLES times, and look for what was lost
crash: deps build
	HEITU_TEST_CRASH=$(CYCLES) go test -count=1 -v -timeout 60m -run 'TestCrash' ./...

## deps: the Debian and npm packages that the tests need
deps:
	@.ci/deps

## vuln: known weaknesses that the code reaches; VULNDB is an unpacked database
vuln:
	@if [ -z "$(VULNDB)" ]; then echo "usage: make vuln VULNDB=/path/to/unpacked/vulndb"; exit 2; fi
	$(TOOL) govulncheck -db "file://$(abspath $(VULNDB))" ./...

clean:
	rm -rf bin
