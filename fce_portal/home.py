""" "My work": what waits for a person now, worked out when they look, from what they may do.

Each function gives items for one kind of work and says to whom it speaks by asking for a permission. The number of
queries depends on a person's roles (at most `MOST_SCHOOLS` schools), never on how much the district has logged.
"""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import notices, outbox, school_years
from district.access import Can, may, may_district_wide, memberships_of
from district.forms.standing_in import role_words
from district.models import Job, Membership, Notice, User
from district.models.jobs import JobState
from district.models.notices import Group
from district.portal_settings import known
from district.working_days import is_summer, is_summer_month
from fce_portal import (
    access_items,
    advisory_items,
    agreement_items,
    backup_items,
    board_items,
    community_items,
    compact_items,
    council_items,
    definition_items,
    duty_items,
    effectiveness_items,
    engagement_items,
    evaluation_items,
    meeting_items,
    plan_items,
    rule_items,
    running_items,
    school_year_items,
    staff_file_items,
    story_items,
    survey_items,
    target_items,
    training_items,
    walkthrough_items,
)
from fce_portal.items import ORDER, Item, link
from governance.composition import met_lately
from governance.models import Council
from indicators import engagement
from indicators.models import ImportRun
from indicators.models.imports import RunState
from partnerships.models import Partner, YearlyReach
from partnerships.models.partners import speaks_only_for_partners

MOST_SCHOOLS = 5
LOGGED = "activities_logged"
FAILED_WITHIN = timedelta(days=7)


def items_for(user, today=None):
    """What needs the person now, most pressing first; facts worth knowing come last."""
    today = today or timezone.localdate()
    found = []
    schools = own_schools(user)
    for school in schools:
        found += [*logging(user, school, today), *reach(user, school, today), *council(user, school, today)]
        found += meeting_items.items_for(user, school, today)
    found += board_items.items_for(user, today)
    found += [*standing_in_for(user, today), *new_figures(user)]
    found += [*reporting(user, today), *imports(user), *jobs(user), *mails(user), *people(user, today), *partner(user)]
    found += access_items.items_for(user, today)
    found += staff_file_items.items_for(user)
    found += running_items.items_for(user)
    found += school_year_items.items_for(user, today)
    found += engagement_items.items_for(user, schools, today)
    found += plan_items.items_for(user, today)
    found += council_items.items_for(user, today)
    found += compact_items.items_for(user, today)
    found += survey_items.items_for(user, today)
    found += effectiveness_items.items_for(user, today)
    found += duty_items.items_for(user, today)
    found += evaluation_items.items_for(user, today)
    found += training_items.items_for(user, today)
    found += advisory_items.items_for(user, today)
    found += agreement_items.items_for(user, today)
    found += walkthrough_items.items_for(user, today)
    found += community_items.items_for(user, today)
    found += target_items.items_for(user)
    found += definition_items.items_for(user)
    found += rule_items.items_for(user)
    found += story_items.items_for(user, today)
    found += backup_items.items_for(user)
    return sorted(found, key=lambda item: ORDER.index(item.kind))


def own_schools(user):
    schools = {held.school_id: held.school for held in memberships_of(user) if held.school_id}
    return sorted(schools.values(), key=str)[:MOST_SCHOOLS]


def month_words(day):
    return date_format(day, "YEAR_MONTH_FORMAT")


# ------------------------------------------------------------------ a school
def logging(user, school, today):
    """Whether the month that ended was logged at all, and what this month holds so far."""
    if not may(user, Can.LOG_ACTIVITY, school):
        return
    year = engagement.school_by_month(school, school_years.fall_year_of(today))
    logged = {month.first_day: month.figures.counts[LOGGED] for month in year.months}
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    if not is_summer_month(last_month) and logged.get(last_month) == 0:
        sentence = _("Nothing is logged for %(school)s in %(month)s.")
        words = {"school": school, "month": month_words(last_month)}
        yield Item("warn", sentence % words, link("partnerships:activity-log", school=school.code), this_month)
    number = logged.get(this_month, 0)
    if number:
        sentence = ngettext(
            "%(number)s activity is logged for %(school)s this month.",
            "%(number)s activities are logged for %(school)s this month.",
            number,
        )
        url = link("partnerships:activity-list", school=school.code, since=this_month.isoformat())
        yield Item("good", sentence % {"number": number, "school": school}, url)


