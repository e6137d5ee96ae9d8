# Everything sets itself up: a private environment in .venv, every package pinned and hash-checked.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install
TRAIN := .venv-train/bin/python
# Where the CPU build of torch is: the package index has the one for graphics cards only
TORCH ?= $(or $(PIP_FIND_LINKS),https://download.pytorch.org/whl/cpu/torch/)

.DEFAULT_GOAL := help
.PHONY: help demo desk test check gate floors bench screenshot bench-reading bench-ledger bench-web bench-verdicts bench-copies dossier-real train lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

demo: .venv/core ## Read the sample reports and print where the US–Russia dialogue stands
	@mkdir -p .demo && rm -f .demo/dialogue.db .demo/dialogue.db-wal .demo/dialogue.db-shm
	@$(BIN)/dragoman read samples --ledger .demo/dialogue.db
	@$(BIN)/dragoman dialogue USA RUS --ledger .demo/dialogue.db

desk: .venv/core ## Open the sample reports as a desk in the browser; Ctrl-C ends it
	@mkdir -p .demo
	@$(BIN)/dragoman read samples --ledger .demo/dialogue.db
	@$(BIN)/dragoman serve --ledger .demo/dialogue.db

test: .venv/dev ## Run the tests
	@$(BIN)/python -m pytest

check: .venv/dev ## Lint, types, import contract, tests, docs and the floors of every set that is there
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest
	$(BIN)/python bench/gate.py

gate: .venv/dev ## Check that no figure stands below its floor; SETS="corpus-a …" for some sets
	@$(BIN)/python bench/gate.py $(SETS)

floors: .venv/dev ## Move the floors up to what is reached; DOWN=1 REASON="…" lets broken ones fall
	@$(BIN)/python bench/gate.py --move $(if $(DOWN),--down) $(if $(REASON),--reason "$$REASON") $(SETS)
	@$(BIN)/python bench/accuracy.py

bench: .venv/dev ## Print speed and memory on this machine
	@$(BIN)/python bench/speed.py
	@$(BIN)/python bench/ledger.py
	@$(BIN)/python bench/dialogues.py
	@$(BIN)/python bench/briefs.py

bench-web: .venv/dev ## Print what the desk's pages cost on 250,000 findings, and requests a second (wrk)
	@$(BIN)/python bench/web.py

bench-verdicts: .venv/dev ## Time verdicts by keyboard in Chromium
	@$(BIN)/python bench/verdicts.py

bench-copies: .venv/dev ## Print what finding copies and stories costs beside reading, on 50,000 reports
	@$(BIN)/python bench/copies.py

dossier-real: .venv/core ## Read real reports (REPORTS=file) into .demo/real.db, once, and print what was found
	@$(BIN)/python bench/real.py $(REPORTS)

bench-reading: .venv/dev ## Print how well it reads: the corpus, and the five reports, annotated news and the portal where present
	@$(BIN)/python bench/reading.py --corpus unseen

screenshot: .venv/dev ## Renew the picture of the desk in the README (needs chromium)
	@$(BIN)/python bench/screenshot.py

train: .venv-train/ready ## Train the networks on the corpus (a quarter of an hour); REPORTS=folder: with part r
	$(TRAIN) -m train.fit --only road $(TRAINING)
	$(TRAIN) -m train.fit --only given $(TRAINING)
	$(TRAIN) -m train.bystanders $(TRAINING)

TRAINING = $(if $(REPORTS),--reports $(REPORTS)) $(if $(CACHE),--cache $(CACHE))

lock: .venv/dev ## Renew the pinned packages from pyproject.toml
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --extra web --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/core.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras --group build --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements/core.lock -o requirements/dev.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group train --find-links $(TORCH) --python-platform x86_64-manylinux_2_28 --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -c requirements/core.lock -o requirements/train.lock

clean: ## Remove the environment and everything made
	rm -rf .venv .venv-train .demo .artefacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/core: requirements/core.lock pyproject.toml
	@echo "Setting up Dragoman in .venv (once, about a minute) …" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements/core.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv-train/ready: requirements/train.lock pyproject.toml
	@echo "Setting up training in .venv-train (once, a minute or two) …" >&2
	@test -x $(TRAIN) || $(PYTHON) -m venv .venv-train
	@$(TRAIN) -m pip --disable-pip-version-check --quiet --quiet install --find-links $(TORCH) --require-hashes -r requirements/train.lock
	@$(TRAIN) -m pip --disable-pip-version-check --quiet --quiet install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.lock .venv/core
	@echo "Adding the tools for tests and checks …" >&2
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@
