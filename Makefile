# Two commands do everything: `make release` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help release test lint schema lock bench clean
help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

release: .venv/installed ## Build records/ into datapackage/ and validate it
	$(BIN)/onrecord build records --into datapackage
	$(BIN)/onrecord verify datapackage
	$(BIN)/frictionless validate datapackage/datapackage.json > .venv/frictionless.txt || { cat .venv/frictionless.txt; exit 1; }
	@echo "frictionless: VALID"

test: export PYTHONDONTWRITEBYTECODE =# tests start many programs: none compiles the modules that it imports anew
test: .venv/installed ## Run the tests
	$(BIN)/python -m pytest -n auto --no-loadscope-reorder

lint: .venv/installed ## Check style, types and the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

schema: .venv/installed ## Generate schema/ anew from the models
	$(BIN)/onrecord schema --into schema

lock: .venv/installed ## Pin the newest versions of everything in requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
	    --no-header --no-annotate --no-emit-package onrecord --output-file requirements.lock

PEERS := $(patsubst benchmarks/peers/%.txt,.venv/peers/%/installed,$(wildcard benchmarks/peers/*.txt))
bench: .venv/installed $(PEERS) ## Measure against other tools, each in an environment of its own (about two hours)
	set -e; for each in turtle.py ntriples.py entities.py build.py growth.py stages.py "stages.py --engine spark" \
	    "stages.py --engine spark --small 200000" engines.py verify.py; do \
	    echo "$$each"; $(BIN)/python benchmarks/$$each; done
	$(BIN)/python benchmarks/tables.py

.venv/peers/%/installed: benchmarks/peers/%.txt
	{ test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D); } && \
	    $(@D)/bin/pip install --quiet --disable-pip-version-check --requirement $< && touch $@ || \
	    echo "$* cannot be installed here: it is left out"

clean: ## Remove the environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
