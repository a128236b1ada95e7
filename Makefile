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

test: .venv/installed ## Run the tests
	$(BIN)/python -m pytest -n auto

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
	    --no-header --no-annotate --no-emit-index-url --no-emit-package onrecord --output-file requirements.lock

PEERS := .venv/peers
bench: .venv/installed ## Measure against other tools, each in an environment of its own (about half an hour)
	test -x $(PEERS)/flatterer/bin/flatterer || { $(PYTHON) -m venv $(PEERS)/flatterer && \
	    $(PEERS)/flatterer/bin/pip install --quiet flatterer==0.25.0; }
	$(BIN)/python benchmarks/turtle.py
	$(BIN)/python benchmarks/build.py --flatterer $(PEERS)/flatterer/bin/flatterer
	$(BIN)/python benchmarks/verify.py --figures 100000
	$(BIN)/python benchmarks/verify.py --figures 1000000 --runs 1 --clean-only

clean: ## Remove the environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
