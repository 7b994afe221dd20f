"""The pages of seats: who reads which name, filling and ending, officers, models, and the view over all councils."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from district import school_years
from district.access import Role
from governance import composition, seats
from governance.models import Council, CouncilModel, Office, Seat, SeatTerm
from tests.factories import MembershipFactory, SchoolFactory, SeatTermFactory, UserFactory
from tests.governance.test_seats import fill

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
THIS_YEAR = school_years.fall_year_of(TODAY)


@pytest.fixture
def council():
    call_command("load_councils")
    made = Council.objects.create(school=SchoolFactory(name="Burns"), model_id="STATE_7_5_2")
    seats.make_seats(made)
    return made


@pytest.fixture
def principal(client, council):
    person = MembershipFactory(role=Role.PRINCIPAL, school=council.school, user=UserFactory(name="Ana Rivera")).user
    client.force_login(person)
    return person


@pytest.fixture
def office(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    client.force_login(person)
    return person


def current(**values):
    return {"starts_on": TODAY - timedelta(days=20), "ends_on": TODAY + timedelta(days=300), **values}


def whole(council):
    """A council that the state's model would have, at work."""
    for seat in council.seats.all():
        SeatTermFactory(seat=seat, **current())
    parents = council.terms.filter(kind="PARENT")
    for role, term in zip(("CHAIR", "SECRETARY"), parents, strict=False):
        Office.objects.create(council=council, role=role, term=term, starts_on=term.starts_on)
    council.meetings.create(held_on=TODAY, voting_present=9, quorum_required=8, recorded_by=UserFactory())


def seat(council, kind, number=1):
    return council.seats.get(kind=kind, number=number)


def fill_url(seat):
    return reverse("governance:seat-fill", args=[seat.council.school.code, seat.pk])


def page_of(client, council):
    return client.get(council.get_absolute_url()).content.decode()


# ---------------------------------------------------------------------- who reads what


def test_the_public_reads_names_of_adults_but_no_contact_and_no_student(client, council):
    SeatTermFactory(seat=seat(council, "PARENT"), **current(name="Luis Ortiz", contact="860 555 0100"))
    student = Seat.objects.create(council=council, kind="STUDENT", number=1, votes=False, starts_on=date(2020, 7, 1))
    SeatTermFactory(seat=student, **current(name="Luz Marie"))

    page = page_of(client, council)

    assert "Luis Ortiz" in page and "A student" in page
    assert "860 555 0100" not in page and "Luz Marie" not in page


def test_who_runs_the_council_reads_contact_and_student(client, council, principal):
    SeatTermFactory(seat=seat(council, "PARENT"), **current(contact="860 555 0100"))
    student = Seat.objects.create(council=council, kind="STUDENT", number=1, votes=False, starts_on=date(2020, 7, 1))
    SeatTermFactory(seat=student, **current(name="Luz Marie"))

    page = page_of(client, council)

    assert "860 555 0100" in page and "Luz Marie" in page


def test_the_page_costs_the_same_with_one_member_and_with_fifteen(client, council, django_assert_max_num_queries):
    whole(council)

    with django_assert_max_num_queries(28):
        page_of(client, council)


# ---------------------------------------------------------------------- filling and ending


def test_a_seat_is_filled_for_a_full_term_by_the_model(client, council, principal):
    chosen = seat(council, "PARENT")

    client.post(fill_url(chosen), {"name": "Luis Ortiz", "starts_on": TODAY.isoformat(), "how": "ELECTED"})

    term = SeatTerm.objects.get()
    assert (term.seat, term.person, term.number) == (chosen, "Luis Ortiz", 1)
    assert term.ends_on == school_years.last_day(THIS_YEAR + 1)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "__all__", "Say who holds the seat"),
        ({"starts_on": ""}, "starts_on", "required"),
        ({"ends_on": "2020-01-01"}, "ends_on", "before the first day"),
        ({"starts_on": "1890-01-01", "ends_on": "1891-01-01"}, "__all__", "No school year"),
        ({"how": "GRACE"}, "how", "valid choice"),
    ],
)
def test_what_is_wrong_with_a_term_is_said(client, council, principal, changes, field, message):
    typed = {"name": "Luis", "starts_on": TODAY.isoformat(), "ends_on": "", "how": "ELECTED"} | changes

    response = client.post(fill_url(seat(council, "PARENT")), typed)

    assert message in str(response.context["form"].errors[field])
    assert not SeatTerm.objects.exists()


