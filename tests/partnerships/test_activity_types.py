"""Each type of facts 7.2 has its own counts and its own reported measure."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from district.access import Role
from district.models import SchoolYear
from indicators import engagement, rollup_check, rollups
from indicators.measures import declared, ratios, slice_key_of
from partnerships import activity_log
from partnerships.activity_types import COUNTS, DISTRICT_ONLY, ActivityType, counts_for
from partnerships.importing import rules
from partnerships.importing.activities import RULE_COLUMNS
from partnerships.models import Activity
from partnerships.models.activities import COUNT_FIELDS, TYPE_FACTS, count_label
from partnerships.quality.own_measures import OWN, lines_of
from partnerships.quality.reading import ELSEWHERE
from tests.factories import ActivityFactory, ActivitySeriesFactory, MembershipFactory, SchoolFactory, SchoolYearFactory

T = ActivityType


def test_every_count_that_a_type_asks_for_is_a_column():
    for counts in COUNTS.values():
        assert {*counts.first, *counts.more, *counts.words} <= set(COUNT_FIELDS)
        assert set(counts.facts) <= set(TYPE_FACTS)


def test_every_type_that_is_logged_here_reports_a_measure_of_its_own():
    assert set(ActivityType) - set(OWN) == set(ELSEWHERE)
    known = set(declared())
    assert all({*own.top, *own.bottom} <= known for owns in OWN.values() for own in owns)


def test_a_count_has_the_words_of_its_type():
    assert count_label(T.VOLUNTEER, "adults_total") == "Volunteers"
    assert count_label(T.WORKSHOP, "adults_total") == "Adults"
    assert counts_for("NONSENSE").words == {}


@pytest.mark.parametrize(
    ("activity_type", "counts", "label", "words"),
    [
        (T.HOMEWORK_TIPS, {"homework_returned": 90, "homework_sent": 120}, "Assignments returned", "75%"),
        (T.TECH_HELP, {"tech_helped": 30, "tech_trainers": 4}, "People helped per trainer", "7.5"),
        (T.CONVERSATION, {"conversation_goals": 3, "conversation_families": 4}, "Families who set a goal", "75%"),
        (T.WELCOME_TOUR, {"new_families_toured": 9, "new_families": 30}, "New families who toured", "30%"),
        (T.PARENT_LEADERSHIP, {"series_leadership_graduates": 8, "course_completed_in_all": 2}, "Graduates", "10"),
        (T.SOCIAL, {"social_events": 3}, "Events, counted apart", "3"),
    ],
)  # fmt: skip
def test_a_measure_of_a_type_is_a_sum_held_against_a_sum(activity_type, counts, label, words):
    assert {line.label: line.words for line in lines_of(activity_type, counts)}[label] == words


def test_a_measure_of_which_nothing_is_known_is_left_out():
    assert lines_of(T.CONFERENCE, {"parent_conferences_due": 0}) == []


def counted(*codes):
    """{code: number} of all rows, as the rollup counts them."""
    found = (declared()[code] for code in codes)
    return {one.code: one.source.rows().aggregate(n=one.aggregate)["n"] for one in found}


@pytest.mark.django_db
def test_who_completed_is_counted_where_nobody_knows_who_enrolled_and_the_share_leaves_it_out():
    ActivityFactory(activity_type=T.FAMILY_ACADEMY, completed_total=8)
    ActivityFactory(activity_type=T.FAMILY_ACADEMY, enrolled_total=10, completed_total=6)
    ActivityFactory(activity_type=T.TECH_HELP, trainers_total=3)
    ActivitySeriesFactory(completed_total=7)
    assert counted("course_completed_in_all", "course_completed", "course_enrolled") == {
        "course_completed_in_all": 14, "course_completed": 6, "course_enrolled": 10,
    }  # fmt: skip
    assert counted("series_completed_in_all", "series_completed") == {
        "series_completed_in_all": 7, "series_completed": None,
    }  # fmt: skip
    assert counted("tech_trainers_in_all", "tech_trainers") == {"tech_trainers_in_all": 3, "tech_trainers": None}


@pytest.mark.django_db
def test_a_program_that_does_not_say_who_took_a_role_is_not_in_the_share_of_graduates_in_one():
    ActivitySeriesFactory(activity_type=T.PARENT_LEADERSHIP, completed_total=10, roles_taken_total=4)
    ActivitySeriesFactory(activity_type=T.PARENT_LEADERSHIP, completed_total=10)
    ratio = ratios()["graduates_in_role_share"]
    assert ratio.of(counted(ratio.top.code, ratio.bottom.code)) == 0.4


def test_the_label_of_a_count_that_is_not_of_all_says_so():
    assert str(declared()["messages_sent"].label) == "Messages sent to families (where both counts are known)"


@pytest.mark.django_db
class TestTheDatabase:
    @pytest.mark.parametrize(
        "values",
        [
            {"actions_total": 2, "actions_done_total": 3},
            {"families_total": 10, "new_families_total": 11},
            {"staff_total": 5, "teachers_total": 4, "leaders_total": 1, "support_staff_total": 1},
            {"follow_up_done_on": date(2025, 11, 1)},
            {"activity_type": T.SUPPLIES, "school": None, "students_total": 4},
            {"activity_type": T.SHELTER_TUTORING, "school": None, "families_total": 4},
        ],
    )
    def test_refuses_what_cannot_be(self, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivityFactory(**values)

    @pytest.mark.parametrize("activity_type", DISTRICT_ONLY)
    def test_refuses_a_school_for_what_is_done_for_homeless_families(self, activity_type):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivityFactory(activity_type=activity_type)


@pytest.mark.parametrize(
    ("counts", "fields"),
    [
        ({"enrolled_total": 3, "completed_total": 4}, ["completed_total"]),
        ({"actions_total": 1, "actions_done_total": 2}, ["actions_done_total"]),
        ({"families_total": 1, "new_families_total": 2}, ["new_families_total"]),
        ({"staff_total": 1, "teachers_total": 2}, ["staff_total"]),
        ({"activity_type": T.SUPPLIES, "students_total": 2}, ["activity_type"]),
        ({"enrolled_total": None, "completed_total": 4, "staff_total": 0}, []),
    ],
)
def test_rows_of_a_file_are_held_to_the_same_rules(counts, fields):
    assert [RULE_COLUMNS[code] for code, _message in rules.broken(Activity, counts)] == fields


@pytest.mark.django_db
def test_the_year_is_counted_by_type_by_language_and_by_what_it_is_linked_to():
    school = SchoolFactory()
    ActivityFactory(
        school=school, activity_type=T.CONFERENCE, families_total=90, invited_total=120, compact_discussed_total=45,
        languages_offered=["en", "es"], starts_at="18:00", audience="BOTH", rating_linked_to_learning=2,
    )  # fmt: skip
    ActivityFactory(
        school=school, activity_type=T.CONFERENCE, families_total=50, starts_at="09:00"
    )  # nobody knows of how many
    ActivityFactory(school=school, held_on=date(2025, 10, 18), follow_up="Call them.", follow_up_done_on="2025-10-20")
    rollups.rebuild()

    whole = engagement.school_by_month(school, 2025).total
    keys = {
        "type": slice_key_of("type", T.CONFERENCE),
        "es": slice_key_of("language", "es"),
        "pt": slice_key_of("language", "pt"),
    }
    pieces = engagement.pieces(2025, keys, school)

    assert whole.ratios["conference_share"] == 0.75
    assert whole.ratios["compact_talked_share"] == 0.5
    assert whole.ratios["evening_or_weekend_share"] == 2 / 3  # 18:00, a Saturday; not 9:00
    assert whole.ratios["follow_up_share"] == 1
    assert pieces["type"].counts["activities_held"] == 2
    assert (pieces["es"].counts["activities_held"], pieces["pt"].counts["activities_held"]) == (1, 0)
    assert engagement.pieces(2025, keys)["type"].counts == pieces["type"].counts  # one school is the district here
    assert rollup_check.verify().differences == []


@pytest.mark.django_db
def test_a_refresh_of_one_change_comes_to_what_a_rebuild_says():
    activity = ActivityFactory(activity_type=T.COMMUNITY_CAFE, actions_total=4, languages_offered=["es"])
    series = ActivitySeriesFactory(enrolled_total=20)
    rollups.refresh_all()

    Activity.objects.filter(pk=activity.pk).update(actions_done_total=3, languages_offered=["pt"], starts_at="17:00")
    type(series).objects.filter(pk=series.pk).update(completed_total=15)
    rollups.refresh_all()

    assert rollup_check.verify().differences == []
    total = engagement.district_by_month(2025).total
    assert total.ratios["actions_done_share"] == 0.75
    assert total.ratios["series_completion_share"] == 0.75
    assert total.counts["activities_evening_or_weekend"] == 1


def test_every_ratio_is_made_of_measures_of_one_source():
    assert all(ratio.top.source is ratio.bottom.source for ratio in ratios().values())


# ---------------------------------------------------------------------- on the pages


@pytest.fixture
def principal(client):
    SchoolYearFactory(fall_year=2025)
    person = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(person.user)
    return person


@pytest.mark.django_db
def test_the_form_asks_for_what_the_type_needs_in_its_words(client, principal):
    activity = ActivityFactory(school=principal.school, activity_type=T.APTT)

    form = client.get(reverse("partnerships:activity-edit", args=[activity.pk])).context["form"]

    assert {"team_step", "grade_bands", "classes_total", "invited_total"} <= set(form.fields)
    assert form.fields["families_total"].label == "Families present"
    assert not {"channel", "trainers_total", "sets_given_total"} & set(form.fields)


@pytest.mark.django_db
def test_what_follows_is_done_with_one_tap_and_open_again_with_another(client, principal):
    activity = ActivityFactory(
        school=principal.school, follow_up="Send the slides.", follow_up_due_on=date(2025, 10, 20)
    )
    address = reverse("partnerships:activity-follow-up", args=[activity.pk])
    assert activity.follows == "late"

    client.post(address)
    done = Activity.objects.get()
    client.post(address)

    assert (done.follows, Activity.objects.get().follow_up_done_on) == ("done", None)


@pytest.mark.django_db
def test_nothing_can_be_done_where_nothing_follows():
    activity = ActivityFactory()

    assert not activity_log.follow_up(activity=activity, done_on=date(2025, 11, 1))
    assert SchoolYear.objects.count() == 0
