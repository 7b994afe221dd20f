"""Whom evaluations tell what. Each function is called in the transaction of the event it tells. No notice says what a
side rated: only that something is to do, or is there to be read."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.following import ended, ended_or_given_away
from district.models import Membership, User
from district.models.notices import Group
from district.notices import Case, Kind, people_at, people_by_school, people_of_the_district, tell, tell_each
from partnerships.models import AgreedAction, Evaluation


def evaluations_over(notices):
    """Settled where the evaluation is shared or taken back."""
    keys = [one.data.get("evaluation", one.about_id) for one in notices]
    still = set(Evaluation.objects.open().filter(pk__in=keys).values_list("pk", flat=True))
    return {one.pk for one, key in zip(notices, keys, strict=True) if key not in still}


OPENED = Kind(
    "partner.evaluation_opened",
    Group.OWN_WORK,
    _("Rate the partnership of %(partner)s until %(day)s: %(place)s."),
    Can.RATE_PARTNERSHIP,
    evaluations_over,
)
SHARED = Kind(
    "partner.evaluation_shared",
    Group.OWN_WORK,
    _("The evaluation of the partnership with %(partner)s is shared: %(place)s, %(year)s."),
    Can.VIEW_EVALUATION,
)
DECIDED = Kind(
    "partner.evaluation_decided",
    Group.OWN_WORK,
    _("It was decided how the partnership with %(partner)s goes on: %(place)s, %(year)s."),
    Can.VIEW_EVALUATION,
)
ACTION = Kind(
    "partner.action",
    Group.OWN_WORK,
    _("%(person)s gave you something to do for the partnership with %(partner)s, due on %(day)s: “%(action)s”."),
    Can.VIEW_EVALUATION,
    ended_or_given_away(AgreedAction),
)
EVALUATION_SOON = Kind(
    "partner.evaluation_soon",
    Group.DEADLINES,
    _("Your side of the evaluation of %(partner)s (%(place)s) is due on %(day)s."),
    Can.RATE_PARTNERSHIP,
    evaluations_over,
)
EVALUATION_LATE = Kind(
    "partner.evaluation_late",
    Group.DEADLINES,
    _("Still to be handed in for the evaluation of %(partner)s (%(place)s), due on %(day)s: %(side)s."),
    Can.VIEW_EVALUATION,
    evaluations_over,
)
ACTION_SOON = Kind(
    "partner.action_soon",
    Group.DEADLINES,
    _("For the partnership with %(partner)s, due on %(day)s: “%(action)s”."),
    Can.VIEW_EVALUATION,
    ended(AgreedAction),
)
ACTION_LATE = Kind(
    "partner.action_late",
    Group.DEADLINES,
    _("For the partnership with %(partner)s, late since %(day)s: “%(action)s”."),
    Can.VIEW_EVALUATION,
    ended(AgreedAction),
)
KINDS = {
    kind.code: kind
    for kind in (
        OPENED,
        SHARED,
        DECIDED,
        ACTION,
        EVALUATION_SOON,
        EVALUATION_LATE,
        ACTION_SOON,
        ACTION_LATE,
    )
}


def place_words(evaluation):
    return {"en": str(evaluation.school), "es": str(evaluation.school)} if evaluation.school_id else DISTRICT_WORDS


DISTRICT_WORDS = {"en": "the district as a whole", "es": "el distrito en su conjunto"}


def contacts_by_partner(partners):
    """{partner id: those who speak for it today}, for many partners in one query."""
    held = Membership.objects.current().filter(partner_account__partner__in=partners, user__is_active=True)
    found = {}
    for one in held.select_related("user", "partner_account"):
        found.setdefault(one.partner_account.partner_id, []).append(one.user)
    return found


def of_opening(evaluations, *, by):
    """Whoever rates is asked to: the partner's contacts, the principal, for the district central office."""
    if not evaluations:
        return
    contacts = contacts_by_partner({one.partner_id for one in evaluations})
    heads = people_by_school({one.school_id for one in evaluations if one.school_id}, Can.AGREE_ACTION)
    office = list(people_of_the_district(Can.RUN_EVALUATION))
    cases = [
        Case(
            [*contacts.get(one.partner_id, []), *(heads.get(one.school_id, []) if one.school_id else office)],
            one.get_absolute_url(),
            f"partner-evaluation-{one.pk}-opened",
            one.school,
            {"partner": str(one.partner), "place": place_words(one), "day": one.due_on, "evaluation": one.pk},
        )
        for one in evaluations
    ]
    tell_each(OPENED, cases, about=evaluations[0], by=by)


def everybody_of(evaluation):
    contacts = contacts_by_partner([evaluation.partner_id]).get(evaluation.partner_id, [])
    heads = people_at(evaluation.school, Can.AGREE_ACTION) if evaluation.school_id else User.objects.none()
    return {*contacts, *heads, *people_of_the_district(Can.RUN_EVALUATION)}


def of_sharing(evaluation, *, by):
    tell_of(SHARED, evaluation, "shared", by)


def of_decision(evaluation, *, by):
    tell_of(DECIDED, evaluation, f"decided-{evaluation.decision}", by)


def tell_of(kind, evaluation, event, by):
    tell(
        kind,
        everybody_of(evaluation),
        about=evaluation,
        path=evaluation.get_absolute_url(),
        key=f"partner-evaluation-{evaluation.pk}-{event}",
        by=by,
        school=evaluation.school,
        partner=str(evaluation.partner),
        place=place_words(evaluation),
        year=evaluation.year_label,
    )


def of_action(action, *, by):
    tell(
        ACTION,
        [action.owner],
        about=action,
        path=action.get_absolute_url(),
        key=f"partner-action-{action.pk}-{action.owner_id}",
        by=by,
        school=action.evaluation.school,
        partner=str(action.evaluation.partner),
        action=action.what,
        day=action.due_on,
    )
