"""What becomes of partners at a school, programs and surveys when it closes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.school_changes import ChangePart, end_all, restore_ends
from district.year_passages import Becomes, Looked
from partnerships.models import LeadAgency, ProgrammeSite, Recommendation, SchoolPartnership, SurveyPlace
from partnerships.models.surveys import SurveyState

ROOM = gettext_lazy("Partners")
DATED = {"partnerships": SchoolPartnership, "lead_agencies": LeadAgency}


def running(model, school, last_day):
    return model.objects.filter(school=school, starts_on__lte=last_day).exclude(ends_on__lte=last_day)


def at_school(school, last_day):
    total = sum(running(model, school, last_day).count() for model in DATED.values())
    says = _("What is recorded of partners and the lead agency at the school ends with its last day.")
    return Looked(total, says)


def end_at_school(school, last_day, by):
    ended = {name: end_all(running(model, school, last_day), last_day) for name, model in DATED.items()}
    return {name: kept for name, kept in ended.items() if kept}


def take_back_at_school(kept):
    for name, ended in kept.items():
        restore_ends(DATED[name], ended)


def programmes(school, last_day):
    year = school_years.fall_year_of(last_day)
    later = ProgrammeSite.objects.filter(school=school, programme__fall_year__gt=year)
    now = ProgrammeSite.objects.filter(school=school, programme__fall_year=year)
    in_the_way = ()
    if later.exists():
        words = _("Programs of later school years name the school as a place: take it out of them.")
        in_the_way = ((words, reverse("partnerships:agreement-list")),)
    says = _(
        "Places of programs in the school's last year. What was delivered stays; nothing is expected after the last "
        "day."
    )
    return Looked(now.count(), says, in_the_way=in_the_way)


def surveys(school, last_day):
    found = SurveyPlace.objects.filter(school=school, survey__state=SurveyState.OPEN, survey__closes_on__gt=last_day)
    in_the_way = ()
    if found.exists():
        words = _("A survey at the school is open beyond its last day.")
        in_the_way = ((words, reverse("partnerships:survey-list")),)
    return Looked(found.count(), _("Surveys close on their own last day; results stay."), in_the_way=in_the_way)


def recommendations(school, last_day):
    found = Recommendation.objects.open().filter(school=school)
    says = _("Open recommendations of walkthroughs: finish or drop them; nobody sees to them after the last day.")
    return Looked(found.count(), says)


PARTS = [
    ChangePart(
        "partnerships.at_school",
        ROOM,
        gettext_lazy("Partners and lead agency"),
        Becomes.ENDS,
        at_school,
        end_at_school,
        take_back_at_school,
    ),
    ChangePart("partnerships.programmes", ROOM, gettext_lazy("Places of programs"), Becomes.GOES_ON, programmes),
    ChangePart("partnerships.surveys", ROOM, gettext_lazy("Surveys still open"), Becomes.GOES_ON, surveys),
    ChangePart(
        "partnerships.recommendations", ROOM, gettext_lazy("Open recommendations"), Becomes.BY_HAND, recommendations
    ),
]
