"""Surveys and other counts of families under attack: the gates hold, and without them the attack succeeds."""

import pytest

from district.loading import load_languages
from indicators.attack.report import attack_one
from partnerships import attacked
from partnerships.models import AnswerCount, HomeLanguage, HomelessServices, ReturnedCount
from partnerships.models.instruments import Detail, Scale
from partnerships.quality import languages
from partnerships.surveys import gate, publication
from tests.factories import SchoolFactory, UserFactory
from tests.partnerships.surveys.worlds import finish, item, make_survey, make_version, place_of
from tests.partnerships.test_feedback import heard

pytestmark = pytest.mark.django_db


def recovered(source):
    """(cells, hidden, what came out) of a source."""
    tallies = [attack_one(target, 20) for target in source()]
    return sum(one.cells for one in tallies), sum(one.hidden for one in tallies), [
        finding for one in tallies for finding in one.findings]  # fmt: skip


def surveyed(*answers_by_school, detail):
    """A published survey with one question; of each school: how many gave each answer from 1 to 5."""
    version = make_version(detail=detail, sections={"welcome": [("welcome-office", Scale.AGREE5, [])]})
    schools = SchoolFactory.create_batch(len(answers_by_school))
    survey = make_survey(version, schools)
    asked = item(survey, "welcome-office")
    for school, answers in zip(schools, answers_by_school, strict=True):
        place = place_of(survey, school)
        ReturnedCount.objects.create(place=place, language="en", total=sum(answers))
        AnswerCount.objects.bulk_create(
            AnswerCount(place=place, language="en", item=asked, value=value, total=total)
            for value, total in enumerate(answers, start=1)
        )
    return finish(survey)


@pytest.mark.parametrize("detail", [Detail.PARTS, Detail.MEAN])
def test_a_school_of_few_answers_does_not_come_out_of_the_districts(detail, monkeypatch):
    survey = surveyed((0, 1, 2, 1, 0), (6, 6, 7, 6, 6), (7, 6, 6, 8, 6), detail=detail)
    _cells, hidden, found = recovered(attacked.surveys)
    assert hidden
    assert not found

    monkeypatch.setattr(gate, "hold_back", lambda answered, shown, test, size: shown)
    publication.store(survey)

    assert recovered(attacked.surveys)[2]


def test_home_languages_do_not_come_out_of_how_many_families_there_are(monkeypatch):
    school, person = SchoolFactory(), UserFactory()
    load_languages()
    for tag, total in {"en": 200, "es": 150, "so": 1, "ar": 1}.items():
        HomeLanguage.objects.create(
            school=school, fall_year=2026, language_id=tag, families_total=total, stated_by=person
        )
    assert recovered(attacked.home_languages) == (4, 3, [])

    monkeypatch.setattr(languages, "possible", lambda totals: 6)  # as if two were always enough

    assert len(recovered(attacked.home_languages)[2]) == 2


def test_a_small_total_of_children_is_as_open_as_its_words():
    HomelessServices.objects.create(fall_year=2026, children_tutored=3, children_supplied=60, trainings_held=2)

    cells, hidden, found = recovered(attacked.homeless_totals)

    assert (cells, hidden, found) == (6, 2, [])


def test_questions_after_an_event_are_told_apart_or_stay_open():
    heard({5: 10})
    heard({5: 9, 4: 3})

    _cells, _hidden, found = recovered(attacked.feedback)

    assert not found
