# make run, make test and make lint need Python 3.11 or newer and nothing else; the rest is installed into .venv.

PYTHON ?= python3
PYTEST_ARGS ?=
IN_VENV := .venv/bin/python
LOCK := $(IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml

.PHONY: run test pictures benchmark lint format lock clean ready ready-dev

run: ready ## Serve the site on this machine: HOST, PORT and every setting come from the environment
	@$(IN_VENV) manage.py serve

test: ready-dev ## The whole suite, a process a core; PYTEST_ARGS narrows it, with -n0 in one process
	@$(IN_VENV) -m pytest -n auto --maxprocesses=8 $(PYTEST_ARGS)

pictures: ready-dev ## The pictures of the handbook, made afresh by the browser test that walks its path
	@HANDBOOK_PICTURES=docs/pictures $(IN_VENV) -m pytest -q tests/browser/test_whole_path.py

benchmark: ready-dev ## Pages and imports at ten thousand and two million results; minutes, and 1 GB of disk
	@$(IN_VENV) -m tests.benchmarks

lint: ready-dev ## Style, templates, migrations in step, production settings
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	@DATABASE_URL=sqlite:///:memory: $(IN_VENV) manage.py makemigrations --check --dry-run
	@DATABASE_URL=sqlite:///:memory: SITE_URL=https://news.example $(IN_VENV) manage.py check --deploy --fail-level WARNING

format: ready-dev
	@$(IN_VENV) -m ruff check --fix .
	@$(IN_VENV) -m ruff format .
	@find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

lock: ready-dev ## Renew the two lists of exact versions from pyproject.toml
	@$(LOCK) --output-file requirements.txt $(LOCK_ARGS)
	@$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt $(LOCK_ARGS)

clean: ## Everything that can be made again; never var/, which holds the site
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) newsroom/bootstrap.py requirements.txt

ready-dev:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) newsroom/bootstrap.py requirements-dev.txt
