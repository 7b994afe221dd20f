"""News for everybody who follows the plan with a reader of feeds: figures published, stories, minutes of councils."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import linebreaks
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fce_portal.public.sharing import absolute
from governance.models import CouncilMeeting
from governance.models.meetings import Posting, PostingKind, is_held
from indicators import cells
from indicators.models import ImportRun, Indicator
from indicators.models.imports import RunState
from plans.models import Story

MOST = 40  # entries; older ones are on the pages
RUNS = 60  # the latest imports that are looked at


@dataclass(frozen=True)
class Entry:
    """One piece of news; `key` stays the same for good, so that no reader shows it twice."""

    key: str
    title: str
    text: str
    path: str
    at: datetime


def entries():
    """The latest news, newest first. Four queries."""
    found = [*stories(), *minutes(), *figures()]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def stories():
    for one in Story.objects.shown().newest()[:MOST]:
        yield Entry(f"story/{one.pk}", one.title, one.text, one.get_absolute_url(), one.published_at)


def minutes():
    posted = Posting.objects.filter(is_held("meeting__"), kind=PostingKind.MINUTES)
    posted = posted.select_related("meeting__council__school")
    for one in posted.order_by("-posted_at")[:MOST]:
        meeting: CouncilMeeting = one.meeting
        words = {"school": meeting.council.school, "day": date_format(meeting.held_on)}
        title = _("Minutes: council of %(school)s, %(day)s") % words
        yield Entry(f"minutes/{meeting.pk}", title, title, meeting.get_absolute_url(), one.posted_at)


def figures():
    """One entry for each day on which figures came out, with the indicators they are of."""
    latest = list(ImportRun.objects.filter(state=RunState.PUBLISHED).order_by("-published_at")[:RUNS])
    days = {run.pk: timezone.localdate(run.published_at) for run in latest}
    pairs = cells.came_with(days)
    names = {one.pk: one.short_name for one in Indicator.objects.filter(pk__in={code for _run, code in pairs})}
    by_day = {}
    for run_id, code in pairs:
        by_day.setdefault(days[run_id], set()).add(code)
    moments = {day: max(run.published_at for run in latest if days[run.pk] == day) for day in by_day}
    for day, codes in by_day.items():
        words = ", ".join(names[code] for code in names if code in codes)
        title = _("New figures are published")
        yield Entry(f"figures/{day}", title, words, reverse("indicators:district-dashboard"), moments[day])


def feed(path):
    """The feed as Atom, in the reader's language."""
    language = get_language()
    made = Atom1Feed(
        title=_("News of the family and community engagement plan"),
        link=absolute(reverse("home"), language),
        description=_("Figures published, stories, minutes of councils."),
        language=language,
        feed_url=absolute(path, language),
        feed_guid=absolute(path),
    )
    for one in entries():
        made.add_item(
            title=one.title,
            link=absolute(one.path, language),
            description=linebreaks(one.text, autoescape=True),  # the format takes HTML here
            unique_id=absolute(f"/news/{one.key}"),
            pubdate=one.at,
            updateddate=one.at,
        )
    return made.writeString("utf-8")
