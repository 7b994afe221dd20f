"""A partner, a school and families with an evaluation, for the tests of this folder."""

from datetime import timedelta

from django.utils import timezone

from district import school_years
from district.access import Role
from partnerships.evaluations import rounds
from partnerships.models import AgreedAction, CriterionRating, FamilyCount, PartnerAccount
from partnerships.models.evaluations import Side
from tests.factories import EvaluationFactory, MembershipFactory, PartnerFactory, SchoolFactory

YEAR = school_years.fall_year_of(timezone.localdate())


class World:
    """One open evaluation, and one person on each side and around it."""

    def __init__(self, *, sides=("PARTNER", "SCHOOL", "FAMILIES"), school=True, **more):
        self.partner = PartnerFactory()
        self.school = SchoolFactory()
        self.evaluation = EvaluationFactory(
            partner=self.partner, school=self.school if school else None, sides=sides, **more
        )
        self.contact = self.person(Role.PARTNER_CONTACT, here=False)
        PartnerAccount.objects.create(membership=self.contact.memberships.get(), partner=self.partner)
        self.principal = self.person(Role.PRINCIPAL)
        self.central = self.person(Role.CENTRAL_OFFICE, here=False)

    def person(self, role, here=True):
        return MembershipFactory(role=role, school=self.school if here else None).user

    def side(self, side):
        return self.evaluation.sides.get(side=side)

    def rate(self, side, level=3, evidence="We looked.", **criteria):
        rate(self.side(side), level, evidence, **criteria)

    def hand_in(self, side, level=3, evidence="We looked.", **criteria):
        if side != Side.FAMILIES:
            self.rate(side, level, evidence, **criteria)
        rounds.hand_in(self.side(side), by=None)
        self.evaluation.refresh_from_db()

    def families_say(self, total, value=3, criterion="learning"):
        families_say(self.evaluation, total, value, criterion)


def rate(side, level=3, evidence="We looked.", **criteria):
    """Rate every criterion alike, some otherwise (None: cannot say)."""
    CriterionRating.objects.bulk_create(
        CriterionRating(
            side=side,
            criterion=one,
            level=criteria.get(one.code, level),
            evidence=evidence,
        )
        for one in side.evaluation.rubric.criteria.all()
    )


def families_say(evaluation, total, value=3, criterion="learning"):
    side = evaluation.sides.get(side=Side.FAMILIES)
    asked = evaluation.rubric.criteria.get(code=criterion)
    FamilyCount.objects.create(side=side, criterion=asked, value=value, total=total)
    forms, _is_new = FamilyCount.objects.get_or_create(side=side, criterion=None, value=0)
    forms.total += total
    forms.save()


def shared_evaluation(partner=None, school=None, *, fall_year=YEAR - 1, **levels):
    """An evaluation of last year that partner and school have handed in."""
    partner, school = partner or PartnerFactory(), school or SchoolFactory()
    made = EvaluationFactory(partner=partner, school=school, fall_year=fall_year, sides=("PARTNER", "SCHOOL"))
    for side in made.sides.all():
        rate(side, **levels)
        rounds.hand_in(side)
    made.refresh_from_db()
    return made


def agreed_action(evaluation, **more):
    said = {"what": "Meet each month", "who": "Both", "shown_by": "Minutes", "due_on": timezone.localdate()}
    criterion = more.pop("criterion", None) or evaluation.rubric.criteria.first()
    return AgreedAction.objects.create(evaluation=evaluation, criterion=criterion, **said | more)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)
