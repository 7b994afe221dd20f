"""The duties of a School Governance Council, and the powers it may use: what the law asks in plain words, how often,
and what shows that it was done (CGS 10-223j; facts 4.4, whose numbers and short wording these are).

Adopted text: it changes with the law, not by the district. The days are the district's (`DutyYear`).
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from governance.models.duties import DutyCode

LAW = "CGS 10-223j"


class Recurrence(Enum):
    ANNUAL = _("once a year")
    VACANCY = _("for each vacancy")
    ELECTION = _("for each election")
    ANY = _("whenever it arises")

    @property
    def label(self):
        return self.value


class Source(Enum):
    """What a piece of evidence is."""

    ITEM = _("Agenda item")
    MOTION = _("Carried motion")
    ADVICE = _("Advice")
    SIGN_OFF = _("Sign-off")
    COMPACT = _("Compact approved")
    ELECTION = _("Election")
    RECORD = _("Recorded")

    @property
    def label(self):
        return self.value


@dataclass(frozen=True)
class Duty:
    """One duty. `counts`: the evidence that makes it done; other evidence of it is shown as leading up to it."""

    code: str
    name: str
    wording: str
    recurrence: Recurrence
    counts: frozenset
    shows: str
    hook: str = ""
    is_optional: bool = False

    @property
    def is_annual(self):
        return self.recurrence == Recurrence.ANNUAL

    @property
    def kind_words(self):
        return _("Power") if self.is_optional else _("Duty")


def duty(code, wording, recurrence, counts, shows, hook="", is_optional=False):
    return Duty(code.value, code.label, wording, recurrence, frozenset(counts), shows, hook, is_optional)


S = Source
DUTIES = {
    one.code: one
    for one in (
        duty(
            DutyCode.NEEDS,
            _("Look at the school's achievement data and needs, and hold them against its improvement plan."),
            Recurrence.ANNUAL,
            (S.ITEM, S.MOTION, S.ADVICE, S.RECORD),
            _("An item on the agenda of a meeting with a quorum, or the council's advice on the action plan."),
            _("before the improvement plan is adopted"),
        ),
        duty(
            DutyCode.BUDGET,
            _("Review what the draft of the school's budget wants to achieve, and advise the principal on it."),
            Recurrence.ANNUAL,
            (S.ADVICE, S.SIGN_OFF, S.RECORD),
            _("The advice, decided by a vote, or the signed sign-off of the draft budget."),
            _("before the budget goes to the superintendent"),
        ),
        duty(
            DutyCode.HIRING,
            _(
                "Take part in hiring the principal and other administrators: interview candidates, and report to the "
                "superintendent and the board."
            ),
            Recurrence.VACANCY,
            (S.RECORD,),
            _("The day of the interviews, how many members took part, the day of the report; never who applied."),
        ),
        duty(
            DutyCode.PROGRAM,
            _(
                "Help the principal with changes of programs and of how the school is run, such as hours and days of "
                "operation and enrollment goals."
            ),
            Recurrence.ANY,
            (S.ITEM, S.MOTION, S.ADVICE, S.RECORD),
            _("An item on the agenda, the advice, and what became of it."),
        ),
        duty(
            DutyCode.POLICY,
            _("Develop and approve a written parent involvement policy. The policy that Title I asks for can serve."),
            Recurrence.ANNUAL,
            (S.MOTION, S.RECORD),
            _("The approved version and the vote on it."),
            _("once a year"),
        ),
        duty(
            DutyCode.COMPACT,
            _(
                "Work with the administrators on the school compact and approve it: goals, academic focus, and how "
                "parents and staff work together. The compact that Title I asks for can serve."
            ),
            Recurrence.ANNUAL,
            (S.COMPACT, S.RECORD),
            _("The approved version of the compact and the vote on it."),
            _("once a year"),
        ),
        duty(
            DutyCode.RECORDS,
            _("Use the records of parents and guardians only to hold the election, and keep them confidential."),
            Recurrence.ELECTION,
            (S.ELECTION, S.RECORD),
            _("An election certified in the portal: it keeps counts, and no list of voters."),
        ),
        duty(
            DutyCode.PLAN,
            _("Review the improvement plan and advise the principal before it goes to the superintendent."),
            Recurrence.ANNUAL,
            (S.ADVICE, S.SIGN_OFF, S.RECORD),
            _("The council's advice on the action plan, or the signed sign-off."),
            _("before the plan goes to the superintendent"),
            is_optional=True,
        ),
        duty(
            DutyCode.SURVEY,
            _("Work with the principal on a yearly survey of parents, guardians and teachers on the school's climate."),
            Recurrence.ANY,
            (S.ITEM, S.MOTION, S.RECORD),
            _("An item on the agenda, or a note of what was done."),
            is_optional=True,
        ),
        duty(
            DutyCode.MATTERS,
            _("Advise on other major matters of policy; not on what collective bargaining settles."),
            Recurrence.ANY,
            (S.ADVICE, S.MOTION, S.RECORD),
            _("The advice, or a carried motion."),
            is_optional=True,
        ),
    )
}
STATUTORY = [one for one in DUTIES.values() if not one.is_optional]
ADVICE_SHOWS = {
    "BUDGET": (DutyCode.BUDGET,),
    "PLAN": (DutyCode.PLAN, DutyCode.NEEDS),
    "PROGRAM": (DutyCode.PROGRAM,),
    "OTHER": (DutyCode.MATTERS,),
}  # which duties an advice of each kind is evidence of
ADVICE_FOR = {DutyCode.BUDGET: "BUDGET", DutyCode.PROGRAM: "PROGRAM", DutyCode.MATTERS: "OTHER", DutyCode.PLAN: "PLAN"}
SIGN_OFF_SHOWS = {"BUDGET": DutyCode.BUDGET, "PLAN": DutyCode.PLAN}
