from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from governance.models import Council, CouncilMeeting, CouncilModel
from tests.factories import MembershipFactory, SchoolFactory, SchoolYearFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models():
    call_command("load_councils")
    SchoolYearFactory(fall_year=2025)


@pytest.fixture
def council(models):
    return Council.objects.create(school=SchoolFactory(name="Burns"), model_id="STATE_7_5_2")


@pytest.fixture
def chair(client, council):
    person = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school, user=UserFactory(name="Ana Rivera"))
    client.force_login(person.user)
    return person


def record(council):
    return reverse("governance:meeting-record", args=[council.school.code])


def meeting_of(council, **values):
    values = {"held_on": date(2025, 10, 14), "voting_present": 8, "quorum_required": 8, **values}
    return CouncilMeeting.objects.create(council=council, recorded_by=UserFactory(), **values)


def test_the_two_models_of_the_district_are_loaded():
    assert dict(CouncilModel.objects.values_list("code", "voting_seats")) == {"STATE_7_5_2": 14, "HPS_12": 12}


@pytest.mark.parametrize(("present", "words"), [("8", "with a quorum"), ("7", "without a quorum")])
def test_a_chair_records_a_meeting_and_is_told_whether_it_had_a_quorum(client, council, chair, present, words):
    response = client.post(record(council), {"held_on": "2025-10-14", "voting_present": present}, follow=True)

    meeting = CouncilMeeting.objects.get()
    assert (meeting.quorum_required, meeting.recorded_by) == (8, chair.user)
    assert words in response.content.decode()


def test_the_form_of_a_meeting_begins_with_today(client, council, chair):
    assert client.get(record(council)).context["form"]["held_on"].value() == timezone.localdate()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"held_on": "2031-01-01"}, "held_on", "future"),
        ({"held_on": "2001-01-01"}, "held_on", "No school year"),
        ({"held_on": "soon"}, "held_on", "valid date"),
        ({"voting_present": "15"}, "voting_present", "14 voting seats"),
        ({"voting_present": "-1"}, "voting_present", "greater than or equal to 0"),
        ({"voting_present": ""}, "voting_present", "required"),
        ({"held_on": "2025-09-01"}, "__all__", "recorded already"),
    ],
)
def test_what_is_wrong_is_said(client, council, chair, changes, field, message):
    meeting_of(council, held_on=date(2025, 9, 1))

    response = client.post(record(council), {"held_on": "2025-10-14", "voting_present": "8"} | changes)

    assert message in str(response.context["form"].errors[field])
    assert CouncilMeeting.objects.count() == 1


def test_a_corrected_meeting_keeps_the_quorum_of_its_day(client, council, chair):
    meeting = meeting_of(council)
    Council.objects.update(model_id="HPS_12")
    edit = reverse("governance:meeting-edit", args=[meeting.pk])
    seen = client.get(edit).context["form"]["seen"].value()

    client.post(edit, {"held_on": "2025-10-14", "voting_present": "9", "seen": seen})

    meeting.refresh_from_db()
    assert (meeting.voting_present, meeting.quorum_required) == (9, 8)


def test_a_deleted_meeting_stays_in_the_history_with_its_reason(client, council, chair):
    meeting = meeting_of(council)
    delete = reverse("governance:meeting-delete", args=[meeting.pk])

    assert client.get(delete).status_code == 200
    assert "reason" in client.post(delete, {"reason": ""}).context["form"].errors
    client.post(delete, {"reason": "Recorded for the wrong school"})

    assert not CouncilMeeting.objects.exists()
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=council.school).user)
    page = client.get(council.get_absolute_url()).content.decode()
    assert "Recorded for the wrong school" in page
    assert "Ana Rivera" in page


def test_the_public_reads_the_meetings_but_not_who_sits_on_the_council(client, council):
    MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school, user=UserFactory(name="Luis Ortiz"))
    meeting_of(council, voting_present=5)

    page = client.get(council.get_absolute_url()).content.decode()

    assert "No quorum" in page
    assert "8 of 14 voting seats" in page
    assert "Luis Ortiz" not in page


def test_members_of_the_school_see_who_takes_part_the_chair_first(client, council, chair):
    MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school)
    MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school, ends_on=date(2016, 1, 1))

    members = client.get(council.get_absolute_url()).context["members"]

    assert [held.role for held in members] == [Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER]


def test_the_chair_of_another_school_records_nothing_here(client, council):
    foreign = MembershipFactory(role=Role.COUNCIL_CHAIR)
    client.force_login(foreign.user)
    meeting = meeting_of(council)

    assert client.post(record(council), {"held_on": "2025-10-15", "voting_present": "9"}).status_code == 403
    assert client.get(reverse("governance:meeting-edit", args=[meeting.pk])).status_code == 404
    assert CouncilMeeting.objects.count() == 1


def test_a_member_reads_but_does_not_record(client, council):
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user)

    assert client.get(record(council)).status_code == 403


def test_central_office_sets_up_a_council_and_changes_its_model(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    school = SchoolFactory()
    page = reverse("governance:council-edit", args=[school.code])

    client.post(page, {"model": "HPS_12"})
    seen = client.get(page).context["form"]["seen"].value()
    client.post(page, {"model": "STATE_7_5_2", "seen": seen})

    assert school.council.model_id == "STATE_7_5_2"


def test_a_school_without_a_council_says_so(client):
    school = SchoolFactory()

    response = client.get(reverse("governance:council-detail", args=[school.code]))

    assert "No council is recorded" in response.content.decode()
    assert client.get(reverse("governance:council-detail", args=["0649999"])).status_code == 404


def test_the_list_counts_this_school_years_meetings(client, council):
    client.force_login(MembershipFactory(district_wide=True).user)
    today = timezone.localdate()
    meeting_of(council, held_on=today)
    meeting_of(council, held_on=today - timedelta(days=800))

    found = client.get(reverse("governance:council-list")).context["page"].object_list[0]

    assert (found.meetings_total, found.quorate_total) == (1, 1)
