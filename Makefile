# Needs: python3 (3.11 or newer) with venv, and make. Everything else is installed into .venv.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
WORKERS ?=

# Scripts in .venv/bin carry the path of this folder; modules survive a move.
RUN := $(BIN)/python -m

# No .venv, one of another Python version, or one whose making was interrupted: make it anew.
SOUND := $(shell $(BIN)/python -c "import pip" 2>/dev/null && echo yes)
ANEW := $(if $(SOUND),,anew)

export WORKERS
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0
unexport PYTHONPATH PYTHONHOME

.PHONY: help setup run test check bench reset lock fmt anew
.DEFAULT_GOAL := help

help: ## the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name what; do \
		printf '  make %-6s %s\n' "$$name" "$$what"; done

setup: $(VENV)/.dev ## the environment with all that running and testing need; no database

run: $(VENV)/.runtime ## the shop at http://127.0.0.1:8000 (PORT=8001 make run: another port)
	@exec $(RUN) app.cli.run

test: setup ## every check and test; the one test command
	@exec $(RUN) tests.support.lanes

check: setup ## its fast part: no database, no browser
	@exec $(RUN) tests.support.lanes --fast

bench: setup ## ratios, measured side by side in one run
	@exec $(RUN) bench

reset: ## start over: removes what is under var/, nothing else
	@if $(BIN)/python -c "import psutil, psycopg" 2>/dev/null; then exec $(RUN) app.cli.run --reset; \
		elif test -d var; then find var -mindepth 1 -delete; fi

fmt: setup ## write the code as the formatter wants it
	@$(RUN) ruff check --fix-only --quiet .
	@$(RUN) ruff format .

lock: ## requirements*.txt from requirements*.in, with hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock perlu uv."; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt

$(BIN)/python: $(ANEW)
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Perlu Python 3.11 atau lebih baru (PY=python3.12 make …)."; exit 1; }
	@$(PY) -c 'import ensurepip' 2>/dev/null || { echo "Perlu venv: apt install python3-venv"; exit 1; }
	@umask 022; $(PY) -m venv --clear $(VENV)

# Stamps are touched last, so an interrupted install is repeated. umask: as root, the database's user reads from here.
# uv only where it is already there; it does not know pip's settings (mirrors), so pip has the last word.
define install
	@umask 022; { test -n "$(UV)" && "$(UV)" pip install -q --python $(BIN)/python --require-hashes -r $(1) 2>/dev/null; } \
		|| $(RUN) pip install -q --require-hashes -r $(1)
	@touch $@
endef

$(VENV)/.runtime: requirements.txt $(ANEW) | $(BIN)/python
	@echo "Memasang paket (sekali saja, kira-kira satu menit)…"
	$(call install,requirements.txt)

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Memasang alat uji (sekali saja, kira-kira satu menit)…"
	$(call install,requirements-dev.txt)
