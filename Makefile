# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
.DEFAULT_GOAL := help

.PHONY: help setup run test setup-test browser-test lint lock assets translations messages clean

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/package.stamp: pyproject.toml $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/package.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

assets: $(VENV)/run.stamp  ## Build style sheets and scripts (does nothing when they are current)
	@$(BIN)/python -m portal.web.assets_build

translations: $(VENV)/run.stamp  ## Compile the translations
	@$(BIN)/python -m portal.translations_build

setup: $(VENV)/package.stamp assets translations  ## Install everything that running needs

setup-test: setup $(VENV)/test.stamp  ## Install what testing needs besides

run: setup  ## Start the portal with demo content
	@$(BIN)/portal run --demo

test: setup-test  ## Pass every test that this machine can run
	$(BIN)/ruff check portal tests
	$(BIN)/mypy portal
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2 --dist loadscope

lint: setup-test  ## Check style, types and floors
	$(BIN)/ruff check portal tests
	$(BIN)/ruff format --check portal tests
	$(BIN)/mypy portal
	$(BIN)/lint-imports --no-cache

messages: setup-test  ## Take new sentences into the translation catalogues
	$(BIN)/pybabel -q extract -F translations/babel.cfg -k _l --no-location --sort-output --omit-header --ignore-dirs ".* node_modules instance build dist" -o translations/messages.pot .
	$(BIN)/pybabel -q update --omit-header --no-fuzzy-matching --ignore-obsolete -i translations/messages.pot -d translations

lock:  ## Make the hashed locks anew (needs uv)
	uv pip compile -q --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links requirements/run.in -o requirements/run.txt
	uv pip compile -q --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -c requirements/run.txt requirements/test.in -o requirements/test.txt

clean:  ## Remove everything that was installed, built or written
	rm -rf $(VENV) node_modules portal/web/static/dist instance
