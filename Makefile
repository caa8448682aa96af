# make demo   first steps: installs into .venv, runs the loop, opens JupyterLab
# make test   everything that can be checked here
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
SOURCES := $(shell find extensions jupyter-config -type f -not -path '*/node_modules/*' -not -path '*/lib/*' -not -path '*/.yarn/*' 2>/dev/null)

.PHONY: demo test lint types docs hooks bench soak release lab clean

demo: $(VENV)/.installed
	$(BIN)/workbench demo $(ARGS)

lab: $(VENV)/.installed
	$(BIN)/jupyter lab notebooks/01_tour.ipynb

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The workbench needs Python 3.11 or newer; say which: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Installed again where the dependencies or the JavaScript have changed.
$(VENV)/.installed: $(BIN)/python pyproject.toml $(SOURCES)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tests-installed: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@

test: $(VENV)/.tests-installed
	@sh tests/system-packages.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

lint: $(VENV)/.tests-installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.tests-installed
	$(BIN)/mypy

docs: $(VENV)/.tests-installed
	$(BIN)/python notebooks/site/build.py build/docs
	@echo "open build/docs/index.html"

# What each commit is checked by, before it is made.
hooks: $(VENV)/.tests-installed
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	$(BIN)/pre-commit install

# One process at a time, so that figures can be compared.
bench: $(VENV)/.tests-installed
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

soak: $(VENV)/.tests-installed
	WORKBENCH_SOAK=1 $(BIN)/python -m pytest -m soak $(ARGS)

# The wheel and the source archive, and a proof of the wheel in an environment of its own.
release: $(VENV)/.tests-installed clean
	$(BIN)/python -m pip install --quiet build
	rm -rf dist && $(BIN)/python -m build --quiet --outdir dist .
	rm -rf build/release && $(PYTHON) -m venv build/release
	build/release/bin/python -m pip install --quiet dist/*.whl
	build/release/bin/workbench demo --no-lab --folder build/release/demo

clean:
	rm -rf workbench/labextension workbench/widgets/static demo-output
