# The front door. `make` shows what there is.
#
#   make run     from a bare machine to reviewing real examples
#   make test    the same for the tests

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Which sample `make run` opens: instruction-following, banking or dialogues.
SAMPLE ?= instruction-following
# What `make bench` is told besides, such as BENCH="--examples 100000".
BENCH ?=
# Where `make install` puts things; DESTDIR is put before it, for packagers.
PREFIX ?= /usr/local
DESTDIR ?=

ASSAY := .build/release/assay
COMPLETIONS := .build/completions
MANUAL := .build/manual

# Homebrew keeps its headers and libraries where the compiler does not look.
ifeq ($(shell uname -s),Darwin)
  BREW := $(shell brew --prefix 2>/dev/null)
  SWIFT_FLAGS := -Xcc -I$(BREW)/include -Xcxx -I$(BREW)/include -Xlinker -L$(BREW)/lib \
    -Xcc -I$(BREW)/opt/ncurses/include -Xlinker -L$(BREW)/opt/ncurses/lib \
    -Xcc -I$(BREW)/opt/openblas/include -Xlinker -L$(BREW)/opt/openblas/lib
endif

.PHONY: help
help: ## Show this list
	@echo "make TARGET"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Open the workbench on real sample data (SAMPLE=banking, SAMPLE=dialogues for the others)
	@Scripts/fetch-model.sh $(ASSAY)
	@Scripts/make-sample-workspaces.sh $(ASSAY)
	@$(ASSAY) --workspace run/$(SAMPLE)

.PHONY: local-model
local-model: build ## Get a small model and a server for it that need no account (see docs/local-model.md)
	@Scripts/local-model.sh $(ASSAY)

.PHONY: build
build: dependencies ## Build the program in release mode
	@swift build $(SWIFT_FLAGS) -c release --product assay

# The terminal tests drive the debug build of the program, which must be there before they start.
.PHONY: test
test: test-dependencies ## Run all tests
	@swift build $(SWIFT_FLAGS) --product assay
	@swift test $(SWIFT_FLAGS) --disable-xctest

.PHONY: check
check: ## Check the format of the sources and who imports what
	@Scripts/check-swift.sh
	@swift format lint --strict -r Sources Tests Benchmarks Package.swift
	@Scripts/check-imports.sh

.PHONY: format
format: ## Format the sources
	@swift format -i -r Sources Tests Benchmarks Package.swift

.PHONY: bench
bench: test-dependencies build ## Measure the program and print a table (see docs/performance.md)
	@swift run $(SWIFT_FLAGS) -c release assay-bench $(ASSAY) $(BENCH)

.PHONY: bench-peers
bench-peers: ## Install the Python packages that the benchmark compares with, under .build/bench
	@python3 -m venv .build/bench/venv
	@.build/bench/venv/bin/python3 -m pip install --quiet -r Benchmarks/requirements.txt

.PHONY: docs
docs: build ## Write the manual page to .build/manual and the table of keys into docs/review.md
	@Scripts/update-key-table.sh $(ASSAY)
	@mkdir -p $(MANUAL)
	@swift package $(SWIFT_FLAGS) generate-manual
	@cp .build/plugins/GenerateManual/outputs/assay/*.1 $(MANUAL)/
	@echo "manual page in $(MANUAL)"

.PHONY: completions
completions: build ## Write the completions for bash, zsh and fish to .build/completions
	@mkdir -p $(COMPLETIONS)
	@$(ASSAY) --generate-completion-script bash > $(COMPLETIONS)/assay.bash
	@$(ASSAY) --generate-completion-script zsh > $(COMPLETIONS)/_assay
	@$(ASSAY) --generate-completion-script fish > $(COMPLETIONS)/assay.fish
	@echo "completions in $(COMPLETIONS)"

.PHONY: install
install: completions docs ## Install under PREFIX (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/assay/themes"
	install -m 755 $(ASSAY) "$(DESTDIR)$(PREFIX)/bin/assay"
	install -m 644 themes/*.toml "$(DESTDIR)$(PREFIX)/share/assay/themes"
	install -d "$(DESTDIR)$(PREFIX)/share/bash-completion/completions"
	install -m 644 $(COMPLETIONS)/assay.bash \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/assay"
	install -d "$(DESTDIR)$(PREFIX)/share/zsh/site-functions"
	install -m 644 $(COMPLETIONS)/_assay "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_assay"
	install -d "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 644 $(COMPLETIONS)/assay.fish \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/assay.fish"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 644 $(MANUAL)/*.1 "$(DESTDIR)$(PREFIX)/share/man/man1"

# run/ stays: it holds the decisions of whoever tried the samples.
.PHONY: clean
clean: ## Remove what was built (your decisions in run/ stay)
	rm -rf .build

.PHONY: dependencies
dependencies:
	@Scripts/check-swift.sh
	@Scripts/install-dependencies.sh

.PHONY: test-dependencies
test-dependencies:
	@Scripts/check-swift.sh
	@Scripts/install-dependencies.sh --tests
