# make site    the demo, built from content/ into output/
# make test    every check and test
# make serve   the demo with live preview
# make bench   cables per second and memory, of invented cables
# make fuzz    damaged cables of every format, a great many (FUZZ=20000 of each kind)
# make clean   remove what the above made, and nothing else
#
# Written for GNU make 3.81 and a path with spaces: every path here is relative.

PYTHON  := .venv/bin/python
SITEGEN := $(PYTHON) -m sitegen
JOBS    ?= 2
FUZZ    ?= 5000

.PHONY: site test lint types tests serve bench fuzz clean

site: .venv/installed
	$(SITEGEN) build
	@echo
	@echo "The demo is in output/. To look at it:"
	@echo "    python3 -m http.server -d output    then open http://localhost:8000/"
	@echo "    make serve                          the same, and it follows your edits"

test: lint types tests

lint: .venv/installed-dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: .venv/installed-dev
	$(PYTHON) -m mypy

tests: .venv/installed-dev
	CHROMIUM="$$($(PYTHON) scripts/browser.py --install)" && export CHROMIUM && \
	  $(PYTHON) -m pytest -n $(JOBS) $(PYTEST)

serve: .venv/installed
	$(SITEGEN) serve

bench: .venv/installed
	$(PYTHON) benchmarks/build.py

fuzz: .venv/installed-dev
	SITEGEN_FUZZ=$(FUZZ) $(PYTHON) -m pytest -n $(JOBS) tests/parse/test_fuzz.py

# The two stamps are older than pyproject.toml when something has to be installed again.
.venv/installed: pyproject.toml
	sh scripts/venv.sh
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: pyproject.toml
	sh scripts/venv.sh
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/installed $@

clean:
	rm -rf .venv output .sitegen dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find sitegen tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
