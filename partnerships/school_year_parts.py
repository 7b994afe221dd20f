"""What a new school year means for agreements, their programs, surveys and what walkthroughs recommend."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.models import School
from district.year_frames import said
from district.year_passages import Becomes, Looked, YearPart
from partnerships.agreements.life import copy_programme
from partnerships.models import Agreement, Programme, ProgrammeSite, Recommendation, ServiceEntry, Survey
from partnerships.models.agreements import STOPPED, AgreementState
from partnerships.models.surveys import SurveyState

ROOM = gettext_lazy("Partners")
ACTIVE = AgreementState.ACTIVE


def running_agreements(fall_year):
    """Agreements in force that hold on the first day of the year."""
    first = school_years.first_day(fall_year)
    holds = (Q(starts_on=None) | Q(starts_on__lte=first)) & (Q(ends_on=None) | Q(ends_on__gte=first))
    return Agreement.objects.filter(holds, state=ACTIVE)


def programmes_to_carry(fall_year):
    """Last year's programs under agreements that go on, where the new year has none of the same name."""
    there = set(Programme.objects.filter(fall_year=fall_year).values_list("agreement", "name"))
    before = Programme.objects.filter(fall_year=fall_year - 1, agreement__in=running_agreements(fall_year))
    found = before.select_related("agreement").prefetch_related("sites").order_by("pk")
    return [one for one in found if (one.agreement_id, one.name) not in there]


def programmes(fall_year):
    found = programmes_to_carry(fall_year)
    open_then = set(School.objects.open_in(fall_year).values_list("pk", flat=True))
    sites = [site for one in found for site in one.sites.all()]
    per_school = Counter(site.school_id for site in sites if site.school_id in open_then)
    says = _(
        "Programs whose agreement goes on are entered for the new year, with their schools and what was agreed there."
    )
    return Looked(len(found), says, per_school)


def carry_programmes(fall_year, by):
    made = [
        copy_programme(one, agreement=one.agreement, fall_year=fall_year, by=by)
        for one in programmes_to_carry(fall_year)
    ]
    return [as_entered(one) for one in Programme.objects.filter(pk__in=[one.pk for one in made]).order_by("pk")]


def as_entered(programme):
    """A program and its places as plain data."""
    return said(programme) | {"sites": [said(site) for site in programme.sites.order_by("pk")]}


def programmes_held_back(kept):
    stored = Programme.objects.in_bulk([one["id"] for one in kept])
    served = Counter(ServiceEntry.objects.filter(programme__in=stored).values_list("programme", flat=True))
    found = []
    for one in kept:
        programme = stored.get(one["id"])
        if programme is None:
            continue
        words = {"program": programme.name, "partner": programme.agreement.partner}
        if served[programme.pk]:
            found.append(_("Service was logged for “%(program)s” of %(partner)s.") % words)
        elif as_entered(programme) != one or programme.links.exists():
            found.append(_("“%(program)s” of %(partner)s was changed since.") % words)
    return found


def take_programmes_back(kept):
    ids = [one["id"] for one in kept]
    ProgrammeSite.objects.filter(programme__in=ids).delete()
    Programme.objects.filter(pk__in=ids).delete()


def agreements(fall_year):
    """In force today, over before the new year, and not renewed."""
    first = school_years.first_day(fall_year)
    renewed = Agreement.objects.filter(renews__isnull=False).exclude(state__in=STOPPED).values("renews")
    ending = Agreement.objects.filter(state=ACTIVE, ends_on__lt=first).exclude(pk__in=renewed)
    in_the_way = ()
    if total := ending.count():
        words = _("Agreements with partners end before the new year and are not renewed; their programs do not go on.")
        in_the_way = ((words, f"{reverse('partnerships:agreement-list')}?standing=EXPIRING"),)
    says = _("An agreement has days of its own. It goes on, is renewed, or ends; no school year changes that.")
    return Looked(total, says, in_the_way=in_the_way)


def surveys(fall_year):
    open_then = Survey.objects.filter(state=SurveyState.OPEN, fall_year__lt=fall_year)
    says = _("A survey closes on its own last day; a new one is opened for the new year.")
    return Looked(open_then.count(), says)


def recommendations(fall_year):
    waiting = Recommendation.objects.open().filter(walkthrough__held_on__lt=school_years.first_day(fall_year))
    says = _("What walkthroughs recommended is followed until it is done or dropped, whatever the year.")
    return Looked(waiting.count(), says, Counter(waiting.values_list("school", flat=True)))


PARTS = [
    YearPart(
        "partnerships.programmes",
        ROOM,
        gettext_lazy("Programs of partners"),
        Becomes.CARRIED,
        programmes,
        carry_programmes,
        programmes_held_back,
        take_programmes_back,
    ),
    YearPart("partnerships.agreements", ROOM, gettext_lazy("Agreements that end before"), Becomes.ENDS, agreements),
    YearPart("partnerships.surveys", ROOM, gettext_lazy("Surveys still open"), Becomes.GOES_ON, surveys),
    YearPart(
        "partnerships.recommendations",
        ROOM,
        gettext_lazy("Open recommendations of walkthroughs"),
        Becomes.GOES_ON,
        recommendations,
    ),
]
