"""The district's attendance zones and where its schools lie, from two published sources.

`geography/zones_2010.json`: corners of the four attendance zones of 2010 (Jack Dougherty, Trinity College, and Hartford
Public Schools; MIT licence; thinned to about 15 metres). `geography/school_places.csv`: the point of each school in the
state's Education Directory of February 2020 (Connecticut Open Data, public domain). Which zone a school lies in is
worked out from the two; the district can change it.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

from district.models import School
from partnerships.models import SchoolPlace, Zone

FOLDER = Path(__file__).parent / "geography"


def published_outlines():
    """[(number of the zone, its corners as (longitude, latitude))]."""
    zones = json.loads((FOLDER / "zones_2010.json").read_text(encoding="utf-8"))
    return [(zone["number"], zone["outline"]) for zone in zones]


def published_places():
    """{state code: (longitude, latitude)}."""
    with (FOLDER / "school_places.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (Decimal(row["longitude"]), Decimal(row["latitude"])) for row in csv.DictReader(file)}


def holds(outline, longitude, latitude):
    """Whether a point lies inside corners: a line from it to the east crosses the outline an odd number of times."""
    x, y = float(longitude), float(latitude)
    crossings = 0
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def zone_at(longitude, latitude, zones):
    return next((zone for zone in zones if holds(zone.outline, longitude, latitude)), None)


def load_zones():
    """Add the zones that are not there yet; returns how many."""
    there = set(Zone.objects.values_list("pk", flat=True))
    new = [Zone(number=number, outline=outline) for number, outline in published_outlines() if number not in there]
    Zone.objects.bulk_create(new)
    return len(new)


def load_places():
    """Place the schools that have no place yet, as published; returns how many. What people said stays."""
    places = published_places()
    zones = list(Zone.objects.all())
    new = []
    for school in School.objects.filter(code__in=places, place=None):
        longitude, latitude = places[school.code]
        zone = zone_at(longitude, latitude, zones)
        new.append(SchoolPlace(school=school, zone=zone, longitude=longitude, latitude=latitude))
    SchoolPlace.objects.bulk_create(new)
    return len(new)
