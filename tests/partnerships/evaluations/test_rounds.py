"""Opening, rating, handing in, sharing: what the rules and the database let happen."""

import pytest
from django.db import DatabaseError, transaction
from django.db.utils import InternalError

from partnerships.evaluations import rounds
from partnerships.evaluations.refusals import NotPossible
from partnerships.models import CriterionRating, Evaluation, EvaluationSide
from partnerships.models.evaluations import Side
from tests.factories import EvaluationFactory, PartnerFactory, SchoolFactory, rubric_in_use
from tests.partnerships.evaluations.worlds import YEAR, World, agreed_action, families_say, in_days, rate

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_several_partners_and_schools_are_opened_at_once_and_those_that_are_there_are_left_alone():
    rubric_in_use()
    partners, schools = [PartnerFactory(), PartnerFactory()], [SchoolFactory(), SchoolFactory()]
    EvaluationFactory(partner=partners[0], school=schools[0])
    central = World().central

    planned = rounds.plan(partners, [None, *schools], YEAR)
    opened = rounds.open_planned(planned, fall_year=YEAR, due_on=in_days(9), with_families=True, by=central)

    assert [one.is_there for one in planned].count(True) == 1
    assert len(planned) == 6 and len(opened) == 5
    assert {one.sides.count() for one in opened} == {3}
    with pytest.raises(NotPossible, match="meanwhile"):
        rounds.open_planned(planned, fall_year=YEAR, due_on=in_days(9), with_families=True, by=central)
    again = rounds.plan(partners, [None, *schools], YEAR)
    assert rounds.open_planned(again, fall_year=YEAR, due_on=in_days(9), with_families=True, by=central) == []


def test_without_families_two_sides_are_expected():
    rubric_in_use()
    planned = rounds.plan([PartnerFactory()], [SchoolFactory()], YEAR)
    opened = rounds.open_planned(planned, fall_year=YEAR, due_on=in_days(9), with_families=False, by=World().central)
    assert [one.side for one in opened[0].sides.all()] == [Side.PARTNER, Side.SCHOOL]


def test_a_partnership_is_evaluated_once_a_year_also_with_the_district():
    one = EvaluationFactory(school=None)
    refused(lambda: EvaluationFactory(school=None, partner=one.partner))


def test_a_side_hands_in_once_every_criterion_is_answered_and_cannot_say_is_an_answer():
    world = World()
    side = world.side(Side.PARTNER)
    with pytest.raises(NotPossible, match="Shared goals"):
        rounds.hand_in(side)
    world.rate(Side.PARTNER, None, evidence="")
    rounds.hand_in(side, by=world.contact)
    with pytest.raises(NotPossible):
        rounds.hand_in(side, by=world.contact)


def test_it_is_shared_when_the_last_side_is_in_and_not_before():
    world = World()
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    assert not world.evaluation.is_shared
    world.hand_in(Side.FAMILIES)
    assert world.evaluation.is_shared


def test_the_families_last_day_keeps_nobody_waiting():
    world = World(opened_on=in_days(-20), due_on=in_days(-1))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    assert world.evaluation.is_shared


def test_a_round_that_waits_only_for_families_is_shared_on_the_morning_after():
    world = World(opened_on=in_days(-20))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    assert rounds.settle_due(in_days(0)) == 0
    Evaluation.objects.update(due_on=in_days(-1))
    assert rounds.settle_due(in_days(0)) == 1
    assert rounds.settle_due(in_days(0)) == 0


def test_a_late_partner_keeps_it_closed_until_central_office_closes_the_round_and_says_why():
    world = World(opened_on=in_days(-20), due_on=in_days(-2))
    with pytest.raises(NotPossible, match="nothing to share"):
        rounds.close_round(world.evaluation, because="No answer", by=world.central)
    world.rate(Side.PARTNER, 1, "Not finished.")
    world.hand_in(Side.SCHOOL)
    assert rounds.settle_due(in_days(0)) == 0

    rounds.close_round(world.evaluation, because="No answer to three calls", by=world.central)

    world.evaluation.refresh_from_db()
    assert world.evaluation.is_shared and world.evaluation.closed_because
    assert world.side(Side.PARTNER).is_left_out
    assert not CriterionRating.objects.visible_to(world.principal).filter(side__side=Side.PARTNER).exists()
    with pytest.raises(NotPossible):
        rounds.hand_in(world.side(Side.PARTNER))


def test_what_was_opened_by_mistake_is_taken_back_until_a_side_has_handed_in():
    world = World()
    world.rate(Side.PARTNER)
    families_say(world.evaluation, 3)
    rounds.remove(world.evaluation)
    assert not Evaluation.objects.exists()

    other = World()
    other.hand_in(Side.PARTNER)
    with pytest.raises(NotPossible):
        rounds.remove(other.evaluation)


# ---------------------------------------------------------------------- what the database refuses, whoever writes


def test_the_database_shares_nothing_before_all_sides_are_in():
    world = World()
    refused(lambda: Evaluation.objects.filter(pk=world.evaluation.pk).update(shared_on=in_days(0)))
    world.hand_in(Side.SCHOOL)
    refused(lambda: Evaluation.objects.filter(pk=world.evaluation.pk).update(shared_on=in_days(0)))
    refused(lambda: EvaluationFactory(shared_on=in_days(0)))


def test_the_database_keeps_what_a_side_has_handed_in():
    world = World()
    world.hand_in(Side.SCHOOL)
    ratings = CriterionRating.objects.filter(side=world.side(Side.SCHOOL))
    refused(lambda: ratings.update(level=1))
    refused(lambda: ratings.first().delete())
    refused(lambda: EvaluationSide.objects.filter(side=Side.SCHOOL).update(submitted_on=None))


def test_the_database_keeps_a_shared_evaluation_and_its_sides():
    world = World(sides=("PARTNER", "SCHOOL"))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    refused(lambda: Evaluation.objects.update(shared_on=None))
    refused(lambda: Evaluation.objects.update(due_on=in_days(60)))
    refused(lambda: world.evaluation.sides.create(side=Side.FAMILIES, code="abcdefg"))
    refused(lambda: world.evaluation.delete())


def test_families_are_counted_and_never_rated_for_one_by_one():
    world = World()
    with pytest.raises(InternalError), transaction.atomic():
        rate(world.side(Side.FAMILIES))
    families_say(world.evaluation, 3)
    world.hand_in(Side.FAMILIES)
    refused(lambda: families_say(world.evaluation, 1, value=2))


def test_a_level_without_what_shows_it_is_refused():
    refused(lambda: World().rate(Side.PARTNER, 3, ""))


def test_actions_are_agreed_on_when_it_is_shared_and_decisions_need_a_reason():
    world = World(sides=("PARTNER", "SCHOOL"))
    refused(lambda: agreed_action(world.evaluation))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    assert agreed_action(world.evaluation)
    refused(lambda: Evaluation.objects.update(decision="RENEW"))
    said = {"decision_reason": "Works.", "decided_by": world.central, "decided_on": in_days(0)}
    refused(lambda: Evaluation.objects.update(decision="END", **said))
    refused(lambda: Evaluation.objects.update(decision="RENEW", ends_on=in_days(3), **said))
    Evaluation.objects.update(decision="END", ends_on=in_days(3), **said)
