"""Two school years of engagement activities, loaded by COPY with the history that logging them would have left."""

import uuid
from dataclasses import dataclass, field
from datetime import time, timedelta
from random import Random

from django.utils import timezone

from district.models import Language
from fce_portal.demo import copying, days
from fce_portal.demo.counts import invented_counts
from fce_portal.demo.district_recipes import DISTRICT_RECIPES
from fce_portal.demo.partner_net import DOUBLED
from fce_portal.demo.recipes import ALL_GRADES, FOLLOW_UPS, REASONS, overlap
from fce_portal.demo.school_recipes import SCHOOL_RECIPES, TITLE1_MEETING
from fce_portal.demo.type_facts import follow_up, type_facts
from indicators.models import Indicator
from partnerships.activity_types import DISTRICT_ONLY, ActivityType
from partnerships.models import Activity, Partner, SchoolPartnership
from partnerships.models.activities import CONDITIONS, Audience, FamilyRole, FourC, Mode, Place
from plans.models import Initiative

TABLE = Activity._meta.db_table
LINKS = {  # name of the relation → its table and the column of what is linked
    field.name: (field.m2m_db_table(), field.m2m_reverse_name()) for field in Activity._meta.many_to_many
}
LINK_TABLES = [table for table, _ in LINKS.values()]
COLUMNS = [column.column for column in Activity._meta.concrete_fields if not column.generated and column.name != "id"]
LANGUAGES = {"es": 0.8, "pt": 0.08, "ksw": 0.08, "so": 0.06, "ar": 0.06, "bn": 0.03, "sq": 0.04, "pl": 0.03}


def empty_row():
    """A row as the model would make it: each column with its default, the empty string, or nothing."""
    row = {}
    for column in Activity._meta.concrete_fields:
        if column.generated or column.primary_key:
            continue
        row[column.column] = [] if column.get_internal_type() == "ArrayField" else column.get_default()
        if row[column.column] is None and not column.null:
            row[column.column] = ""
    return row


@dataclass
class Drawn:
    """An activity that was made up: its row, its links, and whether someone went back to it."""

    row: dict
    initiatives: tuple = ()
    indicators: tuple = ()
    partners: tuple = ()
    first_families: int | None = None  # what was logged before somebody corrected it


@dataclass
class Setting:
    """All that drawing needs: chance, the day it is, who logs, which links exist."""

    rng: Random
    today: object
    now: object
    people: object
    initiatives: dict
    indicators: set
    partners: list
    at_schools: dict  # {school id: [(partner id, since when)]}; empty where nothing is known
    languages: list
    blank: dict = field(default_factory=empty_row)
    facts: Random = field(default_factory=lambda: Random("what types say besides"))  # leaves the rest as it was drawn


def make_setting(rng, today, people):
    return Setting(
        rng=rng,
        today=today,
        now=timezone.now(),
        people=people,
        initiatives=dict(Initiative.objects.values_list("code", "pk")),
        indicators=set(Indicator.objects.values_list("pk", flat=True)),
        partners=list(Partner.objects.exclude(name=DOUBLED).order_by("name").values_list("pk", flat=True)),
        at_schools=partners_at_schools(),
        languages=list(Language.objects.values_list("tag", flat=True)) or list(LANGUAGES),
    )


def draw_all(setting, places):
    """Everything that all schools and the district did so far in these two years."""
    drawn = []
    for fall_year in days.years_so_far(setting.today):
        for place in places:
            if place.is_open and place.drive:
                drawn += draw_year(setting, place, fall_year)
        drawn += draw_district_year(setting, sum(place.families for place in places if place.is_open), fall_year)
    return drawn


def draw_year(setting, place, fall_year):
    recipes = [recipe for recipe in SCHOOL_RECIPES if suits(recipe, place)]
    for recipe in recipes:
        visiting = place.visiting if recipe.type == ActivityType.HOME_VISIT_PTHV else 1
        for _ in range(times(setting.rng, recipe.yearly * place.drive * visiting)):
            yield from draw_one(setting, recipe, place, place.families, fall_year)
    if place.is_title1 and setting.rng.random() < 0.9:
        yield from draw_one(setting, TITLE1_MEETING, place, place.families, fall_year)


