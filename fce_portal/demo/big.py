"""A synthetic district of any size, for measuring: invented schools, activities by COPY."""

from datetime import date
from random import Random

from django.db import transaction
from django.utils import timezone

from district.models import School, SchoolProfile
from district.models.schools import SupportTier
from fce_portal.demo import activities, copying
from fce_portal.demo.bulk_load import analyze, bulk_load, mark_stale
from fce_portal.demo.councils import make_councils
from fce_portal.demo.district import prepare
from fce_portal.demo.figures import COMPOSITION
from fce_portal.demo.filing import file_outcomes
from fce_portal.demo.people import make_people
from fce_portal.demo.reach import make_reach
from fce_portal.demo.schools import Place

SPANS = ((-1, 5), (-1, 8), (0, 8), (6, 8), (6, 12), (9, 12))
OPENED = date(2005, 7, 1)
MOST_TEMPLATES = 20_000  # different activities that are made up; the rest are the same ones at other schools
FEW_GROUPS = {dimension: COMPOSITION[dimension] for dimension in ("ELL", "SPED")}
OWN_COLUMNS = ("school_id", "entry_key", "logged_by_id", "deleted_by_id")  # everything else comes from a template


@transaction.atomic
def make_big(*, schools, activities_total, seed):
    """Fill an empty database with `schools` schools that share `activities_total` activities of two school years.

    The load writes no history; `rollups.rebuild()` is to follow.
    """
    today = timezone.localdate()
    prepare()
    places = make_synthetic_schools(Random(f"{seed} schools"), schools)
    people = make_people(Random(f"{seed} people"), places, today, home=places[0].school)
    templates = make_templates(
        Random(f"{seed} activities"), places, people, today, min(MOST_TEMPLATES, activities_total)
    )
    if activities_total:
        load_activities(Random(f"{seed} spread"), templates, places, people, activities_total)
    make_councils(Random(f"{seed} councils"), places, people, today)
    make_reach(Random(f"{seed} reach"), places, people, [], today)
    file_outcomes(Random(f"{seed} outcomes"), places, today, years=2, composition=FEW_GROUPS)


def make_synthetic_schools(rng, how_many):
    rows = [
        School(code=f"9{number:06d}", name=f"Demonstration School {number}", opened_on=OPENED)
        for number in range(1, how_many + 1)
    ]
    School.objects.bulk_create(rows)
    places = [Place(row, rng.randint(120, 900), *rng.choice(SPANS), is_title1=rng.random() < 0.8) for row in rows]
    SchoolProfile.objects.bulk_create(profile_of(rng, place) for place in places)
    return places


def profile_of(rng, place):
    return SchoolProfile(
        school=place.school,
        starts_on=OPENED,
        name=place.school.name,
        low_grade=place.low_grade,
        high_grade=place.high_grade,
        tier=rng.choice(SupportTier.values),
        is_title1=place.is_title1,
    )


def make_templates(rng, places, people, today, how_many):
    """Made-up activities in the order in which they were logged, as the demo district has them."""
    setting = activities.make_setting(rng, today, people)
    templates = []
    while len(templates) < how_many:
        templates += activities.draw_all(setting, rng.sample(places, min(len(places), 40)))
    templates.sort(key=lambda one: one.row["logged_at"])
    return templates


class Spread:
    """Which activity is which template at which school: `total` of them, ids from `first` on, oldest first.

    Busy schools get up to four times what quiet ones get. Deterministic, so that activities and links agree.
    """

    def __init__(self, rng, templates, places, people, total, first):
        self.templates, self.total, self.first = templates, total, first
        ids = [place.school.pk for place in places]
        weights = [rng.uniform(1, 4) for _ in ids]
        self.schools = rng.choices(ids, weights=weights, k=min(total, 100_003))  # prime: no rhythm with the templates
        self.logger = {pk: people.loggers.get(pk, [people.central])[-1] for pk in ids}
        self.central = people.central

    def __iter__(self):
        """(id, template) of each activity."""
        for position in range(self.total):
            yield self.first + position, self.templates[position * len(self.templates) // self.total]

    def lines(self):
        """The activities as lines for COPY: only the columns in OWN_COLUMNS and the id are written afresh."""
        texts = {id(one): copying.copy_line([one.row[column] for column in shared_columns()]) for one in self.templates}
        for pk, one in self:
            if one.row["school_id"] is None:
                school, logger = r"\N", self.central
            else:
                school = self.schools[pk % len(self.schools)]
                logger = self.logger[school]
            yield f"{pk}\t{school}\t00000000-0000-4000-8000-{pk:012x}\t{logger}\t\\N\t{texts[id(one)]}"

    def links(self, name):
        for pk, one in self:
            for link in getattr(one, name):
                yield f"{pk}\t{link}\n"


def shared_columns():
    return [column for column in activities.COLUMNS if column not in OWN_COLUMNS]


def load_activities(rng, templates, places, people, total):
    first = copying.next_ids(activities.TABLE, total)
    spread = Spread(rng, templates, places, people, total, first)
    with bulk_load(activities.TABLE, *activities.LINK_TABLES):
        copying.copy_lines(activities.TABLE, ["id", *OWN_COLUMNS, *shared_columns()], spread.lines())
        for name, (table, column) in activities.LINKS.items():
            copying.copy_lines(table, ["activity_id", column], spread.links(name))
    mark_stale()
    analyze(activities.TABLE, *activities.LINK_TABLES)
