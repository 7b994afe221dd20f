"""The map of schools and partners by zone, and the same as a list: one drawing made of the data, no tiles.

Schools at one address share a mark. Each mark has a number that the list beside it explains; its shape says whether
partners work there, so that it is read without colour.
"""

from dataclasses import dataclass, field
from math import cos, radians

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.models import School
from partnerships.models import LeadAgency, SchoolPartnership, Zone
from partnerships.zones import holds

WIDTH = 400  # units of the drawing; about as many pixels on a phone
MARGIN = 12
NAME_HALF, NAME_HIGH = 26, 12  # half the width of a zone's name, and its height
STEPS = 12  # places tried for a name, in each direction
NEAR = 4  # decimals of a degree, about ten metres: schools that share a mark


@dataclass
class Placed:
    """A school with those who work there today."""

    school: School
    zone: Zone | None
    point: tuple | None
    partnerships: list = field(default_factory=list)
    lead: LeadAgency | None = None
    number: int | None = None

    @property
    def partners(self):
        found = {one.partner_id: one.partner for one in self.partnerships}
        if self.lead:
            found[self.lead.partner_id] = self.lead.partner
        return sorted(found.values(), key=lambda partner: partner.name)

    @property
    def areas(self):
        return sorted({str(area) for one in self.partnerships for area in one.areas.all()})


@dataclass
class Mark:
    """A point of the drawing with its schools. `shape`: "lead" (a lead agency), "partners" or "none"."""

    number: int
    x: float
    y: float
    places: list

    @property
    def shape(self):
        if any(place.lead for place in self.places):
            return "lead"
        return "partners" if any(place.partnerships for place in self.places) else "none"


@dataclass
class ZoneShape:
    zone: Zone
    points: str
    label_x: float
    label_y: float


@dataclass
class Block:
    """A part of the list: a zone with its schools, or those outside all zones (`zone` None)."""

    zone: Zone | None
    places: list

    @property
    def title(self):
        return str(self.zone) if self.zone else _("Outside the zones, or not placed yet")

    @property
    def anchor(self):
        return f"zone-{self.zone.pk}" if self.zone else "zone-none"

    @property
    def sentence(self):
        served = sum(1 for place in self.places if place.partners)
        words = {"total": len(self.places), "served": served}
        text = ngettext("%(total)s school, %(served)s with a partner.", "%(total)s schools, %(served)s with a partner.",
                        len(self.places))  # fmt: skip
        return text % words


@dataclass
class ZoneMap:
    shapes: list
    marks: list
    blocks: list
    height: int
    width: int = WIDTH

    @property
    def places(self):
        return [place for block in self.blocks for place in block.places]

    @property
    def title(self):
        return _("Map of the district's zones with its schools")

    @property
    def sentence(self):
        """What the drawing shows, for whoever does not see it."""
        served = sum(1 for place in self.places if place.partners)
        parts = [f"{block.title}: {block.sentence}" for block in self.blocks]
        whole = _("%(served)s of %(total)s schools have a partner.") % {"served": served, "total": len(self.places)}
        return " ".join([whole, *parts])


def zone_map(day, *, area=None, level=""):
    """The `ZoneMap` of schools open on the day with the partnerships then in force, only those of an area or level
    where they are given. Six queries, however many schools there are."""
    at = SchoolPartnership.objects.on(day).select_related("partner").prefetch_related("areas")
    if area:
        at = at.filter(areas=area)
    if level:
        at = at.filter(level=level)
    leads = [] if area or level else LeadAgency.objects.on(day).select_related("partner")
    places = {}
    for school in School.objects.open_on(day).select_related("place__zone").order_by("name"):
        place = getattr(school, "place", None)
        point = (float(place.longitude), float(place.latitude)) if place and place.longitude is not None else None
        places[school.pk] = Placed(school, place.zone if place else None, point)
    for one in at:
        if one.school_id in places:
            places[one.school_id].partnerships.append(one)
    for lead in leads:
        if lead.school_id in places:
            places[lead.school_id].lead = lead
    zones = list(Zone.objects.all())
    shapes, marks, height = _drawing(zones, places.values())
    blocks = [Block(zone, _in_order(place for place in places.values() if place.zone == zone)) for zone in zones]
    outside = _in_order(place for place in places.values() if place.zone is None)
    return ZoneMap(shapes, marks, [block for block in [*blocks, Block(None, outside)] if block.places], height)


def _in_order(places):
    return sorted(places, key=lambda place: (place.number is None, place.number or 0, place.school.name))


def _drawing(zones, places):
    """(zone shapes, marks, height). A point that lies outside the frame of the zones is not drawn, only listed."""
    corners = [corner for zone in zones for corner in zone.outline]
    if not corners:
        return [], [], 0
    west, east = min(x for x, _y in corners), max(x for x, _y in corners)
    south, north = min(y for _x, y in corners), max(y for _x, y in corners)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrow)

    def project(x, y):
        return round(MARGIN + (x - west) * narrow * scale, 1), round(MARGIN + (north - y) * scale, 1)

    groups = {}
    for place in places:
        if place.point and west <= place.point[0] <= east and south <= place.point[1] <= north:
            groups.setdefault(tuple(round(part, NEAR) for part in place.point), []).append(place)
    marks = []
    ordered = sorted(groups.items(), key=lambda group: _reading_order(group, zones))
    for number, (point, there) in enumerate(ordered, start=1):
        for place in there:
            place.number = number
        marks.append(Mark(number, *project(*point), there))
    shapes = [_shape(zone, [project(x, y) for x, y in zone.outline], marks) for zone in zones]
    return shapes, marks, round(2 * MARGIN + (north - south) * scale)


def _shape(zone, corners, marks):
    points = " ".join(f"{x},{y}" for x, y in corners)
    return ZoneShape(zone, points, *_room_for_name(corners, marks))


def _room_for_name(corners, marks):
    """Where the zone's name stands: inside the zone, as far from every mark as can be."""
    west, east = min(x for x, _y in corners), max(x for x, _y in corners)
    north, south = min(y for _x, y in corners), max(y for _x, y in corners)
    best = (float("-inf"), (west + east) / 2, (north + south) / 2)
    for column in range(1, STEPS):
        for row in range(1, STEPS):
            x, y = west + (east - west) * column / STEPS, north + (south - north) * row / STEPS
            box = [(x + dx, y + dy) for dx in (-NAME_HALF, NAME_HALF) for dy in (-NAME_HIGH, 4)]
            if all(holds(corners, *corner) for corner in box):
                room = min((max(abs(mark.x - x) - NAME_HALF, abs(mark.y - y)) for mark in marks), default=0)
                best = max(best, (room, x, y))
    return round(best[1], 1), round(best[2], 1)


def _reading_order(group, zones):
    """Zone by zone, from north to south: the numbers of a zone stand together in the list."""
    (_longitude, latitude), places = group
    zone = places[0].zone
    return (zones.index(zone) if zone in zones else len(zones), -latitude)
