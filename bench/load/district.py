"""The district that is measured: made once, peopled, and kept in BENCH_VAR to be used again."""

import json
import time
from dataclasses import dataclass

from bench.services import EMPTY, YARDSTICK, Services

READY = "A district for bench.load, complete."


@dataclass(frozen=True)
class District:
    """So many schools that share so many activities; people sign in from the first `accounts` schools, which also have
    a plan and a compact."""

    schools: int
    activities: int
    accounts: int = 40

    @property
    def database(self):
        return f"load_{self.schools}x{self.activities}"

    def __str__(self):
        return f"{self.schools:,} schools × {self.activities:,} activities"


def ensure(services: Services, district: District, say, again=False):
    """Make the district if it is not there, bring it up to the present migrations if it is; returns what took how long.

    A district that a broken run left half made is made anew.
    """
    if not again and is_ready(services, district):
        services.manage(district.database, "migrate", "--verbosity=0")
        collect_static_files(services, district)
        return {}
    say(f"Making {district} …")
    started = time.perf_counter()
    if not exists(services, EMPTY):
        services.make_empty()
    services.template = EMPTY
    services.manage(EMPTY, "migrate", "--verbosity=0")
    seconds = {"loading": round(services.make_portal(district), 1)}
    seconds |= people(services, district, say)
    collect_static_files(services, district)
    return seconds | {"all": round(time.perf_counter() - started, 1)}


def people(services, district, say):
    """Plans, compacts, partners and accounts in a district that has its schools and activities."""
    say("Plans, compacts, partners and accounts …")
    told = services.python(district.database, "-m", "bench.inside.peopling", min(district.accounts, district.schools))
    services.run_sql("VACUUM ANALYZE", database=district.database)
    services.run_sql(f"COMMENT ON DATABASE \"{district.database}\" IS '{READY}'")
    return json.loads(told)


def collect_static_files(services, district):
    """As every start of the portal does; without them the web server looks for each where it lies."""
    if not (services.var / "static" / "css" / "portal.css").exists():
        services.manage(district.database, "collectstatic", "--noinput", "--verbosity=0")


def ensure_yardstick(services: Services):
    if not exists(services, YARDSTICK):
        services.make_yardstick()


def exists(services, database):
    return bool(services.run_sql("SELECT 1 FROM pg_database WHERE datname = %s", database))


def is_ready(services, district):
    comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    return services.run_sql(comment, district.database) == [(READY,)]


def cast(services, district, people_total):
    """Who can come, and what there is to read (bench.inside.cast)."""
    return json.loads(services.python(district.database, "-m", "bench.inside.cast", people_total))
