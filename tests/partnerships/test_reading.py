import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district.access import Role
from indicators.models import Indicator
from tests.factories import (
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    PartnerFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("partnerships:activity-list")


@pytest.fixture
def principal(client):
    person = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(person.user)
    return person


@pytest.fixture
def central(client):
    person = MembershipFactory(district_wide=True)
    client.force_login(person.user)
    return person


def titles(response):
    return [activity.title for activity in response.context["page"].object_list]


def test_a_principal_finds_the_activities_of_their_own_school_only(client, principal):
    ActivityFactory(school=principal.school, title="Ours")
    ActivityFactory(title="Theirs")
    ActivityFactory(school=None, title="The district's")
    ActivityFactory(school=principal.school, title="Deleted", **deleted(principal.user))

    assert titles(client.get(LIST)) == ["Ours"]


def deleted(person):
    return {"deleted_at": "2025-11-01T12:00Z", "deleted_by": person, "deleted_reason": "Logged twice"}


def test_the_newest_stands_first_and_the_order_can_be_changed(client, central):
    ActivityFactory(title="B", held_on=date(2025, 10, 1))
    ActivityFactory(title="A", held_on=date(2025, 11, 1))
    ActivityFactory(title="C", held_on=date(2025, 9, 1))

    assert titles(client.get(LIST)) == ["A", "B", "C"]
    assert titles(client.get(LIST, {"sort": "held_on"})) == ["C", "B", "A"]
    assert titles(client.get(LIST, {"sort": "-title"})) == ["C", "B", "A"]


def wanted(central):
    """An activity that every filter below finds, and one that none finds."""
    SchoolYearFactory(fall_year=2025), SchoolYearFactory(fall_year=2024)
    found = ActivityFactory(
        title="Found",
        notes="at the library",
        school=SchoolFactory(code="0640999"),
        activity_type="CONFERENCE",
        held_on=date(2025, 10, 14),
        rating_linked_to_learning=2,
        audience="BOTH",
        logged_by=UserFactory(name="Ana Rivera"),
    )
    found.initiatives.add(InitiativeFactory(code="1.4"))
    found.indicators.add(make_indicator())
    found.partners.add(PartnerFactory(pk=77))
    ActivityFactory(title="Other", held_on=date(2024, 10, 14), logged_by=central.user)


def make_indicator():
    return Indicator.objects.create(
        code="CHRONIC_ABS", position=1, name="Chronic absence", short_name="Absence", definition="…", unit="PERCENT",
        direction="LOWER", low_grade=0, high_grade=12, primary_instrument="EDSIGHT", source="…",
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        {"q": "LIBRARY"},
        {"school": "0640999"},
        {"type": "CONFERENCE"},
        {"year": "2025"},
        {"since": "2025-10-01"},
        {"since": "2025-10-14", "until": "2025-10-14"},
        {"initiative": "1.4"},
        {"indicator": "CHRONIC_ABS"},
        {"partner": "77"},
        {"person": "rivera"},
        {"quality": "linked"},
        {"quality": "dual"},
    ],
)
def test_the_list_can_be_filtered(client, central, query):
    wanted(central)

    assert titles(client.get(LIST, query)) == ["Found"]


@pytest.mark.parametrize(
    "query",
    [
        {"colour": "blue"},
        {"sort": "password"},
        {"sort": "-"},
        {"page": "many"},
        {"page": "-5"},
        {"page": "9999999999999999999999"},
        {"type": "PARTY"},
        {"year": "1492"},
        {"since": "soon"},
        {"school": "0640111' OR 1=1"},
        {"partner": "seventy"},
        {"partner": "99999999999999999999"},
        {"q": "\x00"},
        {"q": "%"},
        {"format": "pdf"},
    ],
)
def test_what_the_address_says_wrongly_is_ignored(client, central, query):
    ActivityFactory(title="100 % reading")

    response = client.get(LIST, query)

    assert response.status_code == 200
    assert titles(response) == ["100 % reading"]


def test_the_list_costs_the_same_for_one_and_for_a_full_page(client, central):
    initiative = InitiativeFactory()
    ActivityFactory().initiatives.add(initiative)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for activity in ActivityFactory.create_batch(30):
        activity.initiatives.add(initiative)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(one) == len(many) <= 14


def test_a_long_list_is_counted_only_so_far(client, central, monkeypatch):
    monkeypatch.setattr("partnerships.filters.COUNTED_TO", 3)
    monkeypatch.setattr("partnerships.views.reading.COUNTED_TO", 3)
    for title in "ABCDE":
        ActivityFactory(title=title, held_on=date(2025, 10, ord(title) - 60))

    response = client.get(LIST, {"sort": "title"})

    assert "More than 3 activities" in response.content.decode()
    assert titles(response) == ["E", "D", "C"]  # by date: sorting by title would read the whole table


def test_words_are_looked_for_in_the_newest_activities_and_the_page_says_so(client, central, monkeypatch):
    monkeypatch.setattr("partnerships.filters.SEARCHED", 1)
    ActivityFactory(title="Reading, old", held_on=date(2025, 9, 1))
    ActivityFactory(title="Reading, new", held_on=date(2025, 10, 1))

    response = client.get(LIST, {"q": "reading"})

    assert titles(response) == ["Reading, new"]
    assert "newest activities only" in response.content.decode()


