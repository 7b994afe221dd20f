"""What families say after an event: counted, forgotten, told together or not at all, never over what was typed."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from district import school_years
from district.access import Role
from district.models import SchoolYear
from fce_portal.demo.feedback import make_feedback
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.activity_types import ActivityType
from partnerships.evaluations.refusals import NotPossible
from partnerships.feedback import answering, asking, results
from partnerships.models import Activity, ActivityFeedback, EngagementRule, FeedbackCount
from partnerships.surveys import gate
from partnerships.surveys.answering import NotTaken
from partnerships.surveys.enough import so_far
from partnerships.surveys.instruments import begin_version, take_into_use
from partnerships.views import answered
from tests.factories import (
    ActivityFactory,
    FeedbackFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
    questions_after_an_event,
)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def heard(values, *, forms=None, over=True, **activity):
    """Feedback with so many answers of each value to every question, closed yesterday."""
    day = in_days(-8 if over else 0)
    asked = FeedbackFactory(activity__held_on=day, closes_on=in_days(-1 if over else 7),
                            **{f"activity__{name}": value for name, value in activity.items()})  # fmt: skip
    FeedbackCount.objects.create(feedback=asked, item=None, total=sum(values.values()) if forms is None else forms)
    FeedbackCount.objects.bulk_create(
        FeedbackCount(feedback=asked, item=item, value=value, total=total)
        for item in asked.version.items.all()
        for value, total in values.items()
    )
    return asked


def of_activity(asked):
    return Activity.objects.values_list("feedback_total", "feedback_mean").get(pk=asked.activity_id)


@given(st.integers(0, 30), st.integers(0, 150))
@settings(max_examples=15)
def test_a_mean_is_told_of_enough_answers_that_are_not_all_the_same_extreme(answered, total):
    if results.passes((answered, total), gate.Thresholds()):
        assert answered >= 10
        assert answered < total < 5 * answered


@pytest.mark.django_db
class TestAnonymity:
    def test_an_answer_is_added_to_counts_and_forgotten(self):
        asked = FeedbackFactory()
        first, second, _third = asked.version.items.all()
        for _family in range(2):
            answering.take(asked, {first: 5, second: 2})

        rows = FeedbackCount.objects.values_list("item", "value", "total")
        assert set(rows) == {(None, 0, 2), (first.pk, 5, 2), (second.pk, 2, 2)}

    def test_the_database_has_no_place_for_a_person_a_moment_or_a_second_answer(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns "
                "WHERE table_name = 'partnerships_feedbackcount'"
            )
            columns = dict(cursor.fetchall())
            cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'partnerships_feedbackcount%event%'")
            assert cursor.fetchone() == (0,)
        assert set(columns) == {"id", "feedback_id", "item_id", "value", "total"}
        assert not {"text", "inet", "date"} & set(columns.values())

    def test_an_answer_leaves_no_event_of_the_activity_or_of_the_feedback(self):
        asked = FeedbackFactory()
        before = asked.events.count(), asked.activity.events.count()
        answering.take(asked, {asked.version.items.first(): 4})
        assert (asked.events.count(), asked.activity.events.count()) == before

    def test_a_count_off_the_scale_is_refused_by_the_database(self):
        asked = FeedbackFactory()
        item = asked.version.items.first()
        for wrong in ({"item": item, "value": 0}, {"item": item, "value": 6}, {"item": None, "value": 3}):
            with pytest.raises(DatabaseError), transaction.atomic():
                FeedbackCount.objects.create(feedback=asked, total=1, **wrong)


@pytest.mark.django_db
class TestWhenFamiliesCanAnswer:
    @pytest.mark.parametrize(("held", "closes", "takes"), [(0, 0, True), (-3, 0, True), (-3, -1, False), (1, 4, False)])
    def test_from_the_day_of_the_activity_to_the_last_day(self, held, closes, takes):
        asked = FeedbackFactory(activity__held_on=in_days(held), closes_on=in_days(closes))
        assert asked.takes_answers() is takes

    def test_an_empty_form_is_refused_and_so_is_one_that_comes_too_late_or_for_a_deleted_activity(self):
        asked = FeedbackFactory()
        item = asked.version.items.first()
        with pytest.raises(NotTaken):
            answering.take(asked, {})
        Activity.objects.update(deleted_at=timezone.now(), deleted_by=asked.began_by, deleted_reason="Twice")
        with pytest.raises(NotTaken):
            answering.take(asked, {item: 3})
        late = heard({3: 1})
        with pytest.raises(NotTaken):
            answering.take(late, {item: 3})

    def test_as_long_as_the_district_settled_and_for_one_logged_late_from_today(self):
        EngagementRule.objects.create(pk=1, feedback_days=5)
        assert asking.usual_last_day(Activity(held_on=in_days(0))) == in_days(5)
        assert asking.usual_last_day(Activity(held_on=in_days(-3))) == in_days(2)
        assert asking.usual_last_day(Activity(held_on=in_days(-20))) == in_days(5)
        assert asking.usual_last_day(Activity(held_on=in_days(-29))) == in_days(1)

    def test_nobody_is_asked_about_services_to_children_without_a_home_or_a_month_later(self):
        with pytest.raises(NotPossible, match="privacy"):
            asking.can_begin(Activity(activity_type=ActivityType.SUPPLIES, held_on=in_days(0)))
        asking.can_begin(Activity(activity_type=ActivityType.WORKSHOP, held_on=in_days(-30)))
        with pytest.raises(NotPossible, match="30 days"):
            asking.can_begin(Activity(activity_type=ActivityType.WORKSHOP, held_on=in_days(-31)))

    def test_a_second_beginning_changes_nothing(self):
        questions_after_an_event()
        activity = ActivityFactory(held_on=in_days(0))
        first = asking.begin(activity, closes_on=in_days(3), by=activity.logged_by)
        again = asking.begin(activity, closes_on=in_days(9), by=activity.logged_by)
        assert (again.code, again.closes_on) == (first.code, in_days(3))

    def test_without_questions_or_with_one_that_has_no_mean_it_is_said_why_not(self):
        activity = ActivityFactory(held_on=in_days(0))
        with pytest.raises(NotPossible, match="not loaded"):
            asking.begin(activity, closes_on=in_days(3), by=activity.logged_by)
        draft = begin_version(questions_after_an_event().instrument)
        draft.items.filter(code="event-ask").update(scale="YES_NO")
        take_into_use(draft)
        with pytest.raises(NotPossible, match="five steps"):
            asking.begin(activity, closes_on=in_days(3), by=activity.logged_by)


@pytest.mark.django_db
class TestWhatIsTold:
    def test_nothing_while_families_can_still_answer(self):
        assert results.result_of(heard({4: 20, 5: 10}, over=False)) is None

    @pytest.mark.parametrize("values", [{4: 5, 5: 4}, {5: 30}, {1: 12}, {}])
    def test_nothing_of_a_few_and_nothing_where_all_say_the_same_extreme(self, values):
        assert results.result_of(heard(values)) is None

    def test_from_ten_forms_on_the_number_the_mean_and_each_question(self):
        found = results.result_of(heard({4: 6, 5: 4}))
        assert (found.forms, found.mean) == (10, Decimal("4.40"))
        assert [(one.answered, one.mean) for one in found.questions] == [(10, Decimal("4.40"))] * 3
        assert found.questions[0].text == "I felt welcome."

    def test_each_question_has_its_own_mean(self):
        asked = heard({4: 6, 5: 4})
        second = asked.version.items.all()[1]
        FeedbackCount.objects.filter(item=second, value=5).update(value=1)
        found = results.result_of(asked)
        assert [one.mean for one in found.questions] == [Decimal("4.40"), Decimal("2.80"), Decimal("4.40")]
        assert found.mean == Decimal("3.87")

    def test_where_agreeing_is_unfavorable_the_answer_counts_the_other_way(self):
        draft = begin_version(questions_after_an_event().instrument)
        draft.items.filter(code="event-ask").update(is_reversed=True)
        take_into_use(draft)
        found = results.result_of(heard({4: 6, 5: 4}))
        assert [one.mean for one in found.questions] == [Decimal("4.40"), Decimal("4.40"), Decimal("1.60")]

    def test_no_question_is_told_apart_where_one_of_them_may_not_be(self):
        asked = heard({4: 6, 5: 4})
        FeedbackCount.objects.filter(item=asked.version.items.last(), value=4).delete()
        found = results.result_of(asked)
        assert (found.forms, found.questions) == (10, [])

    def test_how_many_have_answered_is_told_only_as_enough_or_not(self):
        assert "Fewer than 10" in so_far(results.forms_of(heard({4: 9}, over=False)))
        assert "Enough" in so_far(results.forms_of(heard({4: 10}, over=False)))


@pytest.mark.django_db
class TestIntoTheActivity:
    def test_what_families_said_fills_the_counts_once_the_last_day_is_over(self):
        asked = heard({3: 5, 5: 15})
        still = heard({3: 5, 5: 15}, over=False)
        assert results.settle_due(in_days(0)) == 1
        assert of_activity(asked) == (20, Decimal("4.50"))
        assert of_activity(still) == (None, None)
        assert results.settle_due(in_days(0)) == 0

    def test_of_a_few_forms_the_activity_says_nothing(self):
        asked = heard({3: 5})
        results.settle_due(in_days(0))
        assert of_activity(asked) == (None, None)

    def test_what_was_typed_by_hand_stays_until_somebody_chooses_otherwise(self):
        asked = heard({3: 5, 5: 15}, feedback_total=12)
        results.settle_due(in_days(0))
        assert of_activity(asked) == (12, None)
        results.replace_typed(ActivityFeedback.objects.get(pk=asked.pk))
        assert of_activity(asked) == (20, Decimal("4.50"))
        with pytest.raises(NotPossible):
            results.replace_typed(heard({3: 5}, feedback_total=3))

    def test_in_a_closed_year_the_counts_stay(self):
        asked = heard({3: 5, 5: 15})
        year = SchoolYearFactory(fall_year=school_years.fall_year_of(asked.activity.held_on))
        SchoolYear.objects.lock(year, by=asked.began_by)
        assert results.settle_due(in_days(0)) == 1
        assert of_activity(asked) == (None, None)
        with pytest.raises(NotPossible, match="closed"):
            results.replace_typed(asked)

    def test_once_settled_nothing_can_be_added_and_the_last_day_stays(self):
        asked = heard({3: 5, 5: 15})
        results.settle_due(in_days(0))
        with pytest.raises(DatabaseError), transaction.atomic():
            FeedbackCount.objects.filter(feedback=asked).update(total=99)
        with pytest.raises(DatabaseError), transaction.atomic():
            ActivityFeedback.objects.filter(pk=asked.pk).update(closes_on=in_days(9))


@pytest.mark.django_db
class TestPages:
    def staff(self, client, activity):
        client.force_login(MembershipFactory(role=Role.SCHOOL_STAFF, school=activity.school).user)

    def test_from_asking_to_a_family_that_answers_in_spanish(self, client):
        questions_after_an_event()
        activity = ActivityFactory(held_on=in_days(0))
        self.staff(client, activity)
        page = reverse("partnerships:activity-feedback", args=[activity.pk])

        assert "30" not in client.get(page).context["form"].errors
        assert "Choose a day" in client.post(page, {"closes_on": in_days(31)}).content.decode()
        assert "Choose a day" in client.post(page, {"closes_on": in_days(-1)}).content.decode()
        shown = client.post(page, {"closes_on": in_days(2)}, follow=True).content.decode()
        asked = ActivityFeedback.objects.get()
        assert asked.code in shown and "Fewer than 10" in shown

        client.logout()
        public = reverse("partnerships:feedback-answer", args=[asked.code]) + "?in=es"
        assert "Me sentí bienvenido" in client.get(public).content.decode()
        assert "at least one" in client.post(public.replace("=es", "=en"), {}).content.decode()
        client.post(public, {"website": "x", "event-welcome": 5})
        assert not FeedbackCount.objects.exists()
        assert client.post(public, {"event-welcome": 5}, follow=True).status_code == 200
        assert FeedbackCount.objects.get(item=None).total == 1

    def test_a_flood_from_one_address_is_stopped(self, client, monkeypatch):
        monkeypatch.setattr(answered, "MOST_AN_HOUR", 1)
        public = reverse("partnerships:feedback-answer", args=[FeedbackFactory().code])
        answers = [client.post(public, {"event-welcome": 5}).status_code for _form in range(2)]
        assert answers == [302, 429]
        assert FeedbackCount.objects.get(item=None).total == 1

    def test_the_activity_tells_the_result_and_offers_it_where_something_else_was_typed(self, client):
        asked = heard({3: 5, 5: 15}, feedback_total=12, feedback_mean="2.00")
        self.staff(client, asked.activity)
        page = reverse("partnerships:activity-detail", args=[asked.activity_id])
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page).content.decode()
        assert "20 forms came. Mean of all answers: 4.5" in shown
        assert "typed by hand" in shown
        assert len(queries) <= 32
        changed = client.post(reverse("partnerships:feedback-replace", args=[asked.activity_id]), follow=True)
        assert "The counts above have these numbers." in changed.content.decode()

    def test_the_public_page_of_a_deleted_activity_is_gone_and_of_a_closed_one_takes_nothing(self, client):
        asked = heard({3: 5})
        public = reverse("partnerships:feedback-answer", args=[asked.code])
        assert "over" in client.post(public, {"event-welcome": 5}).content.decode()
        assert FeedbackCount.objects.get(item=None).total == 5
        Activity.objects.update(deleted_at=timezone.now(), deleted_by=asked.began_by, deleted_reason="Twice")
        assert client.get(public).status_code == 404


@pytest.mark.django_db
def test_the_demo_has_one_activity_with_its_result_and_one_that_is_asked_about_now():
    questions_after_an_event()
    UserFactory(email="staff@hartford.example")
    home = SchoolFactory(code=HOME_SCHOOL)
    for days in (-20, -2):
        ActivityFactory(school=home, held_on=in_days(days), adults_total=20)

    make_feedback(Random(1), in_days(0))

    over, running = ActivityFeedback.objects.order_by("closes_on")
    assert of_activity(over)[0] == 16
    assert len(results.result_of(over).questions) == 3
    assert running.takes_answers()
