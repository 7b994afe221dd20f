"""Reading from a streaming replica: with two real servers, and nobody ever sees less than they know."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection, connections, router, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from district import jobs, reading
from district.models import District, Job, Membership, ReadMark, School, User
from district.models.jobs import JobState
from district.reading import REPLICA, Reading
from fce_portal.replica import choosing, middleware, servers, told
from fce_portal.replica.router import ReplicaRouter
from indicators import kept_pages
from indicators.kept_pages import Stamp
from indicators.models import PublicationStamp
from tests.factories import JobFactory, MembershipFactory, SchoolFactory, SchoolProfileFactory, UserFactory
from tests.services import run_sql, template_database, url_of, wait_for
from tests.settings import BASE_DIR, SERVER
from tests.standby import StandbyServer

pytestmark = pytest.mark.skipif(SERVER != "embedded", reason="A second server is made of the embedded one.")


@pytest.fixture(scope="module")
def standby(services, django_db_blocker):
    """What these tests write is committed, or no other server would see it; so they have a database of their own."""
    name, others = f"portal_followed_{os.getpid()}", connection.settings_dict["NAME"]
    run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template_database()}"')
    made = StandbyServer()
    connection.close()
    connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        made.start()
        District.objects.create(code="0640011", name="Hartford Public Schools")
        yield made
        made.remove()
        connection.close()
    connection.settings_dict["NAME"] = others
    run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def replica(standby, settings):
    """The replica in use: pages wait for it as long as a busy machine may need, lag is bounded by an hour."""
    settings.REPLICA_URL = standby.url(connection.settings_dict["NAME"])
    settings.REPLICA_LAG_SECONDS_MAX, settings.REPLICA_RETRY_SECONDS = 3600, 60
    settings.REPLICA_WAIT_SECONDS = 20
    settings.DATABASE_ROUTERS = ["fce_portal.replica.router.ReplicaRouter"]
    host = {"HOST": str(standby.server.socket_folder), "PORT": ""}
    connections.settings[REPLICA] = connection.settings_dict | host | {"OPTIONS": {"connect_timeout": 2}}
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")  # as an installation has it
    servers.rest.end()
    standby.resume()
    yield standby
    servers.rest.end()
    connections[REPLICA].close()
    del connections[REPLICA], connections.settings[REPLICA]
    connection.close()


@contextmanager
def paused(standby, settings):
    """What is written meanwhile does not arrive; nobody waits for it."""
    standby.pause()
    settings.REPLICA_WAIT_SECONDS = 0
    yield
    settings.REPLICA_WAIT_SECONDS = 20
    standby.resume()


@pytest.fixture
def read_from(monkeypatch):
    """From where the pages came, one word for each."""
    found = []
    monkeypatch.setattr(told, "count", found.append)
    return found


@pytest.fixture
def burns(replica):
    return SchoolProfileFactory(school__name="Burns Latino Studies Academy").school


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def rename(client, school, name):
    """Central office enters new facts of a school: a form like any other."""
    given = {"starts_on": "2018-07-01", "name": name, "low_grade": "0", "high_grade": "5", "tier": ""}
    answer = client.post(reverse("district:school-edit", args=[school.code]), given)
    assert answer.status_code == 302


def shown(client, school):
    """What the list of schools calls this one."""
    found = client.get(reverse("district:school-list"), {"q": school.code}).context["page"]
    return [one.name for one in found]


def choice_for(person=None, seen=0):
    return choosing.choose(reader=person and person.pk, seen=seen)


# ------------------------------------------------------------------ people before pages


def test_whoever_wrote_reads_it_at_once_while_others_may_still_read_what_was(replica, burns, read_from, settings):
    ana, ben, public = signed_in(MembershipFactory(district_wide=True).user), signed_in(UserFactory()), Client()
    before = [burns.name]
    assert shown(ana, burns) == shown(ben, burns) == shown(public, burns) == before
    assert read_from == ["replica"] * 3

    with paused(replica, settings):
        read_from.clear()
        rename(ana, burns, "Burns")
        assert shown(ana, burns) == ["Burns"]  # her own
        assert shown(ben, burns) == before  # within what the setting allows
        assert shown(public, burns) == ["Burns"]  # without a mark: nothing older than the primary
        assert read_from == ["behind", "replica", "behind"]

        assert ben.get(reverse("district:board-meeting-list")).status_code == 200  # from the primary, as always
        assert shown(ben, burns) == ["Burns"]  # who was shown something newer stays there

    read_from.clear()
    assert shown(ana, burns) == shown(ben, burns) == shown(public, burns) == ["Burns"]
    assert read_from == ["replica"] * 3


def test_what_somebody_wrote_holds_in_their_other_browsers_too(replica, settings):
    ana = UserFactory()
    seen = servers.primary().position
    wait_for(lambda: servers.standby().position >= seen)
    with paused(replica, settings):
        assert choice_for(ana, seen).why == "replica"
        SchoolFactory()
        reading.remember_write(ana.pk)
        assert choice_for(ana, seen).why == "behind"


def test_what_a_job_wrote_its_owner_wrote(replica):
    job = JobFactory(state=JobState.WAITING)
    with jobs.working_on(job.pk):
        SchoolFactory()
        before = servers.primary().position
    assert ReadMark.objects.get(reader=job.owner).position >= before
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_a_replica_that_is_older_than_the_bound_is_not_read(replica, settings):
    ana = UserFactory()
    seen = servers.primary().position
    wait_for(lambda: servers.standby().position >= seen)
    with paused(replica, settings):
        SchoolFactory()
        assert choice_for(ana, seen).why == "replica"
        settings.REPLICA_LAG_SECONDS_MAX = 0
        assert choice_for(ana, seen).why == "old"
        assert told.state()["replica"] == "old"
        assert told.state()["replica_lag_seconds"] > 0


def test_a_mark_from_a_log_that_is_gone_asks_for_no_more_than_all_there_is(replica):
    ana = UserFactory()
    ReadMark.objects.create(reader=ana, position=2**60)
    assert choice_for(ana, seen=2**61).why == "replica"


# Where the replica surely has less than somebody wrote, and enough for somebody else.
AT_THE_END = [("read", 0), ("pause", 0), ("write", 1), ("read", 1), ("read", 0), ("resume", 0)]
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "read", "read", "read", "pause", "resume"]), st.integers(0, 2)),
    min_size=8,
    max_size=24,
)


def test_nobody_ever_sees_less_than_they_wrote_or_saw(replica, settings):
    """Three people write a number that only grows, and read it, while the replica stops and goes on as it likes."""
    settings.REPLICA_WAIT_SECONDS = 0
    people = [UserFactory() for _number in range(3)]
    came_from = {"replica": 0, "behind": 0}

    @hypothesis_settings(max_examples=12, deadline=None)
    @given(steps=STEPS)
    def holds(steps):
        knows, seen = [0, 0, 0], [0, 0, 0]
        for what, who in [*steps, *AT_THE_END]:
            if what == "pause":
                replica.pause()
            elif what == "resume":
                replica.resume()
            elif what == "write":
                PublicationStamp.advance()
                reading.remember_write(people[who].pk)
                knows[who] = PublicationStamp.objects.get(pk=1).number
            else:
                choice = choice_for(people[who], seen[who])
                with reading.reading_as(choice.reading):
                    stamp = PublicationStamp.objects.filter(pk=1).first()
                number = stamp.number if stamp else 0
                assert number >= knows[who], (choice.why, steps)
                knows[who] = number
                answered = servers.standby if choice.why == "replica" else servers.primary
                seen[who] = answered().position
                came_from[choice.why] += 1
        replica.resume()

    holds()
    assert came_from["replica"], came_from
    assert came_from["behind"], came_from


# ------------------------------------------------------------------ inside a request


def test_what_writes_pins_the_rest_to_the_primary(replica, settings):
    with reading.reading_as(Reading(alias=REPLICA)):
        assert School.objects.all().db == REPLICA
        assert {User.objects.all().db, Membership.objects.all().db} == {"default"}  # what one may do holds at once
        assert School.objects.select_for_update().db == "default"
        assert School.objects.all().db == "default"
    with reading.reading_as(Reading(alias=REPLICA)), transaction.atomic():
        assert School.objects.all().db == "default"  # what was written in a transaction is there
    with reading.reading_as(Reading(alias=REPLICA)):
        made = SchoolFactory(name="New")
        assert School.objects.get(pk=made.pk).name == "New"


def test_nothing_is_migrated_or_written_on_the_replica():
    rules = ReplicaRouter()
    assert rules.allow_migrate(REPLICA, "district") is False
    assert rules.allow_migrate("default", "district") is None
    assert rules.db_for_write(School) == "default"
    assert rules.allow_relation(None, None)


def test_no_older_part_is_kept_under_a_newer_stamp(replica, settings):
    """The stamp comes from where the figures come from; and who wrote since a part was made gets a new one."""
    wait_for(lambda: servers.standby().position >= servers.primary().position)
    with paused(replica, settings):
        PublicationStamp.advance()
        newest = Stamp.now().publication
        with reading.reading_as(Reading(alias=REPLICA, position=10)):
            older = Stamp.now().publication
            assert older < newest
            kept_pages.kept("part", older, lambda: "old")
        with reading.reading_as(Reading(position=30, written=0)):
            assert kept_pages.kept("part", newest, lambda: "new") == "new"
    with reading.reading_as(Reading(position=40, written=20)):
        assert kept_pages.kept("part", newest, lambda: "anew") == "new"  # made after what they wrote
        assert kept_pages.kept("part", older, lambda: "anew") == "anew"  # made before
    now = Reading(position=50, written=0, has_written=True)
    with reading.reading_as(now):
        assert kept_pages.kept("part", newest, lambda: "anew") == "anew"


# Statements of our own that are the primary's: they write, belong to what writes, or to pages that are not on the list.
ON_THE_PRIMARY = {
    *(f"district/{name}.py" for name in (
        "directory/applying", "flood", "history", "search/alike", "search/asking", "search/finding",
        "search/highlights", "session_store", "staff/undoing", "who_asks",
        "staff/applying", "trail/reading", "trail/resealing", "trail/sealing", "trail/tables", "trail/verifying",
    )),
    "fce_portal/running/metrics.py",
    "fce_portal/installation/database_look.py",
    "fce_portal/installation/machine_look.py",
    *(f"indicators/{name}.py" for name in (
        "exporting", "importing/storing", "publication", "publication_writing", "releases", "rollup_check", "rollups",
    )),
    *(f"partnerships/{name}.py" for name in (
        "importing/checking", "importing/taking", "partners_alike", "surveys/answering", "walkthroughs/rating",
    )),
}  # fmt: skip
APART = ("migrations", "demo", "embedded", "backup", "takeaway")


def test_a_statement_of_our_own_says_from_where_it_reads():
    """`district.reading.connection()` for what a page shows; a new place that takes the primary is to be listed."""
    found = {
        path.relative_to(BASE_DIR).as_posix()
        for room in ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
        for path in (BASE_DIR / room).rglob("*.py")
        if not set(APART) & set(path.parts) and re.search(r"(?<![.\w])connection\.cursor\(", path.read_text())
    }
    assert found == ON_THE_PRIMARY


class Answers:
    """A view that is asked again when the replica fails it."""

    def __init__(self, error, answer):
        self.asked, self.error, self.answer = [], error, answer

    def __call__(self, request):
        self.asked.append(reading.alias())
        if reading.alias() == REPLICA:
            raise self.error
        return self.answer


CANCELLED = """DO $$ BEGIN RAISE EXCEPTION 'canceling statement due to conflict with recovery'
    USING ERRCODE = 'serialization_failure'; END $$"""


def cancelled():
    """What Django makes of a statement that the replica takes off for the sake of replaying."""
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(CANCELLED)
    except servers.UNABLE as error:
        return error


def asked_of(view, *, streaming=False):
    """What a reader without an account gets of a view, through the middleware."""
    request = RequestFactory().get("/schools/")
    request.user = SimpleNamespace(pk=None, is_authenticated=False)
    request.resolver_match = SimpleNamespace(func=view, args=(), kwargs={}, view_name="district:school-list")

    def get_response(request):
        around.process_view(request, view, (), {})
        try:
            return view(request)
        except Exception as error:
            if (answer := around.process_exception(request, error)) is None:
                raise
            return answer

    around = middleware.ReadingMiddleware(get_response)
    return around(request)


def test_a_statement_that_the_replica_takes_off_is_asked_of_the_primary_in_the_same_request(replica, read_from):
    view = Answers(cancelled(), HttpResponse("well"))
    assert asked_of(view).content == b"well"
    assert view.asked == [REPLICA, "default"]
    assert read_from == ["replica", "failed"]
    assert choice_for().why == "resting"


def test_a_mistake_of_the_view_is_no_fault_of_the_replica(replica, read_from):
    with pytest.raises(ZeroDivisionError):
        asked_of(Answers(ZeroDivisionError(), None))
    assert read_from == ["replica"]


def test_a_file_that_is_sent_row_by_row_is_whole_or_comes_from_the_primary(replica, read_from):
    from_where = []

    def rows(error):
        for number in range(3):
            from_where.append(reading.alias())
            if error and number == 1 and reading.alias() == REPLICA:
                raise error
            yield f"{number}\n"

    assert b"".join(asked_of(lambda request: StreamingHttpResponse(rows(None)))) == b"0\n1\n2\n"
    assert from_where == [REPLICA] * 3
    from_where.clear()
    error = cancelled()
    assert b"".join(asked_of(lambda request: StreamingHttpResponse(rows(error)))) == b"0\n1\n2\n"
    assert from_where[:2] == [REPLICA] * 2
    assert set(from_where[2:]) == {"default"}


def test_a_cookie_that_is_not_ours_says_nothing():
    request = RequestFactory().get("/")
    request.COOKIES[middleware.COOKIE] = "12345:forged"
    assert middleware.seen_by(request) == 0
    request.COOKIES[middleware.COOKIE] = middleware.signer().sign("12345")
    assert middleware.seen_by(request) == 12345


@pytest.mark.parametrize(
    ("method", "answer", "is_known"),
    [
        ("POST", HttpResponse, False),  # it could not be kept what was written
        ("GET", HttpResponse, True),
        ("GET", StreamingHttpResponse, False),  # rows that are read while they are sent
    ],
)
def test_whose_mark_cannot_be_told_reads_what_is_as_new_as_the_primary(replica, monkeypatch, method, answer, is_known):
    monkeypatch.setattr(reading, "REMEMBER", "SELECT no_such_thing(%s)")
    given, ana = answer(), UserFactory()
    middleware.remember(SimpleNamespace(method=method, user=ana, reading=Reading()), given)
    seen = int(middleware.signer().unsign(given.cookies[middleware.COOKIE].value))
    assert (seen < middleware.EVERYTHING) is is_known
    assert choice_for(ana, seen).why == "replica"  # once it has everything


def test_a_job_reads_one_moment_with_all_that_was_written_before_it_or_from_the_primary(replica, settings):
    made = SchoolFactory(name="Before")
    from_where = []

    def read():
        found = School.objects.get(pk=made.pk).name
        from_where.append(reading.alias())
        School.objects.using("default").filter(pk=made.pk).update(name="Meanwhile")
        return found, School.objects.get(pk=made.pk).name

    assert reading.as_of_one_moment(read) == ("Before", "Before")

    def fails():
        from_where.append(reading.alias())
        if reading.alias() == REPLICA:
            raise cancelled()
        return School.objects.get(pk=made.pk).name

    assert reading.as_of_one_moment(fails) == "Meanwhile"
    assert from_where == [REPLICA, REPLICA, "default"]


INSTALLATION = """
import django; django.setup()
from django.test import Client
client = Client(HTTP_HOST="localhost")
assert client.get("/schools/").status_code == 200
assert client.get("/readyz").json()["replica"] == "ok"
print(client.get("/metrics", headers={"Authorization": "Bearer abc"}).content.decode())
"""


def test_an_installation_needs_the_address_and_nothing_else(replica):
    """The settings as they are, not as these tests set them."""
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
        "METRICS_TOKEN": "abc",
        "REPLICA_WAIT_SECONDS": "20",
        "DATABASE_URL": url_of(name),
        "REPLICA_URL": replica.url(name),
    }
    command = [sys.executable, "-W", "ignore", "-c", INSTALLATION]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'portal_replica_pages_total{read_from="replica"} 1.0' in done.stdout
    assert "portal_replica_aside 0.0" in done.stdout
    assert "portal_replica_lag_seconds" in done.stdout


# ------------------------------------------------------------------ what can happen to the replica; these come last


def test_a_dead_replica_is_left_alone_and_pages_go_on(replica, burns, read_from):
    assert told.state() == {"replica": "ok", "replica_lag_seconds": told.state()["replica_lag_seconds"]}
    public = Client()
    assert shown(public, burns) == [burns.name]
    replica.stop()
    assert shown(public, burns) == shown(public, burns) == [burns.name]
    assert read_from == ["replica", "down", "resting"]
    assert told.state()["replica"] in ("OperationalError", "DatabaseError")
    replica.server.start()
    servers.rest.end()
    assert shown(public, burns) == [burns.name]
    assert read_from[-1] == "replica"


def test_a_promoted_replica_is_refused(replica):
    replica.promote()
    assert choice_for().why == "promoted"
    assert told.state()["replica"] == "promoted"
    assert choice_for().why == "resting"


def test_without_a_replica_everything_is_as_it_was(settings):
    assert settings.REPLICA_URL == ""
    assert router.db_for_read(School) == reading.alias() == "default"
    assert reading.remember_write(1)
    assert told.state() == {}
