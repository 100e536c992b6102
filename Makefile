# Les commandes du projet ; `make help` les énumère.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8050
BIN := .venv/bin
# `make test PYTEST_ARGS="-m 'not browser'"` runs a part of the suite.
PYTEST_ARGS ?=
# A stamp per list of packages: pip runs again only when the list has changed.
INSTALLED := .venv/.installed
DEV_INSTALLED := .venv/.installed-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test lint format demo bench vendor clean

help: ## affiche cette aide
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(INSTALLED) ## installe, crée le magasin de démonstration s'il n'y en a pas, sert sur http://127.0.0.1:8050
	@# Built apart: an interrupted demonstration is never taken for a store.
	@if [ -z "$${GABARE_DATABASE_URL:-}" ] && [ ! -e var/gabare.db ]; then \
	  rm -rf var/demo; \
	  GABARE_DATABASE_URL=sqlite:///var/demo/gabare.db $(BIN)/python -m loaders demo; \
	  mv var/demo/gabare.db* var/; touch var/demonstration; \
	fi
	@echo "Gabare : http://$(ADDRESS) (Ctrl-C pour arrêter)"
	@# Of simulated leaks anyone may say anything: the form gives this code.
	@if [ -z "$${GABARE_DATABASE_URL:-}" ] && [ -e var/demonstration ]; then \
	  export GABARE_FOLLOW_UP_CODE="$${GABARE_FOLLOW_UP_CODE-demonstration}"; \
	fi; \
	export PATH="$(CURDIR)/$(BIN):$$PATH" GUNICORN_CMD_ARGS="--bind $(ADDRESS)"; \
	exec $$(sed -n 's/^web: *//p' Procfile)

test: $(DEV_INSTALLED) ## installe ce qui manque et lance toute la suite de tests
	@.ci/system-packages
	@# Compiled once, whatever the machine prefers: the suite starts dozens of servers and commands.
	@# A file stays whole, for its stores are made once; tests/turns.py puts files in order.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

lint: $(DEV_INSTALLED) ## vérifie le style du code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(DEV_INSTALLED) ## met le code en forme
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: $(INSTALLED) ## remplit un magasin vide de données simulées
	$(BIN)/python -m loaders demo

bench: $(DEV_INSTALLED) ## mesure les débits, les temps de réponse et le poids des pages
	@.ci/system-packages
	$(BIN)/python -m bench

vendor: $(INSTALLED) ## recopie depuis npm les fichiers servis aux navigateurs (demande npm)
	$(BIN)/python -m components.web.vendor

clean: ## retire l'environnement Python et les caches ; var/ (les données) est conservé
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@PYTHON=$(PYTHON) .ci/python-environment

$(INSTALLED): requirements.txt | $(BIN)/python
	@echo "Installation des paquets Python…"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV_INSTALLED): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installation des paquets Python et de ceux des tests…"
	@$(PIP) -r requirements-dev.txt
	@touch $(INSTALLED) $@
