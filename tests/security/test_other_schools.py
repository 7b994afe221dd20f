"""What belongs to another school does not come out beside the pages: in lists, exports, feeds, search, notices, jobs.
(Pages by their address: tests/test_access.py.)

Each text of the other school's records becomes one word that stands nowhere else; then it is looked for in all that
somebody of our school can get.
"""

import inspect

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import PAGES, PUBLIC, Role
from district.models import Job, Notice, School
from district.search import asking, finding
from fce_portal import calendar_feed
from fce_portal.celery import app
from fce_portal.search import kinds_for
from tests.access_table import ROWS
from tests.test_access import NAMES, browser_of, close, may_open_the_page, world  # noqa: F401

WORD = "Zeltinger"
TO_THE_SCHOOL = (
    *("school", "council__school", "plan__school", "goal__plan__school", "meeting__council__school"),
    *("seat__council__school", "activity__school", "site__school", "profile__council__school", "walkthrough__school"),
)
# Lists that show records of all schools to whoever opens them, and why.
OF_ALL_SCHOOLS = {
    # The group is the district's: what its members ask, and who they are, is for all who may read its work
    # (VIEW_ADVISORY); pages and files outside say nothing of who asked.
    *("governance:advisory", "governance:advisory-member-list", "governance:advisory-question-list"),
}


def texts_of(model):
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and (field.max_length is None or field.max_length >= 60)
    ]


def mark(theirs):
    """Put the word into each text of the other school's records that the database lets be changed; how many kinds."""
    kinds = 0
    for model in apps.get_models():
        if model is School or model.__name__.endswith("Event") or not texts_of(model):
            continue
        for path in TO_THE_SCHOOL:
            try:
                rows = model._base_manager.filter(**{path: theirs})
            except (FieldError, ValueError):  # no such path, or it leads to something else
                continue
            for name in texts_of(model):
                try:
                    with transaction.atomic():
                        kinds += bool(rows.update(**{name: WORD}))
                except DatabaseError:
                    pass  # what is closed, signed or counted is kept by triggers
            break
    return kinds


@pytest.fixture(scope="module")
def marked(world, django_db_blocker):  # noqa: F811
    with django_db_blocker.unblock():
        assert mark(world.theirs) > 30
    return world


def text_of(response):
    if response.streaming:
        text = b"".join(response.streaming_content).decode(errors="replace")
        close(response)
        return text
    return response.content.decode(errors="replace")


LISTS = [name for name in NAMES if name not in ROWS and PAGES[name] != PUBLIC]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COUNCIL_MEMBER, Role.PARTNER_CONTACT])
def test_no_list_and_no_export_holds_what_is_of_another_school(role, marked):
    browser, told, looked_at = browser_of(marked, role), set(), 0
    for name in LISTS:
        if not may_open_the_page(name, role):
            continue
        with transaction.atomic():
            response = browser.get(reverse(name), {"format": "csv"})  # a list as a file; other pages as they are
            looked_at += response.status_code == 200
            if response.status_code == 200 and WORD in text_of(response):
                told.add(name)
            transaction.set_rollback(True)
    assert looked_at > 15
    assert sorted(told - OF_ALL_SCHOOLS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COUNCIL_MEMBER, Role.PARTNER_CONTACT])
def test_search_finds_nothing_that_the_person_may_not_open(role, marked):
    person = marked.people[role]
    for kind, found in zip(kinds_for(person), finding.find(kinds_for(person), person, asking.ask(WORD)), strict=True):
        seen = set(kind.rows(person).values_list("pk", flat=True))
        assert set(found.keys) <= seen, kind.code
    # The office sees what the word is in: there was something to find.
    office = marked.people[Role.CENTRAL_OFFICE]
    assert any(one.keys for one in finding.find(kinds_for(office), office, asking.ask(WORD)))


@pytest.mark.django_db
def test_nobody_finds_another_schools_activities_and_steps(marked):
    person = marked.people[Role.PRINCIPAL]
    codes = {kind.code: kind for kind in kinds_for(person)}
    for code in {"activities", "activity", "steps", "action-plans", "service"} & set(codes):
        assert not finding.find([codes[code]], person, asking.ask(WORD))[0].keys


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR])
def test_the_calendar_of_a_person_holds_nothing_of_another_school(role, marked):
    feed = calendar_feed.renew(marked.people[role])
    text = text_of(browser_of(marked, None).get(reverse("calendar-feed"), {"key": feed.key}))
    assert "BEGIN:VCALENDAR" in text and WORD not in text


@pytest.mark.django_db
def test_notices_are_of_the_person_they_were_told_to(marked):
    theirs = Notice.objects.create(
        recipient=marked.stranger.user,
        key="x",
        kind="plan.approved",
        about="district.school",
        about_id=1,
        path="/help/",
    )
    for role in (Role.PRINCIPAL, Role.ADMINISTRATOR):
        browser = browser_of(marked, role)
        assert browser.get(reverse("district:notice-open", args=[theirs.pk])).status_code in (404, 405)
        assert browser.post(reverse("district:notice-open", args=[theirs.pk])).status_code in (404, 405)
    theirs.refresh_from_db()
    assert theirs.read_at is None if hasattr(theirs, "read_at") else True


def test_no_task_takes_more_than_the_number_of_its_job():
    """So whoever can write to the broker can have work done again, and can name nobody's records."""
    app.loader.import_default_modules()
    rooms = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
    tasks = {name: task for name, task in app.tasks.items() if name.startswith(rooms)}
    assert len(tasks) > 25
    takes = {tuple(inspect.signature(task.run).parameters) for task in tasks.values()}
    assert takes <= {(), ("job_id",)}


@pytest.mark.django_db
def test_a_job_that_does_not_exist_or_is_taken_does_nothing(marked):
    job = Job.objects.create(kind="packet", state="DONE", finished_at=timezone.now(), started_at=timezone.now())
    app.loader.import_default_modules()
    for task in ("indicators.tasks.make_packet", "partnerships.tasks.log_upload", "indicators.tasks.store_imports"):
        for number in (job.pk, 0, -1):
            app.tasks[task].run(number)
    job.refresh_from_db()
    assert job.state == "DONE"
