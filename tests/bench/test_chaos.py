"""The proof after a chaos run finds what it is to find; the kinds of faults come by the seed; a short run holds."""

import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.utils import timezone

from bench.chaos import proof
from bench.chaos.browser import fields_of, options_of
from bench.chaos.faults import END_CONNECTIONS, KINDS, Fault
from bench.chaos.mail import Taken
from bench.chaos.people import Person
from bench.chaos.power import Power
from bench.chaos.scene import Watched
from bench.chaos.storm import Storm
from bench.chaos.writes import ACKNOWLEDGED, UNKNOWN, Logged, Record, Table, settle
from bench.inside import chaos_state
from bench.processes import free_port
from bench.services import PASSWORD
from district.access import Role
from tests.factories import MembershipFactory, SchoolYearFactory
from tests.services import portal_environment, run_sql, wait_for

KEY = "6f1c"


@pytest.fixture
def record():
    made = Record()
    made.activities[KEY] = Logged(KEY, {"title": "Chaos 6f1c"}, is_acknowledged=True, may_be=[21])
    return made


@pytest.fixture
def state():
    said = {"pk": 1, "title": "Chaos 6f1c", "families_total": 21, "begun": 1, "last": 21, "without_circumstances": 0}
    said["file"] = None
    return {"activities": {KEY: said}, "titles": {"Chaos 6f1c": 1}, "uploads": [], "votes": [], "mails": []}


def scene(**parts):
    return SimpleNamespace(owns_database=True, clocks=SimpleNamespace(library="clock.so"), **parts)


def storm(*faults, seed=7, **options):
    made = Storm(scene(), faults=20, seed=seed, **options)
    made.faults, made.mails_before = list(faults), set()
    return made


def fault(name, at=100.0):
    (kind,) = [one for one in KINDS if one.name == name]
    return Fault(kind, None, began=at, ended=at + 1)


# ------------------------------------------------------------------ what was written


def test_what_was_acknowledged_and_is_there_is_no_finding(record, state):
    assert list(proof.of_activities(record, state)) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"families_total": 20, "last": 20}, "says 20"),
        ({"last": None}, "history differ"),
        ({"without_circumstances": 1}, "history differ"),
        ({"title": "Chaos"}, "is called"),
        ({"file": "missing"}, "has the file missing"),
    ],
)
def test_an_activity_that_is_not_what_was_sent_is_found(record, state, wrong, words):
    state["activities"][KEY] |= wrong
    assert words in " ".join(proof.of_activities(record, state))


def test_a_missing_one_is_found_and_a_doubled_one(record, state):
    state["activities"] = {}
    state["titles"] = {"Chaos 6f1c": 2}
    assert [line.split()[-1] for line in proof.of_activities(record, state)] == ["missing", "times"]


def test_what_nobody_was_told_may_be_missing(record, state):
    state["activities"] = {}
    record.activities[KEY].is_acknowledged = False
    assert list(proof.of_activities(record, state)) == []


def test_an_unknown_write_leaves_both_values_possible_and_an_acknowledged_one_its_own():
    may_be = [21]
    settle(may_be, 33, UNKNOWN)
    assert may_be == [21, 33]
    settle(may_be, 40, ACKNOWLEDGED)
    assert may_be == [40]


def test_a_table_that_is_there_in_part_is_found(record, state):
    record.tables["Chaos t"] = Table("Chaos t", rows=3, is_large=False)
    state["titles"] = {"Chaos t 0": 1, "Chaos t 1": 1}
    assert "2 of 3 rows" in " ".join(proof.of_tables(record, state))
    state["titles"]["Chaos t 2"] = 1
    assert list(proof.of_tables(record, state)) == []


def test_a_vote_whose_history_ends_otherwise_is_found(record, state):
    record.votes[1, 2] = ["FOR"]
    state["votes"] = [{"motion": 1, "term": 2, "choice": "FOR", "events": ["", "AGAINST"]}]
    assert "its history ends with AGAINST" in " ".join(proof.of_votes(record, state))


# ------------------------------------------------------------------ mails

MAIL = {"pk": 1, "id": "<a@b>", "kind": "NOTICES", "state": "SENT", "reason": "", "tries": 1}


