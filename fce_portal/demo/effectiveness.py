"""Council profiles: the home school's under way (its own view submitted, the district's not), another one complete with
survey and two observations, a third incomplete; and the home school's of last year, closed.

The survey's answers are counts, as the engine keeps them; everything is invented, like all of the demo district.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count

from district import school_years
from district.models import Membership, User
from fce_portal.demo.people import HOME_SCHOOL
from governance.effectiveness import assessing, closing, council_survey
from governance.models import (
    Council,
    CouncilMeeting,
    DomainRating,
    EffectivenessProfile,
    ImprovementAction,
    ImprovementNote,
    Observation,
    Observer,
    VoiceCount,
)
from governance.models.effectiveness import RATED, Side
from indicators.models import Indicator
from partnerships.models import AnswerCount, ReturnedCount, Survey
from partnerships.surveys import rounds

# domain: (rating by the council, by the district, reason, next step)
VIEWS = {
    "A": ("WORKING", "WORKING", "Most seats are filled; one parent seat is open since the autumn.",
          "Ask at the next family evening who would stand for election."),
    "B": ("HELP", "HELP", "Families who speak Karen have nobody on the council.",
          "Invite two families through the interpreter of the family center."),
    "C": ("STRONG", "WORKING", "Agendas are out on time; minutes sometimes wait for the second reader.",
          "Draft the minutes on the evening of the meeting."),
    "D": ("WORKING", "WORKING", "We meet every month, and almost always with a quorum.",
          "Keep the same evening of the month."),
    "E": ("WORKING", "HELP", "The budget was discussed, but after it had gone to the district.",
          "Put the draft budget on the agenda in February."),
    "F": ("WORKING", "WORKING", "The officers are trained; two new members are not yet.",
          "Sign both up for the next session."),
    "G": ("WORKING", "STRONG", "The principal answers in the next meeting, with a reason.",
          "Write the answer into the minutes."),
    "H": ("STRONG", "WORKING", "Members say that they are heard; other parents know little of us.",
          "Tell families after each meeting what was decided."),
    "I": ("WORKING", "WORKING", "Parents speak, and data come in when the plan is discussed.",
          "Look at one figure at each meeting."),
}  # fmt: skip
# domain: the reason and next step of the district, who wrote without having read the council's
DISTRICT_SAYS = {
    "A": ("One parent seat has been vacant for some weeks.", "Offer help with the next election."),
    "B": ("Counts by language are there; a group of families is missing.", "Offer interpreters for every meeting."),
    "C": ("Agendas are on time, votes and minutes not always.", "Show the officers the page of deadlines."),
    "D": ("Meetings are held as planned and can act.", "Nothing for now."),
    "E": ("The advice on the budget came too late to count.", "Send the draft budget to the council earlier."),
    "F": ("Officers are trained, some members are not.", "Offer a session at the school."),
    "G": ("Each answer gives its reason.", "Show other schools how it is done."),
    "H": ("The answers are friendly; families are told little.", "Share a template for news after meetings."),
    "I": ("Parents speak; figures are used now and then.", "Bring one figure to each meeting."),
}
# domain, what, in words who, days from today, what shows it, service, tier
ACTIONS = (
    ("B", "Invite families who speak Karen to two meetings, with an interpreter", "", -12, "Two families came",
     "LANGUAGE", "GUARANTEED"),
    ("C", "Draft the minutes on the evening of the meeting", "The secretary", 25, "Minutes within seven days", "", ""),
    ("E", "Put the draft budget on the agenda as soon as it comes", "", 60, "The advice is in the minutes", "", ""),
)  # fmt: skip
LAST_YEAR = (
    ("E", "Advise on the draft budget before it goes to the district", "The chair"),
    ("F", "Train both new members", "The chair"),
    ("B", "Ask families in which languages they want to be written to", "The secretary"),
)
SEEN = (
    ("The agenda named two decisions; both were taken.", "Four parents spoke, one through the interpreter.",
     "Attendance by month was on the wall.", "Two of three decisions of the last meeting were done."),
    ("Reports took most of the evening.", "Two parents spoke.", "No figures of the school were used.",
     "Earlier decisions were named, without a day."),
)  # fmt: skip
# item: how many answered 1 to 5
ANSWERS = {
    "time": (0, 1, 3, 6, 4), "ready": (1, 2, 4, 5, 2), "language": (0, 2, 2, 6, 4), "heard": (0, 1, 3, 7, 3),
    "families": (1, 3, 5, 4, 1), "respect": (0, 0, 2, 8, 4), "role": (1, 4, 4, 4, 1), "answered": (0, 2, 3, 6, 3),
    "told": (2, 4, 4, 3, 1), "better": (0, 1, 4, 6, 3),
}  # fmt: skip
LANGUAGES = (("en", 4, 210), ("es", 3, 175))  # parents on the council, families of the school


def make_effectiveness(people, today):
    """Three councils and last year's closed profile of the home school."""
    central = User.objects.get(pk=people.central)
    councils = chosen(today)
    if len(councils) < 3:
        return
    home, complete, incomplete = councils
    Observer.objects.create(user=central, trained_on=today - timedelta(days=400))
    fall_year = school_years.fall_year_of(today)
    last_year(home, fall_year - 1, central, today)
    survey([home, complete], fall_year, central, today)
    for council in (home, complete):
        observe(council, central, 2 if council == complete else 1)
    for council in councils:
        begin(council, fall_year, central)
    count_voices(home, fall_year)
    for council, sides in ((home, [Side.COUNCIL]), (complete, list(Side)), (incomplete, [])):
        for side in sides:
            rate(council, fall_year, side, central, today - timedelta(days=4))
    for council in (home, complete):
        plan(council, fall_year, people, central, today)


