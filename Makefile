# Shortcuts for people who work on the program. Editors need none of them: python3 build.py
PYTHON ?= python3
# the test environment's own, made by `make prepare`
TOOLS := .venv-test/$(if $(filter Windows_NT,$(OS)),Scripts/python.exe,bin/python)
COMPILE := -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate

.PHONY: help prepare test soak lint format bench lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

prepare: ## bring together what the tests need (Chromium, fonts, .venv-test, html-validate)
	@$(PYTHON) tests/prepare.py

test: lint ## everything that must pass before a commit
	$(TOOLS) -m pytest

soak: prepare ## the long runs that make test leaves out
	$(TOOLS) -m pytest -m soak

lint: prepare ## style and types only
	$(TOOLS) -m ruff check .
	$(TOOLS) -m ruff format --check .
	$(TOOLS) -m mypy

format: prepare ## put the code in the common style
	$(TOOLS) -m ruff check --fix .
	$(TOOLS) -m ruff format .

bench: prepare ## how fast it is
	$(TOOLS) tests/benchmarks/run.py

lock: prepare ## pin all parts anew, with hashes and without any address
	$(TOOLS) $(COMPILE) --upgrade pyproject.toml -o requirements.txt
	$(TOOLS) $(COMPILE) --upgrade requirements-test.in -o requirements-test.txt
	$(TOOLS) tests/prepare.py lock

clean: ## remove caches; never content, a built site or an environment
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
	find site_src tests -name node_modules -prune -o -name __pycache__ -prune -exec rm -rf {} +