def mails(state, taken, *faults):
    state |= {"mails": [MAIL], "notices_without_mail": 0}
    came = [Taken(at, identity, "p@example", "New") for at, identity in taken]
    return list(proof.of_mails(state, storm(*faults), SimpleNamespace(taken=came)))


def test_a_mail_that_is_called_sent_and_never_came_is_found(state):
    assert "never came" in mails(state, [])[0]


def test_a_mail_that_came_twice_needs_a_fault_that_explains_it(state):
    twice = [(100.5, "<a@b>"), (160.0, "<a@b>")]
    assert "came 2 times" in mails(state, twice)[0]
    assert "came 2 times" in mails(state, twice, fault("web: paused"))[0]
    assert mails(state, twice, fault("worker: a process killed")) == []


def test_a_mail_that_the_outbox_does_not_know_is_found(state):
    assert "does not know" in mails(state, [(1.0, "<a@b>"), (2.0, "<c@d>")])[0]


# ------------------------------------------------------------------ faults


def names(seed):
    made = storm(seed=seed)
    return [[one.name for one in made.choose()] for _number in range(30)]


def test_the_same_seed_breaks_the_same_things_in_the_same_order():
    assert names(7) == names(7) != names(8)


def test_two_faults_at_once_never_break_the_same_part():
    for chosen in (storm(seed=seed).choose() for seed in range(200)):
        parts = [part for one in chosen for part in one.kind.parts]
        assert len(parts) == len(set(parts))


def test_what_has_not_come_back_is_left_alone():
    made = storm()
    made.now, made.alone = [fault("database: killed")], []
    assert not any("database" in one.kind.parts for _number in range(100) for one in made.choose())


def test_the_power_goes_alone_and_only_after_all_came_back():
    made, waited = storm(), []
    made.now = [fault("database: killed")]
    made.wait_until_calm = lambda: waited.append(len(made.now)) or made.now.clear()
    chosen = [[one.name for one in made.choose()] for _number in range(300)]
    cuts = [names for names in chosen if "power cut" in names]
    assert 3 < len(cuts) < 30 and all(names == ["power cut"] for names in cuts)
    assert len(waited) == len(cuts) and waited[0] == 1


def test_without_a_compiler_no_clock_is_stepped_and_without_an_own_server_no_database_is_killed():
    poor = SimpleNamespace(owns_database=False, clocks=SimpleNamespace(library=None))
    kinds = {one.name for one in Storm(poor, faults=1, seed=1).kinds}
    assert "web: paused" in kinds
    assert not any(name.startswith(("clock", "database", "disk of the database")) for name in kinds)


# ------------------------------------------------------------------ power

WRITES = """
import os, pathlib, sys
disk = pathlib.Path(sys.argv[1])
(disk / "never synced").write_bytes(b"new" * 5000)
with open(disk / "synced", "wb") as file:
    file.write(b"kept" * 5000)
    file.flush()
    os.fsync(file.fileno())
with open(disk / "old", "r+b") as file:
    file.write(b"changed")
    file.flush()
    file.seek(6000)
    file.truncate()
with open(disk / "log", "ab") as file:
    file.write(b"synced,")
    file.flush()
    os.fdatasync(file.fileno())
    file.write(b"not")
"""


class Always:
    """Chance that loses everything, or nothing."""

    def __init__(self, loses):
        self.value = 0.0 if loses else 0.9

    def random(self):
        return self.value


@pytest.fixture
def disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "old").write_bytes(b"before " * 2000)
    (disk / "log").write_bytes(b"begun,")
    return disk


@pytest.fixture
def power(tmp_path, disk):
    made = Power(tmp_path / "power", [disk])
    if not made.library:
        pytest.skip("no C compiler")
    return made


def write_and_cut(power, disk, program, chance):
    subprocess.run([sys.executable, "-c", program, str(disk)], env=os.environ | power.environment(), check=True)
    return power.lose(chance)


def test_what_was_not_sent_to_the_disk_is_lost_with_the_power_and_what_was_is_kept(power, disk):
    lost = write_and_cut(power, disk, WRITES, Always(loses=True))
    assert {path.name for path in lost} == {"never synced", "old", "log"}
    assert (disk / "never synced").read_bytes() == b""
    assert (disk / "synced").read_bytes() == b"kept" * 5000
    assert (disk / "old").read_bytes() == b"before " * 2000
    assert (disk / "log").read_bytes() == b"begun,synced,"


