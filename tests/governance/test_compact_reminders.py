"""Reminders of compacts and policies by the district's rules, and what is told when an approval is undone."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from district.access import Role
from district.loading import load_languages
from district.models import Notice
from district.notices import sentence_of, still_to_be_told
from governance.compacts import life, reminders
from governance.models import Compact, CompactVersion, CompactYear
from plans.models import ReminderRule
from tests.factories import MembershipFactory, SchoolFactory
from tests.governance.compact_world import approved, draft, in_state

pytestmark = pytest.mark.django_db
DUE = date(2025, 11, 13)  # a Thursday


@pytest.fixture(autouse=True)
def rules(db):
    """A week before, the day after, and a week after also one level up; compacts are due, policies much later."""
    load_languages()
    ReminderRule.objects.all().delete()
    for days, escalates in ((-7, False), (1, False), (7, True)):
        ReminderRule.objects.create(days=days, escalates=escalates)
    CompactYear.objects.create(kind="COMPACT", fall_year=2025, approve_by=DUE)
    CompactYear.objects.create(kind="POLICY", fall_year=2025, approve_by=date(2026, 5, 1))


def principal_of(school):
    return MembershipFactory(role=Role.PRINCIPAL, school=school, user__name="Principal").user


def told():
    return [(one.recipient.name, one.kind) for one in Notice.objects.order_by("pk").select_related("recipient")]


def moved_to(version, day):
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    CompactVersion.objects.filter(pk=version.pk).update(state_since=moment)


def test_a_school_without_an_approved_compact_hears_before_and_after_and_central_office_at_last():
    school = SchoolFactory(name="Rawson")
    principal_of(school)
    MembershipFactory(role=Role.CENTRAL_OFFICE, school=None, user__name="Central")
    for days in (-8, -7, 1, 1, 2, 7):
        reminders.remind(DUE + timedelta(days=days))
    assert told() == [
        ("Principal", "compact.approve.soon"),
        ("Principal", "compact.approve.late"),
        ("Principal", "compact.approve.late"),
        ("Central", "compact.approve.late"),
    ]
    first = Notice.objects.order_by("pk").first()
    words = sentence_of(first)
    assert words.startswith("School-family compact of Rawson: it is to be approved by")
    assert first.path.endswith("/begin/")


def test_what_is_approved_is_not_spoken_of_and_no_mail_goes_out_about_it_any_more():
    version = draft()
    principal = principal_of(version.compact.school)
    done = approved()
    principal_of(done.compact.school)
    reminders.remind(DUE + timedelta(days=1))
    (notice,) = Notice.objects.all()
    assert notice.school == version.compact.school
    assert still_to_be_told(principal, [notice]) == [notice]
    CompactYear.objects.filter(kind="COMPACT").update(approve_by=date(2025, 12, 15))
    assert still_to_be_told(principal, [notice]) == []


@pytest.mark.parametrize("state", ["APPROVED", "TRANSLATION", "DISTRIBUTED"])
def test_a_text_that_stays_where_it_is_for_two_weeks_is_spoken_of_until_it_goes_on(state):
    version = in_state(state)
    version.handed_out.all().delete()
    principal = principal_of(version.compact.school)
    moved_to(version, date(2025, 11, 20))
    Compact.objects.filter(pk=version.compact_id).update(fall_year=2024)  # approval is no matter of this year
    CompactYear.objects.all().delete()
    reminders.remind(date(2025, 12, 5))
    notice = Notice.objects.get(kind="compact.step.late")
    assert still_to_be_told(principal, [notice]) == [notice]
    CompactVersion.objects.filter(pk=version.pk).update(state="RETIRED", ending="CLOSED")
    assert still_to_be_told(principal, [notice]) == []


def test_who_recorded_a_copy_has_told_families():
    version = in_state("DISTRIBUTED")
    principal_of(version.compact.school)
    moved_to(version, date(2025, 11, 20))
    reminders.remind(date(2025, 12, 5))
    assert not Notice.objects.filter(kind="compact.step.late").exists()


def test_looking_back_is_spoken_of_before_the_summer_and_not_at_weekends():
    version = in_state("IN_USE")
    principal_of(version.compact.school)
    reminders.remind(date(2026, 5, 24))  # a Sunday
    assert told() == []
    reminders.remind(date(2026, 5, 26))  # the first school day after it, Memorial Day left out or not
    assert ("Principal", "compact.step.soon") in told()


def test_whoever_writes_and_the_chair_hear_that_an_approval_was_undone():
    version = approved()
    principal = principal_of(version.compact.school)
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=version.compact.school, user__name="Chair").user
    life.move("undo", version=version, by=chair, note="A vote was counted twice.")
    assert told() == [("Principal", "compact.undone")]
    assert "A vote was counted twice." in sentence_of(Notice.objects.get(recipient=principal))
