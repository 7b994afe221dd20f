from datetime import date

import pytest
from django.urls import reverse

from district.access import Role
from district.history import history_of
from district.models import Language
from partnerships.models import Activity
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


@pytest.fixture
def principal(client):
    SchoolYearFactory(fall_year=2025)
    person = MembershipFactory(role=Role.PRINCIPAL, user=UserFactory(name="Rosa Díaz"))
    client.force_login(person.user)
    return person


@pytest.fixture
def activity(principal):
    return ActivityFactory(school=principal.school, families_total=12, no_indicator_reason="A first meeting")


def edit(activity):
    return reverse("partnerships:activity-edit", args=[activity.pk])


def filled(client, activity):
    """What a browser would send if the form were opened and nothing changed."""
    form = client.get(edit(activity)).context["form"]
    return as_sent(form)


def as_sent(form):
    data = {}
    for field in form:
        value = field.value()
        if field.name in ("upload", "remove_evidence") or value in (None, False, "", []):
            continue
        if isinstance(value, (list, tuple)):
            data[field.html_name] = [str(getattr(item, "pk", item)) for item in value]
        else:
            data[field.html_name] = "on" if value is True else field.field.widget.format_value(value)
            if isinstance(data[field.html_name], list):
                data[field.html_name] = data[field.html_name][0]
    return data


def errors(response):
    return response.context["form"].errors


def test_saving_the_form_as_it_was_changes_nothing(client, activity):
    before = Activity.objects.values().get()

    response = client.post(edit(activity), filled(client, activity))

    assert response.status_code == 302, errors(response)
    after = Activity.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"version", "changed_at"}


def test_details_are_added_and_stay(client, activity):
    Language.objects.create(tag="es", name="Spanish", own_name="Español")
    initiative, partner = InitiativeFactory(), PartnerFactory()
    form = filled(client, activity) | {
        "audience": "BOTH",
        "rating_linked_to_learning": "3",
        "reason_linked_to_learning": "Grade 3 reading",
        "four_cs": ["CONFIDENCE", "CONNECTIONS"],
        "languages_offered": ["es"],
        "child_care": "on",
        "initiatives": [initiative.pk],
        "partners": [partner.pk],
        "adults_total": "20",
        "starts_at": "17:30",
        "ends_at": "19:00",
    }

    response = client.post(edit(activity), form)

    assert response.status_code == 302, errors(response)
    activity.refresh_from_db()
    assert (activity.audience, activity.rating_linked_to_learning, activity.adults_total) == ("BOTH", 3, 20)
    assert (activity.four_cs, activity.languages_offered) == (["CONFIDENCE", "CONNECTIONS"], ["es"])
    assert list(activity.initiatives.all()) == [initiative]
    assert list(activity.partners.all()) == [partner]


def test_the_form_shows_the_counts_of_the_type_and_keeps_numbers_of_another(client, principal):
    visits = ActivityFactory(school=principal.school, activity_type="HOME_VISIT_PTHV", sent_total=5)

    fields = client.get(edit(visits)).context["form"].fields

    assert {"visits_first_total", "visits_attempted_total", "sent_total"} <= set(fields)
    assert "students_total" not in fields


def test_choosing_another_type_brings_its_counts(client, activity):
    response = client.get(edit(activity), {"activity_type": "HOMEWORK_TIPS"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert 'name="sent_total"' in page
    assert 'name="families_total"' in page  # it holds a number already
    assert "<html" not in page
    activity.refresh_from_db()
    assert activity.activity_type == "WORKSHOP"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"starts_at": "19:00", "ends_at": "17:30"}, "ends_at", "end must be after the start"),
        ({"rating_relational": "3"}, "reason_relational", "needs a reason"),
        ({"activity_type": "SUPPLIES", "sets_given_total": "4"}, "activity_type", "valid choice"),
        (
            {"activity_type": "FAMILY_ACADEMY", "enrolled_total": "4", "completed_total": "5"},
            "completed_total",
            "No more people can complete",
        ),
        ({"held_on": "2031-01-01"}, "held_on", "future"),
        ({"held_on": "2001-01-01"}, "held_on", "No school year"),
        ({"title": ""}, "title", "required"),
        ({"families_total": "-3"}, "families_total", "greater than or equal to 0"),
        ({"adults_total": "1000000"}, "adults_total", "less than or equal to 20000"),
        ({"notes": "The boy called Jayden came"}, "notes", "Jayden"),
        ({"no_indicator_reason": ""}, "indicators", "say below why none fits"),
        ({"four_cs": ["COURAGE"]}, "four_cs", "COURAGE"),
        ({"version": "0"}, "version", "greater than or equal to 1"),
    ],
)
def test_each_rule_is_said_beside_its_field(client, activity, changes, field, message):
    form = filled(client, activity) | {"follow_up": "Call the library"} | changes

    response = client.post(edit(activity), form)

    assert response.status_code == 200
    assert message in str(errors(response)[field])
    assert "Call the library" in response.content.decode()
    activity.refresh_from_db()
    assert activity.version == 1


def test_what_concerns_homelessness_never_stands_beside_a_school(client, activity):
    client.force_login(MembershipFactory(district_wide=True).user)
    form = filled(client, activity) | {"activity_type": "SUPPLIES", "sets_given_total": "4"}

    assert "logged for the district" in str(errors(client.post(edit(activity), form))["activity_type"])
    assert "once a year" in str(errors(client.post(edit(activity), form | {"school": "0"}))["activity_type"])
    assert client.post(edit(activity), form | {"school": "0", "families_total": ""}).status_code == 302


