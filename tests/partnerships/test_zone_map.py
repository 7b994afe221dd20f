"""The map of schools and partners by zone: drawn from what is published, with the same as a list."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from partnerships import zones
from partnerships.models import SchoolPlace, Zone
from partnerships.zone_map import WIDTH, zone_map
from tests.factories import (
    LeadAgencyFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolPartnershipFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db
BURNS, MILNER, KING, RAWSON, PARKVILLE = "0640611", "0641911", "0641611", "0641711", "0641511"


def drawn(**more):
    return zone_map(timezone.localdate(), **more)


@pytest.fixture
def placed():
    schools = {code: SchoolFactory(code=code, name=code) for code in (BURNS, MILNER, KING, RAWSON, PARKVILLE)}
    zones.load_zones()
    zones.load_places()
    return schools


def test_a_point_is_in_the_zone_whose_outline_is_around_it():
    square = [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]

    assert zones.holds(square, 1, 1)
    assert not zones.holds(square, 3, 1)
    assert not zones.holds(square, -1, 1)


def test_schools_lie_where_the_state_publishes_them_and_a_second_loading_changes_nothing(placed):
    assert placed[BURNS].place.zone == Zone(number=3)
    assert placed[MILNER].place.zone == Zone(number=2)
    assert placed[PARKVILLE].place.zone is None  # its published point lies in the next town
    SchoolPlace.objects.update(zone=1)

    assert (zones.load_zones(), zones.load_places()) == (0, 0)
    assert SchoolPlace.objects.filter(zone=1).count() == 5


def test_schools_at_one_address_share_a_mark_and_a_point_outside_is_only_listed(placed):
    found = drawn()

    numbers = {place.school.code: place.number for block in found.blocks for place in block.places}
    assert numbers[KING] == numbers[RAWSON] is not None
    assert numbers[PARKVILLE] is None
    assert [block.title for block in found.blocks] == [
        "Zone 1", "Zone 2", "Zone 3", "Outside the zones, or not placed yet",
    ]  # fmt: skip


def test_the_shape_of_a_mark_says_who_works_there(placed):
    SchoolPartnershipFactory(school=placed[BURNS])
    LeadAgencyFactory(school=placed[MILNER])
    SchoolPartnershipFactory(school=placed[KING], ends_on=date(2016, 1, 1))

    shapes = {mark.places[0].school.code: mark.shape for mark in drawn().marks}

    assert shapes == {KING: "none", MILNER: "lead", BURNS: "partners"}
    assert "2 of 5 schools have a partner." in drawn().sentence


def test_only_partnerships_of_an_area_or_level_where_asked(placed):
    area = ServiceAreaFactory()
    SchoolPartnershipFactory(school=placed[BURNS], level="CORE").areas.add(area)
    SchoolPartnershipFactory(school=placed[KING])

    for asked in ({"area": area}, {"level": "CORE"}):
        assert {place.school.code for place in drawn(**asked).places if place.partners} == {BURNS}


def test_everything_stands_inside_the_drawing(placed):
    found = drawn()

    for mark in found.marks:
        assert 0 < mark.x < WIDTH
        assert 0 < mark.y < found.height
    for shape in found.shapes:
        corners = [tuple(map(float, point.split(","))) for point in shape.points.split()]
        assert zones.holds(corners, shape.label_x, shape.label_y)


def test_without_zones_and_places_there_is_a_list_and_no_drawing():
    SchoolFactory()

    found = drawn()

    assert (found.shapes, found.marks, len(found.places)) == ([], [], 1)


def test_a_place_has_both_coordinates_or_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolPlace.objects.create(school=SchoolFactory(), latitude=Decimal("41.7"))


def test_the_cost_does_not_grow_with_the_schools(placed, django_assert_max_num_queries):
    for school in placed.values():
        SchoolPartnershipFactory(school=school).areas.add(ServiceAreaFactory())

    with django_assert_max_num_queries(6):
        assert drawn().sentence


@pytest.mark.parametrize("query", [{}, {"area": "x", "level": "x"}, {"format": "csv"}])
def test_the_page_has_no_style_and_no_comma_in_its_numbers(client, placed, query):
    SchoolPartnershipFactory(school=placed[BURNS], partner__name="The Village")
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=placed[BURNS]).user)

    with translation.override("es"):
        response = client.get(reverse("partnerships:partner-map"), query)

    text = (b"".join(response) if response.streaming else response.content).decode()
    assert "The Village" in text
    if "format" not in query:
        assert "style=" not in text
        assert not re.search(r'(x|y|r)="\d+,', text)