def reach(user, school, today):
    """The yearly reach of the school year that is over, until it is stated."""
    if not may(user, Can.STATE_REACH, school):
        return
    over = school_years.fall_year_of(today) - 1
    was_open = school.opened_on is None or school.opened_on <= school_years.last_day(over)
    if not was_open or YearlyReach.objects.filter(school=school, fall_year=over).exists():
        return
    sentence = _("%(school)s has not stated yet how many different families it reached in %(year)s.")
    words = {"school": school, "year": school_years.label(over)}
    url = link("partnerships:reach-edit", school.code, over)
    yield Item("warn", sentence % words, url, school_years.first_day(over + 1))


def council(user, school, today):
    """When the council last met, as recorded; long ago is a matter for whoever records its meetings."""
    record = Council.objects.filter(school=school).select_related("school").first()
    if record is None or not may(user, Can.VIEW_ACTIVITY, school):
        return
    last = record.meetings.held().first()
    year_began = school_years.first_day(school_years.fall_year_of(today))
    is_overdue = last is None or not (is_summer(today) or met_lately(last.held_on, today))
    if may(user, Can.RECORD_MEETING, school) and is_overdue:
        url = link("governance:meeting-record", school.code)
        if last is None:
            yield Item("warn", _("No meeting of the council of %(school)s is recorded yet.") % {"school": school}, url)
        else:
            sentence = _("No meeting of the council of %(school)s is recorded lately.")
            yield Item("warn", sentence % {"school": school}, url, max(last.held_on, year_began))
    elif last:
        sentence = (
            _("The council of %(school)s last met on %(day)s, with a quorum.")
            if last.had_quorum
            else _("The council of %(school)s last met on %(day)s, without a quorum.")
        )
        words = {"school": school, "day": date_format(last.held_on)}
        yield Item("neutral", sentence % words, link("governance:council-detail", school.code))


# ------------------------------------------------------------------ the district
def reporting(user, today):
    """How many schools logged anything in the month that ended, for those who see to it in the whole district."""
    if not may_district_wide(user, Can.LOG_ACTIVITY):
        return
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    if is_summer_month(last_month):
        return
    fall_year = school_years.fall_year_of(last_month)
    months = {month.first_day: month for month in engagement.district_by_month(fall_year).months}
    reported = months[last_month].schools.get(engagement.REPORTING, 0)
    silent = engagement.coverage(fall_year).schools_open - reported
    if silent <= 0:
        return
    sentence = ngettext(
        "%(number)s school logged nothing in %(month)s.", "%(number)s schools logged nothing in %(month)s.", silent
    )
    url = link("indicators:district-dashboard", year=fall_year)
    yield Item("warn", sentence % {"number": silent, "month": month_words(last_month)}, url, today.replace(day=1))


def imports(user):
    """Imports that wait for somebody's yes; for readers, when figures last came out."""
    if may(user, Can.PUBLISH_VALUES):
        waiting = ImportRun.objects.filter(state__in=import_words()).order_by().values("state")
        waiting = {row["state"]: row for row in waiting.annotate(n=Count("pk"), since=Min("started_at"))}
        for state, words in import_words().items():
            if state in waiting:
                number, since = waiting[state]["n"], waiting[state]["since"]
                yield Item("waiting", words(number) % {"number": number}, link("indicators:import-list"), since)
    elif may_district_wide(user, Can.VIEW_ACTIVITY):
        newest = ImportRun.objects.filter(state=RunState.PUBLISHED).order_by("-published_at").first()
        if newest:
            sentence = _("Indicator figures were last published on %(day)s.")
            words = {"day": date_format(timezone.localtime(newest.published_at))}
            yield Item("neutral", sentence % words, link("indicators:district-dashboard"))


