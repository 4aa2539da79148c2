# All that a user or CI calls. The environment is .venv, made from a lock with hashes; it is touched again only
# when the content of the lock has changed. PYTHON and VENV can be set on the command line.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN_ENV := $(VENV)/.requirements.lock
DEV_ENV := $(VENV)/.requirements-dev.lock
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes \
	--no-annotate --no-strip-extras --custom-compile-command "make lock" --quiet

.PHONY: help demo test coverage test-crash check score bench bench-large bench-serve lock web clean FORCE
.DELETE_ON_ERROR:

help:
	@echo "make demo        code the sample report, print its events, write the brief of the sample crisis"
	@echo "make test        lint, types, layers and all tests"
	@echo "make coverage    all tests, and which lines they run: twice as long"
	@echo "make test-crash  kill jobs at 50 moments (KILLS=200 for more, SEED=7 for others), resume, compare"
	@echo "make score       precision and recall on the gold articles"
	@echo "make bench       speed and memory, as ratios"
	@echo "make bench-large the queries of a project of 100,000 articles"
	@echo "make bench-serve the page of a project of 100,000 articles, with 50 clients for a minute"
	@echo "make lock        renew the lock files"
	@echo "make web         bundle anew what the pages take from others (needs node and npm; nobody else does)"
	@echo "make clean       remove the environment and all caches"

demo: $(RUN_ENV)
	@COLUMNS=$${COLUMNS:-100} $(BIN)/tocsin code examples/report.txt --published 2025-10-09 --format table
	@echo "The brief of the sample crisis, to open in any browser:"
	@$(BIN)/tocsin brief examples/crisis/reports.jsonl --out brief.html

test: check
	@sh tests/get_chromium.sh
	$(BIN)/pytest -n 2 --dist worksteal

coverage: $(DEV_ENV)
	@sh tests/get_chromium.sh
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

test-crash: $(DEV_ENV)
	TOCSIN_KILLS=$(or $(KILLS),50) TOCSIN_SEED=$(or $(SEED),6) $(BIN)/python tests/crash/run.py

check: $(DEV_ENV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(DEV_ENV)
	$(BIN)/python -m tocsin.evaluating
	$(BIN)/python -m training.measure

bench: $(DEV_ENV)
	$(BIN)/python bench/run.py

bench-large: $(DEV_ENV)
	TOCSIN_BENCH_ARTICLES=100000 $(BIN)/python bench/run.py projects

bench-serve: $(DEV_ENV)
	TOCSIN_BENCH_ARTICLES=100000 $(BIN)/python bench/run.py serving

lock: $(DEV_ENV)
	$(BIN)/python -m pip install --quiet uv
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --extra dev --constraints requirements.lock --output-file requirements-dev.lock

web:
	cd web && npm ci && node build.js

clean:
	rm -rf $(VENV) web/node_modules build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment is up to date when the lock that it was made from is the lock that is here.
# The lock names everything that is needed: pip need not work it out again (and old ones trip over some extras).
$(VENV)/.%.lock: %.lock FORCE
	@cmp -s $< $@ || { \
		$(PYTHON) -c 'import sys; sys.exit("Tocsin needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)' && \
		{ test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); } && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $< && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . && \
		cp $< $@; }

FORCE:
