# Everything needs only Python 3.11 to 3.14 with pip and venv; `make play` and `make test` do the set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
READY := $(VENV)/.playable

.PHONY: play test setup lint-story bench soak clean

play: $(READY)
	@$(BIN)/undone play $(ARGS)

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --benchmark-disable -m "not soak and not bench" $(ARGS)

setup: $(STAMP)

lint-story: $(STAMP)
	$(BIN)/undone lint $(ARGS)

bench: $(STAMP)
	$(BIN)/python -m pytest -m bench --benchmark-columns=min,median,max,rounds $(ARGS)

soak: $(STAMP)
	$(BIN)/python -m pytest -n 2 -m soak $(ARGS)

clean:
	rm -rf $(VENV)

# What playing needs; tests and writers' tools need more.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[art]'
	@touch $(READY)

$(STAMP): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,art,tools]'
	@touch $(STAMP)
