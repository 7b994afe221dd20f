"""Surveys as people meet them: the form behind the short address, the count of paper, sums from elsewhere, results."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from district.access import Role
from district.loading import load_languages
from partnerships.models import (
    AnswerCount,
    CountSheet,
    Instrument,
    OwnWords,
    ReturnedCount,
    SlipCode,
    Survey,
    SurveyFigure,
)
from partnerships.models.instruments import Audience, Scale
from partnerships.models.surveys import Level, SurveyState, Way
from partnerships.surveys import answering, instruments, results, rounds, summaries
from partnerships.surveys.standard import STANDARD, load_standard
from tests.factories import MembershipFactory, SchoolFactory, UserFactory, YearlyReachFactory
from tests.partnerships.surveys.worlds import ENGLISH, finish, item, make_survey, make_version, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def central(client):
    person = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    client.force_login(person)
    return person


def address(survey, **query):
    return place_of(survey).get_absolute_url() + (f"?{urlencode(query)}" if query else "")


# ---------------------------------------------------------------------- answering


def test_a_parent_answers_on_a_phone_and_nothing_but_counts_remains(client):
    survey = make_survey()
    page = client.get(address(survey, **{"in": "es"}))
    assert "I feel welcome in the office. (es)" in page.content.decode()
    sent = {"welcome-office": "4", "came-to": ["evening"], "times": "2", "more": "  Begin later. "}
    answer = client.post(address(survey, **{"in": "es"}), sent)

    assert answer.status_code == 302 and answer.url.endswith("/thanks/?in=es")
    assert set(client.cookies) <= {"csrftoken"}  # no session, which would tie two answers together
    assert ReturnedCount.objects.get().language == "es"
    assert OwnWords.objects.get().text == "Begin later."
    assert AnswerCount.objects.get(item__code="welcome-office").value == 4
    assert "counted" in client.get(answer.url.replace("in=es", "in=en")).content.decode()


def test_the_log_says_neither_who_answered_nor_which_survey(client, central, caplog):
    survey = make_survey()
    with caplog.at_level("INFO", logger="portal.request"):
        client.post(address(survey), {"welcome-office": "4"})
    (line,) = [record for record in caplog.records if record.name == "portal.request"]
    assert line.path == "/s/…" and not hasattr(line, "user_id")
    assert place_of(survey).code not in line.getMessage()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "at least one question"),
        ({"welcome-office": "9"}, "9 is not one of the available choices"),
        ({"welcome-office": "4", "times": "-1"}, "greater than or equal to 0"),
        ({"welcome-office": "4", "times": "1000"}, "less than or equal to 999"),
        ({"came-to": ["nowhere"]}, "nowhere is not one of the available choices"),
        ({"more": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_the_question_and_stays_typed(client, sent, message):
    survey = make_survey()
    page = client.post(address(survey), {"times": "2", **sent} if sent else {}).content.decode()
    assert message in page
    assert not ReturnedCount.objects.exists()


@pytest.mark.parametrize(("audience", "whose"), [("FAMILIES", "your child's"), ("STAFF", "a student's")])
def test_own_words_name_nobody_of_those_who_are_asked(client, audience, whose):
    survey = make_survey(make_version(audience=audience))
    assert whose in client.get(address(survey)).content.decode().replace("&#x27;", "'")


def test_programs_and_floods_leave_no_answer(client, monkeypatch):
    survey = make_survey()
    client.post(address(survey), {"welcome-office": "4", "website": "http://spam"})
    assert not ReturnedCount.objects.exists()
    monkeypatch.setattr("partnerships.views.answered.MOST_AN_HOUR", 1)
    statuses = [client.post(address(survey), {"welcome-office": "4"}).status_code for _time in range(2)]
    assert statuses == [302, 429]


def test_a_slip_is_asked_for_beside_its_field(client):
    survey = make_survey(way=Way.SLIPS)
    (code,) = answering.make_slips(place_of(survey), 1)
    page = client.post(address(survey), {"welcome-office": "4", "slip": "abcd-efgh"}).content.decode()
    assert "not known here" in page and 'value="abcd-efgh"' in page
    assert client.post(address(survey), {"welcome-office": "4", "slip": code}).status_code == 302
    assert "used already" in client.post(address(survey), {"welcome-office": "4", "slip": code}).content.decode()


def test_a_language_written_from_right_to_left_is_set_so_and_one_that_is_not_ready_is_not_offered(client):
    survey = make_survey()
    version = survey.version
    instruments.write_texts(version, "ar", dict.fromkeys(instruments.keys_to_translate(version, "ar"), "نص"))
    page = client.get(address(survey, **{"in": "ar"})).content.decode()
    assert '<div lang="ar" dir="rtl">' in page
    assert "in=so" not in page


def test_a_closed_survey_says_so_and_one_in_preparation_is_not_there(client):
    survey = make_survey(is_open=False)
    assert client.get(address(survey)).status_code == 404
    rounds.go(survey, "open")
    rounds.go(survey, "close")
    assert "This survey is closed" in client.get(address(survey)).content.decode()
    assert client.get(reverse("partnerships:survey-answer", args=["nowhere"])).status_code == 404


# ---------------------------------------------------------------------- running


def test_central_office_prepares_opens_closes_and_publishes_a_survey(client, central):
    version = make_version()
    school = SchoolFactory()
    YearlyReachFactory(school=school, families_enrolled=120)
    sent = {
        "name": "Fall",
        "version": version.pk,
        "fall_year": "2099",
        "opens_on": "2025-10-01",
        "closes_on": "2025-10-02",
        "way": "OPEN",
        "shown_from": "5",
        "is_public": "on",
    }
    page = client.post(reverse("partnerships:survey-add"), sent).content.decode()
    for words in ("2099 is not one of", "greater than or equal to 6", "Choose at least one school"):
        assert words in page
    survey = make_survey(version, [school])
    assert place_of(survey).asked_total == 120
    move = reverse("partnerships:survey-move", args=[survey.pk])
    for name in ("close", "publish", "publish", "nonsense"):
        client.post(move, {"move": name})
    survey.refresh_from_db()
    assert survey.state == SurveyState.PUBLISHED


def test_slips_are_printed_in_the_request_that_makes_them(client, central):
    survey = make_survey(way=Way.SLIPS)
    place = place_of(survey)
    made = client.post(reverse("partnerships:survey-slips", args=[place.pk]), {"total": "3"})
    assert made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert SlipCode.objects.count() == 3


def test_own_words_are_read_where_enough_forms_came_back_and_taken_out_for_good(client, central):
    survey = make_survey()
    place = place_of(survey)
    answering.take(place, "en", {item(survey, "more"): "My teacher is called X."})
    words = reverse("partnerships:survey-words", args=[survey.pk])
    assert "called X" not in client.get(words).content.decode()
    ReturnedCount.objects.update(total=10)
    assert "called X" in client.get(words).content.decode()
    for key in ("nonsense", str(OwnWords.objects.get().pk)):
        client.post(words, {"key": key})
    assert not OwnWords.objects.exists()


# ---------------------------------------------------------------------- paper


def pile(**more):
    return {
        "language": "en",
        "returned_total": "12",
        "welcome-office.5": "6",
        "welcome-office.1": "5",
        "came-to.evening": "4",
        "came-to.council": "2",
        "came-to.answered": "5",
        "times.list": "0 2, 2",
        **more,
    }


def test_paper_is_counted_by_one_and_confirmed_by_another(client):
    survey = make_survey()
    place = place_of(survey)
    aide, principal = (MembershipFactory(role=role, school=place.school).user for role in ("SCHOOL_STAFF", "PRINCIPAL"))
    client.force_login(aide)
    client.post(reverse("partnerships:survey-count-add", args=[place.pk]), pile())
    sheet = CountSheet.objects.get()
    assert sheet.counts == {
        "welcome-office": {"5": 6, "1": 5},
        "came-to": {
            "evening:1": 4,
            "evening:0": 1,
            "conference:1": 0,
            "conference:0": 5,
            "council:1": 2,
            "council:0": 3,
        },
        "times": {"0": 1, "2": 2},
    }
    address = reverse("partnerships:survey-sheet", args=[sheet.pk])
    client.post(address, {"confirm": "1"})
    sheet.refresh_from_db()
    assert sheet.confirmed_by is None
    client.force_login(principal)
    client.post(address, {"confirm": "1"})
    sheet.refresh_from_db()
    assert sheet.confirmed_by == principal
    edit = reverse("partnerships:survey-count-edit", args=[sheet.pk])
    seen = client.get(edit).context["form"].initial["seen"]
    client.post(edit, pile(returned_total="13", seen=seen))
    sheet.refresh_from_db()
    assert (sheet.returned_total, sheet.confirmed_by, sheet.entered_by) == (13, None, principal)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"returned_total": "10"}, "More answers (11) than forms (10)"),
        ({"returned_total": "0"}, "greater than or equal to 1"),
        ({"came-to.evening": "6"}, "No choice can have more ticks"),
        ({"came-to.answered": "9"}, "Fewer ticks than forms"),
        ({"times.list": "2 x"}, "“x” is no number"),
        ({"times.list": "1000"}, "“1000” is no number"),
        ({"welcome-office.5": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_its_reason(client, central, more, message):
    place = place_of(make_survey())
    page = client.post(reverse("partnerships:survey-count-add", args=[place.pk]), pile(**more)).content.decode()
    assert message in page
    assert not CountSheet.objects.exists()


def test_a_sheet_of_a_published_survey_is_not_opened_any_more(client, central):
    survey = make_survey()
    said = {"language_id": "en", "returned_total": 3, "counts": {"welcome-office": {"5": 3}}}
    sheet = CountSheet.objects.create(place=place_of(survey), entered_by=central, confirmed_by=UserFactory(), **said)
    finish(survey)
    answer = client.get(reverse("partnerships:survey-sheet", args=[sheet.pk]))
    assert answer.status_code == 302
    count = reverse("partnerships:survey-count-add", args=[sheet.place_id])
    assert client.post(count, pile()).status_code == 409  # with all that was typed
    assert CountSheet.objects.count() == 1


# ---------------------------------------------------------------------- sums from elsewhere


SAFE = {"one": [("safe", Scale.AGREE5, [])]}


def table(*rows):
    head = "School code,Language,Code of the question,Choice,Answer,How many"
    return SimpleUploadedFile("sums.csv", "\n".join([head, *rows]).encode())


def test_sums_of_students_come_as_a_file_all_or_none(client, central):
    version = make_version("students", Audience.STUDENTS, sections=SAFE, en={**ENGLISH, "item-safe": "I am safe."})
    school = SchoolFactory()
    survey = make_survey(version, [school], way=Way.SUMMARY)
    page = reverse("partnerships:survey-import", args=[survey.pk])
    bad = table(
        f"{school.code},en,returned,,,20",
        f"{school.code},en,safe,,7,4",
        f"{school.code},xx,safe,,5,4",
        "9999999,en,safe,,5,4",
        f"{school.code},en,nothing,,5,4",
        f"{school.code},en,safe,,5,many",
    )
    answer = client.post(page, {"file": bad}).content.decode()
    assert not CountSheet.objects.exists()
    for line, words in ((3, "“7” is no answer"), (4, "“xx” is no language"), (5, "not asked at"), (6, "no question")):
        assert f"Line {line}: " in answer and words in answer
    too_many = table(f"{school.code},en,returned,,,20", f"{school.code},en,safe,,5,21")
    assert "more answers (21) than forms (20)" in client.post(page, {"file": too_many}).content.decode()

    good = table(f"{school.code},en,returned,,,20", f"{school.code},en,safe,,5,9", f"{school.code},en,safe,,1,8")
    client.post(page, {"file": good})
    sheet = CountSheet.objects.get()
    assert (sheet.kind, sheet.returned_total, sheet.counts) == ("SUMMARY", 20, {"safe": {"5": 9, "1": 8}})
    good.seek(0)
    assert "brought already" in client.post(page, {"file": good}).content.decode()
    client.post(reverse("partnerships:survey-import-undo", args=[survey.pk]))
    assert not CountSheet.objects.exists()


def test_the_template_filled_in_is_taken_as_it_is(central):
    survey = make_survey()
    headers, rows = summaries.template_of(survey)
    names = list(summaries.labels())
    filled = [dict(zip(names, [str(cell) for cell in row[:-1]] + ["2"], strict=True)) for row in rows]
    filled[0]["total"] = "30"
    made, refused = summaries.take(survey, list(enumerate(filled, start=2)), by=central)
    assert not refused
    assert made[0].counts["came-to"]["evening:0"] == 2
    assert len(headers) == len(names)


# ---------------------------------------------------------------------- results


def answered(survey, school, low, high):
    CountSheet.objects.create(
        place=place_of(survey, school),
        language_id="en",
        returned_total=low + high,
        counts={"welcome-office": {"1": low, "5": high}},
        entered_by=UserFactory(),
        confirmed_by=UserFactory(),
    )


def test_results_show_what_may_be_shown_and_say_why_the_rest_is_not(client, django_assert_max_num_queries):
    big, other, small = (SchoolFactory(name=name) for name in ("Big", "Other", "Small"))
    survey = make_survey(schools=[big, other, small])
    for school, low, high in ((big, 10, 30), (other, 9, 11), (small, 2, 3)):
        answered(survey, school, low, high)
    page = reverse("partnerships:survey-results", args=[survey.pk])
    assert client.get(page).status_code == 404  # nothing before it is published
    finish(survey)
    with django_assert_max_num_queries(25):
        text = client.get(page).content.decode()
    assert "65 forms came back" in text.replace("<strong>", "").replace("</strong>", "")
    rows = {row.name: row for row in client.get(page).context["schools"]}
    assert (rows["Big"].returned, rows["Big"].favorable) == ("40", "75%")
    assert (rows["Other"].returned, rows["Small"].returned) == ("", "")  # or the sum would tell the small one

    assert "* not shown" in text
    at_big = client.get(reverse("partnerships:survey-school-results", args=[survey.pk, big.code])).content.decode()
    assert "District: 68%." in at_big
    at_small = client.get(reverse("partnerships:survey-school-results", args=[survey.pk, small.code])).content.decode()
    assert "Fewer than 10 answers" in at_small and "District" not in at_small.split("<footer")[0].split("<main")[1]
    file = b"".join(client.get(page, {"format": "csv"}).streaming_content).decode()
    assert "Small" in file and ",40," in file and ",20," not in file.replace("2025", "").replace("2026", "")


def test_a_mean_names_the_highest_step_of_its_scale():
    survey = make_survey()
    asked = item(survey, "welcome-office")
    figure = SurveyFigure(survey=survey, item=asked, level=Level.SIDES, answered=40, favorable=30, sum_total=160)

    line = results.line_of(survey, asked, "", {}, {(asked.pk, ""): figure}, {}, {}, at_school=False)

    assert (line.mean, line.highest) == ("4.0", "5")


def test_the_same_question_is_compared_with_earlier_years_and_another_wording_is_not(client):
    school = SchoolFactory()
    version = make_version()
    first = make_survey(version, [school])
    answered(first, school, 10, 10)
    finish(first)
    Survey.objects.filter(pk=first.pk).update(fall_year=first.fall_year - 1)
    second = make_survey(version, [school])
    answered(second, school, 10, 30)
    finish(second)
    page = reverse("partnerships:survey-school-results", args=[second.pk, school.code])
    assert ": 50%." in client.get(page).content.decode()

    draft = instruments.begin_version(version.instrument)
    instruments.write_texts(draft, "en", {"item-welcome-office": "The office is friendly."})
    third = make_survey(instruments.take_into_use(draft), [school])
    answered(third, school, 10, 30)
    finish(third)
    page = reverse("partnerships:survey-school-results", args=[third.pk, school.code])
    assert ": 50%." not in client.get(page).content.decode()


def test_results_that_are_not_public_are_for_people_who_work_with_surveys(client):
    survey = make_survey(is_public=False)
    finish(survey)
    page = reverse("partnerships:survey-results", args=[survey.pk])
    assert client.get(page).status_code == 404
    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)
    assert client.get(page).status_code == 200


# ---------------------------------------------------------------------- instruments


def test_an_instrument_is_written_question_by_question_and_taken_into_use(client, central):
    make_version()
    said = {"name": "Evenings", "code": "evenings", "audience": "FAMILIES", "detail": "PARTS", "note": ""}
    client.post(reverse("partnerships:survey-instrument-add"), said)
    version = Instrument.objects.get(code="evenings").versions.get()
    add = reverse("partnerships:survey-item-add", args=[version.pk])
    question = {
        "question": "What was good?",
        "scale": "SEVERAL",
        "section_code": "evening",
        "position": "1",
        "code": "good",
    }
    assert "at least two choices" in client.post(add, {**question, "choice_lines": "Food"}).content.decode()
    client.post(add, {**question, "choice_lines": "Food\nThe talk\nThe talk "})
    one = version.items.get()
    assert (one.choices, one.section.code) == (["food", "the-talk", "the-talk-3"], "evening")
    assert "already" in client.post(add, {**question, "choice_lines": "A\nB"}).content.decode()

    use = reverse("partnerships:survey-version-use", args=[version.pk])
    client.post(use)
    version.refresh_from_db()
    assert version.is_draft  # it has no title
    client.post(reverse("partnerships:survey-texts", args=[version.pk, "en"]), {"title": "Our evening"})
    client.post(use)
    version.refresh_from_db()
    assert not version.is_draft
    assert client.post(add, {**question, "code": "other", "choice_lines": "A\nB"}).status_code == 409


def test_two_people_who_translate_at_once_do_not_overwrite_each_other(client, central):
    version = make_version()
    page = reverse("partnerships:survey-texts", args=[version.pk, "es"])
    instruments.write_texts(version, "es", {"title": "De otra persona"})
    typed = {"title": "Mío", "seen-title": "How is it going? (es)"}
    answer = client.post(page, typed).content.decode()
    assert "De otra persona" in answer and "Mío" in answer
    client.post(page, {"title": "Mío", "seen-title": "De otra persona"})
    assert version.texts.get(language="es", key="title").text == "Mío"


def test_the_districts_own_instruments_are_complete_in_both_languages_and_loaded_once(client, central):
    load_languages()
    load_standard()
    load_standard()
    assert Instrument.objects.count() == len(STANDARD)
    for instrument in Instrument.objects.all():
        assert instruments.languages_offered(instrument.versions.get()) == ["en", "es"]


def test_the_page_of_a_school_leads_to_what_people_there_think(client):
    school = SchoolFactory()
    public, closed = (make_survey(make_version(code), [school], is_public=code == "a") for code in "ab")
    finish(public), finish(closed)
    links = {
        survey: reverse("partnerships:survey-school-results", args=[survey.pk, school.code])
        for survey in (public, closed)
    }
    page = client.get(school.get_absolute_url()).content.decode()
    assert links[public] in page and links[closed] not in page
