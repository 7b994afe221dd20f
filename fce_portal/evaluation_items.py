"""What evaluations of partnerships ask of a person: sides to rate, agreed actions, rounds that wait, decisions."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, schools_held
from fce_portal import followed_items
from fce_portal.followed_items import MOST
from fce_portal.items import Item, link
from partnerships.models import AgreedAction, Evaluation, EvaluationSide
from partnerships.models.evaluations import is_of_the_district


def items_for(user, today):
    if not may(user, Can.VIEW_EVALUATION):
        return []
    return [*own_sides(user, today), *own_actions(user, today), *late_at_own_schools(user, today), *all_of(user, today)]


def own_sides(user, today):
    """The sides for which the person rates and that are not handed in."""
    waiting = EvaluationSide.objects.rated_by(user).waiting().filter(evaluation__shared_on=None)
    found = waiting.select_related("evaluation__partner", "evaluation__school").order_by("evaluation__due_on", "pk")
    for side in found[:MOST]:
        evaluation = side.evaluation
        is_late = evaluation.due_on < today
        sentence = (
            _("The evaluation of the partnership with %(partner)s (%(place)s) waits for your side since %(day)s.")
            if is_late
            else _("Rate the partnership with %(partner)s (%(place)s) by %(day)s.")
        )
        words = {"partner": evaluation.partner, "place": evaluation.place, "day": date_format(evaluation.due_on)}
        since = evaluation.due_on if is_late else None
        yield Item("bad" if is_late else "waiting", sentence % words, evaluation.get_absolute_url(), since)


def own_actions(user, today):
    return followed_items.own(
        AgreedAction.objects.visible_to(user).select_related("evaluation__partner"),
        user,
        today,
        late=_("For the partnership with %(partner)s, late since %(day)s: “%(action)s”."),
        due=_("For the partnership with %(partner)s, due on %(day)s: “%(action)s”."),
        words=partner_words,
    )


def late_at_own_schools(user, today):
    """For those who agree on actions at a school."""
    here = AgreedAction.objects.filter(school__in=schools_held(user, Can.AGREE_ACTION))
    sentence = _("Partnership with %(partner)s, late since %(day)s, %(person)s: “%(action)s”.")
    here = here.select_related("evaluation__partner", "owner")
    return followed_items.of_others(here, user, today, late=sentence, words=partner_words)


def partner_words(action):
    return {"partner": action.evaluation.partner}


def all_of(user, today):
    """For central office: rounds past their day, what is shared and not decided, actions that are late."""
    if not is_of_the_district(user, Can.RUN_EVALUATION):
        return
    if total := Evaluation.objects.open().filter(due_on__lt=today).count():
        sentence = ngettext(
            "%(total)s evaluation of a partnership is past its day: remind, or close the round.",
            "%(total)s evaluations of partnerships are past their day: remind, or close the rounds.",
            total,
        )
        yield Item("warn", sentence % {"total": total}, link("partnerships:evaluation-list", show="late"))
    year = school_years.fall_year_of(today)
    if total := Evaluation.objects.shared().filter(decision="", fall_year__gte=year - 1).count():
        sentence = ngettext(
            "%(total)s evaluation of a partnership is shared and waits for a decision.",
            "%(total)s evaluations of partnerships are shared and wait for a decision.",
            total,
        )
        yield Item("waiting", sentence % {"total": total}, link("partnerships:evaluation-list", show="undecided"))
    if total := AgreedAction.objects.late(today).count():
        sentence = ngettext(
            "%(total)s agreed action of partnerships is late.",
            "%(total)s agreed actions of partnerships are late.",
            total,
        )
        yield Item("neutral", sentence % {"total": total}, link("partnerships:evaluation-list", show="shared"))
