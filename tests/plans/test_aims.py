"""What the district expects an initiative to move, beside what the plan names."""

import pytest
from django.urls import reverse

from district.access import Role
from indicators.models import Indicator
from plans.models import InitiativeAim
from tests.factories import InitiativeFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def absence():
    return Indicator.objects.create(
        code="CHRONIC_ABS", position=1, name="Chronic absenteeism", short_name="Chronic absenteeism", unit="PERCENT",
        direction="LOWER", low_grade=0, high_grade=12, primary_instrument="EDSIGHT_CHRONIC",
    )  # fmt: skip


@pytest.fixture
def central(client):
    person = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    client.force_login(person)
    return person


def page_of(initiative, name="plans:initiative-aims"):
    return reverse(name, args=[initiative.priority_action.cycle.code, initiative.code])


def test_central_office_says_for_whom_an_initiative_should_move_an_indicator(client, central, absence):
    initiative = InitiativeFactory()
    client.post(page_of(initiative), {"indicator": absence.pk, "who": "RACE_ETH:HI", "note": "Visits before October"})

    aim = initiative.aims.get()
    assert (aim.dimension, aim.group, aim.set_by, aim.is_to_rise) == ("RACE_ETH", "HI", central, False)
    client.logout()
    page = client.get(page_of(initiative, "plans:initiative-detail")).content.decode()
    assert "should fall" in page
    assert "Entered by the district" in page


def test_the_same_students_are_not_listed_twice_and_what_was_typed_stays(client, central, absence):
    initiative = InitiativeFactory()
    typed = {"indicator": absence.pk, "who": "ALL:ALL", "note": "First"}
    client.post(page_of(initiative), typed)
    answer = client.post(page_of(initiative), {**typed, "note": "Second"})

    assert answer.status_code == 200
    assert "listed already" in answer.content.decode()
    assert "Second" in answer.content.decode()
    assert InitiativeAim.objects.count() == 1


def test_a_line_is_taken_off_and_its_history_stays(client, central, absence):
    initiative = InitiativeFactory()
    client.post(page_of(initiative), {"indicator": absence.pk, "who": "ALL:ALL"})
    aim = initiative.aims.get()
    client.post(reverse("plans:aim-remove", args=[initiative.priority_action.cycle.code, initiative.code, aim.pk]))

    assert not initiative.aims.exists()
    events = InitiativeAim._meta.apps.get_model("plans", "InitiativeAimEvent").objects.filter(pgh_obj_id=aim.pk)
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "delete"]


@pytest.mark.parametrize(
    "typed", [{}, {"indicator": "NONE", "who": "X:Y"}, {"indicator": "CHRONIC_ABS", "who": "\x00"}]
)
def test_nonsense_is_explained(client, central, absence, typed):
    answer = client.post(page_of(InitiativeFactory()), typed)
    assert answer.status_code == 200
    assert not InitiativeAim.objects.exists()
