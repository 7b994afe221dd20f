"""Community challenges (Priority Action 2): opportunities by topic, totals of a year and no less, results told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.loading import load_languages
from district.models import Notice
from fce_portal import community_items
from indicators.models import StaleCell, SuppressionRule
from partnerships.community import homeless, messages, notices, topics
from partnerships.models import (
    ActivityType,
    HomelessServices,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    ResultsMessage,
)
from tests.factories import ActivityFactory, MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 12)


@pytest.fixture
def central():
    return MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user


def opportunity(*codes, school=None, **more):
    topics.load()
    one = Opportunity.objects.create(school=school, **{"title": "An evening", "held_on": DAY, **more})
    one.topics.set(LearningTopic.objects.filter(code__in=codes))
    return one


def session(school=None, **more):
    return ActivityFactory(
        school=school, activity_type=ActivityType.COMMUNITY_LEARNING, held_on=DAY, logged_by=UserFactory(), **more
    )


def message(**more):
    made = {"title": "Progress", "subject": "PROGRESS", "audience": "FAMILIES", "channel": "EMAIL"}
    return ResultsMessage.objects.create(**{**made, "languages": ["en", "es"], "sent_on": DAY, **more})


# ---------------------------------------------------------------------- opportunities


def test_a_topic_is_covered_by_what_took_place_and_not_by_what_is_only_planned(central):
    opportunity("literacy", "digital", activity=session())
    opportunity("college")
    opportunity("violence", is_cancelled=True)
    covered = {one.topic.code: (one.held, one.planned) for one in topics.covered_in(central, 2025)}

    assert covered["literacy"] == covered["digital"] == (1, 0)
    assert covered["college"] == (0, 1)
    assert covered["violence"] == covered["mental-health"] == (0, 0)
    assert all(not one.held for one in topics.covered_in(central, 2024))


def test_a_topic_no_longer_offered_is_shown_where_it_was_covered(central):
    opportunity("literacy", activity=session())
    LearningTopic.objects.update(is_retired=True)

    assert [one.topic.code for one in topics.covered_in(central, 2025)] == ["literacy"]


def test_loading_the_topics_twice_leaves_what_the_district_wrote():
    topics.load()
    LearningTopic.objects.filter(code="literacy").update(name="Reading together")
    topics.load()

    assert LearningTopic.objects.count() == 8
    assert LearningTopic.objects.get(code="literacy").name == "Reading together"


def test_a_school_sees_its_own_opportunities_and_those_of_the_district():
    ours, theirs = SchoolFactory(), SchoolFactory()
    member = MembershipFactory(role=Role.COUNCIL_MEMBER, school=ours).user
    for school in (ours, theirs, None):
        opportunity("literacy", school=school, activity=session(school))

    assert {one.school for one in Opportunity.objects.visible_to(member)} == {ours, None}
    assert not Opportunity.objects.visible_to(MembershipFactory(role=Role.PARTNER_CONTACT, school=None).user).exists()


def test_counts_are_read_from_the_logged_activity_and_one_activity_is_one_opportunity(client, central):
    logged = session(families_total=31)
    one = opportunity("literacy", activity=logged)
    client.force_login(central)

    assert ("Families", 31) in client.get(one.get_absolute_url()).context["counts"]
    with pytest.raises(IntegrityError), transaction.atomic():
        opportunity("digital", activity=logged)


def test_an_activity_to_choose_is_told_by_its_day_and_its_school(client, central):
    session(SchoolFactory(name="Burns"), title="Maths night")
    client.force_login(central)

    page = client.get(reverse("partnerships:opportunity-add")).content.decode()

    assert "11/12/2025 · Maths night, Burns" in page or "Nov 12, 2025 · Maths night, Burns" in page


def test_what_is_to_come_is_not_asked_who_took_part_and_whether_it_did_not_take_place(client, central):
    planned = opportunity("literacy", held_on=timezone.localdate() + timedelta(days=9))
    over = opportunity("literacy", held_on=timezone.localdate() - timedelta(days=9))
    client.force_login(central)

    assert "Who took part" not in client.get(planned.get_absolute_url()).content.decode()
    assert "Who took part" in client.get(over.get_absolute_url()).content.decode()
    assert "is_cancelled" not in client.get(reverse("partnerships:opportunity-add")).context["form"].fields
    edit = reverse("partnerships:opportunity-edit", args=[planned.pk])
    assert "is_cancelled" in client.get(edit).context["form"].fields


def test_an_activity_of_another_school_or_of_quite_another_day_is_refused(client, central):
    topics.load()
    school = SchoolFactory()
    sent = {
        "title": "An evening",
        "held_on": "2025-11-12",
        "topics": [LearningTopic.objects.first().pk],
        "activity": session(school).pk,
    }
    client.force_login(central)
    page = reverse("partnerships:opportunity-add")

    assert "another school" in client.post(page, sent).context["form"].errors["activity"][0]
    later = sent | {"school": school.pk, "held_on": "2025-12-12"}
    assert "another day" in client.post(page, later).context["form"].errors["activity"][0]
    assert client.post(page, sent | {"school": school.pk}).status_code == 302


def test_staff_of_a_school_write_for_it_and_not_for_the_district(client):
    topics.load()
    staff = MembershipFactory(role=Role.SCHOOL_STAFF)
    client.force_login(staff.user)
    sent = {"title": "An evening", "held_on": "2025-11-12", "topics": [LearningTopic.objects.first().pk]}
    assert "school" in client.post(reverse("partnerships:opportunity-add"), sent).context["form"].errors

    of_district = opportunity("literacy")
    assert client.get(reverse("partnerships:opportunity-edit", args=[of_district.pk])).status_code == 403


def test_what_was_heard_is_summed_up_by_theme(central):
    one = opportunity("literacy")
    NeedHeard.objects.bulk_create(NeedHeard(opportunity=one, theme=theme) for theme in ("TIMES", "TIMES", "VOICE"))

    assert topics.needs_in(central, 2025) == [("Hours, child care, transport", 2), ("A say in decisions", 1)]


def test_what_follows_stands_on_my_work_until_it_is_done(client, central):
    one = opportunity("literacy", activity=session())
    action = OpportunityAction.objects.create(opportunity=one, what="Ask again", owner=central, due_on=DAY)
    today = DAY + timedelta(days=3)
    assert [item.kind for item in community_items.items_for(central, today)] == ["bad"]
    assert topics.follow_up_in(central, 2025, today) == {"made": 1, "done": 0, "dropped": 0, "late": 1}

    client.force_login(central)
    page = reverse("partnerships:opportunity-action-end", args=[action.pk])
    client.post(page, {"state": "DONE", "ended_on": "2025-11-14", "note": "Asked"})
    assert community_items.items_for(central, today) == []
    assert topics.follow_up_in(central, 2025, today) == {"made": 1, "done": 1, "dropped": 0, "late": 0}


def test_what_follows_is_given_to_somebody_who_sees_it_and_hears_of_it(client, central):
    school = SchoolFactory()
    teacher = MembershipFactory(role=Role.SCHOOL_STAFF, school=school).user
    elsewhere = MembershipFactory(role=Role.SCHOOL_STAFF).user
    one = opportunity("literacy", school=school)
    client.force_login(central)
    page = reverse("partnerships:opportunity-action-add", args=[one.pk])
    sent = {"what": "Ask again", "due_on": "2026-01-15"}

    assert "owner" in client.post(page, sent | {"owner": elsewhere.pk}).context["form"].errors
    assert client.post(page, sent | {"owner": teacher.pk}).url == f"{one.get_absolute_url()}#actions-title"
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (teacher, "community.action")
    OpportunityAction.objects.update(owner=central)
    assert notices.ACTION.is_over([notice]) == {notice.pk}


def test_an_opportunity_whose_day_is_over_asks_to_be_logged(central):
    opportunity("literacy")

    assert [item.kind for item in community_items.items_for(central, DAY + timedelta(days=1))] == ["waiting"]
    assert community_items.items_for(central, DAY) == []


# ---------------------------------------------------------------------- services to students without a home


def test_the_database_has_no_place_for_a_school_a_month_a_shelter_or_a_word():
    kinds = {field.name: field.get_internal_type() for field in HomelessServices._meta.concrete_fields}

    assert set(kinds) == {"id", "fall_year", *homeless.STATED}
    assert set(kinds.values()) == {"BigAutoField", "PositiveSmallIntegerField", "PositiveIntegerField"}


def test_small_totals_are_told_only_to_those_who_enter_them():
    SuppressionRule.objects.create(min_numerator=6)
    stated = HomelessServices(fall_year=2025, children_tutored=5, children_supplied=9, trainings_held=0)
    year = homeless.Year(stated, {"sets_given": 3, "tutoring_hours": Decimal("87.00")})

    def words(sees_small):
        return [one.words for one in homeless.shown_of(year, sees_small=sees_small)]

    assert words(True) == ["not known", "87", "3", "5", "9", "0"]
    assert words(False) == ["not known", "87", "3", "fewer than 6", "9", "0"]


def logged_for_all(kind, day, **counts):
    return ActivityFactory(school=None, activity_type=kind, held_on=day, **counts)


def test_sessions_hours_and_sets_are_what_is_logged_in_the_year_and_nothing_else():
    tutoring, supplies = ActivityType.SHELTER_TUTORING, ActivityType.SUPPLIES
    logged_for_all(tutoring, date(2025, 7, 1), sessions_total=4, hours_total="6.50")
    logged_for_all(tutoring, date(2026, 6, 30), sessions_total=3)
    logged_for_all(tutoring, date(2026, 7, 1))  # of the next year, and nobody knows how much
    logged_for_all(supplies, date(2025, 9, 9), sets_given_total=40)
    logged_for_all(supplies, date(2025, 9, 10), sets_given_total=99, deleted_at=timezone.now(),
                   deleted_by=UserFactory(), deleted_reason="Twice")  # fmt: skip
    HomelessServices.objects.create(fall_year=2024, children_tutored=30)

    found = {one.stated.fall_year: [one.total(name) for name in homeless.TOTALS] for one in homeless.years()}

    assert found == {
        2026: [None, None, None, None, None, None],
        2025: [7, Decimal("6.50"), 40, None, None, None],
        2024: [None, None, None, 30, None, None],
    }


def test_page_and_file_tell_the_same_to_a_member_of_the_council(client):
    HomelessServices.objects.create(fall_year=2024, children_tutored=4)
    logged_for_all(ActivityType.SUPPLIES, date(2024, 9, 9), sets_given_total=51)
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER).user)
    page = reverse("partnerships:homeless-services")

    assert "fewer than 6" in client.get(page).content.decode()
    sent = b"".join(client.get(page, {"format": "csv"}).streaming_content).decode()
    assert sent.splitlines()[1].endswith("2024–25,not known,not known,51,fewer than 6,not known,not known")


# ---------------------------------------------------------------------- results told


def test_a_message_in_two_languages_stands_in_both_columns_and_once_in_the_total():
    load_languages()
    found = messages.overview([message(), message(languages=["en"], channel="WEB", audience="BOARD", sent_total=9)])

    assert [one.tag for one in found.languages] == ["en", "es"]
    by_channel = {row.channel: ([total for _language, total in row.cells], row.total) for row in found.rows}
    assert by_channel == {"EMAIL": ([1, 1], 1), "WEB": ([1, 0], 1)}
    assert any("Portuguese" in words for words in found.gaps)
    assert "1 message went out in English alone." in found.gaps
    assert any(words.startswith("Nothing was told to: Staff") for words in found.gaps)
    assert "Of 1 message nobody knows how many it reached." in found.gaps
    assert messages.overview([]).gaps == []


def test_how_many_it_reached_stands_in_one_place_only():
    logged = ActivityFactory(
        school=None, activity_type=ActivityType.COMMUNICATION, held_on=DAY, sent_total=400, returned_total=90
    )
    assert message(activity=logged).reached == (400, 90)
    assert message(sent_total=20, opened_total=20).reached == (20, 20)
    for wrong in (
        {"activity": ActivityFactory(school=None), "sent_total": 4},
        {"sent_total": 3, "opened_total": 4},
        {"languages": []},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            message(**wrong)


def test_a_message_marks_its_month_and_a_new_title_does_not():
    one = message(school=SchoolFactory())
    assert StaleCell.objects.filter(source="results_messages", month=date(2025, 11, 1)).count() == 1
    StaleCell.objects.all().delete()
    ResultsMessage.objects.filter(pk=one.pk).update(title="Other words")
    assert not StaleCell.objects.filter(source="results_messages").exists()


def test_the_pages_of_a_year_cost_the_same_with_one_record_and_with_many(
    client, central, django_assert_max_num_queries
):
    load_languages()
    for number in range(5):
        school = SchoolFactory()
        opportunity("literacy", "digital", school=school, activity=session(school), title=f"Evening {number}")
        message(school=school, activity=None if number else ActivityFactory(activity_type=ActivityType.COMMUNICATION))
    client.force_login(central)
    for name, most in (("opportunity-list", 18), ("results-messages", 14), ("homeless-services", 12)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"partnerships:{name}"), {"year": 2025}).status_code == 200
    for name in ("opportunity-list", "results-messages"):
        sent = client.get(reverse(f"partnerships:{name}"), {"year": 2025, "format": "csv"})
        assert len(b"".join(sent.streaming_content).splitlines()) == 6