def chosen(today):
    """The home school's council, and the two that met most often this year."""
    first = school_years.first_day(school_years.fall_year_of(today))
    met = CouncilMeeting.objects.held().filter(held_on__gte=first, starts_at__isnull=False).values("council")
    most = [one["council"] for one in met.annotate(total=Count("pk")).order_by("-total", "council")]
    councils = Council.objects.select_related("school", "model").in_bulk(most)
    ordered = [councils[pk] for pk in most]
    home = [one for one in ordered if one.school.code == HOME_SCHOOL]
    return [*home, *[one for one in ordered if one.school.code != HOME_SCHOOL]][:3]


def begin(council, fall_year, central):
    profile, _is_new = assessing.begin(school=council.school, fall_year=fall_year, by=central)
    profile.worked_on = Indicator.objects.filter(code="CHRONIC_ABS").first()
    profile.worked_how = "It looks at attendance by month, and asked for calls home in the family's language."
    profile.save()
    return profile


def last_year(council, fall_year, central, today):
    """A profile that was begun, rated by both sides and closed; one of its actions is still open."""
    profile = begin(council, fall_year, central)
    for side in Side:
        rate(council, fall_year, side, central, school_years.last_day(fall_year) - timedelta(days=10))
    for domain, what, who in LAST_YEAR:
        ImprovementAction.objects.create(
            profile=profile, domain=domain, what=what, who=who, shown_by="The minutes",
            due_on=school_years.last_day(fall_year) + timedelta(days=90 if domain != "E" else 240),
            **({} if domain == "E" else {"state": "DONE", "ended_on": min(today, school_years.last_day(fall_year)),
                                         "ended_note": "In the minutes of June."}),
        )  # fmt: skip
    profile.kept = {language: closing.in_language(profile, language) for language, _name in settings.LANGUAGES}
    profile.closed_by, profile.closed_on = central, min(today, school_years.last_day(fall_year))
    profile.save()


def survey(councils, fall_year, central, today):
    """The council survey of the year, asked at two schools and shown."""
    made = council_survey.ask(
        fall_year, by=central, opens_on=today - timedelta(days=30), closes_on=today,
        schools=[council.school for council in councils],
    )  # fmt: skip
    items = {item.code: item for item in made.version.items.all()}
    counts, returned = [], []
    for place in made.places.all():
        total = sum(ANSWERS["time"])
        returned.append(ReturnedCount(place=place, language="en", total=total))
        counts += [
            AnswerCount(place=place, item=items[code], language="en", value=value, total=number)
            for code, numbers in ANSWERS.items()
            for value, number in enumerate(numbers, start=1)
            if number
        ]
    ReturnedCount.objects.bulk_create(returned)
    AnswerCount.objects.bulk_create(counts)
    for move in ("close", "publish"):
        made = rounds.go(made, move)
    # None can be opened after its last day; so it is put back afterwards.
    opened, closed, shown = (today - timedelta(days=days) for days in (44, 14, 8))
    Survey.objects.filter(pk=made.pk).update(opens_on=opened, closes_on=closed, published_on=shown)


def observe(council, central, times):
    held = CouncilMeeting.objects.held().filter(council=council, starts_at__isnull=False).order_by("-held_on")
    Observation.objects.bulk_create(
        Observation(
            meeting=meeting, observer=central, rubric=1, agenda=3 - number, voice=3, data=3 - number, follow_up=3,
            agenda_seen=SEEN[number][0], voice_seen=SEEN[number][1], data_seen=SEEN[number][2],
            follow_up_seen=SEEN[number][3],
        )
        for number, meeting in enumerate(held[:times])
    )  # fmt: skip


def count_voices(council, fall_year):
    VoiceCount.objects.bulk_create(
        VoiceCount(school=council.school, fall_year=fall_year, language_id=tag, members_total=members,
                   families_total=families)
        for tag, members, families in LANGUAGES
    )  # fmt: skip


def rate(council, fall_year, side, central, day):
    profile = EffectivenessProfile.objects.select_related("school").get(school=council.school, fall_year=fall_year)
    view = profile.assessments.get(side=side)
    is_own = side == Side.COUNCIL
    DomainRating.objects.bulk_create(
        DomainRating(assessment=view, domain=domain, rating=VIEWS[domain][0 if is_own else 1], reason=reason,
                     next_step=next_step)
        for domain, (reason, next_step) in
        ((domain, VIEWS[domain][2:] if is_own else DISTRICT_SAYS[domain]) for domain in RATED)
    )  # fmt: skip
    chair = Membership.objects.filter(school=council.school, role="COUNCIL_CHAIR").order_by("pk").first()
    view.submitted_by, view.submitted_on = chair.user if is_own and chair else central, day
    view.save()


def plan(council, fall_year, people, central, today):
    profile = EffectivenessProfile.objects.get(school=council.school, fall_year=fall_year)
    owner = people.principals.get(council.school_id)
    for domain, what, who, days, shown_by, service, tier in ACTIONS:
        ImprovementAction.objects.create(
            profile=profile, domain=domain, what=what, who=who, owner_id=None if who else owner,
            due_on=today + timedelta(days=days), shown_by=shown_by, service=service, tier=tier,
        )  # fmt: skip
    first = profile.actions.first()
    ImprovementNote.objects.create(action=first, by=central, text="One family came in October; the second was ill.")
