from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.history import history_of
from district.models import SchoolYear
from governance.models import Council, CouncilMeeting, CouncilModel
from partnerships.models import Activity, YearlyReach
from tests.factories import ActivityFactory, MembershipFactory, SchoolYearFactory, UserFactory
from tests.partnerships.test_changing import edit, filled
from tests.partnerships.test_quick_log import LOG, sent

pytestmark = pytest.mark.django_db
DAY = "2024-10-14"


@pytest.fixture
def closed_year():
    return SchoolYearFactory(fall_year=2024, locked_at=timezone.now(), locked_by=UserFactory())


@pytest.fixture
def principal(client, closed_year):
    person = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(person.user)
    return person


def test_logging_into_a_closed_year_needs_a_note_that_stays_in_the_history(client, principal):
    form = sent(held_on=DAY)
    response = client.post(LOG, form)

    assert "2024–25 is closed" in response.context["form"].errors["correction"][0]
    assert 'type="text" name="correction"' in response.content.decode()
    client.post(LOG, form | {"correction": "Found in the binder"})
    assert history_of(Activity.objects.get())[0].note == "Found in the binder"


def test_changing_an_activity_of_a_closed_year_needs_a_note(client, principal):
    activity = ActivityFactory(
        school=principal.school, held_on=date(2024, 10, 14), families_total=12, no_indicator_reason="First"
    )
    form = filled(client, activity) | {"families_total": "21"}

    assert "correction" in client.post(edit(activity), form).context["form"].errors
    client.post(edit(activity), form | {"correction": "Counted twice"})

    entry = history_of(activity)[0]
    assert entry.note == "Counted twice"
    assert [(change.before, change.after) for change in entry.changes] == [("12", "21")]


def test_moving_an_activity_out_of_a_closed_year_needs_a_note_too(client, principal):
    SchoolYearFactory(fall_year=2025)
    activity = ActivityFactory(school=principal.school, held_on=date(2024, 10, 14), no_indicator_reason="First")

    response = client.post(edit(activity), filled(client, activity) | {"held_on": "2025-10-14"})

    assert "correction" in response.context["form"].errors


def test_an_open_year_asks_for_no_note(client, principal):
    SchoolYear.objects.update(locked_at=None, locked_by=None)

    client.post(LOG, sent(held_on=DAY, correction="Not wanted"))

    assert Activity.objects.count() == 1
    assert history_of(Activity.objects.get())[0].note == ""


def test_the_reach_of_a_closed_year_is_corrected_with_a_note(client, principal):
    page = reverse("partnerships:reach-edit", args=[principal.school.code, 2024])
    form = {"families_reached": "40", "method": "List"}

    assert "correction" in client.post(page, form).context["form"].errors
    client.post(page, form | {"correction": "List found"})
    assert history_of(YearlyReach.objects.get())[0].note == "List found"


def test_a_meeting_of_a_closed_year_is_recorded_with_a_note(client, principal):
    model = CouncilModel.objects.create(code="X", name="X", voting_seats=12, source="X")
    Council.objects.create(school=principal.school, model=model)
    page = reverse("governance:meeting-record", args=[principal.school.code])
    form = {"held_on": DAY, "voting_present": "7"}

    assert "correction" in client.post(page, form).context["form"].errors
    client.post(page, form | {"correction": "Minutes came late"})
    assert history_of(CouncilMeeting.objects.get())[0].note == "Minutes came late"


# ---------------------------------------------------------------- closing


def lock(year, action="lock"):
    return reverse(f"district:school-year-{action}", args=[year.fall_year])


def test_central_office_closes_a_year_that_is_over_and_opens_it_again(client):
    central = MembershipFactory(district_wide=True)
    client.force_login(central.user)
    year = SchoolYearFactory(fall_year=2020)

    client.post(lock(year))
    year.refresh_from_db()
    assert year.locked_by == central.user
    assert str(central.user) in client.get(reverse("district:school-year-list")).content.decode()

    client.post(lock(year, "unlock"))
    year.refresh_from_db()
    assert not year.is_locked
    assert [entry.kind for entry in history_of(year)] == ["Changed", "Changed", "Created"]


def test_the_year_we_are_in_cannot_be_closed(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    today = timezone.localdate()
    year = SchoolYearFactory(fall_year=today.year, starts_on=today.replace(month=1, day=1), ends_on=today)

    assert "is not over yet" in client.post(lock(year), follow=True).content.decode()
    year.refresh_from_db()
    assert not year.is_locked


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.SCHOOL_STAFF])
def test_schools_do_not_close_years(client, closed_year, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.post(lock(closed_year, "unlock")).status_code == 403
    assert client.get(lock(closed_year)).status_code in (403, 405)
