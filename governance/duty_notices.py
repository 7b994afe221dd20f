"""Whom councils' duties tell what: an advice given and answered, a signature asked for and given, what is due and late.

Each function is called in the transaction of the event it tells.
"""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind, in_each_language, people_at, people_of_the_district, tell
from governance.models import Advice, SignOff
from governance.models.advices import Decision, Stance


def advices_answered(notices):
    """Settled where the advice has its answer."""
    waiting = Advice.objects.waiting().filter(pk__in=[one.about_id for one in notices])
    waiting = set(waiting.values_list("pk", flat=True))
    return {one.pk for one in notices if one.about_id not in waiting}


def sign_offs_decided(notices):
    """Settled where the council has signed, or somebody said why not."""
    waiting = SignOff.objects.waiting().filter(pk__in=[one.about_id for one in notices])
    waiting = set(waiting.values_list("pk", flat=True))
    return {one.pk for one in notices if one.about_id not in waiting}


ADVICE_GIVEN = Kind(
    "advice.given",
    Group.OWN_WORK,
    _("The council of %(school)s advises: “%(advice)s”. Your answer is due on %(day)s."),
    Can.ANSWER_ADVICE,
    advices_answered,
)
ADVICE_ANSWERED = Kind(
    "advice.answered",
    Group.OWN_WORK,
    _("%(person)s answered the council of %(school)s on “%(advice)s”: %(answer)s."),
    Can.VIEW_ACTIVITY,
)
SIGN_OFF_ASKED = Kind(
    "signoff.asked",
    Group.OWN_WORK,
    _("The council of %(school)s is asked to sign: %(document)s."),
    Can.SIGN_FOR_COUNCIL,
    sign_offs_decided,
)
SIGN_OFF_DECIDED = Kind(
    "signoff.decided",
    Group.OWN_WORK,
    _("Council of %(school)s, “%(document)s”: %(stance)s."),
    Can.VIEW_ACTIVITY,
)
DUTY_SOON = Kind(
    "duty.soon",
    Group.DEADLINES,
    _("The council of %(school)s has until %(day)s: %(duty)s."),
    Can.RECORD_MEETING,
)
DUTY_LATE = Kind(
    "duty.late",
    Group.DEADLINES,
    _("The council of %(school)s had until %(day)s and it is not done: %(duty)s."),
    Can.RECORD_MEETING,
)
ANSWER_SOON = Kind(
    "advice.soon",
    Group.DEADLINES,
    _("Your answer to the council of %(school)s is due on %(day)s: “%(advice)s”."),
    Can.ANSWER_ADVICE,
    advices_answered,
)
ANSWER_LATE = Kind(
    "advice.late",
    Group.DEADLINES,
    _("The answer to the council of %(school)s was due on %(day)s: “%(advice)s”."),
    Can.VIEW_ACTIVITY,
    advices_answered,
)
KINDS = {
    kind.code: kind
    for kind in (
        ADVICE_GIVEN, ADVICE_ANSWERED, SIGN_OFF_ASKED, SIGN_OFF_DECIDED, DUTY_SOON, DUTY_LATE, ANSWER_SOON, ANSWER_LATE,
    )
}  # fmt: skip


def members_of(school):
    """The chair and members with accounts: those at the school who comment on plans and do not write them."""
    writers = people_at(school, Can.EDIT_ACTION_PLAN).values("pk")
    return people_at(school, Can.COMMENT_ACTION_PLAN).exclude(pk__in=writers)


def advice_given(advice, *, by):
    people = people_at(advice.school, Can.ANSWER_ADVICE)
    said = {"advice": str(advice), "day": advice.answer_by}
    path = advice.get_absolute_url()
    tell(ADVICE_GIVEN, people, about=advice, path=path, key=f"advice/{advice.pk}", by=by, school=advice.school, **said)


def advice_answered(reply, *, by):
    advice = reply.advice
    tell(
        ADVICE_ANSWERED,
        members_of(advice.school),
        about=advice,
        path=advice.get_absolute_url(),
        key=f"advice-answer/{reply.pk}",
        by=by,
        school=advice.school,
        advice=str(advice),
        answer=in_each_language(Decision(reply.decision).label),
    )


def sign_off_asked(sign_off, *, by):
    school = sign_off.council.school
    people = people_at(school, Can.SIGN_FOR_COUNCIL)
    path, key = sign_off.get_absolute_url(), f"sign-off/{sign_off.pk}"
    tell(SIGN_OFF_ASKED, people, about=sign_off, path=path, key=key, by=by, school=school, document=str(sign_off))


def sign_off_decided(sign_off, *, by):
    school = sign_off.council.school
    people = [*people_at(school, Can.ANSWER_ADVICE), *people_of_the_district(Can.FRAME_DUTIES)]
    said = {"document": str(sign_off), "stance": in_each_language(Stance(sign_off.stance).label)}
    path, key = sign_off.get_absolute_url(), f"sign-off/{sign_off.pk}/decided"
    tell(SIGN_OFF_DECIDED, people, about=sign_off, path=path, key=key, by=by, school=school, **said)
