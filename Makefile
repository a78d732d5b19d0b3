# Two commands do all the set-up: `make demo` and `make test`. Both install into .venv from the hashed lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.PHONY: demo test check docs bench bench-gate lock clean

demo: $(STAMP)  ## run the main job on the demo corpus
	$(BIN)/demonstrably demo

test: $(STAMP)  ## all tests, the files of them shared out among up to four processes
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: $(STAMP)  ## lint, types, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/check_docs.py

docs: $(STAMP)  ## put what the commands in the documentation print into it, and draw its pictures again
	$(BIN)/python scripts/make_pictures.py
	$(BIN)/python scripts/run_docs.py --write

bench: $(STAMP)  ## the benchmarks, on the data that is there
	$(BIN)/python -m benchmarks

bench-gate: $(STAMP)  ## fail where a figure fell below its floor
	$(BIN)/python -m benchmarks --gate

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make demo PYTHON=python3.12")'
	@echo "Installing into $(VENV); this happens once and takes about a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --no-compile --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib src || true
	@touch $@

LOCKED := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:  ## renew requirements.lock, and what ray adds to it (needs uv)
	$(LOCKED) --extra dev --output-file requirements.lock pyproject.toml scripts/build-requirements.in
	$(LOCKED) --extra ray --constraint requirements.lock --output-file requirements-ray.lock \
		$$(sed -n 's/^\([a-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.lock) pyproject.toml

clean:
	rm -rf $(VENV) demo-record build dist
