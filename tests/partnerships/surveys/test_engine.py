"""From an instrument to results: what is counted, what is forgotten, what may be shown."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from partnerships.models import AnswerCount, CountSheet, OwnWords, ReturnedCount, SlipCode, SurveyFigure
from partnerships.models.instruments import Audience, Detail, Scale
from partnerships.models.surveys import Level, Way
from partnerships.surveys import answering, instruments, rounds
from tests.factories import SchoolFactory, UserFactory
from tests.partnerships.surveys.worlds import finish, item, make_survey, make_version, place_of

pytestmark = pytest.mark.django_db


def answer(survey, school, code, *values, language="en"):
    place, asked = place_of(survey, school), item(survey, code)
    for value in values:
        answering.take(place, language, {asked: value})


def figure(survey, code=None, school=None, choice="", language=""):
    return (
        SurveyFigure.objects.get(survey=survey, item__code=code, school=school, choice=choice, language=language)
        if code
        else SurveyFigure.objects.get(survey=survey, item=None, school=school, language=language)
    )


def test_the_form_of_a_family_becomes_counts_and_nothing_else():
    survey = make_survey()
    place = place_of(survey)
    answering.take(
        place,
        "es",
        {
            item(survey, "welcome-office"): 4,
            item(survey, "came-to"): ["evening", "council"],
            item(survey, "times"): 3,
            item(survey, "more"): "Begin later.",
        },
    )

    counts = AnswerCount.objects.values_list("item__code", "choice", "value", "language", "total")
    assert set(counts) == {
        ("welcome-office", "", 4, "es", 1),
        ("came-to", "evening", 1, "es", 1),
        ("came-to", "conference", 0, "es", 1),
        ("came-to", "council", 1, "es", 1),
        ("times", "", 3, "es", 1),
    }
    assert ReturnedCount.objects.get().total == 1
    assert OwnWords.objects.get().text == "Begin later."


def test_the_database_holds_no_person_no_moment_and_no_two_answers_side_by_side():
    """Not by promise: there is no column for it, and no event table behind those that hold answers."""
    held = {"partnerships_answercount", "partnerships_returnedcount", "partnerships_ownwords", "partnerships_slipcode"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name = ANY(%s)",
            [[*held, *(f"{name}event" for name in held)]],
        )
        columns = cursor.fetchall()
    assert {table for table, _name, _kind in columns} == held
    assert not [row for row in columns if "time" in row[2] or "date" in row[2] or row[2] in ("inet", "jsonb", "json")]
    allowed = {"id", "key", "place_id", "item_id", "language", "choice", "value", "total", "text", "digest", "is_spent"}
    assert {name for _table, name, _kind in columns} <= allowed


def test_answers_are_taken_only_while_the_survey_is_open_and_not_blank():
    survey = make_survey(is_open=False)
    asked = item(survey, "welcome-office")
    with pytest.raises(answering.NotTaken):
        answering.take(place_of(survey), "en", {asked: 4})
    rounds.go(survey, "open")
    with pytest.raises(answering.NotTaken):
        answering.take(place_of(survey), "en", {})
    assert not AnswerCount.objects.exists()


def test_a_slip_works_once_and_is_not_tied_to_the_answer():
    survey = make_survey(way=Way.SLIPS)
    place, asked = place_of(survey), item(survey, "welcome-office")
    code, other = answering.make_slips(place, 2)
    assert place.asked_total == 2
    assert code.replace("-", "") not in str(list(SlipCode.objects.values_list("digest")))

    answering.take(place, "en", {asked: 4}, slip=f" {code.upper()} ")
    for refused in (code, "", "wrong", "x" * 4000):
        with pytest.raises(answering.NotTaken):
            answering.take(place, "en", {asked: 5}, slip=refused)
    answering.take(place, "en", {asked: 5}, slip=other)

    assert ReturnedCount.objects.get().total == 2
    assert set(AnswerCount.objects.values_list("value", "total")) == {(4, 1), (5, 1)}


def test_results_are_worked_out_by_school_and_for_the_district_and_stay():
    big, small = SchoolFactory(), SchoolFactory()
    survey = make_survey(schools=[big, small])
    answer(survey, big, "welcome-office", *[5] * 7, *[4] * 6, *[3] * 6, *[2] * 6, *[1] * 6)
    answer(survey, small, "welcome-office", *[1] * 4)
    count_paper(survey, small, {"welcome-office": {"5": 3, "1": 3, "4": 4}}, 10)
    finish(survey)

    of_small = figure(survey, "welcome-office", small)
    assert (of_small.level, of_small.answered, of_small.favorable, of_small.parts) == (Level.SIDES, 14, 7, None)
    of_big = figure(survey, "welcome-office", big)  # whose steps, subtracted, would tell those of the small school
    assert (of_big.level, of_big.answered, of_big.favorable, of_big.parts) == (Level.SIDES, 31, 13, None)
    assert of_big.share == pytest.approx(13 / 31)
    whole = figure(survey, "welcome-office")
    assert whole.parts == [13, 6, 6, 10, 10]
    assert whole.mean == pytest.approx((13 + 12 + 18 + 40 + 50) / 45)
    assert figure(survey).answered == 45


def count_paper(survey, school, counts, total):
    """A count sheet that is there, and confirmed, before the survey is closed."""
    CountSheet.objects.create(
        place=place_of(survey, school),
        language_id="en",
        returned_total=total,
        counts=counts,
        entered_by=UserFactory(),
        confirmed_by=UserFactory(),
    )


def test_an_item_that_is_agreed_with_where_things_are_bad_counts_the_other_way():
    survey = make_survey()
    answer(survey, None, "welcome-rude", *[1] * 8, *[5] * 6)
    finish(survey)
    assert figure(survey, "welcome-rude").favorable == 8


def test_a_choice_is_shown_where_enough_chose_it_and_enough_did_not():
    survey = make_survey()
    answer(survey, None, "came-to", *[["evening"]] * 8, *[["conference"]] * 7, ["evening", "council"])
    finish(survey)
    assert figure(survey, "came-to", choice="evening").favorable == 9
    assert figure(survey, "came-to", choice="council").favorable is None


def test_a_number_is_told_as_mean():
    survey = make_survey()
    answer(survey, None, "times", *[2] * 6, *[3] * 6)
    finish(survey)
    assert (figure(survey, "times").mean, figure(survey, "times").parts) == (2.5, None)


def test_members_of_a_council_are_told_as_number_and_mean_from_six_answers_on():
    version = make_version(audience=Audience.COUNCIL, detail=Detail.MEAN, code="members")
    survey = make_survey(version, shown_from=6)
    answer(survey, None, "welcome-office", 5, 5, 4, 4, 3, 2)
    finish(survey)
    shown = SurveyFigure.objects.of_schools().get(item__code="welcome-office")
    assert (shown.answered, round(shown.mean, 2), shown.favorable, shown.parts) == (6, 3.83, None, None)


def test_languages_are_told_in_the_district_only():
    survey = make_survey()
    answer(survey, None, "welcome-office", *[5] * 7, *[1] * 7)
    answer(survey, None, "welcome-office", *[4] * 7, *[2] * 7, language="es")
    finish(survey)
    assert figure(survey, "welcome-office", language="es").favorable == 7
    assert not SurveyFigure.objects.exclude(language="").exclude(school=None).exists()


def test_results_wait_for_count_sheets_to_be_confirmed_and_nothing_comes_after_them():
    survey = make_survey()
    sheet = CountSheet.objects.create(
        place=place_of(survey), language_id="en", returned_total=3, counts={}, entered_by=UserFactory()
    )
    survey = rounds.go(survey, "close")
    with pytest.raises(rounds.Refused, match="second person"):
        rounds.go(survey, "publish")
    sheet.confirmed_by = sheet.entered_by
    with pytest.raises(IntegrityError), transaction.atomic():
        sheet.save()
    sheet.confirmed_by = UserFactory()
    sheet.save()
    survey = rounds.go(survey, "publish")
    for move in rounds.MOVES:
        with pytest.raises(rounds.Refused):
            rounds.go(survey, move)


def test_a_version_in_use_is_kept_by_the_database():
    version = make_version()
    one = version.items.first()
    one.scale = Scale.YES_NO
    for change in (one.save, one.delete, version.texts.filter(language="en").delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    version.texts.filter(language="es").delete()  # translations may still be corrected


def test_years_are_compared_only_where_the_same_was_asked():
    first = make_version()
    draft = instruments.begin_version(first.instrument)
    instruments.write_texts(draft, "en", {"item-welcome-office": "The office is friendly."})
    draft.items.filter(code="told-in-language").update(scale=Scale.AGREE4)
    second = instruments.take_into_use(draft)

    now = {one.code: one.trend_key for one in second.items.all()}
    before = {one.code: one.trend_key for one in first.items.all()}
    same = {code for code in now if now[code] == before[code]}
    assert same == {"welcome-rude", "came-to", "times", "more"}
    first.refresh_from_db()
    assert first.state == "RETIRED"

    third = instruments.begin_version(first.instrument)
    instruments.write_texts(third, "en", {"item-welcome-office": "I feel welcome in the office."})
    third = instruments.take_into_use(third)
    assert third.items.get(code="welcome-office").trend_key == before["welcome-office"]  # back to the first wording


def test_a_language_is_offered_once_nothing_is_missing_in_it():
    version = make_version()
    assert instruments.languages_offered(version) == ["en", "es"]
    arabic = dict.fromkeys(instruments.keys_to_translate(version, "ar"), "نص")
    assert "scale-AGREE5-1" in arabic  # the portal does not say the steps of scales in Arabic by itself
    instruments.write_texts(version, "ar", {**arabic, "item-times": ""})
    assert instruments.languages_offered(version) == ["en", "es"]
    instruments.write_texts(version, "ar", arabic)
    assert instruments.languages_offered(version) == ["en", "ar", "es"]
    assert instruments.texts_of(version, "ar")["item-times"] == "نص"


def test_a_survey_cannot_open_without_schools_or_with_a_draft():
    version = make_version()
    with pytest.raises(rounds.Refused, match="which schools"):
        make_survey(version, schools=[])
    draft = instruments.begin_version(version.instrument)
    with pytest.raises(rounds.Refused, match="draft"):
        make_survey(draft)
