"""Community challenges of the demo: opportunities behind logged activities and one to come, totals of two years, and
how results were told. Everything is invented."""

from datetime import timedelta

import pgtrigger

from district import school_years
from district.models import School
from fce_portal.demo.board import last_meeting
from fce_portal.demo.days import next_school_day, school_day
from fce_portal.demo.people import HOME_SCHOOL
from indicators.models import Indicator
from partnerships.activity_types import ActivityType
from partnerships.community import topics
from partnerships.models import (
    Activity,
    HomelessServices,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    Partner,
    ResultsMessage,
    Survey,
)

# what an activity's title says → topics
TOPICS_OF = (("mental health", ["mental-health"]), ("digital", ["digital", "engagement"]), ("justice", ["violence"]))
NEEDS = (
    ("TIMES", "Evenings after six, with somebody to look after the little ones."),
    ("LANGUAGE", "An interpreter in the room, not on a phone."),
    ("HEALTH", "Whom to call before it is an emergency."),
    ("DEVICES", ""),
)
# what follows, in words who, days from the opportunity, whether it is done
ACTIONS = (
    ("Send the list of counselors in English and Spanish to every family", "Family engagement office", 30, True),
    ("Find a room at the library for a second evening", "Central office", 45, False),
)
# what, about, indicator, to whom, how, languages, days ago, sent, opened, whether at the home school
TOLD = (
    ("What the plan promises, on one page", "GOALS", "", "FAMILIES", "LETTER", ["en", "es"], 70, 15200, None, False),
    ("How chronic absence moved in three years", "INDICATOR", "CHRONIC_ABS", "FAMILIES", "TEXT", ["en", "es", "pt"], 42,
     11800, 7300, False),
    ("Results of the family survey", "SURVEY", "", "COMMUNITY", "WEB", ["en", "es"], 21, None, None, False),
    ("The plan so far: slides for the Board", "PROGRESS", "", "BOARD", "MEETING", ["en"], 14, 9, None, False),
    ("What the walkthrough found, and what we do", "WALKTHROUGH", "", "FAMILIES", "EMAIL", ["en", "es"], 30, 412, 187,
     True),
)  # fmt: skip


def make_community(people, today):
    topics.load()
    year = school_years.fall_year_of(today)
    make_opportunities(people, today, year)
    HomelessServices.objects.bulk_create(
        [
            HomelessServices(fall_year=year - 2, children_tutored=74, children_supplied=388, trainings_held=4),
            HomelessServices(fall_year=year - 1, children_tutored=81, children_supplied=412, trainings_held=5),
        ]
    )
    tell(today)


def make_opportunities(people, today, year):
    """One behind each logged session of this year, newest eight, and one to come."""
    logged = Activity.objects.kept().filter(
        activity_type=ActivityType.COMMUNITY_LEARNING, held_on__gte=school_years.first_day(year)
    )
    logged = list(logged.order_by("-held_on", "pk")[:8])
    made = [
        Opportunity(
            school_id=one.school_id,
            title=one.title,
            held_on=one.held_on,
            languages=one.languages_offered or ["en", "es"],
            activity=one,
        )
        for one in logged
    ]
    day = next_school_day(today + timedelta(days=19))
    coming = Opportunity(title="Planning for college, step by step", held_on=day, languages=["en", "es"])
    Opportunity.objects.bulk_create([*made, coming])
    known = {topic.code: topic.pk for topic in LearningTopic.objects.all()}
    library = Partner.objects.filter(name__contains="Library").first()
    link = Opportunity.topics.through
    link.objects.bulk_create(
        [
            *(
                link(opportunity=one, learningtopic_id=known[code])
                for one in made
                for code in next((codes for word, codes in TOPICS_OF if word in one.title.lower()), ["engagement"])
            ),
            link(opportunity=coming, learningtopic_id=known["college"]),
        ]
    )
    if library:
        coming.partners.add(library)
    NeedHeard.objects.bulk_create(
        NeedHeard(opportunity=one, theme=theme, note=note)
        for number, one in enumerate(made)
        for theme, note in NEEDS[number % 3 : number % 3 + 2]
    )
    OpportunityAction.objects.bulk_create(
        action_of(one, line, people, today) for number, one in enumerate(made) for line in ACTIONS[number % 2 :]
    )
    count_actions(made)


def count_actions(made):
    """What the activities say of what follows is what their opportunities hold. No event: nobody changed anything."""
    with pgtrigger.ignore("partnerships.Activity:update_update"):
        for one in made:
            done = one.actions.filter(state="DONE").count()
            Activity.objects.filter(pk=one.activity_id).update(
                actions_total=one.actions.count(), actions_done_total=done
            )


def action_of(one, line, people, today):
    what, who, days, is_done = line
    due = one.held_on + timedelta(days=days)
    ended = min(one.held_on + timedelta(days=max(days - 5, 1)), today)
    done = {"state": "DONE", "ended_on": ended, "ended_note": "Done; shown at the next evening."} if is_done else {}
    owner = people.central if not is_done and one.school_id is None else None
    who = "" if owner else who
    return OpportunityAction(opportunity=one, what=what, who=who, owner_id=owner, due_on=due, **done)


def tell(today):
    home = School.objects.get(code=HOME_SCHOOL)
    by_code = {one.code: one for one in Indicator.objects.equity()}
    ResultsMessage.objects.bulk_create(
        ResultsMessage(
            school=home if is_home else None,
            title=title,
            subject=subject,
            indicator=by_code.get(code),
            audience=audience,
            channel=channel,
            languages=languages,
            sent_on=day_of(subject, audience, days, today),
            sent_total=sent,
            opened_total=opened,
        )
        for title, subject, code, audience, channel, languages, days, sent, opened, is_home in TOLD
    )


def day_of(subject, audience, days, today):
    """The Board is told where it meets, and results of a survey when they are published."""
    if audience == "BOARD":
        return last_meeting(today)
    if subject == "SURVEY":
        shown = Survey.objects.filter(version__instrument__code="families").exclude(published_on=None)
        if survey := shown.order_by("published_on").last():
            return survey.published_on
    return school_day(today - timedelta(days=days))