def test_a_seat_that_is_taken_is_not_filled_again(client, council, principal):
    chosen = seat(council, "PARENT")
    SeatTermFactory(seat=chosen, **current())

    response = client.post(fill_url(chosen), {"name": "Luis", "starts_on": TODAY.isoformat(), "how": "ELECTED"})

    assert "Somebody else holds this seat" in str(response.context["form"].errors)


def test_community_seats_wait_for_parents_and_teachers(client, council, principal):
    chosen = seat(council, "COMMUNITY")
    typed = {"name": "Rev. Grant", "starts_on": TODAY.isoformat(), "how": "ELECTED"}

    refused = client.post(fill_url(chosen), typed)
    fill(council, "PARENT", 1, **current())
    fill(council, "TEACHER", 1, **current())
    client.post(fill_url(chosen), typed)

    assert "fill those first" in str(refused.context["form"].errors["starts_on"])
    assert chosen.terms.count() == 1


def test_a_third_term_in_a_row_is_refused_with_the_limit_of_the_model(client, council, principal):
    chosen = seat(council, "PARENT")
    for year in (THIS_YEAR - 4, THIS_YEAR - 2):
        SeatTermFactory(
            seat=chosen, name="Luis", starts_on=school_years.first_day(year), ends_on=school_years.last_day(year + 1)
        )
    typed = {"name": "Luis", "starts_on": school_years.first_day(THIS_YEAR).isoformat(), "how": "ELECTED"}

    refused = client.post(fill_url(chosen), typed)
    council.model.lines.filter(kind="PARENT").update(most_terms=0)
    client.post(fill_url(chosen), typed)

    assert "2 terms in a row" in str(refused.context["form"].errors)
    assert SeatTerm.objects.get(starts_on=school_years.first_day(THIS_YEAR)).number == 3


def test_a_form_says_in_words_where_nothing_is_chosen(client, council, principal):
    fill(council, "PARENT", 1, **current())
    page = client.get(reverse("governance:officer-name", args=[council.school.code])).content.decode()
    assert "---------" not in page and page.count("Choose one") == 2


def test_the_form_for_a_student_asks_for_no_account_and_no_contact(client, council, principal):
    student = Seat.objects.create(council=council, kind="STUDENT", number=1, votes=False, starts_on=date(2020, 7, 1))

    fields = client.get(fill_url(student)).context["form"].fields
    client.post(fill_url(student), {"starts_on": TODAY.isoformat(), "how": "ELECTED"})

    assert "user" not in fields and "contact" not in fields
    assert SeatTerm.objects.get().person == "A student"


def test_a_term_ends_early_with_a_reason_and_the_vacancy_is_filled_for_the_rest(client, council, principal):
    term = SeatTermFactory(seat=seat(council, "PARENT"), **current())
    end = reverse("governance:term-end", args=[term.pk])
    last_day = (TODAY - timedelta(days=1)).isoformat()

    assert "reason" in client.post(end, {"last_day": last_day}).context["form"].errors
    client.post(end, {"last_day": last_day, "reason": "RESIGNED"})
    form = client.get(fill_url(term.seat)).context["form"]

    assert (form.initial["how"], form.initial["ends_on"]) == ("VACANCY", TODAY + timedelta(days=300))
    assert "Vacant" in page_of(client, council) and "Resigned" in page_of(client, council)


def test_a_last_day_before_the_first_or_after_the_planned_one_is_refused(client, council, principal):
    term = SeatTermFactory(seat=seat(council, "PARENT"), **current())
    end = reverse("governance:term-end", args=[term.pk])

    for day in (TODAY - timedelta(days=30), TODAY + timedelta(days=300)):
        response = client.post(end, {"last_day": day.isoformat(), "reason": "RESIGNED"})
        assert "last_day" in response.context["form"].errors


