"""Perception surveys of the demo: two years of families, with results, and one of staff that is open now.

What came back is given as count sheets, one for each school and language, so that two years are a few rows.
"""

from collections import Counter
from datetime import date, timedelta

from district import school_years
from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.models import AnswerCount, CountSheet, InstrumentVersion, OwnWords, ReturnedCount, Survey
from partnerships.models.instruments import Scale, VersionState
from partnerships.models.surveys import SurveyState
from partnerships.surveys import publication, rounds
from partnerships.surveys.scales import STEPS
from partnerships.surveys.standard import load_standard

SCHOOLS = 16
SPANISH_SHARE = (0.15, 0.5)
WORDS = (
    ("en", "Please begin evenings after six. Many of us work until half past five."),
    ("es", "Nos gustaría recibir los avisos por mensaje de texto y no en papel."),
    ("en", "The new entrance is friendly. Thank you."),
    ("es", "Más reuniones con intérprete, por favor."),
)
STAFF_WORDS = (
    ("en", "Give us time to call families. Now I do it after six, from home."),
    ("es", "Me ayudaría saber a quién llamar cuando una familia habla karen."),
    ("en", "The workshop on home visits was good. I would go again with a parent."),
)


def make_surveys(rng, today):
    load_standard()
    central = User.objects.get(email="central@hartford.example")
    this_year = school_years.fall_year_of(today)
    InstrumentVersion.objects.update(in_use_since=school_years.first_day(this_year - 1))  # they were loaded today
    schools = choose(rng, today)
    moods = {school: rng.gauss(0, 0.35) for school in schools}
    families, staff = (current_version(code) for code in ("families", "staff"))
    for fall_year, first, last in (
        (this_year - 1, date(this_year - 1, 10, 13), date(this_year - 1, 10, 31)),
        (this_year, date(this_year, 10, 12), date(this_year, 10, 30)),
    ):
        if last >= today:
            continue
        name = f"Family survey, fall {fall_year}"
        survey = ask(families, fall_year, name, first, last, schools, central, SurveyState.CLOSED)
        count(rng, survey, moods, fall_year - this_year, central)
        publication.store(survey)
        Survey.objects.filter(pk=survey.pk).update(
            state=SurveyState.PUBLISHED, published_on=min(today, last + timedelta(days=10))
        )
    open_now(rng, staff, this_year, today, schools, central)


def choose(rng, today):
    """The home school and others; the same in both years, so that years can be compared."""
    found = list(School.objects.open_on(today).order_by("code"))
    home = [school for school in found if school.code == HOME_SCHOOL]
    others = [school for school in found if school.code != HOME_SCHOOL]
    return home + rng.sample(others, min(SCHOOLS - 1, len(others)))


def current_version(code):
    return InstrumentVersion.objects.select_related("instrument").get(instrument__code=code, state=VersionState.IN_USE)


def ask(version, fall_year, name, first, last, schools, by, state):
    survey = rounds.make_survey(
        version=version, fall_year=fall_year, name=name, opens_on=first, closes_on=last, schools=schools, by=by
    )
    survey.state = state
    survey.save()
    survey.places.filter(asked_total=None).update(asked_total=260)  # schools that have not stated their families
    return survey


def count(rng, survey, moods, years_ago, by):
    """Two schools have too few answers to be shown, as happens; the others between forty and a hundred and fifty."""
    items = list(survey.version.items.exclude(scale=Scale.TEXT))
    sheets = []
    for number, place in enumerate(survey.places.select_related("school")):
        is_small = number in (3, 9) and place.school.code != HOME_SCHOOL
        total = rng.randint(3, 8) if is_small else rng.randint(40, 150)
        total = min(total, place.asked_total or total)
        spanish = round(total * rng.uniform(*SPANISH_SHARE))
        for language, forms in (("en", total - spanish), ("es", spanish)):
            if forms:
                mood = moods[place.school] + 0.12 * years_ago
                counts = {item.code: draw(rng, item, forms, mood) for item in items}
                sheets.append(
                    CountSheet(
                        place=place,
                        kind=CountSheet.Kind.SUMMARY,
                        language_id=language,
                        returned_total=forms,
                        counts=counts,
                        entered_by=by,
                        confirmed_by=by,
                    )
                )
    CountSheet.objects.bulk_create(sheets)


def draw(rng, item, forms, mood):
    """Answers of so many forms to one question, some left blank; more agree where the mood is good."""
    answered = sum(rng.random() < 0.96 for _form in range(forms))
    if item.scale == Scale.SEVERAL:
        counts = {}
        for place, choice in enumerate(item.choices):
            chosen = sum(rng.random() < (0.6, 0.45, 0.12, 0.2, 0.1)[place % 5] for _form in range(answered))
            counts[f"{choice}:1"], counts[f"{choice}:0"] = chosen, answered - chosen
        return counts
    values = STEPS[Scale(item.scale)].values
    # Each question has a level of its own, from its code, that stays over the years.
    level = (sum(map(ord, item.code)) % 7 - 3) / 10 + mood
    weights = [max(0.03, 1 + (0.9 + level) * (place - 0.6)) for place in range(len(values))]
    return {str(value): total for value, total in Counter(rng.choices(values, weights, k=answered)).items()}


def open_now(rng, version, this_year, today, schools, central):
    """Staff are asked until next week; at the home school a pile of paper waits to be confirmed."""
    first, last = today - timedelta(days=9), today + timedelta(days=5)
    name = f"Staff survey, {'fall' if last.month > 8 else 'spring'} {last.year}"
    survey = ask(version, this_year, name, first, last, schools[:6], central, "OPEN")
    items = list(version.items.exclude(scale=Scale.TEXT))
    places = list(survey.places.select_related("school"))
    for place in places:
        place.asked_total, place.basis = rng.randint(38, 70), place.Basis.LIST
        place.save()
    rows, returned = [], []
    for place in places:
        total = rng.randint(12, 30)
        returned.append(ReturnedCount(place=place, language="en", total=total))
        for item in items:
            for value, number in draw(rng, item, total, 0).items():
                rows.append(AnswerCount(place=place, language="en", item=item, value=int(value), total=number))
    AnswerCount.objects.bulk_create(rows)
    ReturnedCount.objects.bulk_create(returned)
    words = version.items.filter(scale=Scale.TEXT).first()
    home = next(place for place in places if place.school.code == HOME_SCHOOL)
    if words is not None:
        OwnWords.objects.bulk_create(
            OwnWords(place=home, item=words, language=tag, text=text) for tag, text in STAFF_WORDS
        )
    counts = {item.code: draw(rng, item, 7, 0) for item in items}
    CountSheet.objects.create(place=home, language_id="en", returned_total=7, counts=counts, entered_by=central)