def draw_district_year(setting, families, fall_year):
    for recipe in DISTRICT_RECIPES:
        for _ in range(times(setting.rng, recipe.yearly)):
            yield from draw_one(setting, recipe, None, families, fall_year)


def suits(recipe, place):
    return overlap(recipe.grades, place.grades)


def times(rng, mean):
    """A whole number whose mean is `mean`."""
    return int(mean) + (rng.random() < mean % 1)


def draw_one(setting, recipe, place, families, fall_year):
    """One activity of a school (or of the district), or none where its day is to come or the school was not open."""
    rng = setting.rng
    school, grades = (place.school, place.grades) if place else (None, ALL_GRADES)
    held_on = days.random_day(rng, fall_year, recipe.months, setting.today)
    if held_on is None or (school and school.opened_on and held_on < school.opened_on):
        return
    present = round(families * rng.uniform(*recipe.share))
    row = setting.blank | {
        "school_id": school.pk if school else None,
        "activity_type": recipe.type.value,
        "title": rng.choice(recipe.titles_for(held_on, grades)),
        "held_on": held_on,
        "place": recipe.place.value,
        "is_series": rng.random() < 0.35,
        "entry_key": uuid.UUID(int=rng.getrandbits(128), version=4),
        **invented_counts(rng, recipe.type, present),
    }
    row |= type_facts(setting.facts, recipe.type, row)
    log_it(setting, row, school)
    detailed = rng.random() < 0.62  # the others used the short form and never came back
    if detailed:
        row |= details(setting, recipe)
        row |= follow_up(setting.facts, row, setting.today)
    if rng.random() < 0.04 and recipe.type not in DISTRICT_ONLY:
        row["families_total"] = None
    yield with_links(setting, recipe, row, detailed)


def log_it(setting, row, school):
    rng, people = setting.rng, setting.people
    loggers = people.loggers.get(school.pk, [people.central]) if school else [people.central]
    row["logged_by_id"] = rng.choice(loggers)
    row["logged_at"] = row["changed_at"] = days.moment_after(rng, row["held_on"], setting.now)


def details(setting, recipe):
    """What the long form adds: times, languages, supports, tags and ratings."""
    rng = setting.rng
    starts = rng.choice([time(8, 30), time(17, 0), time(17, 30), time(18, 0)])
    requested = rng.random() < 0.45
    return {
        "starts_at": starts,
        "ends_at": time(starts.hour + rng.choice([1, 1, 2]), starts.minute),
        "mode": Mode.REMOTE.value if recipe.place == Place.ONLINE else rng.choices(Mode.values, weights=[8, 1, 1])[0],
        "run_by": [runner.value for runner in recipe.run_by],
        "audience": recipe.audience.value,
        "four_cs": sorted(rng.sample(FourC.values, rng.randint(1, 3))),
        "roles_supported": sorted(rng.sample(FamilyRole.values, rng.randint(1, 3))),
        "languages_offered": ["en"] + [tag for tag in setting.languages if rng.random() < LANGUAGES.get(tag, 0)],
        "interpretation_requested": requested,
        "interpretation_provided": requested and rng.random() < 0.8,
        "child_care": rng.random() < 0.4,
        "transport": rng.random() < 0.15,
        "food": rng.random() < 0.55,
        "is_unduplicated": rng.random() < 0.8,
        "follow_up": rng.choice(FOLLOW_UPS) if rng.random() < 0.25 else "",
        **(ratings(rng, recipe) if rng.random() < 0.85 else {}),
    }


def ratings(rng, recipe):
    rated = {}
    for condition in CONDITIONS:
        mean = recipe.learning if condition == "linked_to_learning" else 1.5
        if condition == "collaborative" and recipe.audience == Audience.BOTH:
            mean = 2.1
        mark = min(3, max(0, round(rng.gauss(mean, 0.7))))
        rated[f"rating_{condition}"] = mark
        if mark == 3:
            rated[f"reason_{condition}"] = rng.choice(REASONS[condition])
    return rated