def test_the_filtered_list_can_be_downloaded_without_live_formulas(client, central):
    ActivityFactory(title='=HYPERLINK("http://evil.example")', families_total=7, school__name="Burns")
    ActivityFactory(title="Other", held_on=date(2020, 1, 1))

    response = client.get(LIST, {"since": "2025-01-01", "format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    assert response["Content-Disposition"].startswith('attachment; filename="activities-')
    assert "'=HYPERLINK" in text
    assert "Burns" in text
    assert "Other" not in text


def test_the_workbook_holds_texts_as_texts_and_numbers_as_numbers(client, central):
    import io

    from python_calamine import CalamineWorkbook

    ActivityFactory(title="=1+1", families_total=7)

    response = client.get(LIST, {"format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    header, row = book.get_sheet_by_index(0).to_python()

    assert row[header.index("Title")] == "=1+1"
    assert row[header.index("Families")] == 7
    assert row[header.index("Date")] == date(2025, 10, 14)


def rows_of_the_file(client):
    response = client.get(LIST, {"format": "csv"})
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_row_of_the_file_says_what_the_activity_is_linked_to_and_where_it_stands(client, central):
    activity = ActivityFactory(
        activity_type="WORKSHOP", audience="BOTH", child_care=True, languages_offered=["es", "en"]
    )
    activity.initiatives.add(InitiativeFactory(code="2.1"), InitiativeFactory(code="1.3"))
    activity.partners.add(PartnerFactory(name="YWCA"), PartnerFactory(name="Library, Hartford"))
    ActivityFactory(school=None, activity_type="WORKSHOP", held_on=date(2025, 9, 1))

    first, of_the_district = rows_of_the_file(client)

    assert first["Initiatives"] == "1.3, 2.1"
    assert first["Partners"] == "Library, Hartford; YWCA"
    assert first["Languages offered"] == "es, en"
    assert first["Child care"] == "Yes"
    assert first["Whose capacity grows"] == activity.get_audience_display()
    assert first["Type"] == of_the_district["Type"] == activity.get_activity_type_display()
    assert first["Address in the portal"] == activity.get_absolute_url()
    assert (of_the_district["School"], of_the_district["School code"]) == ("The whole district", "")
    assert of_the_district["Partners"] == ""


def test_a_file_takes_as_many_queries_for_many_activities_as_for_one(client, central, django_assert_num_queries):
    ActivityFactory().initiatives.add(InitiativeFactory())
    rows_of_the_file(client)
    with CaptureQueriesContext(connection) as one:
        rows_of_the_file(client)
    for _more in range(5):
        ActivityFactory().partners.add(PartnerFactory())

    with django_assert_num_queries(len(one)):
        assert len(rows_of_the_file(client)) == 6


def test_everything_about_an_activity_stands_on_its_page(client, principal):
    activity = ActivityFactory(
        school=principal.school,
        title="Reading night",
        families_total=21,
        rating_linked_to_learning=3,
        reason_linked_to_learning="Grade 3 reading goal",
        audience="BOTH",
        four_cs=["CONFIDENCE"],
        child_care=True,
        follow_up="A second evening",
    )
    activity.initiatives.add(InitiativeFactory(code="1.3", title="Joint capacity building"))

    page = client.get(activity.get_absolute_url()).content.decode()

    for words in (
        "Reading night",
        "21",
        "Grade 3 reading goal",
        "Families and staff together",
        "Confidence",
        "Child care",
        "A second evening",
        "1.3 Joint capacity building",
        "History",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("role", "sees_history", "may_edit", "may_delete"),
    [
        (Role.PRINCIPAL, True, True, True),
        (Role.SCHOOL_STAFF, False, True, False),
        (Role.COUNCIL_MEMBER, False, False, False),
    ],
)
def test_the_page_offers_each_role_what_it_may_do(client, role, sees_history, may_edit, may_delete):
    person = MembershipFactory(role=role)
    client.force_login(person.user)
    activity = ActivityFactory(school=person.school)

    response = client.get(activity.get_absolute_url())

    assert (response.context["history"] is not None) == sees_history
    assert (response.context["may_edit"], response.context["may_delete"]) == (may_edit, may_delete)


def test_the_activity_of_another_school_does_not_exist_for_a_principal(client, principal):
    assert client.get(ActivityFactory().get_absolute_url()).status_code == 404
    assert client.get(ActivityFactory(school=None).get_absolute_url()).status_code == 404


def test_a_board_member_reads_but_does_not_change(client):
    client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)
    activity = ActivityFactory()

    assert client.get(activity.get_absolute_url()).status_code == 200
    assert client.get(reverse("partnerships:activity-edit", args=[activity.pk])).status_code == 403


def test_someone_on_the_board_who_leads_a_school_does_not_change_what_is_the_districts(client):
    person = MembershipFactory(role=Role.BOARD_MEMBER, school=None)
    MembershipFactory(user=person.user, role=Role.PRINCIPAL)
    client.force_login(person.user)
    activity = ActivityFactory(school=None)

    assert client.get(activity.get_absolute_url()).status_code == 200
    assert client.get(reverse("partnerships:activity-edit", args=[activity.pk])).status_code == 403
