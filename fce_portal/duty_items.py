"""What councils' duties ask of a person: answers that a principal owes, duties and signatures of a council, and for
central office how many councils are overdue."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from fce_portal.items import Item, link
from governance import duties
from governance.duty_states import State
from governance.duty_steps import next_step
from governance.models import Advice, Council, DutyStanding, Motion, SignOff
from governance.models.duties import DutyCode
from governance.models.meeting_records import Outcome

MOST = 5  # of one kind
SOON = timedelta(days=21)
TEXTS = (DutyCode.COMPACT, DutyCode.POLICY)  # of these `compact_items` speaks to those who steer them


def items_for(user, today):
    return [*answers_owed(user, today), *own_duties(user, today), *signatures(user), *whole_district(user, today)]


def answers_owed(user, today):
    """For the principal: advice that waits for an answer."""
    if not may(user, Can.ANSWER_ADVICE):
        return
    owed = Advice.objects.waiting().filter(school__in=schools_where(user, Can.ANSWER_ADVICE)).select_related("school")
    for one in owed[:MOST]:
        words = {"school": one.school, "advice": one, "day": date_format(one.answer_by)}
        url = link("governance:advice-answer", one.school.code, one.pk)
        if one.answer_by < today:
            sentence = _("The council of %(school)s was to have your answer by %(day)s: “%(advice)s”.")
            yield Item("bad", sentence % words, url, one.answer_by)
        else:
            sentence = _("Answer the council of %(school)s by %(day)s: “%(advice)s”.")
            yield Item("waiting", sentence % words, url)


def own_duties(user, today):
    """For whoever records a council's meetings at its school: duties overdue, or due soon."""
    if may_district_wide(user, Can.RECORD_MEETING) or not may(user, Can.RECORD_MEETING):
        return
    fall_year = school_years.fall_year_of(today)
    mine = Council.objects.filter(school__in=schools_where(user, Can.RECORD_MEETING)).select_related("school")
    councils = list(mine.order_by("school__name")[:MOST])
    standings = duties.standings_by_council(councils, fall_year, today)
    for council in councils:
        for one in duties.statutory(standings[council.pk]):
            if one.duty.code in TEXTS and may(user, Can.STEER_COMPACT):
                continue
            is_soon = one.state == State.OPEN and one.due and one.due <= today + SOON
            if one.state != State.OVERDUE and not is_soon:
                continue
            step = next_step(one, council, fall_year)
            url = step.url if step else link("governance:duty", council.school.code, fall_year, one.duty.code)
            words = {"school": council.school, "duty": one.duty.name, "day": date_format(one.due)}
            if one.state == State.OVERDUE:
                sentence = _("Council of %(school)s, due on %(day)s and not done: %(duty)s.")
                yield Item("warn", sentence % words, url, one.due)
            else:
                yield Item("waiting", _("Council of %(school)s, due on %(day)s: %(duty)s.") % words, url)


def signatures(user):
    """For the chair: documents on which the council has voted (the others wait for an agenda). For the principal: what
    the council said to one."""
    if may(user, Can.SIGN_FOR_COUNCIL):
        voted = Motion.objects.filter(item__sign_off=OuterRef("pk"), outcome=Outcome.CARRIED)
        waiting = SignOff.objects.waiting().filter(council__school__in=schools_where(user, Can.SIGN_FOR_COUNCIL))
        for one in waiting.filter(Exists(voted)).select_related("council__school")[:MOST]:
            words = {"school": one.council.school, "document": one}
            sentence = _("“%(document)s” waits for the signature of the council of %(school)s.")
            yield Item("waiting", sentence % words, one.get_absolute_url(), one.recorded_at)
    if may(user, Can.ANSWER_ADVICE):
        unread = SignOff.objects.exclude(stance="").filter(
            council__school__in=schools_where(user, Can.ANSWER_ADVICE), principal_read_at=None
        )
        for one in unread.select_related("council__school")[:MOST]:
            words = {"school": one.council.school, "document": one, "stance": one.get_stance_display()}
            sentence = _("Read what the council of %(school)s said to “%(document)s”: %(stance)s.")
            yield Item("waiting", sentence % words, one.get_absolute_url(), one.decided_at)


def whole_district(user, today):
    """For central office: how many councils have overdue duties, and how many answers are overdue, as of ten
    minutes ago at most."""
    if not may_district_wide(user, Can.FRAME_DUTIES):
        return
    fall_year = school_years.fall_year_of(today)
    late = DutyStanding.objects.filter(fall_year=fall_year, done_on=None, due_on__lt=today)
    total = late.values("school").distinct().count()
    if total:
        sentence = ngettext(
            "%(total)s council has duties that are overdue.", "%(total)s councils have duties that are overdue.", total
        )
        yield Item("warn", sentence % {"total": total}, link("governance:duty-overview", show="overdue"))
    owed = Advice.objects.waiting().filter(answer_by__lt=today).count()
    if owed:
        sentence = ngettext(
            "%(total)s advice of a council is without an answer though its day has passed.",
            "%(total)s pieces of advice of councils are without an answer though their day has passed.",
            owed,
        )
        yield Item("warn", sentence % {"total": owed}, link("governance:advice-list", show="late"))
