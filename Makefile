# Everything lives in .venv/: nothing is installed outside this folder.
# Needs python3 (3.11 to 3.13, with venv), make and git.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
STAMP := .venv/.installed
HOTE ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
# The YAML cases: those of our variables, folder by folder, published amounts, upstream's own.
CAS := $(addprefix tests/rules/,national departement region agglomeration caisses baremes amont)
# The first Python of this machine that suits; `make install PYTHON=python3.12` chooses one.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; \
	then echo $$python; break; fi; done)

.PHONY: help install run test lint format bench lock docs clean

help:  ## Liste les commandes
	@echo "Droits ouverts — make COMMANDE"
	@awk 'BEGIN {FS = ":.*?## "} /^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP)  ## Installe le projet et la commande « droits » dans .venv/

run: install  ## Ouvre l'application sur http://127.0.0.1:8000 (HOTE=… PORT=… pour changer)
	@$(BIN)/droits servir --hote $(HOTE) --port $(PORT)

test: install  ## Lance tous les tests (PYTEST_ARGS="-k mot" pour en choisir)
	$(BIN)/pytest -n auto --dist loadfile $(PYTEST_ARGS)
	$(BIN)/openfisca test -c rules $(CAS)

lint: install  ## Vérifie le style, les types et le sens des imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install  ## Met le code en forme
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install  ## Mesure les vitesses et les réponses incertaines (une heure)
	$(BIN)/python -m tests.benchmarks.mesures
	$(BIN)/python -m tests.benchmarks.http
	$(BIN)/python -m tests.benchmarks.calibration
	$(BIN)/python -m tests.benchmarks.entretiens
	$(BIN)/python -m tests.benchmarks.temps_incertitude

docs: install  ## Réécrit les pages produites par le code
	$(BIN)/python -m simulations.schema_doc > docs/situation.md.tmp
	mv docs/situation.md.tmp docs/situation.md
	$(BIN)/python -m simulations.examples_doc > docs/exemples.md.tmp
	mv docs/exemples.md.tmp docs/exemples.md
	$(BIN)/python -m simulations.droits_doc > docs/droits/index.md.tmp
	mv docs/droits/index.md.tmp docs/droits/index.md
	$(BIN)/python -m simulations.etat_doc > docs/droits/etat-du-droit.md.tmp
	mv docs/droits/etat-du-droit.md.tmp docs/droits/etat-du-droit.md
	$(BIN)/python -m simulations.audit.modele > docs/audit-fichiers.md.tmp
	mv docs/audit-fichiers.md.tmp docs/audit-fichiers.md
	$(BIN)/python -m simulations.montants_doc > docs/montants-publies.md.tmp
	mv docs/montants-publies.md.tmp docs/montants-publies.md

lock: $(BIN)/python  ## Recalcule requirements.lock d'après pyproject.toml (MAJ=--upgrade : dernières versions)
	$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@# What is pinned stays pinned: uv reads the versions of the file it writes to.
	sed '/^# Written by/d' requirements.lock > lock.tmp
	$(BIN)/uv pip compile pyproject.toml --no-config --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--quiet $(MAJ) --output-file lock.tmp
	@echo "# Written by \`make lock\` from pyproject.toml; Python 3.11 to 3.13, every platform." > requirements.lock
	cat lock.tmp >> requirements.lock
	rm lock.tmp

clean:  ## Supprime .venv/ et les caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11, 3.12 ou 3.13 est nécessaire ; trouvé : $$(python3 --version 2>&1 || true)." >&2; \
		echo "Installez l'une de ces versions, ou indiquez-la : make $(MAKECMDGOALS) PYTHON=/chemin/vers/python3.12" >&2; \
		exit 1; \
	fi
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo "Python 3.11, 3.12 ou 3.13 est nécessaire ; $(PYTHON) ne convient pas." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		rm -rf .venv; \
		echo "Le module venv de Python manque (sous Debian ou Ubuntu : apt install python3-venv)." >&2; \
		exit 1; }

$(STAMP): requirements.lock pyproject.toml rules/versions.py | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
