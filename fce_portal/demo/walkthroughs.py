"""Walkthroughs of the demo: the home school's of last year and of this year, four at other schools, one under way,
one to come. Everything is invented, like all of the demo district."""

from datetime import timedelta

from district import school_years
from district.models import School, User
from fce_portal.demo.days import next_school_day, school_day
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.models import (
    AgreedRating,
    Commendation,
    RaterSheet,
    Rating,
    Recommendation,
    StandardSet,
    TeamCount,
    Walkthrough,
)
from partnerships.walkthroughs import closing, standards

TEAM = (("PARENT", 3), ("EL_PARENT", 2), ("NEIGHBOR", 1), ("LEADER", 1), ("TEACHER", 2), ("OFFICE", 1),
        ("CUSTODIAN", 1), ("ADMIN", 1))  # fmt: skip
PARTS = ("A", "B", "C", "D")
# How a school stands: weights of the ratings 4, 3, 2, 1
LAST_YEAR, THIS_YEAR = (2, 4, 3, 1), (4, 4, 2, 0.5)
COMMENDED = (
    ("A", "Work of students hangs in every hallway, with a line on what it was meant to teach."),
    ("C", "Everybody who came in was greeted at once, in English and in Spanish."),
    ("D", "The monthly flyer is one page, in plain words."),
)
# part, item, text, needs resources, seen to by, in words who, days from the walkthrough, what it takes, what shows it
RECOMMENDED = (
    ("A", "direction-signs", "Put up signs to the office in Spanish and Karen.", True, "TEAM", "Head custodian", 60,
     "Six signs, about $240", "Photos of the signs at both doors"),
    ("A", "waiting-area", "Set a low table with books beside the chairs in the lobby.", False, "SCHOOL", "", None, "",
     ""),
    ("B", "interpreters", "Write down for families how an interpreter is asked for.", True, "COUNCIL", "Council chair",
     45, "Two hours and a translation", "The sheet hangs at the desk and is on the website"),
    ("D", "phone-message", "Record the phone message in Spanish too.", True, "SCHOOL", "Main office", 20,
     "Half an hour", "The message, when one calls"),
)  # fmt: skip


def make_walkthroughs(rng, people, today):
    standards.load()
    year = school_years.fall_year_of(today)
    StandardSet.objects.update(in_use_since=school_years.first_day(year - 1))  # they were loaded today
    central = User.objects.get(pk=people.central)
    home = School.objects.get(code=HOME_SCHOOL)
    others = list(School.objects.open_on(today).exclude(pk=home.pk).order_by("code")[3:8])
    began = school_years.first_day(year)
    before = school_day(began - timedelta(days=120))
    plan = [(home, before, LAST_YEAR)]
    ago = [day for day in (60, 48, 35, 27, 20) if today - timedelta(days=day) > began + timedelta(days=50)]
    for school, days in zip([home, *others], ago, strict=False):
        plan.append((school, school_day(today - timedelta(days=days)), THIS_YEAR))
    closed = [walk_at(school, day, central) for school, day, _weights in plan]
    Walkthrough.objects.bulk_create(closed)
    before = None
    for walk, (_school, _day, weights) in zip(closed, plan, strict=True):
        before = fill(rng, walk, weights, before if walk.school == home else None)
    for walk in closed:
        walk.activity = closing.activity_of(walk, central)
        walk.recommendations_total = len(RECOMMENDED)
        walk.closed_on, walk.closed_by = walk.held_on + timedelta(days=6), central
        walk.save()
    follow_up(closed, people, today)
    running = walk_at(others[-1] if others else home, school_day(today), central)
    running.save()
    rate(rng, running)
    if others:
        walk_at(others[0], next_school_day(today + timedelta(days=9)), central).save()


def walk_at(school, day, central):
    return Walkthrough(
        school=school, standards=standards.in_use(), held_on=day, facilitator=central, languages=["en", "es"]
    )


def team_of(walk):
    counts = [TeamCount(walkthrough=walk, role=role, total=total) for role, total in TEAM]
    return counts + [TeamCount(walkthrough=walk, component=part, total=3) for part in PARTS]


def fill(rng, walk, weights, before):
    """What the team agreed on, and what it commends and recommends. Where it walked here before, most is as it was.
    Returns {item code: level}."""
    TeamCount.objects.bulk_create(team_of(walk))
    levels = {
        item.code: moved(rng, before[item.code]) if before else rng.choices((4, 3, 2, 1, 0), (*weights, 0.4))[0]
        for item in items_of(walk)
    }
    AgreedRating.objects.bulk_create(
        AgreedRating(walkthrough=walk, item=item, level=levels[item.code]) for item in items_of(walk)
    )
    Commendation.objects.bulk_create(
        Commendation(walkthrough=walk, component=part, text=text) for part, text in COMMENDED
    )
    items = {item.code: item for item in items_of(walk)}
    Recommendation.objects.bulk_create(
        Recommendation(
            walkthrough=walk,
            school=walk.school,
            component=part,
            item=items.get(code),
            text=text,
            needs_resources=needs,
            owned_by=owned_by,
            who=who,
            due_on=walk.held_on + timedelta(days=days) if days else None,
            resources=resources,
            shown_by=shown_by,
        )
        for part, code, text, needs, owned_by, who, days, resources, shown_by in RECOMMENDED
    )
    return levels


def moved(rng, level):
    return min(4, max(1, level + rng.choices((0, 1, -1), (70, 24, 6))[0]))


def items_of(walk):
    if not hasattr(walk.standards, "demo_items"):
        walk.standards.demo_items = list(walk.standards.items.all())
    return walk.standards.demo_items


def rate(rng, walk):
    """Under way: two raters of the first two parts, who do not see the same everywhere."""
    TeamCount.objects.bulk_create(team_of(walk))
    sheets = RaterSheet.objects.bulk_create(
        RaterSheet(walkthrough=walk, component=part) for part in PARTS[:2] for _rater in range(2)
    )
    ratings = []
    for item in items_of(walk):
        seen = rng.choices((4, 3, 2), (4, 4, 2))[0]
        for number, sheet in enumerate(one for one in sheets if one.component == item.component):
            level = seen if number == 0 or rng.random() < 0.7 else max(seen - 1, 1)
            ratings.append(Rating(sheet=sheet, item=item, level=level, tapped=1))
    Rating.objects.bulk_create(ratings)


def follow_up(closed, people, today):
    """Last year's are done, this year's partly; one is late, one is the principal's own."""
    for number, walk in enumerate(closed):
        for place, one in enumerate(walk.recommendations.order_by("pk")):
            if number == 0 or (place == 3 and number % 2) or (place == 1 and number == 1):
                one.state = "DONE"
                one.ended_on = min(walk.held_on + timedelta(days=40), today)
                one.ended_note = "Done, and seen by the council at its next meeting."
                one.save()
            elif number == 1 and place == 2:
                one.owner_id, one.who = people.principals.get(walk.school_id), ""
                one.save()
