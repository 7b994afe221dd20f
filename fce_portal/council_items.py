"""What councils ask of a person: vacant seats, terms that end, elections that wait for the next step."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may_district_wide, schools_where
from district.portal_settings import known
from fce_portal.items import Item, link
from governance import composition, seats
from governance.models import Council, Election
from governance.models.elections import OPEN, ElectionState

MOST = 5  # councils of one person


def items_for(user, today):
    return [*own_councils(user, today), *own_elections(user, today), *all_councils(user, today)]


def own_councils(user, today):
    """Vacancies, terms that end, and a composition that is not the state's, at the person's own schools."""
    if may_district_wide(user, Can.FILL_SEATS):
        return
    councils = Council.objects.filter(school__in=schools_where(user, Can.FILL_SEATS)).select_related("school", "model")
    for report in composition.reports(councils.order_by("school__name")[:MOST], today):
        school, url = report.council.school, report.council.get_absolute_url()
        if report.vacant:
            sentence = ngettext(
                "%(total)s seat of the council of %(school)s is vacant.",
                "%(total)s seats of the council of %(school)s are vacant.",
                len(report.vacant),
            )
            words = {"total": len(report.vacant), "school": school}
            yield Item("warn", sentence % words, f"{url}#seats-title", report.vacant[0].vacant_since)
        elif not report.is_lawful:
            sentence = _("The council of %(school)s is not composed as the state's model says.")
            yield Item("neutral", sentence % {"school": school}, url)
        if report.ending:
            sentence = ngettext(
                "%(total)s term in the council of %(school)s ends by %(day)s: see to who follows.",
                "%(total)s terms in the council of %(school)s end by %(day)s: see to who follows.",
                len(report.ending),
            )
            words = {"total": len(report.ending), "school": school, "day": date_format(report.ending[-1].ends_on)}
            yield Item("waiting", sentence % words, f"{url}#seats-title")


def own_elections(user, today):
    """The next step of each election that waits for one."""
    if may_district_wide(user, Can.RUN_ELECTION):
        return
    running = Election.objects.filter(council__school__in=schools_where(user, Can.RUN_ELECTION), state__in=OPEN)
    for election in running.select_related("council__school").order_by("voting_from")[:MOST]:
        sentence, since = next_step(election, user, today)
        if sentence:
            words = {"election": election, "school": election.council.school}
            yield Item("waiting", sentence % words, election.get_absolute_url(), since)


def next_step(election, user, today):
    """(sentence, since when) of what an election waits for from this person; an empty sentence where for nothing."""
    state = election.state
    if state == ElectionState.PREPARED:
        return _("%(school)s, %(election)s: announce it."), None
    if state == ElectionState.ANNOUNCED and today > election.nominations_until:
        return _("%(school)s, %(election)s: nominations are closed."), election.nominations_until
    if state == ElectionState.VOTING and today >= election.voting_until:
        return _("%(school)s, %(election)s: count the votes."), election.voting_until
    if state == ElectionState.COUNTED and election.counted_by_id != user.pk:
        return _("%(school)s, %(election)s: confirm the count."), election.state_since
    if state in (ElectionState.CONFIRMED, ElectionState.UNCONTESTED):
        return _("%(school)s, %(election)s: certify the result."), election.state_since
    return "", None


def all_councils(user, today):
    """For central office: in how many councils a seat has been vacant for long."""
    if not may_district_wide(user, Can.FILL_SEATS):
        return
    days = known().vacancy_days
    total = seats.councils_vacant_since(today - timedelta(days=days), today)
    if total:
        sentence = ngettext(
            "In %(total)s council a seat has been vacant for over %(days)s days.",
            "In %(total)s councils a seat has been vacant for over %(days)s days.",
            total,
        )
        url = link("governance:council-composition", show="vacant")
        yield Item("warn", sentence % {"total": total, "days": days}, url)