def test_whoever_saves_a_term_second_reads_first_what_the_other_wrote(client, council, principal):
    term = SeatTermFactory(seat=seat(council, "PARENT"), **current(name="Luis"))
    edit = reverse("governance:term-edit", args=[term.pk])
    typed = {
        name: str(client.get(edit).context["form"][name].value() or "") for name in ("starts_on", "ends_on", "how")
    }
    seen = client.get(edit).context["form"]["seen"].value()
    SeatTerm.objects.update(name="Luis Ortiz")

    response = client.post(edit, typed | {"name": "Luisa", "seen": seen})

    assert "which one stays" in response.content.decode()
    term.refresh_from_db()
    assert term.name == "Luis Ortiz"


# ---------------------------------------------------------------------- officers and roles


def test_a_new_chair_takes_over_from_the_one_before(client, council, principal):
    old, new = fill(council, "PARENT", 2, **current())
    office = Office.objects.create(council=council, role="CHAIR", term=old, starts_on=TODAY - timedelta(days=9))
    name = reverse("governance:officer-name", args=[council.school.code])

    client.post(name, {"role": "CHAIR", "term": new.pk, "starts_on": TODAY.isoformat()})

    office.refresh_from_db()
    assert office.ends_on == TODAY - timedelta(days=1)
    assert [one.term for one in seats.standing_of(council, TODAY).officers] == [new]


def test_a_refused_officer_leaves_the_one_before_in_office(client, council, principal):
    old, new = fill(council, "PARENT", 2, **current())
    office = Office.objects.create(council=council, role="CHAIR", term=old, starts_on=TODAY - timedelta(days=9))
    name = reverse("governance:officer-name", args=[council.school.code])
    late = (TODAY + timedelta(days=900)).isoformat()

    response = client.post(name, {"role": "CHAIR", "term": new.pk, "starts_on": TODAY.isoformat(), "ends_on": late})

    office.refresh_from_db()
    assert "ends_on" in response.context["form"].errors
    assert office.ends_on is None


def test_a_role_in_the_portal_is_offered_to_members_with_an_account_and_not_given(client, council, office):
    person = UserFactory(name="Luis Ortiz")
    SeatTermFactory(seat=seat(council, "PARENT"), **current(user=person, name=""))

    response = client.get(council.get_absolute_url())
    offer = reverse("district:membership-add", args=[person.pk]) + f"?role=COUNCIL_MEMBER&school={council.school_id}"

    assert response.context["without_role"] == [(person, Role.COUNCIL_MEMBER)]
    assert client.get(offer).context["form"]["role"].value() == "COUNCIL_MEMBER"
    assert not person.memberships.exists()


# ---------------------------------------------------------------------- composition


def test_a_whole_council_is_as_the_state_says_and_works(council):
    whole(council)

    report = composition.report_of(council, TODAY)

    assert (report.is_lawful, report.works) == (True, True)


def test_each_thing_that_is_missing_is_a_sentence(council):
    fill(council, "PARENT", 5, **current())
    fill(council, "TEACHER", 5, **current())
    fill(council, "COMMUNITY", 1, **current())

    report = composition.report_of(council, TODAY)

    assert "Parent or guardian: 5 of the 7 that the state's model asks for." in report.why_not_lawful
    assert "Parents are 5 of 11 voting members; the state's model makes them half." in report.why_not_lawful
    assert "3 of 14 voting seats are vacant." in report.why_not_working
    assert "It has no chair." in report.why_not_working


def test_hartfords_model_can_work_and_still_not_be_the_states(council):
    seats.choose_model(council, CouncilModel.objects.get(pk="HPS_12"), THIS_YEAR)
    for one in Seat.objects.on(TODAY).filter(council=council):
        SeatTermFactory(seat=one, **current())

    report = composition.report_of(Council.objects.get(), TODAY)

    assert not report.is_lawful
    assert "1 voting member has a seat that the state's model does not know." in report.why_not_lawful
    assert "All 12 voting seats are filled." in [finding.text for finding in report.working]


