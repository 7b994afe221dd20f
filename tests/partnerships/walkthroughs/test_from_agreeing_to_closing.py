"""What the team agrees on, closing for good, what is counted, and what becomes of recommendations."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import Notice
from fce_portal import walkthrough_items
from indicators.models import StaleCell
from partnerships.forms.walkthroughs.walking import TeamForm, WalkthroughForm
from partnerships.models import Activity, ActivityType, AgreedRating, Commendation, Recommendation
from partnerships.walkthroughs import agreeing, closing, comparing, rating, standards, summary
from partnerships.walkthroughs.rating import Tap
from tests.factories import (
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    RecommendationFactory,
    UserFactory,
    WalkthroughFactory,
)
from tests.partnerships.surveys.worlds import make_survey, make_version

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 12)


@pytest.fixture
def walk():
    return WalkthroughFactory(held_on=DAY)


def rate(walk, *levels, item="step-free", component="A"):
    for number, level in enumerate(levels, start=1):
        rating.take(rating.begin_sheet(walk, component), [Tap(item, level, "", number)])


def agree(walk, level=3, item="step-free"):
    return AgreedRating.objects.create(
        walkthrough=walk, item=rating.items_of(walk).get(code=item), level=level
    )  # fmt: skip


def ready(walk, **levels):
    walk.team.create(role="PARENT", total=4)
    walk.team.create(role="TEACHER", total=2)
    for item, level in (levels or {"step_free": 3}).items():
        agree(walk, level, item.replace("_", "-"))
    return walk


def line_of(walk, code):
    return next(line for part in agreeing.parts_of(walk) for line in part.lines if line.item.code == code)


# ---------------------------------------------------------------------- agreeing


def test_beside_each_item_stands_what_how_many_raters_saw(walk):
    rate(walk, 4, 2, 2, 0)

    line = line_of(walk, "step-free")
    assert line.spread_words == "Doing well 1, A beginning 2, Not seen 1"
    assert line.is_split
    assert line.of_one_mind is None


def test_what_all_saw_alike_is_taken_over_and_what_is_agreed_already_stays(walk):
    rate(walk, 4, 4)
    rate(walk, 3, 1, item="visitor-parking")
    rate(walk, 2, item="waiting-area")
    agree(walk, 1, "waiting-area")

    assert agreeing.take_over(walk, "A") == 1
    assert {one.item.code: one.level for one in walk.agreed.all()} == {"step-free": 4, "waiting-area": 1}


def test_a_second_person_who_agrees_on_the_same_item_sees_what_the_first_said(client, walk):
    person = MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user
    client.force_login(person)
    page = reverse("partnerships:walkthrough-agree", args=[walk.pk, "step-free"])
    seen = client.get(page).context["form"]["seen"].value() or ""
    client.post(page, {"level": "4", "note": "Ramp", "seen": seen})

    again = client.post(page, {"level": "2", "note": "Steps", "seen": seen})
    assert "saved this on" in again.content.decode()
    assert walk.agreed.get().level == 4


def test_a_second_person_who_counts_the_team_is_told_what_the_first_counted(walk):
    form = TeamForm({"seen": "", "role-parent": "4"}, walkthrough=walk)
    assert form.is_valid()
    form.save()

    late = TeamForm({"seen": "", "role-parent": "3"}, walkthrough=walk)
    assert "Parents and caregivers: 4" in late.non_field_errors()[0]
    assert TeamForm({"seen": late["seen"].value(), "role-parent": "3"}, walkthrough=walk).is_valid()


def test_the_pages_of_the_team_cost_the_same_with_few_ratings_and_with_many(
    client, walk, django_assert_max_num_queries
):
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user)
    rate(walk, 4, 3, 2, 1)
    for number in range(6):
        RecommendationFactory(walkthrough=walk, owner=UserFactory(name=f"Owner {number}"))
    ready(walk, step_free=3, visitor_parking=2)
    with django_assert_max_num_queries(30):
        client.get(walk.get_absolute_url())
    with django_assert_max_num_queries(24):
        client.get(reverse("partnerships:walkthrough-report", args=[walk.pk]))


# ---------------------------------------------------------------------- closing


def test_a_walkthrough_says_what_it_still_lacks(walk):
    rate(walk, 4)
    assert len(closing.obstacles(walk)) == 3
    with pytest.raises(closing.Refused, match="counts"):
        closing.close(walk, by=UserFactory())

    ready(walk)
    assert closing.obstacles(walk) == []
    assert closing.obstacles(walk, today=DAY - timedelta(days=1)) == ["It has not been held yet."]


def test_closing_makes_one_activity_and_counts_the_team_in_it(walk):
    InitiativeFactory(code="1.1")
    closed = closing.close(ready(walk), by=UserFactory())

    activity = Activity.objects.get()
    assert closed.activity == activity
    assert (activity.activity_type, activity.held_on) == (ActivityType.WALKTHROUGH, DAY)
    assert (activity.adults_total, activity.staff_total, activity.community_total) == (4, 2, None)
    assert [one.code for one in activity.initiatives.all()] == ["1.1"]


def test_an_activity_that_was_logged_by_hand_is_taken_and_not_counted_twice(walk):
    logged = ActivityFactory(school=walk.school, held_on=DAY, activity_type=ActivityType.WALKTHROUGH)

    assert closing.close(ready(walk), by=UserFactory()).activity == logged
    assert Activity.objects.count() == 1


def test_closing_twice_changes_nothing(walk):
    person = UserFactory()
    first = closing.close(ready(walk), by=person)

    assert closing.close(walk, by=UserFactory()).closed_by == first.closed_by
    assert Activity.objects.count() == 1


def test_a_closed_walkthrough_is_kept_by_the_database(walk):
    one = RecommendationFactory(walkthrough=walk)
    Commendation.objects.create(walkthrough=walk, component="A", text="Friendly")
    closing.close(ready(walk), by=UserFactory())
    for change in (
        lambda: type(walk).objects.filter(pk=walk.pk).update(led_by="Somebody else"),
        lambda: walk.agreed.update(level=4),
        lambda: walk.team.all().delete(),
        lambda: walk.commendations.update(text="Other words"),
        lambda: Recommendation.objects.filter(pk=one.pk).update(text="Other words"),
        lambda: Recommendation.objects.filter(pk=one.pk).delete(),
        lambda: RecommendationFactory(walkthrough=walk),
        lambda: agree(walk, 1, "waiting-area"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    Recommendation.objects.filter(pk=one.pk).update(due_on=DAY, who="Office")


def test_only_closed_walkthroughs_mark_their_month_to_be_counted(walk):
    StaleCell.objects.all().delete()
    ready(walk)
    assert not StaleCell.objects.filter(source="walkthroughs").exists()
    closing.close(walk, by=UserFactory())
    assert StaleCell.objects.filter(source="walkthroughs", month=date(2025, 11, 1)).exists()


# ---------------------------------------------------------------------- recommendations


def test_the_school_of_a_walkthrough_stays_once_something_is_recommended_for_it(walk):
    assert "school" in WalkthroughForm(instance=walk, schools=[walk.school_id]).fields
    RecommendationFactory(walkthrough=walk)
    assert "school" not in WalkthroughForm(instance=walk, schools=[walk.school_id]).fields


def test_what_needs_resources_needs_somebody_a_day_and_what_will_show_it(walk):
    planned = {"who": "Office", "due_on": DAY, "resources": "Six signs", "shown_by": "Photos"}
    RecommendationFactory(walkthrough=walk, needs_resources=True, **planned)
    for name in planned:
        with pytest.raises(IntegrityError), transaction.atomic():
            empty = {**planned, name: None if name == "due_on" else ""}
            RecommendationFactory(walkthrough=walk, needs_resources=True, **empty)


def test_the_form_says_beside_the_field_what_is_missing(client, walk):
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user)
    sent = {"component": "A", "text": "Signs", "owned_by": "TEAM", "needs_resources": "on"}
    page = client.post(reverse("partnerships:recommendation-add", args=[walk.pk]), sent)

    assert set(page.context["form"].errors) >= {"due_on", "resources", "shown_by", "owner"}


def test_whoever_is_to_do_it_hears_of_it_once_the_walkthrough_is_closed(walk):
    owner = MembershipFactory(role=Role.SCHOOL_STAFF, school=walk.school).user
    RecommendationFactory(walkthrough=walk, owner=owner)
    assert not Notice.objects.exists()

    closing.close(ready(walk), by=UserFactory())
    assert Notice.objects.get().recipient == owner


def test_a_late_recommendation_stands_on_my_work_of_its_owner_the_principal_and_the_chair(walk):
    owner = MembershipFactory(role=Role.SCHOOL_STAFF, school=walk.school).user
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=walk.school).user
    elsewhere = MembershipFactory(role=Role.PRINCIPAL).user
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    one = RecommendationFactory(walkthrough=walk, owner=owner, due_on=DAY + timedelta(days=5))
    closing.close(ready(walk), by=central)
    late = DAY + timedelta(days=9)

    assert [item.kind for item in walkthrough_items.items_for(owner, late)] == ["bad"]
    assert [item.kind for item in walkthrough_items.items_for(chair, late)] == ["warn"]
    assert walkthrough_items.items_for(elsewhere, late) == []
    assert len(walkthrough_items.items_for(central, late)) == 1

    Recommendation.objects.filter(pk=one.pk).update(state="DONE", ended_on=late, ended_note="Photos")
    assert walkthrough_items.items_for(owner, late) == []


def test_a_walkthrough_that_is_near_or_not_closed_stands_on_my_work():
    today = timezone.localdate()
    walk = WalkthroughFactory(held_on=today - timedelta(days=9))
    WalkthroughFactory(school=walk.school, held_on=today + timedelta(days=3))
    principal = MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user

    assert [item.kind for item in walkthrough_items.items_for(principal, today)] == ["warn", "waiting"]


def test_the_chair_of_the_council_says_that_it_is_done_with_what_shows_it(client, walk):
    one = RecommendationFactory(walkthrough=walk, owned_by="COUNCIL")
    client.force_login(MembershipFactory(role=Role.COUNCIL_CHAIR, school=walk.school).user)
    page = reverse("partnerships:recommendation-end", args=[one.pk])
    sent = {"state": "DONE", "ended_on": "2025-12-01", "note": "Photos of the signs"}
    client.post(page, sent)
    assert Recommendation.objects.get().is_open  # the walkthrough is not closed yet

    closing.close(ready(walk), by=UserFactory())
    client.post(page, sent)
    one.refresh_from_db()
    assert (one.state, one.ended_on, one.school) == ("DONE", date(2025, 12, 1), walk.school)


# ---------------------------------------------------------------------- change, and the district


def test_change_is_told_item_by_item_only_where_the_same_words_were_looked_at(walk):
    closing.close(ready(walk, step_free=2, visitor_parking=4, waiting_area=3, welcome_sign=0), by=UserFactory())
    draft = standards.begin_version()
    draft.items.filter(code="waiting-area").update(text="There is a sofa.")
    later = WalkthroughFactory(
        school=walk.school, held_on=DAY + timedelta(days=300), standards=standards.take_into_use(draft)
    )
    ready(later, step_free=4, visitor_parking=3, waiting_area=4, welcome_sign=4)

    change = comparing.change_of(later)
    assert [(step.item.code, step.word) for step in change.moved] == [
        ("step-free", "Better"),
        ("visitor-parking", "Less"),
    ]
    assert change.moved[0].sentence == "from “A beginning” to “Doing well”"
    assert change.not_compared == 2
    assert comparing.change_of(walk) is None


def test_a_walkthrough_to_come_has_no_ratings_and_no_change_to_tell(client, walk):
    closing.close(ready(walk), by=UserFactory())
    planned = WalkthroughFactory(school=walk.school, held_on=timezone.localdate() + timedelta(days=20))
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user)

    page = client.get(reverse("partnerships:walkthrough-report", args=[planned.pk])).content.decode()

    assert comparing.change_of(planned) is None
    assert "Who walks along" in page and "Planned" in page
    assert "Nothing is agreed on yet." in page and "Not rated" not in page
    assert client.get(
        reverse("partnerships:walkthrough-report", args=[planned.pk]), {"format": "pdf"}
    ).content.startswith(b"%PDF")


def test_a_walkthrough_names_a_survey_of_families_or_staff_only(walk):
    for audience in ("FAMILIES", "STAFF", "COUNCIL"):
        make_survey(make_version(code=audience.lower(), audience=audience), [walk.school])

    offered = WalkthroughForm(instance=walk, schools=[walk.school_id]).fields["survey"].queryset

    assert {one.version.instrument.audience for one in offered} == {"FAMILIES", "STAFF"}


def test_the_year_of_the_district_counts_schools_once_and_names_what_is_recommended_at_several(walk):
    item = rating.items_of(walk).get(code="direction-signs")
    other = WalkthroughFactory(held_on=DAY)
    again = WalkthroughFactory(school=walk.school, held_on=DAY + timedelta(days=30))
    for one in (walk, other, again):
        RecommendationFactory(walkthrough=one, item=item, due_on=DAY + timedelta(days=60))
        closing.close(ready(one), by=UserFactory())
    WalkthroughFactory(held_on=DAY)  # not closed: not counted
    year = summary.year_of(2025, DAY + timedelta(days=61))

    assert year.walked == 2
    assert [(one.item.code, one.schools, one.total) for one in year.common] == [("direction-signs", 2, 3)]
    assert year.followed == {"made": 3, "done": 0, "dropped": 0, "late": 3}
    assert [spread.total for _part, spread, _bar in year.parts] == [3, 0, 0, 0]
    assert summary.year_of(2024, DAY).walked == 0


def test_a_school_reads_its_own_walkthroughs_and_the_sums_are_for_the_district(
    client, walk, django_assert_max_num_queries
):
    closing.close(ready(walk), by=UserFactory())
    principal = MembershipFactory(role=Role.PRINCIPAL).user
    client.force_login(principal)
    page = client.get(reverse("partnerships:walkthrough-list"), {"year": 2025})
    assert page.context["rows"] == []
    assert page.context["district"] is None

    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("partnerships:walkthrough-list"), {"year": 2025})
    assert page.context["rows"] == [walk]
    sent = client.get(reverse("partnerships:walkthrough-list"), {"year": 2025, "format": "csv"})
    assert b"step-free" in b"".join(sent.streaming_content)


def test_the_report_is_printed_in_both_languages(client, walk):
    RecommendationFactory(walkthrough=walk, due_on=DAY, who="Office")
    closing.close(ready(walk), by=UserFactory())
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=walk.school).user)
    page = reverse("partnerships:walkthrough-report", args=[walk.pk])
    assert client.get(page, {"format": "pdf"})["Content-Type"] == "application/pdf"
    client.cookies["language"] = "es"
    assert client.get(page, {"format": "pdf"}).content.startswith(b"%PDF")