def test_what_is_asked_once_is_taken_the_second_time(client, activity):
    form = filled(client, activity) | {"notes": "The boy called Jayden Park", "no_indicator_reason": ""}
    response = client.post(edit(activity), form)

    client.post(edit(activity), form | {"confirmed": response.context["form"]["confirmed"].value()})

    activity.refresh_from_db()
    assert activity.notes == "The boy called Jayden Park"


def test_an_old_date_can_stay_though_its_year_is_unknown_now(client, principal):
    old = ActivityFactory(school=principal.school, held_on=date(2010, 1, 4), no_indicator_reason="Old")

    assert client.post(edit(old), filled(client, old) | {"title": "Corrected"}).status_code == 302


# ---------------------------------------------------------------- two people


def test_the_second_of_two_people_sees_what_the_first_changed_and_chooses(client, activity):
    mine = filled(client, activity) | {"families_total": "30", "adults_total": "40"}
    theirs = filled(client, activity) | {"families_total": "21", "title": "Reading at home, part 1"}
    client.post(edit(activity), theirs)

    response = client.post(edit(activity), mine)

    assert response.status_code == 409
    found = {item.name: (item.before, item.theirs, item.mine, item.touched) for item in response.context["differences"]}
    assert found == {
        "families_total": ("12", "21", "30", True),
        "title": ("Reading at home", "Reading at home, part 1", "Reading at home", False),
    }
    activity.refresh_from_db()
    assert (activity.families_total, activity.adults_total) == (21, None)

    again = dict(response.context["sent"]) | {"version": activity.version}
    saved = client.post(edit(activity), again | {"keep-families_total": "mine", "keep-title": "theirs"})
    assert saved.status_code == 302
    activity.refresh_from_db()
    assert (activity.families_total, activity.adults_total, activity.title) == (30, 40, "Reading at home, part 1")


@pytest.mark.django_db(transaction=True)
def test_links_that_the_other_changed_are_chosen_too(client, activity):
    library, promise = PartnerFactory(name="Library"), PartnerFactory(name="Promise")
    mine = filled(client, activity) | {"partners": [promise.pk]}
    client.post(edit(activity), filled(client, activity) | {"partners": [library.pk], "food": "on"})

    response = client.post(edit(activity), mine)

    found = {item.name: (item.before, item.theirs, item.mine) for item in response.context["differences"]}
    assert found == {"partners": ("", "Library", "Promise"), "food": ("No", "Yes", "No")}
    again = dict(response.context["sent"]) | {"version": 2, "keep-partners": "theirs", "keep-food": "theirs"}
    client.post(edit(activity), again)
    activity.refresh_from_db()
    assert list(activity.partners.all()) == [library]
    assert activity.food


def test_changes_that_agree_need_no_choice(client, activity):
    same = filled(client, activity) | {"families_total": "21"}
    client.post(edit(activity), same)

    assert client.post(edit(activity), same).status_code == 302


# ---------------------------------------------------------------- deleting


def test_a_deleted_activity_says_why_and_can_be_restored(client, activity, principal):
    client.post(reverse("partnerships:activity-delete", args=[activity.pk]), {"reason": "Logged twice"})

    assert client.get(activity.get_absolute_url()).status_code == 404
    page = client.get(reverse("partnerships:activity-deleted-list")).content.decode()
    assert "Logged twice" in page
    assert "Rosa Díaz" in page

    client.post(reverse("partnerships:activity-restore", args=[activity.pk]))
    assert client.get(activity.get_absolute_url()).status_code == 200
    kinds = {(change.field, change.after) for entry in history_of(activity) for change in entry.changes}
    assert ("Why it was deleted", "Logged twice") in kinds


def test_deleting_needs_a_reason(client, activity):
    response = client.post(reverse("partnerships:activity-delete", args=[activity.pk]), {"reason": " "})

    assert "reason" in errors(response)
    assert Activity.objects.kept().exists()


def test_a_get_deletes_and_restores_nothing(client, activity):
    assert client.get(reverse("partnerships:activity-delete", args=[activity.pk])).status_code == 200
    assert client.get(reverse("partnerships:activity-restore", args=[activity.pk])).status_code == 405
    assert Activity.objects.kept().exists()


def test_staff_may_change_but_not_delete(client, activity):
    staff = MembershipFactory(role=Role.SCHOOL_STAFF, school=activity.school)
    client.force_login(staff.user)

    assert client.get(edit(activity)).status_code == 200
    assert client.get(reverse("partnerships:activity-delete", args=[activity.pk])).status_code == 403


def test_the_principal_of_another_school_restores_nothing_here(client, activity):
    Activity.objects.filter(pk=activity.pk).update(
        deleted_at="2025-11-01T12:00Z", deleted_by=activity.logged_by, deleted_reason="Twice"
    )
    client.force_login(MembershipFactory().user)

    assert client.post(reverse("partnerships:activity-restore", args=[activity.pk])).status_code == 404


def test_an_activity_can_be_moved_between_own_schools_only(client, activity, principal):
    second = MembershipFactory(user=principal.user).school
    foreign = SchoolFactory()

    assert "school" in errors(client.post(edit(activity), filled(client, activity) | {"school": foreign.pk}))
    client.post(edit(activity), filled(client, activity) | {"school": second.pk})
    activity.refresh_from_db()
    assert activity.school == second