def test_the_view_over_all_councils_filters_and_downloads(client, council, office):
    whole(council)
    other = Council.objects.create(school=SchoolFactory(name="Kennelly"), model_id="STATE_7_5_2")
    seats.make_seats(other)
    SeatTermFactory(seat=seat(other, "PARENT"), **current(ends_on=TODAY + timedelta(days=30), name="Luis Ortiz"))
    page = reverse("governance:council-composition")

    found = client.get(page, {"show": "unlawful"})
    text = client.get(page, {"format": "csv"}).getvalue().decode()

    assert [one.council for one in found.context["reports"]] == [other]
    assert "Luis Ortiz" in found.content.decode()
    assert found.context["lawful"] == 1
    assert "Kennelly" in text and "Parent or guardian: 1 of the 7" in text


def test_the_view_costs_the_same_for_one_council_and_for_many(client, council, office, django_assert_max_num_queries):
    for _ in range(6):
        seats.make_seats(Council.objects.create(school=SchoolFactory(), model_id="STATE_7_5_2"))

    with django_assert_max_num_queries(14):
        client.get(reverse("governance:council-composition"))


# ---------------------------------------------------------------------- models


def lines(**changes):
    typed = {"name_en": "Ten", "name_es": "Diez", "quorum_basis": "FILLED", "source": "Bylaws"}
    for kind, total in (("PARENT", 5), ("TEACHER", 3), ("COMMUNITY", 2), ("ADMIN", 1), ("STUDENT", 0), ("OTHER", 0)):
        typed |= {
            f"{kind}-seats": total,
            f"{kind}-high_school_seats": total,
            f"{kind}-filled_by": "COUNCIL",
            f"{kind}-vacancy_filled_by": "COUNCIL",
            f"{kind}-term_years": 3,
            f"{kind}-most_terms": 0,
        }
        if kind not in ("ADMIN", "STUDENT"):
            typed[f"{kind}-votes"] = "on"
    return typed | changes


def test_the_district_makes_a_model_of_its_own_and_a_council_follows_it(client, council, office):
    client.post(reverse("governance:council-model-add"), lines())
    model = CouncilModel.objects.get(code="DISTRICT_1")
    page = reverse("governance:council-edit", args=[council.school.code])
    seen = client.get(page).context["form"]["seen"].value()

    client.post(page, {"model": model.pk, "fall_year": THIS_YEAR, "seen": seen})

    assert (model.voting_seats, model.lines.count()) == (10, 4)
    assert seats.standing_of(Council.objects.get(), TODAY).voting_seats == 10
    assert seats.quorum_required(Council.objects.get(), TODAY) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ADMIN-votes": "on"}, "without a vote"),
        ({"PARENT-seats": 99}, "less than or equal"),
        ({"name_es": ""}, "required"),
    ],
)
def test_a_model_that_the_law_or_sense_forbids_is_refused(client, council, office, changes, message):
    response = client.post(reverse("governance:council-model-add"), lines(**changes))

    assert message in response.content.decode()
    assert CouncilModel.objects.count() == 2


def test_the_seats_of_a_model_in_use_stay_and_its_terms_may_change(client, council, office):
    client.post(reverse("governance:council-model-add"), lines())
    model = CouncilModel.objects.get(code="DISTRICT_1")
    seats.choose_model(council, model, THIS_YEAR)
    page = reverse("governance:council-model", args=[model.code])
    seen = client.get(page).context["form"]["seen"].value()

    client.post(page, lines(**{"PARENT-seats": 9, "PARENT-term_years": 2, "seen": seen}))

    assert tuple(model.lines.filter(kind="PARENT").values_list("seats", "term_years")[0]) == (5, 2)


def test_the_page_says_which_model_the_council_follows_from_which_year(client, council):
    seats.choose_model(council, CouncilModel.objects.get(pk="HPS_12"), THIS_YEAR + 1)

    page = page_of(client, council)

    assert f"from {school_years.label(THIS_YEAR + 1)}: Hartford model" in page
    assert f"from {school_years.label(THIS_YEAR)}: State model" in page


def test_an_adopted_model_is_read_only(client, council, office):
    client.post(reverse("governance:council-model", args=["STATE_7_5_2"]), lines())

    assert CouncilModel.objects.get(pk="STATE_7_5_2").quorum_basis == "ALL"
