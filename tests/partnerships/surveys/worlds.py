"""Small instruments and surveys for the tests of this folder."""

from datetime import date, timedelta

from django.utils import timezone

from district import school_years
from district.loading import load_languages
from partnerships.models import SurveyPlace
from partnerships.models.instruments import Audience, Detail, Scale
from partnerships.surveys import instruments, rounds
from tests.factories import SchoolFactory, UserFactory

SECTIONS = {
    "welcome": [
        ("welcome-office", Scale.AGREE5, []),
        ("welcome-rude", Scale.AGREE5, [], True),
        ("told-in-language", Scale.YES_NO, []),
    ],
    "taking-part": [
        ("came-to", Scale.SEVERAL, ["evening", "conference", "council"]),
        ("times", Scale.NUMBER, []),
        ("more", Scale.TEXT, []),
    ],
}
ENGLISH = {
    "title": "How is it going?",
    "intro": "Three minutes.",
    "section-welcome": "Welcome",
    "section-taking-part": "Taking part",
    "item-welcome-office": "I feel welcome in the office.",
    "item-welcome-rude": "People are short with me.",
    "item-told-in-language": "I get letters in my language.",
    "item-came-to": "What did you come to?",
    "choice-came-to-evening": "An evening",
    "choice-came-to-conference": "A conference",
    "choice-came-to-council": "A council meeting",
    "item-times": "How many times?",
    "item-more": "What else?",
}
SPANISH = {key: f"{text} (es)" for key, text in ENGLISH.items()}


def make_version(code="families", audience=Audience.FAMILIES, detail=Detail.PARTS, sections=None, **texts):
    """An instrument in use, in English and Spanish."""
    load_languages()
    version = instruments.make_instrument(
        code=code,
        name="Families",
        audience=audience,
        detail=detail,
        sections=sections or SECTIONS,
        texts={"en": ENGLISH, "es": SPANISH} | texts,
    )
    return instruments.take_into_use(version)


def make_survey(version=None, schools=None, *, is_open=True, **more):
    """A survey that is open today at one school, or at those given."""
    today = timezone.localdate()
    survey = rounds.make_survey(
        version=version or make_version(),
        fall_year=school_years.fall_year_of(today),
        name="Family survey",
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=7),
        schools=[SchoolFactory()] if schools is None else schools,
        by=UserFactory(),
        **more,
    )
    return rounds.go(survey, "open") if is_open else survey


def item(survey, code):
    return survey.version.items.get(code=code)


def place_of(survey, school=None):
    return SurveyPlace.objects.select_related("survey").get(survey=survey, **({"school": school} if school else {}))


def finish(survey):
    for move in ("close", "publish"):
        survey = rounds.go(survey, move)
    return survey


SOME_DAY = date(2025, 10, 14)
