# `make help` lists what can be made. Set-up goes into .venv/, node_modules/ and templates/assets/vendor/; nothing outside
# this folder is touched, except that `make test` as root installs Debian's Chromium where there is no browser.

CONTENT   ?= content
OUTPUT    ?= output
DOCS      ?= docs-output
BASE_URL  ?=
REMOTE    ?= origin
BRANCH    ?= gh-pages
CNAME     ?=
PYTHON    ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
               "$$p" -c $(IS_NEW) 2>/dev/null && echo "$$p" && break; done)
TEST_JOBS ?= auto
BENCHMARK ?= --sizes 1000 --runs 3

IS_NEW    := 'import sys; sys.exit(sys.version_info < (3, 11))'
VENV      := .venv
BIN       := $(VENV)/bin
PIP       := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM       := $(BIN)/python tools/node.py npm

# A stamp stands in the folder that it speaks of, so that deleting the folder is enough to have it set up again.
RUNTIME   := $(VENV)/.runtime
DEV       := $(VENV)/.dev
LIBRARIES := node_modules/.libraries
JUDGES    := node_modules/.judges
VENDOR    := templates/assets/vendor/LIBRARIES.txt
PEERS     := .cache/bench/.peers
PINS      := $(addprefix benchmarks/peers/,requirements.txt package.json package-lock.json .npmrc)

.DEFAULT_GOAL := site
.NOTPARALLEL:
.PHONY: site docs serve publish wheel check test audit screenshots bench instructions setup gate chromium clean distclean help

site: setup ## build the website from content/ into output/ (CONTENT=, OUTPUT=, BASE_URL=)
	$(BIN)/site-builder build --content "$(CONTENT)" --output "$(OUTPUT)" $(if $(BASE_URL),--base-url "$(BASE_URL)")

docs: setup ## build the documentation from docs/ into docs-output/ (DOCS=, BASE_URL=)
	$(BIN)/site-builder build --content docs --templates docs/templates --output "$(DOCS)" $(if $(BASE_URL),--base-url "$(BASE_URL)")

serve: setup ## build, watch content/ and reload the browser
	$(BIN)/site-builder serve --content "$(CONTENT)"

publish: $(DEV) site ## build, and publish on a branch (BASE_URL=, REMOTE=origin, BRANCH=gh-pages, CNAME=)
	$(BIN)/python -m tools.publish "$(OUTPUT)" --remote "$(REMOTE)" --branch "$(BRANCH)" $(if $(CNAME),--cname "$(CNAME)")

wheel: $(DEV) setup ## the wheel and the source archive, into dist/
	$(BIN)/python -m hatchling build --directory dist

check: gate ## formatter, linter, strict types, and the tests that need no browser
	$(BIN)/pytest -n $(TEST_JOBS) --ignore tests/browser

test: chromium gate ## all of it: what `check` does, and the tests in Chromium
	$(BIN)/pytest -n $(TEST_JOBS)

audit: chromium site docs instructions $(JUDGES) ## the judges that need more: Nu (with Java), axe-core, Lighthouse, weights, the cost of a build (valgrind)
	$(BIN)/python -m tools.audit "$(OUTPUT)" "$(DOCS)"

screenshots: chromium setup ## take the pictures of README.md
	$(BIN)/python -m tools.screenshots

bench: setup $(PEERS) ## this project beside Hugo, Pagefind, Eleventy and Pelican (BENCHMARK="--sizes 1000 --runs 3")
	$(BIN)/python -m benchmarks.compare $(BENCHMARK)

instructions: setup ## compare the CPU instructions of a build with the committed figures; needs valgrind
	$(BIN)/python -m benchmarks.instructions --install

setup: $(RUNTIME) $(VENDOR) ## the virtual environment and the browser libraries, without building
	@:

gate: $(DEV) setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

chromium: $(DEV)
	$(BIN)/python tools/chromium.py --install

$(BIN)/python:
	@$(if $(PYTHON),"$(PYTHON)" -c $(IS_NEW),false) || { echo "site-builder needs Python 3.11 or newer." \
	  "Install it, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): pyproject.toml hatch_build.py | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml hatch_build.py | $(BIN)/python
	$(PIP) install --editable '.[dev]'
	@touch $@ $(RUNTIME)

$(LIBRARIES): package-lock.json | $(BIN)/python
	$(NPM) ci --omit=dev --ignore-scripts
	@touch $@

$(JUDGES): package-lock.json | $(BIN)/python
	$(NPM) ci --ignore-scripts
	@touch $@ $(LIBRARIES)

$(VENDOR): $(LIBRARIES) tools/vendor.py
	$(BIN)/python tools/vendor.py

$(PEERS): $(PINS) | $(BIN)/python
	$(BIN)/python -m venv $(@D)/venv
	$(@D)/venv/bin/python -m pip --disable-pip-version-check --quiet install --requirement $<
	cp $(filter-out $<,$^) $(@D)
	$(NPM) ci --prefix $(@D) --ignore-scripts
	@touch $@

clean: ## delete the built site and every cache
	rm -rf "$(OUTPUT)" "$(DOCS)" .cache build dist

distclean: clean ## delete what set-up brought, too
	rm -rf $(VENV) node_modules templates/assets/vendor

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
