"""What is counted is what was entered: neither more nor less, however it came in."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district.access import Role
from fce_portal import survey_items
from indicators import rollups
from indicators.measures import by_code
from indicators.models import MeasureCell
from partnerships.forms.surveys.counts import counted_numbers, of_choices
from partnerships.models import CountSheet
from partnerships.models.surveys import SurveyState
from partnerships.surveys import answering, publication, rounds
from tests.factories import MembershipFactory, SchoolFactory, UserFactory
from tests.partnerships.surveys.worlds import finish, item, make_survey, make_version, place_of

TICKS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=1)


@given(TICKS, st.integers(0, 40))
def test_each_choice_was_chosen_or_not_by_everybody_who_answered(ticks, more):
    answered = max(ticks.values()) + more
    counts = of_choices(ticks, answered)
    for choice, total in ticks.items():
        assert counts[f"{choice}:1"] == total
        assert counts[f"{choice}:1"] + counts[f"{choice}:0"] == answered


@given(st.lists(st.integers(0, 999)), st.sampled_from([" ", ", ", "\n", "; "]))
def test_numbers_typed_one_after_the_other_are_each_counted_once(numbers, between):
    counts = counted_numbers(between.join(map(str, numbers)))
    assert {int(value): total for value, total in counts.items()} == Counter(numbers)


@pytest.mark.django_db
def test_phone_paper_and_sums_add_up_and_a_sheet_that_is_not_confirmed_does_not_count():
    survey = make_survey()
    place, asked = place_of(survey), item(survey, "welcome-office")
    for value, language in ((5, "en"), (5, "es"), (1, "es")):
        answering.take(place, language, {asked: value})
    for total, confirmed in ((4, UserFactory()), (100, None)):
        said = {"language_id": "es", "returned_total": total, "counts": {"welcome-office": {"5": total}}}
        CountSheet.objects.create(place=place, entered_by=UserFactory(), confirmed_by=confirmed, **said)
    answers, returned = publication.counted(survey)
    assert dict(returned) == {(place.school_id, "en"): 1, (place.school_id, "es"): 6}
    table = answers[publication.Question(asked)]
    assert {key: dict(counts) for key, counts in table.items()} == {
        (place.school_id, "en"): {5: 1},
        (place.school_id, "es"): {5: 5, 1: 1},
    }


@pytest.mark.django_db
def test_dashboards_count_what_is_shown_and_nothing_that_is_held_back():
    big, small = SchoolFactory(), SchoolFactory()
    schools = [big, small, SchoolFactory()]
    survey = make_survey(schools=schools)
    for school, low, high in ((big, 10, 30), (small, 1, 2), (schools[2], 8, 8)):
        said = {"language_id": "en", "returned_total": low + high, "entered_by": UserFactory()}
        counts = {"welcome-office": {"1": low, "5": high}}
        CountSheet.objects.create(place=place_of(survey, school), counts=counts, confirmed_by=UserFactory(), **said)
    finish(survey)
    rollups.refresh()
    cells = {cell.school_key: by_code("surveys", cell.counts) for cell in MeasureCell.objects.filter(source="surveys")}
    told = {"survey_forms_families": 40, "survey_favorable_families": 30, "survey_answers_families": 40}
    assert {school: counts for school, counts in cells.items() if counts} == {big.pk: told}


@pytest.mark.django_db
def test_my_work_names_what_closes_soon_what_is_overdue_and_what_waits_to_be_confirmed():
    today = timezone.localdate()
    survey = make_survey()
    place = place_of(survey)
    principal = MembershipFactory(role=Role.PRINCIPAL, school=place.school).user
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user

    def sentences(user, day=today):
        return " ".join(one.sentence for one in survey_items.items_for(user, day))

    assert "remind those who were asked" in sentences(principal)
    assert "remind" not in sentences(principal, today - timedelta(days=1))
    assert "close it" in sentences(central, today + timedelta(days=8))
    assert "close it" not in sentences(principal, today + timedelta(days=8))
    said = {"language_id": "en", "returned_total": 3, "counts": {}}
    sheet = CountSheet.objects.create(place=place, entered_by=principal, **said)
    assert "confirm" not in sentences(principal) and "waits for you to confirm" in sentences(central)
    sheet.delete()
    assert rounds.go(survey, "close").state == SurveyState.CLOSED
    assert "show the results" in sentences(central)
    assert sentences(board) == ""


@pytest.mark.django_db
def test_lists_cost_the_same_for_one_survey_and_for_many(client, django_assert_max_num_queries):
    version = make_version()
    schools = [SchoolFactory() for _number in range(4)]
    first = make_survey(version, schools)
    for _number in range(3):
        make_survey(version, schools)
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    for name, arguments, most in (("survey-list", [], 14), ("survey", [first.pk], 22), ("survey-instruments", [], 14)):
        with django_assert_max_num_queries(most):
            client.get(reverse(f"partnerships:{name}", args=arguments))
