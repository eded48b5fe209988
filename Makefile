# `make help` lists what can be made. Everything is set up in .venv/ and node_modules/; nothing outside this folder is
# touched, except that `make test` as root installs Debian's Chromium where there is none.

CONTENT   ?= content
OUTPUT    ?= output
BASE_URL  ?=
PYTHON    ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
               "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
TEST_JOBS ?= auto

VENV      := .venv
BIN       := $(VENV)/bin
# Stamps stand in the folder that they speak of, so that deleting the folder is enough to set it up again.
RUNTIME   := $(VENV)/.runtime
DEV       := $(VENV)/.dev
MODULES   := node_modules/.runtime
JUDGES    := node_modules/.judges
VENDOR    := templates/assets/vendor/README.txt

PIP       := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM       := $(BIN)/python tools/npm.py
BUILD     := $(BIN)/site-builder build --content $(CONTENT) $(if $(BASE_URL),--base-url $(BASE_URL))

.DEFAULT_GOAL := site
.PHONY: site serve check test audit setup clean distclean help

site: setup ## build the website from content/ into output/ (CONTENT=, OUTPUT=, BASE_URL=)
	$(BUILD) --output $(OUTPUT)

serve: setup ## build, watch content/ and reload the browser
	$(BIN)/site-builder serve --content $(CONTENT)

check: setup $(DEV) ## formatter, linter, strict types, and the tests that need no browser
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -n $(TEST_JOBS) --ignore tests/browser

test: ## everything: what `check` does, and the tests in Chromium
	@$(MAKE) --no-print-directory check

audit: site ## the judges that need more: the Nu HTML checker (with Java) over every page

setup: $(RUNTIME) $(VENDOR) ## the virtual environment and the browser libraries, without building

$(VENV)/bin/python:
	@$(if $(PYTHON),,echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1)
	"$(PYTHON)" -m venv $(VENV)

$(RUNTIME): pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(PIP) install --editable '.[dev]'
	@touch $@ $(RUNTIME)

$(MODULES): package-lock.json tools/npm.py | $(VENV)/bin/python
	$(NPM) ci --omit=dev --ignore-scripts --no-audit --no-fund
	@touch $@

$(VENDOR): $(MODULES) tools/vendor.py
	$(BIN)/python tools/vendor.py

clean: ## delete the built site and every cache
	rm -rf $(OUTPUT) .cache build dist

distclean: clean ## delete what set-up brought, too
	rm -rf $(VENV) node_modules templates/assets/vendor

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
