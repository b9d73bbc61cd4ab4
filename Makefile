# Everything a newcomer types. Each target says what it does and installs what a fresh machine with Swift lacks.

PREFIX ?= /usr/local
SCENARIO ?= scenarios/support.yaml
FILTER ?=
SHARE := .build/share/hitl

.DEFAULT_GOAL := help
.PHONY: help deps build charts run test lint fuzz fuzz-quick hostile route-kills verify verify-quick benchmark benchmark-routing routing coverage validity instructions share install clean

help: ## show this list
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

deps: ## install GSL and libcrypto with their headers, where they are missing
	@Scripts/deps.sh

build: deps ## build .build/release/hitl and fetch the charts bundle
	@echo "building hitl (the first build takes a few minutes)"
	@swift build -c release --product hitl
	@Scripts/charts.sh $(SHARE) --once

charts: ## fetch the charts that reports embed, once
	@Scripts/charts.sh $(SHARE)

run: build ## build, then forecast the flagship scenario (SCENARIO=file for another)
	@echo "forecasting $(SCENARIO)"
	@HITL_SHARE="$${HITL_SHARE:-$(CURDIR)/$(SHARE)}" .build/release/hitl simulate $(SCENARIO)

test: deps lint ## check the style, then build and run all tests (FILTER=name for some, VERBOSE=1 for every line)
	@Scripts/test.sh "$(FILTER)"

lint: ## check the style of every Swift file; any finding is an error
	@echo "checking the style of the sources"
	@swift format lint --strict --parallel --recursive Sources Plugins Tests Benchmarks Package.swift

hostile: build ## show with strace that hostile scenarios, manifests and plans start, call and write nothing (Linux)
	@Scripts/strace_hostile.py

benchmark: deps ## measure speed beside limit.c and the PyPI peers, memory, threads (PARTS=some); needs ../shared/peers
	@Scripts/benchmark.py $(if $(PARTS),--only $(PARTS))

benchmark-routing: deps ## measure routing and training on real text beside scikit-learn; needs ../shared/data
	@Scripts/benchmark_routing.py; code=$$?; Scripts/routing_experiments.py --page; exit $$code

routing: build ## run the experiments of docs/evidence/routing.md (some ten minutes) and write its tables
	@Scripts/routing_experiments.py

route-kills: build ## end hitl route at 200 random moments over 1,000 queries: nothing printed is lost (MOMENTS=n)
	@Scripts/route_kills.py $(if $(MOMENTS),--moments $(MOMENTS))

coverage: deps ## measure how often intervals hold the truth, into results/coverage/ (ten minutes of one core)
	@echo "measuring the coverage of intervals"
	@swift run -c release interval-coverage results/coverage $(shell getconf _NPROCESSORS_ONLN)

validity: ## write docs/evidence/validity.md from the committed results
	@Scripts/validity.py

fuzz: build ## give the program 100,000 hostile inputs, into results/fuzz/ (an hour); a trap or a hang is a failure
	@Fuzz/fuzz.py --inputs 100000 --out results/fuzz

fuzz-quick: build ## the same with 3,000 inputs, in some minutes: what CI runs
	@Fuzz/fuzz.py

instructions: deps ## compare instruction counts with the committed ones (UPDATE=1 rewrites them)
	@Scripts/instructions.py $(if $(UPDATE),--update)

CASES ?= ../shared/truth/public.json

verify: build ## compare with exact results of theory, to 1% (CASES=file; an hour), into results/verify/
	@mkdir -p results/verify
	@.build/release/hitl verify --cases $(CASES) --out results/verify/$(basename $(notdir $(CASES))).json --force \
	    > results/verify/$(basename $(notdir $(CASES))).txt; code=$$?; tail -5 results/verify/$(basename $(notdir $(CASES))).txt; \
	    [ $$code -ne 2 ] || { echo "wide comparisons are no failure"; code=0; }; exit $$code

verify-quick: build ## the same to 10%, in three minutes: what CI runs; skipped without CASES
	@if [ -e "$(CASES)" ]; then \
	    .build/release/hitl verify --cases $(CASES) --quick > .build/verify-quick.txt; code=$$?; \
	    tail -6 .build/verify-quick.txt; exit $$code; \
	else echo "$(CASES) is not there: nothing is verified" >&2; fi

share: build ## write shell completions, the manual page and the schema of scenarios into .build/share
	@Scripts/share.sh .build/release/hitl .build/share

install: build ## build, then install under PREFIX=/usr/local or where you say
	@Scripts/install.sh "$(DESTDIR)$(PREFIX)" $(SHARE)

clean: ## remove everything that was built
	@echo "removing .build"
	@rm -rf .build
