# make run    the whole portal on this machine (PORTAL_PORT, PORTAL_VAR, PORTAL_DEMO_PASSWORD)
# make test   everything that must hold before a change lands (ARGS="-k rollup" passes arguments to pytest)
.DEFAULT_GOAL := run
.PHONY: run test lint check-migrations pytest format messages lock audit sbom demo-data bench load load-costs soak drill \
	chaos snapshot venv venv-dev clean

PY := .venv/bin/python

run: venv
	@PORTAL_PARENT=$$PPID exec $(PY) -m fce_portal.run

test: lint check-migrations pytest

lint: venv-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --lint --quiet templates */templates
	.venv/bin/mypy

# Asks the models and the files alone: a data folder here may hold a database of another version.
check-migrations: venv-dev
	PORTAL_VAR=var/no-database $(PY) -W ignore manage.py makemigrations --check --dry-run

# What was compiled is kept below var/ for the next run, also where the environment forbids it beside the sources: a tenth
# of the time of each process was compiling.
pytest: venv-dev
	PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/var/pycache $(PY) -m pytest -n 3 $(ARGS)

format: venv-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# Collect the visible strings for translation (needs gettext; on Debian: apt-get install gettext).
messages: venv-dev
	$(PY) manage.py makemessages -l es --no-location --no-wrap -i .venv -i var -i tests -i bench

# Write the versions of all libraries and their hashes anew, after a change of the dependencies in pyproject.toml (needs
# uv: pip install uv). What is locked stays at its version: UPGRADE="--upgrade" moves all, "-P django" only one.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)
lock:
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -o requirements-dev.txt
	$(LOCK) --no-annotate --group audit -o requirements-audit.txt

# Ask whether a locked library has a known hole (needs a network; fails where nobody could be asked).
audit:
	@deploy/audit.sh

# The bill of materials of this version (CycloneDX JSON) from the locked versions; asks nobody.
sbom:
	python3 deploy/sbom.py $(or $(TO),sbom.json)

demo-data: venv
	$(PY) manage.py demo_data --schools $(or $(SCHOOLS),45) --activities $(or $(ACTIVITIES),9000) --seed $(or $(SEED),1)

bench: venv-dev
	$(PY) -m bench $(ARGS)

# The highest rate at which people of every role arrive and nobody waits a second; half of it for half an hour
# (docs/benchmarks.md). ARGS="--schools 1800 --activities 5000000" for the full size.
load: venv
	$(PY) -m bench.load $(ARGS)

# What schools and activities cost in disk, rollups and nights (docs/scale.md).
load-costs: venv
	$(PY) -m bench.load.costs $(ARGS)

soak: venv
	$(PY) -m bench.load.soak $(ARGS)

# Backs up a portal under load, restores it elsewhere and compares; then goes back to a moment between two backups.
drill: venv
	$(PY) -m bench.drill $(ARGS)
	$(PY) -m bench.point_in_time

# Lets people work in a portal of its own while its processes, disks, connections and clocks break, and proves that nothing
# was lost (ARGS="--faults 1000 --seed 7").
chaos: venv-dev
	$(PY) -m bench.chaos $(ARGS)


# Keeps a small database of this version, which every later version must be able to take over (docs/releasing.md).
snapshot: venv-dev
	$(PY) -m tests.upgrades.making $(ARGS)

venv:
	@deploy/venv.sh requirements.txt

venv-dev:
	@deploy/venv.sh requirements-dev.txt

clean:
	rm -rf var .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis
