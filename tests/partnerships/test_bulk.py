"""Tables as a whole: nothing gets lost, nothing counts twice, what was taken back is as it was before."""

import csv
import io
import uuid
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from district import jobs, school_years
from district.access import Role
from district.models import Job, Language
from district.models.jobs import JobState
from indicators import rollups
from indicators.importing.observations import Refused
from indicators.models import MeasureCell
from partnerships import tasks
from partnerships.forms.uploads import LogRowsForm
from partnerships.importing import checking, sheets, taking, template
from partnerships.importing.activities import ACTIVITIES, HOME_VISITS_KIND
from partnerships.importing.known import Known
from partnerships.models import Activity, ServiceEntry, Upload, UploadRow
from partnerships.models.uploads import RowState, UploadState
from tests.factories import (
    ActivityFactory,
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    PartnerFactory,
    ProgrammeSiteFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HEAD = ("Date", "Type", "Title", "Families", "Initiatives")


@pytest.fixture(autouse=True)
def this_school_year():
    return SchoolYearFactory(
        fall_year=TODAY.year, starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=30)
    )


@pytest.fixture
def staff():
    return MembershipFactory(role=Role.SCHOOL_STAFF, school__code="0999911", school__name="Burns School")


@pytest.fixture
def initiative():
    return InitiativeFactory(code="1.4")


def table(*rows, head=HEAD, separator=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows([head, *rows])
    return buffer.getvalue()


def row(title="Reading at home", day=TODAY, activity_type="WORKSHOP", families="21", initiatives=""):
    return [str(day), activity_type, title, families, initiatives]


def bring(staff, content, kind="activities", **values):
    content = content.encode() if isinstance(content, str) else content
    return taking.bring(kind=kind, data=content, by=staff.user, key=uuid.uuid4(), **values)


def log(upload, **values):
    chosen = {"without_the_rest": False, "with_asked": True} | values
    taking.start_logging(upload=upload, by=upload.owner, **chosen)
    upload.refresh_from_db()
    return upload


def cells():
    rollups.refresh_all()
    return sorted(MeasureCell.objects.values_list("source", "school_key", "month", "slice_key", "counts"), key=str)


# ------------------------------------------------------------------ whatever was sent


AWKWARD = st.sampled_from(
    ["", "WORKSHOP", "Taller para familias", "Picnic", "2025-02-30", "=1+1", "12", "-3", "é", str(TODAY), "1.4", "a\tb"]
)


@given(st.lists(st.lists(AWKWARD, min_size=5, max_size=6), max_size=6))
def test_what_is_accepted_and_what_is_refused_is_what_was_sent(rows):
    staff = MembershipFactory(role=Role.SCHOOL_STAFF)
    sent = [one for one in rows if any(one)]

    upload = bring(staff, table(row(), *rows))

    totals = checking.totals(upload)
    assert sum(totals.values()) == len(sent) + 1
    for _row, found in checking.told(upload, upload.rows.filter(state=RowState.REFUSED)):
        assert found.problems
        for label, text, _url in checking.reasons(ACTIVITIES, found):
            assert label and text
    good = totals["RIGHT"] + totals["ASKED"]
    assert log(upload, without_the_rest=True).logged_total == good
    assert upload.rows.filter(state=RowState.LOGGED).count() == good


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 900)), min_size=1, max_size=5))
def test_a_table_that_is_taken_back_leaves_all_as_it_was_before(initiative, events):
    staff = MembershipFactory(role=Role.SCHOOL_STAFF)
    ActivityFactory(school=staff.school, held_on=TODAY, families_total=7)
    before, there = cells(), list(Activity.objects.kept())

    rows = [row(f"Event {back}", TODAY - timedelta(days=back), "WORKSHOP", many, "1.4") for back, many in events]
    upload = log(bring(staff, table(*rows)))
    assert cells() != before
    taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)

    assert cells() == before
    assert list(Activity.objects.kept()) == there
    for activity in taking.records_of(upload):
        assert list(activity.events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "update"]


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_says_the_same_in_any_encoding_and_with_any_separator(separator):
    text = table(row("Café, «niños»; sí"), row("Plain"), separator=separator)
    expected = [(2, "Café, «niños»; sí"), (3, "Plain")]

    for encoding in ENCODINGS:
        read = sheets.rows_of(sheets.lines_of_file(text.encode(encoding)), ACTIVITIES)
        assert [(line, found["title"]) for line, found in read] == expected, encoding


def workbook(write):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        write(book.add_worksheet())
    return buffer.getvalue()


def test_dates_of_a_workbook_are_dates_and_formulas_are_what_they_showed(staff):
    def write(sheet):
        sheet.write_row(2, 0, ["Date", "Type", "Title", "Families"])
        sheet.write_datetime(3, 0, TODAY)
        sheet.write_row(3, 1, ["WORKSHOP", "By date", 5])
        sheet.write_row(4, 0, [f"{TODAY:%m/%d/%Y}", "WORKSHOP", "By text"])
        sheet.write_formula(4, 3, "=2+3", None, 5)

    upload = log(bring(staff, workbook(write)))

    assert list(upload.rows.values_list("line", flat=True)) == [4, 5]
    assert set(Activity.objects.values_list("held_on", "families_total")) == {(TODAY, 5)}


def test_cells_merged_over_rows_are_refused_with_their_line():
    def write(sheet):
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 1, ["WORKSHOP", "One"])
        sheet.write_row(2, 1, ["WORKSHOP", "Two"])
        sheet.merge_range(1, 0, 2, 0, str(TODAY))

    with pytest.raises(ValidationError, match="Line 2: Cells are merged"), sheets.in_words():
        list(sheets.rows_of(sheets.lines_of_file(workbook(write)), ACTIVITIES))


def test_a_table_with_too_many_rows_is_refused_and_nothing_of_it_is_kept(staff, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ROWS", 2)

    upload = bring(staff, table(row("a"), row("b"), row("c")))

    assert upload.state == UploadState.UNREADABLE and not upload.rows.exists()
    assert "more than 2 rows" in checking.refusal_of(upload)


def test_a_file_that_breaks_off_in_its_middle_is_refused_with_the_line(staff):
    upload = bring(staff, table(row("a"), row("b")) + '2025-10-14,"WORK')

    assert checking.refusal_of(upload).startswith("Line 4")


# ------------------------------------------------------------------ columns and templates


def test_partners_indicators_languages_and_support_are_taken(staff):
    partner, indicator = PartnerFactory(name="Books, Inc."), IndicatorFactory(is_equity=True)
    for tag, name in (("en", "English"), ("es", "Spanish")):
        Language.objects.get_or_create(tag=tag, defaults={"name": name, "own_name": name})
    head = (*HEAD, "Partners", "Equity indicators", "Languages offered", "Child care")
    cells_sent = [*row(), "books, inc.", indicator.code, "english; es", "Sí"]

    log(bring(staff, table(cells_sent, head=head)))

    activity = Activity.objects.get()
    assert (list(activity.partners.all()), list(activity.indicators.all())) == ([partner], [indicator])
    assert (activity.languages_offered, activity.child_care, activity.food) == (["en", "es"], True, False)


def test_home_visits_have_their_own_columns_and_a_usual_type(staff):
    head = ("Date", "First visits completed", "Type")
    upload = bring(staff, table([TODAY, 3, ""], [TODAY, 2, "WORKSHOP"], head=head), kind="home-visits")

    assert checking.totals(upload)["REFUSED"] == 1
    log(upload, without_the_rest=True)
    assert Activity.objects.values_list("activity_type", "visits_first_total").get() == ("HOME_VISIT_PTHV", 3)


@pytest.mark.parametrize("kind", [ACTIVITIES, HOME_VISITS_KIND], ids=lambda kind: kind.key)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_template_is_a_table_of_its_kind_with_an_example_that_is_not_read(staff, kind, language):
    PartnerFactory(name="Books"), InitiativeFactory(code="1.4")
    with translation.override(language):
        content = template.workbook(kind, staff.user).read()
    other = "es" if language == "en" else "en"
    with translation.override(other), pytest.raises(Refused, match="NO_ROWS"):
        sheets.rows_of(sheets.lines_of_file(content), kind)


def test_the_example_of_a_template_would_be_right(staff):
    InitiativeFactory(code="1.4")
    known = Known(staff.user)
    for kind in (ACTIVITIES, HOME_VISITS_KIND):
        example = {column.name: column.example for column in kind.columns if column.example} | {"held_on": str(TODAY)}
        assert not kind.check(known, example).problems


def test_a_row_with_the_address_of_an_activity_is_not_logged_again(staff):
    there = ActivityFactory(school=staff.school, held_on=TODAY)
    head = (*HEAD, "Address in the portal")
    address = there.get_absolute_url()

    upload = bring(staff, table([*row(), address], [*row(), f"{address}1234567890123456789"], head=head))

    reasons = [found.problems for _row, found in checking.told(upload, upload.rows.all())]
    assert "has this activity" in reasons[0][0].text and "no address" in reasons[1][0].text


# ------------------------------------------------------------------ service of partners


def test_service_of_a_programme_is_logged_and_taken_back_by_the_same_engine(staff):
    fall_year = school_years.fall_year_of(TODAY)
    site = ProgrammeSiteFactory(school=staff.school, programme__fall_year=fall_year, programme__name="Tutoring")
    elsewhere = ProgrammeSiteFactory(programme__fall_year=fall_year, programme__name="Chess")
    head = ("programme", "starts_on", "sessions", "hours", "school_code")
    rows = [
        ("tutoring", TODAY, 2, "3.5", ""),
        ("Chess", TODAY, 1, "", ""),
        ("Tutoring", TODAY, 1, "", elsewhere.school.code),
        ("Tutoring", TODAY + timedelta(days=1), 1, "", ""),
        ("Tutoring", TODAY, 0, "", ""),
    ]

    upload = bring(staff, table(*rows, head=head), kind="service")

    told = checking.told(upload, upload.rows.all())
    found = [[one.column for one in found.problems] for _row, found in told]
    assert found == [[], ["programme"], ["school_code"], ["starts_on"], ["sessions"]]
    log(upload, without_the_rest=True)
    entry = ServiceEntry.objects.get()
    assert (entry.programme, entry.school, entry.hours) == (site.programme, staff.school, Decimal("3.5"))
    assert checking.totals(bring(staff, table(rows[0], head=head), kind="service"))["ASKED"] == 1
    taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)
    entry.refresh_from_db()
    assert entry.state == "WITHDRAWN" and "taken back" in entry.reason


# ------------------------------------------------------------------ a month on one page


def month_page(school):
    return reverse("partnerships:month-page", args=[school.code, TODAY.year, TODAY.month])


def typed(**cells_typed):
    sent = {"key": uuid.uuid4(), "rows": "10"}
    return sent | {name.replace("_", "-", 1): value for name, value in cells_typed.items()}


def test_a_month_is_saved_whole_and_the_same_form_counts_once(client, staff):
    client.force_login(staff.user)
    page, day = month_page(staff.school), str(TODAY.day)
    workshop = {"r1_day": day, "r1_activity_type": "WORKSHOP", "r1_title": "Reading", "r1_families_total": "12"}
    form = typed(**workshop, r3_day=day, r3_activity_type="HOME_VISIT_PTHV", r3_other_total="4")

    first, second = client.post(page, form), client.post(page, form)

    assert first.url == second.url
    logged = set(Activity.objects.values_list("title", "families_total", "visits_first_total"))
    assert logged == {("Reading", 12, None), ("Relational home visits", None, 4)}
    shown = client.get(first.url)
    assert shown.context["saved"].logged_total == 2 and len(shown.context["there"]) == 2


def test_a_month_with_more_than_are_listed_says_how_many_there_are(client, staff, monkeypatch):
    monkeypatch.setattr("partnerships.views.month.LISTED", 1)
    ActivityFactory.create_batch(2, school=staff.school, held_on=TODAY)
    client.force_login(staff.user)

    shown = client.get(month_page(staff.school)).content.decode()

    assert "Logged for this month: 2 activities" in shown and "The first 1 are listed here." in shown


def test_with_one_wrong_cell_nothing_is_saved_and_nothing_typed_is_lost(client, staff):
    client.force_login(staff.user)
    page = month_page(staff.school)
    second = {"r2_day": str(TODAY.day), "r2_activity_type": "WORKSHOP", "r2_title": "Second", "r2_other_total": "3"}

    answer = client.post(page, typed(r1_day="99", r1_activity_type="WORKSHOP", **second))

    assert set(answer.context["form"].errors) == {"r1-day", "r2-other_total"}
    assert "Second" in answer.content.decode() and not Activity.objects.exists()
    assert "Second" in client.get(page).content.decode(), "it is kept as a draft"
    of_no_type = client.post(page, typed(r1_day=str(TODAY.day), r1_other_total="3")).context["form"].errors
    assert set(of_no_type) == {"r1-activity_type"}


def test_more_rows_keep_what_was_typed_and_questions_are_asked_once(client, staff):
    client.force_login(staff.user)
    page = month_page(staff.school)
    ActivityFactory(school=staff.school, held_on=TODAY, activity_type="WORKSHOP", title="There")
    form = typed(r1_day=str(TODAY.day), r1_activity_type="WORKSHOP", r1_title="Again")

    more = client.post(page, form | {"more": "1"})
    assert more.context["form"].total == 20 and "Again" in more.content.decode()
    asked = client.post(page, form)
    assert "There" in asked.context["form"].questions[0][1] and Activity.objects.count() == 1
    client.post(page, form | {"with_asked": "on"})
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "where", [("0", 2025, 10), ("9999999", 2025, 10), (None, 2025, 13), (None, 0, 1), (None, 10**9, 1), (None, 1999, 1)]
)
def test_a_month_that_cannot_be_is_not_found(client, staff, where):
    client.force_login(staff.user)
    code, year, month = where

    page = reverse("partnerships:month-page", args=[code or staff.school.code, year, month])
    assert client.get(page).status_code == 404


# ------------------------------------------------------------------ correcting


def test_a_corrected_row_is_judged_anew_and_so_is_what_repeats_it(staff):
    upload = bring(staff, table(row("Math night"), row("MATH night"), row(activity_type="Picnic")))
    assert [one.state for one in upload.rows.all()] == ["RIGHT", "ASKED", "REFUSED"]

    first, _second, third = upload.rows.all()
    checking.replace(upload, third, third.cells | {"activity_type": "Community café"})
    checking.leave_out(upload, first)

    assert [one.state for one in upload.rows.all()] == ["LEFT_OUT", "RIGHT", "RIGHT"]
    assert log(upload).logged_total == 2


def test_a_row_is_corrected_on_its_page_and_only_by_the_owner(client, staff):
    upload = bring(staff, table(row(activity_type="Picnic")))
    page = reverse("partnerships:upload-row", args=[upload.pk, 2])
    client.force_login(staff.user)

    refused = client.post(page, {"held_on": TODAY, "activity_type": "Picnics", "title": "Kept"})
    assert "no type" in str(refused.context["form"].errors) and "Kept" in refused.content.decode()
    assert client.post(page, {"held_on": TODAY, "activity_type": "WORKSHOP"}).url == upload.get_absolute_url()
    assert upload.rows.get().state == RowState.RIGHT

    client.post(page, {"leave-out": "1"})
    assert upload.rows.get().state == RowState.LEFT_OUT
    client.force_login(MembershipFactory(district_wide=True).user)
    assert client.get(page).status_code == 404
    assert client.get(upload.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("totals", "choices"),
    [
        ({"RIGHT": 2, "ASKED": 0, "REFUSED": 0}, []),
        ({"RIGHT": 2, "ASKED": 0, "REFUSED": 1}, ["nothing", "without-asked"]),
        ({"RIGHT": 0, "ASKED": 2, "REFUSED": 0}, ["nothing", "with-asked"]),
        ({"RIGHT": 1, "ASKED": 2, "REFUSED": 1}, ["nothing", "without-asked", "with-asked"]),
    ],
)
def test_what_is_to_be_logged_is_one_choice_of_what_the_table_allows(totals, choices):
    form = LogRowsForm(totals)
    assert [value for value, _label in form.fields["choice"].choices] == choices if choices else not form.fields


def test_nothing_yet_logs_nothing_where_every_row_has_only_a_question(client, staff):
    ActivityFactory(school=staff.school, held_on=TODAY, activity_type="WORKSHOP")
    upload = bring(staff, table(row()))
    client.force_login(staff.user)

    for nothing in ({}, {"choice": "nothing"}, {"choice": "nothing", "with_asked": "on"}, {"choice": "without-asked"}):
        client.post(upload.get_absolute_url(), nothing)
        assert Activity.objects.count() == 1
    client.post(upload.get_absolute_url(), {"choice": "with-asked"})
    assert Activity.objects.count() == 2


# ------------------------------------------------------------------ once, whole, and with the rights of now


def test_a_form_that_comes_twice_is_one_table(staff):
    key = uuid.uuid4()
    first, second = (
        taking.bring(kind="activities", data=table(row()).encode(), by=staff.user, key=key) for _time in range(2)
    )
    stranger = MembershipFactory(role=Role.SCHOOL_STAFF).user
    other = taking.bring(kind="activities", data=table(row()).encode(), by=stranger, key=key)

    assert first == second != other and other.owner == stranger


def test_who_goes_back_to_a_form_and_sends_something_else_brings_another_table(staff):
    key = uuid.uuid4()
    wrong = taking.bring(kind="activities", data=table(row(activity_type="Picnic")).encode(), by=staff.user, key=key)
    right = taking.bring(kind="activities", data=table(row()).encode(), by=staff.user, key=key)
    days = [
        taking.enter(kind="activities", rows=[(1, {"held_on": str(TODAY), "title": title})], by=staff.user, key=key)
        for title in ("One", "Two", "Two")
    ]

    assert checking.totals(wrong)["REFUSED"] == checking.totals(right)["RIGHT"] == 1
    assert len({wrong, right, *days}) == 4


def test_a_table_is_logged_once_and_taken_back_once(staff):
    upload = log(bring(staff, table(row())))

    with pytest.raises(taking.NotNow):
        log(upload)
    taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)
    with pytest.raises(taking.NotNow):
        taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)
    assert Activity.objects.count() == 1 and not Activity.objects.kept().exists()


def lost_right(staff, year):
    staff.delete()


def closed_year(staff, year):
    year.locked_at, year.locked_by = timezone.now(), UserFactory()
    year.save()


@pytest.mark.parametrize("happens", [lost_right, closed_year])
def test_what_changed_since_the_check_stops_the_whole_table_and_says_so(staff, this_school_year, happens):
    upload = bring(staff, table(row(), row("Math night")))
    happens(staff, this_school_year)

    with pytest.raises(taking.NotNow):
        log(upload)

    upload.refresh_from_db()
    assert upload.state == UploadState.READY and upload.said
    assert checking.totals(upload)["REFUSED"] == 2 and not Activity.objects.exists()


@pytest.mark.parametrize("happens", [lost_right, closed_year])
def test_a_table_is_not_taken_back_without_the_right_or_from_a_closed_year(staff, this_school_year, happens):
    upload = log(bring(staff, table(row())))
    happens(staff, this_school_year)

    with pytest.raises(taking.NotNow):
        taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)

    upload.refresh_from_db()
    assert upload.state == UploadState.LOGGED and Activity.objects.kept().count() == 1


def test_an_initiative_that_is_gone_stops_the_table(staff):
    initiative = InitiativeFactory(code="1.4")
    upload = bring(staff, table(row(initiatives="1.4")))
    UploadRow.objects.update(values={**upload.rows.get().values, "initiatives": [initiative.pk + 1000]})

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(taking.NotNow, match="changed since"):
        log(upload)
    assert not Activity.objects.exists()


def test_what_was_changed_since_stays_when_the_rest_is_taken_back(client, staff):
    upload = log(
        bring(
            staff,
            table(row("Changed"), row("Deleted", activity_type="SOCIAL"), row("As it was", activity_type="VOLUNTEER")),
        )
    )
    Activity.objects.filter(title="Changed").update(version=2)
    gone = {"deleted_at": timezone.now(), "deleted_by": staff.user, "deleted_reason": "Twice"}
    Activity.objects.filter(title="Deleted").update(**gone)
    client.force_login(staff.user)
    page = reverse("partnerships:upload-undo", args=[upload.pk])

    shown = client.get(page)
    assert {text for text, _url in shown.context["changed"]} == {"Changed", "Deleted"}
    client.post(page)
    assert Activity.objects.kept().count() == 2
    client.post(page, {"without_the_changed": "on"})

    upload.refresh_from_db()
    assert [one.title for one in Activity.objects.kept()] == ["Changed"]
    assert (upload.state, upload.undone_total, upload.undone_by) == ("UNDONE", 1, staff.user)


# ------------------------------------------------------------------ workers


@pytest.fixture
def all_by_workers(monkeypatch):
    monkeypatch.setattr(taking, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(taking, "AT_ONCE_ROWS", 0)
    monkeypatch.setattr(jobs, "reporting_beside", reporting_inside)  # another connection does not see this test's rows


@contextmanager
def reporting_inside(job):
    yield lambda done, total: jobs.report(job, done=done, total=total)


def test_a_large_table_goes_through_the_hands_of_workers(client, staff, all_by_workers):
    client.force_login(staff.user)
    upload = bring(staff, table(row(), row("Math night", activity_type="SOCIAL")))
    assert client.get(upload.get_absolute_url()).context["poll_url"]

    tasks.check_upload(upload.job_id)
    client.post(upload.get_absolute_url())
    upload.refresh_from_db()
    assert upload.state == UploadState.LOGGING and not Activity.objects.exists()
    tasks.log_upload(upload.job_id)
    assert Activity.objects.count() == 2
    client.post(reverse("partnerships:upload-undo", args=[upload.pk]))
    upload.refresh_from_db()
    tasks.undo_upload(upload.job_id)

    upload.refresh_from_db()
    assert upload.state == UploadState.UNDONE and not Activity.objects.kept().exists()
    assert set(Job.objects.values_list("done", "total")) == {(2, 2)}
    assert client.get(reverse("partnerships:upload-progress", args=[upload.pk])).status_code == 286


def lose_the_worker(upload):
    """For the last time: from now on it is a person who says whether it goes on."""
    Job.objects.filter(pk=upload.job_id).update(
        state=JobState.RUNNING,
        heartbeat_at=timezone.now() - timedelta(hours=1),
        started_at=timezone.now(),
        lost_total=jobs.MOST_LOST,
    )
    jobs.tend()


def test_a_small_table_whose_check_ended_in_the_middle_is_checked_when_the_form_comes_again(staff, monkeypatch):
    """As by a browser that sends a form again because the line broke."""
    monkeypatch.setattr(taking, "check_at_once", lambda upload: None)
    key = uuid.uuid4()
    sent = {"kind": "activities", "data": table(row()).encode(), "by": staff.user, "key": key}
    upload = taking.bring(**sent)
    monkeypatch.undo()
    assert Upload.objects.get().state == UploadState.CHECKING and upload.file

    again = taking.bring(**sent)
    assert (again.pk, again.state) == (upload.pk, UploadState.READY)
    assert checking.totals(again)["RIGHT"] == 1


def test_a_small_table_whose_check_ended_in_the_middle_is_begun_anew_on_its_page(client, staff, monkeypatch):
    monkeypatch.setattr(taking, "check_at_once", lambda upload: None)
    upload = bring(staff, table(row()))
    monkeypatch.undo()
    client.force_login(staff.user)

    assert "Begin anew" in client.get(upload.get_absolute_url()).content.decode()
    client.post(reverse("partnerships:upload-again", args=[upload.pk]))
    client.post(reverse("partnerships:upload-again", args=[upload.pk]))

    assert "Log this 1 row" in client.get(upload.get_absolute_url()).content.decode()
    assert upload.rows.count() == 1


def test_a_worker_that_is_lost_in_the_check_is_followed_by_another(client, staff, all_by_workers):
    upload = bring(staff, table(row(), row("Math night", activity_type="SOCIAL")))
    checking.add(upload, checking.judged(ACTIVITIES, Known(staff.user), [(2, {"held_on": str(TODAY)})]))
    lose_the_worker(upload)
    client.force_login(staff.user)

    assert "Begin anew" in client.get(upload.get_absolute_url()).content.decode()
    client.post(reverse("partnerships:upload-again", args=[upload.pk]))
    tasks.check_upload(upload.job_id)

    assert checking.totals(upload)["RIGHT"] == 2 and upload.rows.count() == 2


def test_a_worker_that_is_lost_while_logging_leaves_nothing_and_the_person_decides(staff, all_by_workers):
    upload = bring(staff, table(row()))
    tasks.check_upload(upload.job_id)
    log(upload)
    lose_the_worker(upload)
    upload.refresh_from_db()

    assert taking.start_again(upload) and not taking.start_again(Upload.objects.get())
    upload.refresh_from_db()
    assert upload.state == UploadState.READY and not Activity.objects.exists()
    log(upload)
    tasks.log_upload(upload.job_id)
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("act", ["log", "undo"])
def test_work_that_ended_in_the_middle_of_a_request_is_begun_anew(client, staff, monkeypatch, act):
    upload = bring(staff, table(row()))
    if act == "undo":
        log(upload)
    before = upload.state
    client.force_login(staff.user)
    page = upload.get_absolute_url()
    monkeypatch.setattr(taking, act, lambda **_values: None)
    client.post(page if act == "log" else reverse("partnerships:upload-undo", args=[upload.pk]))
    monkeypatch.undo()

    shown = client.get(page).content.decode()
    assert "Begin anew" in shown and "bring the table again" not in shown
    client.post(reverse("partnerships:upload-again", args=[upload.pk]))
    upload.refresh_from_db()
    assert upload.state == before


# ------------------------------------------------------------------ what it costs, what is kept


def test_the_queries_of_a_check_do_not_grow_with_the_rows(staff):
    InitiativeFactory(code="1.4")

    def cost(total):
        rows = [row(f"Event {number}", initiatives="1.4") for number in range(total)]
        with CaptureQueriesContext(connection) as queries:
            bring(staff, table(*rows, row(activity_type="Picnic")))
        return len(queries)

    cost(1)
    assert cost(60) == cost(2)


def test_the_page_of_a_table_costs_the_same_for_few_and_many_rows(client, staff, django_assert_max_num_queries):
    client.force_login(staff.user)
    ActivityFactory(school=staff.school, held_on=TODAY)
    upload = bring(staff, table(*(row(f"Event {number}") for number in range(60))))
    assert checking.totals(upload)["ASKED"] == 60

    with django_assert_max_num_queries(25):
        client.get(upload.get_absolute_url())


def test_after_a_month_the_file_and_the_cells_go_and_the_record_stays(staff):
    logged, waiting = log(bring(staff, table(row()))), bring(staff, table(row("Other")))
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=31))

    assert (taking.sweep(), taking.sweep()) == (2, 0)

    logged.refresh_from_db()
    assert not logged.file and logged.rows.get().cells == {}
    assert not Upload.objects.filter(pk=waiting.pk).exists()
    taking.start_undoing(upload=logged, by=staff.user, without_the_changed=False)
    assert not Activity.objects.kept().exists()


def test_after_a_month_nothing_typed_is_kept_of_a_table_without_a_file(staff):
    cells_typed = {"held_on": str(TODAY), "activity_type": "WORKSHOP", "title": "Reading"}
    upload = log(taking.enter(kind="activities", rows=[(1, cells_typed)], by=staff.user, key=uuid.uuid4()))
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=31))

    assert (taking.sweep(), taking.sweep()) == (1, 0)
    assert (upload.rows.get().cells, upload.rows.get().values) == ({}, None)


def test_service_is_taken_back_after_its_cells_are_gone(staff):
    fall_year = school_years.fall_year_of(TODAY)
    ProgrammeSiteFactory(school=staff.school, programme__fall_year=fall_year, programme__name="Tutoring")
    rows = table(("Tutoring", TODAY, 2), head=("programme", "starts_on", "sessions"))
    upload = log(bring(staff, rows, kind="service"))
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
    taking.sweep()

    taking.start_undoing(upload=upload, by=staff.user, without_the_changed=False)
    assert ServiceEntry.objects.get().state == "WITHDRAWN"


def test_a_school_sees_its_own_tables_and_central_office_all(client, staff):
    bring(staff, table(row()))
    page = reverse("partnerships:bulk-entry")

    for person, seen in ((MembershipFactory(role=Role.PRINCIPAL).user, 0), (staff.user, 1)):
        client.force_login(person)
        assert len(client.get(page).context["uploads"]) == seen
    client.force_login(MembershipFactory(district_wide=True).user)
    assert len(client.get(page).context["uploads"]) == 1