def import_words():
    return {
        RunState.ENTERED: lambda number: ngettext(
            "%(number)s import waits to be approved.", "%(number)s imports wait to be approved.", number
        ),
        RunState.APPROVED: lambda number: ngettext(
            "%(number)s approved import waits to be published.",
            "%(number)s approved imports wait to be published.",
            number,
        ),
    }


def jobs(user):
    if not may(user, Can.VIEW_OPERATIONS):
        return
    failed = Job.objects.filter(state=JobState.FAILED, created_at__gte=timezone.now() - FAILED_WITHIN)
    found = failed.aggregate(n=Count("pk"), since=Min("created_at"))
    if found["n"]:
        sentence = ngettext("%(number)s job failed this week.", "%(number)s jobs failed this week.", found["n"])
        url = link("indicators:operations") or link("indicators:import-list")
        yield Item("bad", sentence % {"number": found["n"]}, url, found["since"])


def mails(user):
    """Mail that the mail server refuses or has not taken for long."""
    if not may(user, Can.TEND_MAIL):
        return
    found = outbox.stuck().aggregate(n=Count("pk"), since=Min("made_at"))
    if found["n"]:
        sentence = ngettext("%(number)s mail could not be sent.", "%(number)s mails could not be sent.", found["n"])
        yield Item("bad", sentence % {"number": found["n"]}, link("district:mail-list"), found["since"])


def people(user, today):
    """Invitations that nobody has answered, and roles about to end."""
    if not may(user, Can.MANAGE_PEOPLE):
        return
    waiting = User.objects.waiting().aggregate(n=Count("pk"), since=Min("invited_at"))
    if waiting["n"]:
        sentence = ngettext(
            "%(number)s invitation is not accepted yet.", "%(number)s invitations are not accepted yet.", waiting["n"]
        )
        url = link("district:person-list", status="waiting")
        yield Item("waiting", sentence % {"number": waiting["n"]}, url, waiting["since"])
    days = known().role_end_days
    ending = Membership.objects.current(today).filter(lent_from=None, ends_on__lte=today + timedelta(days=days)).count()
    if ending:
        sentence = ngettext(
            "%(number)s role ends within %(days)s days.", "%(number)s roles end within %(days)s days.", ending
        )
        url = link("district:person-list", status="ending")
        yield Item("waiting", sentence % {"number": ending, "days": days}, url)


def new_figures(user):
    """Figures that came out and that the person has not looked at yet."""
    if not may(user, Can.HEAR_OF_FIGURES):
        return
    codes = [code for code, kind in notices.kinds().items() if kind.group == Group.FIGURES]
    unread = Notice.objects.filter(recipient=user, read_at=None, kind__in=codes).select_related("school", "by")
    for notice in unread.order_by("-pk")[:MOST_SCHOOLS]:
        yield Item("neutral", notices.sentence_of(notice), link("district:notice-open", notice.pk))


def standing_in_for(user, today):
    """For whom the person does a role's work these days."""
    for held in memberships_of(user):
        if held.lent_from_id:
            sentence = _("Until %(day)s you stand in for %(person)s: %(role)s.")
            words = {"day": date_format(held.ends_on), "person": held.lent_from.user, "role": role_words(held)}
            yield Item("neutral", sentence % words, link("district:away"))


def partner(user):
    """For a partner's contact: the record of their organisation."""
    if not speaks_only_for_partners(user):
        return
    for one in Partner.objects.visible_to(user)[:MOST_SCHOOLS]:
        sentence = _("See what is recorded with %(partner)s.")
        yield Item("neutral", sentence % {"partner": one}, link("partnerships:partner-detail", one.pk))
