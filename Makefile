# Two commands do all: `make run` and `make test`. A fresh Debian 12 with a Swift toolchain is enough.
SWIFT ?= swift
SCENARIO ?= scenarios/first-light.yaml
DARKROOM = .build/release/darkroom
PACKAGES = libgsl-dev libsqlite3-dev pkg-config
BENCHMARKS = $(SWIFT) run -c release --package-path Benchmarks darkroom-benchmarks
BASELINE = Benchmarks/instructions.txt

.PHONY: run build test lint golden docs bench bench-check bench-baseline crash-check setup

run: build
	$(DARKROOM) run $(SCENARIO)

build: setup
	$(SWIFT) build -c release --product darkroom

test: setup
	$(SWIFT) test -c release -Xswiftc -enable-testing

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

# Rewrites golden files and generated pages; look at the difference before you commit it.
golden: setup
	DARKROOM_UPDATE_GOLDEN=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter 'ScenariosTests|ReportsTests'

docs: build
	$(DARKROOM) reference > docs/scenario-reference.md
	$(DARKROOM) metrics > docs/metrics.md
	$(DARKROOM) validate --write docs/validation.md

bench: setup
	$(BENCHMARKS)

# Fails when a hot path executes over 5 % more instructions than its baseline; needs no quiet machine.
bench-check: PACKAGES += valgrind
bench-check: setup
	$(BENCHMARKS) instructions $(BASELINE)

bench-baseline: PACKAGES += valgrind
bench-baseline: setup
	$(BENCHMARKS) instructions --write $(BASELINE)

# Kills real runs at random moments and looks whether the archive noticed; about a minute.
crash-check: build
	Tests/crash-check.sh $(DARKROOM)

# Installs what is missing; quiet when nothing is.
setup:
	@for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq $$missing; \
	fi