def test_power_that_takes_nothing_leaves_all_that_was_written(power, disk):
    write_and_cut(power, disk, WRITES, Always(loses=False))
    assert (disk / "never synced").read_bytes() == b"new" * 5000
    assert (disk / "old").read_bytes() == b"changed" + (b"before " * 2000)[7:6000]


SAVES = """
import sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from django.core.files.base import ContentFile
from {module} import {storage}
{storage}().save("evidence/ab12", ContentFile(b"minutes" * 900))
"""


@pytest.mark.parametrize(
    ("module", "storage", "is_kept"),
    [
        ("fce_portal.durable_files", "DurableFileStorage", True),
        ("django.core.files.storage", "FileSystemStorage", False),
    ],
)
def test_a_file_that_somebody_brought_outlives_the_power_where_djangos_own_storage_loses_it(
    power, disk, module, storage, is_kept
):
    write_and_cut(power, disk, SAVES.format(module=module, storage=storage), Always(loses=True))
    assert ((disk / "evidence" / "ab12").read_bytes() == b"minutes" * 900) is is_kept


# ------------------------------------------------------------------ forms


def test_a_form_is_sent_as_a_browser_sends_it():
    page = """<form><input name="other" value="1"></form>
    <form><input name="title" value="A &amp; B"><input type="checkbox" name="food" value="on">
    <input type="checkbox" name="run" value="x" checked><input type="file" name="upload">
    <select name="place"><option value="">None</option><option value="3" selected>Hall</option></select>
    <select name="partners" multiple><option value="4">Library</option></select>
    <textarea name="notes">
Two lines</textarea></form>"""
    assert fields_of(page, "title") == {"title": ["A & B"], "run": ["x"], "place": ["3"], "notes": ["Two lines"]}
    assert options_of(page, "place") == [("", "None"), ("3", "Hall")]


# ------------------------------------------------------------------ a short run


@pytest.fixture
def web(transactional_db, broker, tmp_path):
    """The real web server, two processes, on the database of the test."""
    port = free_port()
    facts = {"PORTAL_PORT": str(port), "WEB_CONCURRENCY": "2", "REDIS_URL": broker.url, "PORTAL_VAR": str(tmp_path)}
    watched = Watched("web", portal_environment(connection.settings_dict["NAME"]) | facts, tmp_path).start()
    yield SimpleNamespace(
        processes={"web": watched}, port=port, owns_database=False, clocks=SimpleNamespace(library="")
    )
    watched.stop()


@pytest.fixture
def staff(transactional_db):
    today = timezone.localdate()
    SchoolYearFactory(
        fall_year=today.year,
        starts_on=today - timedelta(days=200),
        ends_on=today + timedelta(days=150),
    )
    user = MembershipFactory(role=Role.SCHOOL_STAFF).user
    type(user).objects.filter(pk=user.pk).update(password=make_password(PASSWORD, hasher=Argon2PasswordHasher()))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_nothing_that_was_acknowledged_is_lost_while_processes_and_connections_die(web, staff):
    made = Storm(web, faults=4, seed=1)
    wait_for(made.web_is_well, 180, every=0.5)
    run = SimpleNamespace(seed=1, record=Record(), in_force=made.in_force)
    person = Person(1, web.port, staff.email, {"log": 3, "edit": 2}, run)
    person.start()
    wait_for(lambda: run.record.activities, 120)

    for name in ("web: a process killed", "web: one process paused", "web: paused"):
        (kind,) = [one for one in KINDS if one.name == name]
        one = Fault(kind, random.Random(1))
        made.begin(one)
        time.sleep(0.3)
        run_sql(END_CONNECTIONS, connection.settings_dict["NAME"])  # as a database that restarts
        made.end(one)
    made.now = []
    before = run.record.total(ACKNOWLEDGED)
    wait_for(lambda: run.record.total(ACKNOWLEDGED) > before + 3, 120)
    person.stop()

    connection.close()
    assert list(proof.of_activities(run.record, chaos_state.state())) == []
    assert not person.mistakes and not run.record.failures
    assert sum(one.is_acknowledged for one in run.record.activities.values()) >= 2
