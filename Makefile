# Two commands on a fresh machine: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := .make/run
DEV := .make/dev
READER := .make/reader
READER_FROM := resources/reader
RECORDS ?= 100000

.PHONY: run test lint bench screenshots demo torture reader clean requirements
.DEFAULT_GOAL := run

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@mkdir -p .make && touch $@

$(DEV): requirements/dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@mkdir -p .make && touch $@

run: $(RUN)
	@$(BIN)/python -m fieldapp.launch

demo: $(RUN)
	$(BIN)/python -m fieldapp demo out

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(DEV)
	$(BIN)/python -m pytest -n 2

torture: $(DEV)
	FIELDAPP_TORTURE=1 $(BIN)/python -m pytest -n 2 tests/torture tests/bad_input tests/canary

bench: $(DEV)
	$(BIN)/python -m fieldapp bench --records $(RECORDS)

screenshots: $(DEV)
	$(BIN)/python -m tests.screenshots screenshots

# The page that opens packages in a browser. Needs Node; everything else works without it.
# Its modules stay outside resources, which is bundled whole, and no script of theirs is run.
$(READER)/node_modules/.package-lock.json: $(READER_FROM)/package.json $(READER_FROM)/package-lock.json
	@command -v npm > /dev/null || { echo "make reader needs Node and npm; all else works without"; exit 1; }
	@mkdir -p $(READER) && cp $^ $(READER)/
	npm ci --prefix $(READER) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

reader: $(READER)/node_modules/.package-lock.json
	node $(READER_FROM)/build.mjs $(READER)/node_modules $(READER_FROM)/built/reader.html
	@mkdir -p out/reader && cp $(READER_FROM)/built/reader.html out/reader/

# Needs uv; the files name packages by name, version and hash only.
requirements:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/run.in -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) .make out screenshots resources/reader/built
