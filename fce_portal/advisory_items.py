"""What the Superintendent's Parent Advisory Group asks of a person: questions to answer, answers to carry back."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may, schools_held
from fce_portal.items import Item, link
from governance.advisory import group
from governance.advisory.questions import long_days
from governance.models import AdvisoryMeeting, AdvisoryQuestion

MOST = 3  # named one by one
BACK = timedelta(days=60)  # what an older meeting brought stands on the group's page


def items_for(user, today):
    """At most seven queries, whatever is asked."""
    found = []
    if may(user, Can.RUN_ADVISORY):
        found += [*to_answer(today), *promises(today), *to_record(today)]
    schools = schools_held(user, Can.SPEAK_ADVISORY)
    if schools:
        found += to_carry(schools, today)
    return found


def to_answer(today):
    waiting = AdvisoryQuestion.objects.open().order_by("asked_on", "pk")
    asked = list(waiting.values_list("asked_on", flat=True))
    if asked:
        sentence = ngettext(
            "%(total)s question of parents waits for the Superintendent's answer.",
            "%(total)s questions of parents wait for the Superintendent's answer.",
            len(asked),
        )
        kind = "warn" if (today - asked[0]).days > long_days() else "waiting"
        yield Item(
            kind, sentence % {"total": len(asked)}, link("governance:advisory-question-list", state="open"), asked[0]
        )


def promises(today):
    late = AdvisoryQuestion.objects.promised().filter(follow_up_by__lt=today).order_by("follow_up_by", "pk")
    for one in late[:MOST]:
        sentence = _("Promised to parents by %(day)s: %(what)s. Was it kept?")
        words = {"day": date_format(one.follow_up_by), "what": one.follow_up}
        yield Item("warn", sentence % words, link("governance:advisory-question-promise", one.pk), one.follow_up_by)


def to_record(today):
    for one in AdvisoryMeeting.objects.coming().filter(held_on__lte=today)[:MOST]:
        sentence = _("Record who was at the meeting of the Parent Advisory Group on %(day)s.")
        yield Item(
            "waiting",
            sentence % {"day": date_format(one.held_on)},
            link("governance:advisory-run", one.pk),
            one.held_on,
        )


def to_carry(schools, today):
    """For a school: what its parents have not heard yet."""
    for one in group.answers_to_carry(schools)[:MOST]:
        sentence = _("The Superintendent has answered a question of %(school)s: carry it back to parents.")
        yield Item("waiting", sentence % {"school": one.school}, one.get_absolute_url(), one.answered_on)
    for one in group.meetings_to_carry(schools, today - BACK)[:MOST]:
        sentence = _("Tell parents of %(school)s what the Parent Advisory Group heard on %(day)s.")
        words = {"school": one.school, "day": date_format(one.meeting.held_on)}
        yield Item("waiting", sentence % words, one.meeting.get_absolute_url(), one.meeting.held_on)
