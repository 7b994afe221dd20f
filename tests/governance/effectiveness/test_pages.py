"""The pages of the profiles, as the people around one council meet them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fce_portal import effectiveness_items
from governance.effectiveness import closing, council_survey
from governance.models import ImprovementAction, Observation, Observer, VoiceCount
from governance.models.effectiveness import Rating, Side
from tests.factories import ImprovementActionFactory, SchoolProfileFactory
from tests.governance.councils import held_meeting
from tests.governance.effectiveness.worlds import TODAY, YEAR, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_winter():
    with time_machine.travel("2026-02-10 15:00Z", tick=False):
        yield


@pytest.fixture
def world():
    return World()


def page(world, name, **more):
    return reverse(f"governance:{name}", args=[world.school.code, YEAR, *more.values()])


def test_the_chair_rates_sees_only_the_own_side_and_submits(client, world):
    world.rate(Side.DISTRICT, Rating.NEEDS_HELP)
    client.force_login(world.chair)
    said = {"rating": "STRONG", "reason": "Everybody spoke.", "next_step": "Keep it so."}
    for domain in "ABCDEFGHI":
        answer = client.post(page(world, "effectiveness-rate", domain=domain), said)
        assert answer.status_code == 302
    seen = client.get(page(world, "effectiveness")).content.decode()
    assert "Everybody spoke." in seen
    assert "We looked." not in seen
    client.post(page(world, "effectiveness-submit"))
    assert world.view(Side.COUNCIL).is_submitted


def test_a_rating_without_a_reason_is_refused_and_what_was_typed_stays(client, world):
    client.force_login(world.member)
    answer = client.post(page(world, "effectiveness-rate", domain="D"), {"rating": "STRONG", "next_step": "Go on."})
    assert answer.status_code == 200
    assert "Go on." in answer.content.decode()
    assert not world.view(Side.COUNCIL).ratings.exists()


def test_the_board_reads_how_many_councils_and_of_none_which(client, world):
    client.force_login(world.board)
    url = reverse("governance:effectiveness-list")
    seen = client.get(url, {"year": YEAR}).content.decode()
    assert "Composition" in seen
    assert world.school.name not in seen
    assert world.school.name not in b"".join(client.get(url, {"year": YEAR, "format": "csv"})).decode()
    assert client.get(page(world, "effectiveness")).status_code == 403


def test_central_office_finds_every_council_and_takes_the_table_along(client, world, django_assert_max_num_queries):
    client.force_login(world.central)
    url = reverse("governance:effectiveness-list")
    with django_assert_max_num_queries(75):
        seen = client.get(url, {"year": YEAR, "order": "help"}).content.decode()
    assert world.school.name in seen
    assert world.school.code in b"".join(client.get(url, {"year": YEAR, "format": "csv"})).decode()


def test_a_trained_observer_records_a_meeting_and_changes_it_until_the_profile_is_closed(client, world):
    meeting = held_meeting(world.council)
    Observer.objects.create(user=world.central, trained_on=date(2025, 8, 1))
    client.force_login(world.central)
    url = reverse("governance:observe", args=[meeting.pk])
    levels = {"agenda": 3, "voice": 4, "data": 2, "follow_up": 3}
    assert client.post(url, levels).status_code == 302
    assert Observation.objects.get().voice == 4
    assert client.post(url, levels | {"voice": 5}).status_code == 200  # the rubric ends at 4
    world.submit(Side.COUNCIL)
    world.submit(Side.DISTRICT)
    closing.close(world.profile, by=world.central)
    assert client.get(url).status_code == 302


def test_an_action_gets_the_tier_of_its_support_and_only_what_the_school_is_offered(client, world):
    SchoolProfileFactory(school=world.school, tier="NEED_BASED", starts_on=date(2020, 7, 1))
    client.force_login(world.chair)
    said = {"domain": "F", "what": "Train two members", "who": "The chair", "due_on": "2026-05-01",
            "shown_by": "Certificates"}  # fmt: skip
    assert client.post(page(world, "improvement-add"), said | {"service": "COACHING"}).status_code == 200
    assert client.post(page(world, "improvement-add"), said | {"service": "LEARNING"}).status_code == 302
    assert ImprovementAction.objects.get().tier == "NEED_BASED"


def test_an_action_is_followed_to_its_end_and_then_stays(client, world):
    action = ImprovementActionFactory(profile=world.profile)
    client.force_login(world.principal)
    client.post(reverse("governance:improvement-note", args=[action.pk]), {"text": "Half of it."})
    done = {"state": "DONE", "ended_on": "2026-02-09", "note": "In the minutes."}
    assert client.post(reverse("governance:improvement-end", args=[action.pk]), done).status_code == 302
    seen = client.get(action.get_absolute_url()).content.decode()
    assert "Half of it." in seen
    assert "In the minutes." in seen
    assert client.get(reverse("governance:improvement-edit", args=[action.pk])).status_code == 302


def test_counts_are_entered_and_taken_back_by_emptying_them(client, world):
    client.force_login(world.principal)
    url = page(world, "effectiveness-voices")
    field = next(name for name in client.get(url).context["form"].fields if name.endswith("members"))
    client.post(url, {field: "4"})
    assert VoiceCount.objects.get().members_total == 4
    client.post(url, {field: ""})
    assert not VoiceCount.objects.exists()


def test_counts_are_asked_of_the_grades_that_the_school_has(client, world):
    SchoolProfileFactory(school=world.school, starts_on=date(2020, 7, 1), low_grade=-1, high_grade=8)
    client.force_login(world.principal)
    form = client.get(page(world, "effectiveness-voices")).context["form"]
    assert [row.grades for _name, row in form.rows if row.grades] == ["PK-2", "3-5", "6-8"]


def test_the_profile_as_pdf_and_its_years_cost_a_bounded_number_of_queries(
    client, world, django_assert_max_num_queries
):
    client.force_login(world.chair)
    with django_assert_max_num_queries(90):
        client.get(page(world, "effectiveness"))
    answer = client.get(page(world, "effectiveness"), {"format": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    years = client.get(reverse("governance:effectiveness-years", args=[world.school.code])).content.decode()
    assert "2025–26" in years


def test_who_cannot_close_yet_reads_whose_view_is_missing_and_where_to_give_it(client, world):
    world.submit(Side.COUNCIL)
    client.force_login(world.central)
    seen = client.get(page(world, "effectiveness-close")).content.decode()
    assert "The district has not submitted its view yet." in seen and "The council has not" not in seen
    assert f'href="{world.profile.get_absolute_url()}">Rate' in seen


def test_a_closed_profile_says_so_and_takes_nothing_more(client, world):
    world.submit(Side.COUNCIL)
    world.submit(Side.DISTRICT)
    client.force_login(world.central)
    assert client.post(page(world, "effectiveness-close")).status_code == 302
    assert "Closed on" in client.get(page(world, "effectiveness")).content.decode()
    for name in ("effectiveness-worked-on", "effectiveness-voices", "improvement-add", "effectiveness-close"):
        assert client.get(page(world, name)).status_code == 302


# ---------------------------------------------------------------------- My work


def sentences(user):
    return [item.sentence for item in effectiveness_items.items_for(user, TODAY)]


def test_my_work_asks_each_for_what_is_theirs(world):
    ImprovementActionFactory(profile=world.profile, owner=world.principal, who="", due_on=date(2026, 2, 1))
    assert any("has not submitted" in one for one in sentences(world.chair))
    assert any("late since" in one for one in sentences(world.principal))
    assert sentences(world.member) == []
    world.submit(Side.COUNCIL)
    found = sentences(world.central)
    assert any("waits for the district" in one for one in found)
    assert any("improvement plan is late" in one for one in found)
    assert sentences(world.board) == []


# ---------------------------------------------------------------------- the survey


def test_central_office_opens_the_survey_once_a_year_and_finds_its_links(client, world):
    client.force_login(world.central)
    url = reverse("governance:effectiveness-survey", args=[YEAR])
    days = {"opens_on": "2026-02-10", "closes_on": "2026-03-03"}
    assert client.post(url, days | {"closes_on": "2026-02-01"}).status_code == 200
    assert client.post(url, days).status_code == 302
    survey = council_survey.survey_of(YEAR)
    assert not survey.is_public
    assert survey.shown_from >= 6
    assert (
        survey.get_absolute_url()
        in client.get(reverse("governance:effectiveness-list"), {"year": YEAR}).content.decode()
    )
    client.post(url, days)
    assert survey.version.surveys.count() == 1
