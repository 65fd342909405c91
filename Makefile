# Viveiro: two commands do it all, `make run` and `make test`; `make help` lists the rest.
UV_VERSION := 0.13.8
UV := .tools/bin/uv
BIN := .venv/bin
PORT ?= 8000
export UV_PROJECT_ENVIRONMENT := .venv
export VIVEIRO_PUBLIC_URL ?= http://localhost:$(PORT)
# What Python compiles is kept: a process that compiles all its libraries anew comes up a second later.
unexport PYTHONDONTWRITEBYTECODE
FRONTEND := $(shell find frontend/src frontend/public frontend/index.html frontend/*.ts -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run dev test check format migration seed bench warm screenshots browser clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: var/.seeded frontend/dist/index.html ## the whole region on http://localhost:8000 (PORT=… to change)
	@$(BIN)/viveiro serve --port $(PORT)

dev: var/.seeded frontend/node_modules/.stamp ## back end with reload on PORT, front end with hot reload on 5173
	@$(BIN)/viveiro serve --port $(PORT) --reload & back=$$!; trap "kill $$back" EXIT; \
	cd frontend && VIVEIRO_DEV_BACKEND=http://localhost:$(PORT) npx vite

test: .venv/.stamp-dev tests/tools/node_modules/.stamp frontend/dist/index.html browser ## everything: format, lint, types, contracts, both databases, real browser
	@./scripts/test

check: .venv/.stamp-dev tests/tools/node_modules/.stamp frontend/dist/index.html ## format, lint, types, contracts and the fast tests (SQLite), in a minute or two
	@./scripts/check

format: .venv/.stamp-dev frontend/node_modules/.stamp ## write the code the way the formatters want it
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

migration: .venv/.stamp-dev ## write a migration for what changed in the models: make migration m="what changed"
	$(BIN)/alembic upgrade head && $(BIN)/alembic revision --autogenerate -m "$(m)"

seed: .venv/.stamp ## fill an empty database with the believable region
	$(BIN)/viveiro migrate && $(BIN)/viveiro seed

bench: .venv/.stamp-bench ## how fast it is here, beside the peers: one table of figures, ratios and marks, in a quarter of an hour
	@$(BIN)/viveiro warm
	@$(BIN)/python -m tests.bench

warm: .venv/.stamp ## compile the matching library's inner loops now, not in the first request
	$(BIN)/viveiro warm

screenshots: .venv/.stamp-dev frontend/dist/index.html browser ## every page at 390 and 1280 px, both themes, both languages, into screenshots/
	$(BIN)/python -m tests.screenshots

browser: ## chromium, LibreOffice and Caddy from Debian, where they are missing (needs root to install)
	@./scripts/debian-tools

clean: ## forget the demo data and everything that was built
	rm -rf var frontend/dist .venv .tools frontend/node_modules tests/tools/node_modules

$(UV):
	python3 -m venv .tools && .tools/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/.stamp: uv.lock pyproject.toml | $(UV)
	$(UV) sync --frozen --no-default-groups --inexact -q && touch $@

.venv/.stamp-dev: .venv/.stamp
	$(UV) sync --frozen --group dev --group train --extra cluster --inexact -q && touch $@

.venv/.stamp-bench: .venv/.stamp-dev
	$(UV) sync --frozen --group bench --inexact -q && touch $@

frontend/node_modules/.stamp: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.stamp

tests/tools/node_modules/.stamp: tests/tools/package-lock.json
	cd tests/tools && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.stamp

frontend/dist/index.html: frontend/node_modules/.stamp $(FRONTEND)
	cd frontend && npx vite build --logLevel warn

var/.seeded: .venv/.stamp $(wildcard migrations/versions/*.py)
	@$(BIN)/viveiro migrate && $(BIN)/viveiro seed --if-empty && touch $@