def with_links(setting, recipe, row, detailed):
    rng = setting.rng
    chance = 0.9 if detailed else 0.5
    initiatives = tuple(
        setting.initiatives[code]
        for code in recipe.initiatives
        if code in setting.initiatives and rng.random() < chance
    )
    indicators = tuple(code for code in recipe.indicators if code in setting.indicators and rng.random() < chance * 0.8)
    if detailed and not recipe.indicators:
        row["no_indicator_reason"] = rng.choice(
            ["Builds trust first.", "Required meeting.", "Welcoming, no indicator."]
        )
    fitting = partners_for(setting, row)
    partners = (rng.choice(fitting),) if fitting and rng.random() < recipe.partner_chance else ()
    return Drawn(row, initiatives, indicators, partners)


def partners_at_schools():
    found = {}
    for one in SchoolPartnership.objects.order_by("pk"):
        found.setdefault(one.school_id, []).append((one.partner_id, one.starts_on))
    return found


def partners_for(setting, row):
    """At a school, those who worked there on the day."""
    if row["school_id"] is None or not setting.at_schools:
        return setting.partners
    return [partner for partner, since in setting.at_schools.get(row["school_id"], ()) if since <= row["held_on"]]


def add_blemishes(setting, drawn):
    """What happens in life: corrected counts, the same event logged twice, entries deleted with a reason."""
    rng = setting.rng
    of_schools = [one for one in drawn if one.row["school_id"]]
    for one in rng.sample(of_schools, len(of_schools) // 12):
        correct(setting, one)
    twice = [log_again(setting, one) for one in rng.sample(of_schools, min(14, len(of_schools)))]
    for one in rng.sample(of_schools, min(24, len(of_schools))):
        delete(setting, one)
    return drawn + twice


def correct(setting, one):
    rng, row = setting.rng, one.row
    if row["families_total"]:
        one.first_families = max(0, row["families_total"] + rng.choice([-6, -3, -2, 4, 9]))
        row["version"] = 2
        row["changed_at"] = later(setting, row["changed_at"])


def log_again(setting, one):
    """A colleague logs the same event with nearly the same count: what the page will point out."""
    rng = setting.rng
    row = dict(
        one.row, entry_key=uuid.UUID(int=rng.getrandbits(128), version=4), version=1, starts_at=None, ends_at=None
    )
    if row["families_total"]:
        row["families_total"] += rng.choice([0, 0, 1, 2])
    loggers = setting.people.loggers.get(row["school_id"], [setting.people.central])
    row["logged_by_id"] = rng.choice(loggers)
    row["logged_at"] = row["changed_at"] = later(setting, row["logged_at"])
    return Drawn(row, one.initiatives, one.indicators, one.partners)


def delete(setting, one):
    row, people = one.row, setting.people
    row["deleted_at"] = row["changed_at"] = later(setting, row["changed_at"])
    row["deleted_by_id"] = people.principals.get(row["school_id"], people.central)
    row["deleted_reason"] = setting.rng.choice(
        ["Entered twice.", "Wrong school.", "The event was called off.", "Logged on the wrong day; entered again."]
    )
    row["version"] += 1


def later(setting, moment):
    return min(moment + timedelta(hours=setting.rng.randint(2, 400)), setting.now)


def store(drawn):
    """Load the rows and their links; returns the first id, the others follow in order."""
    first = copying.next_ids(TABLE, len(drawn))
    copying.copy_rows(
        TABLE,
        ["id", *COLUMNS],
        ([pk, *(one.row[column] for column in COLUMNS)] for pk, one in enumerate(drawn, first)),
    )
    for name, (table, column) in LINKS.items():
        links = ((pk, link) for pk, one in enumerate(drawn, first) for link in getattr(one, name))
        copying.copy_rows(table, ["activity_id", column], links)
    return first
