"""Profiles: complete or not, two views that do not see each other, closed for good, followed by actions."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from district import following
from district.following import How
from governance.effectiveness import assessing, closing, improving, overview, reading, support
from governance.effectiveness.domains import DOMAINS, NEEDED
from governance.effectiveness.lines import Held, Line
from governance.effectiveness.reading import Part, Reading, Standing
from governance.models import Assessment, SeatTerm
from governance.models.effectiveness import Domain, Rating, Side
from plans.models.action_plans import Service
from tests.factories import ImprovementActionFactory, MembershipFactory
from tests.governance.effectiveness.worlds import TODAY, YEAR, World

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------- completeness


@given(
    st.dictionaries(st.sampled_from(list(Domain)), st.lists(st.sampled_from(list(Held)), max_size=3)),
)
def test_a_profile_is_complete_exactly_with_records_a_survey_and_an_observation(held):
    parts = [
        Part(domain, tuple(Line(str(n), "", "", held=one) for n, one in enumerate(held.get(domain, ()))))
        for domain in DOMAINS
    ]
    found = Reading(None, YEAR, parts)
    tells = {domain for domain, kinds in held.items() if set(kinds) - {Held.UNKNOWN, Held.HIDDEN}}
    complete = bool(tells & set("ABCDEFG")) and "H" in tells and "I" in tells
    assert found.is_complete == complete
    assert set(found.kinds) | set(found.missing_kinds) == set(NEEDED)


@given(st.lists(st.sampled_from(list(Held)), max_size=4))
def test_a_domain_stands_by_its_own_measures_alone(held):
    part = Part(Domain.MEETINGS, tuple(Line(str(n), "", "", held=one) for n, one in enumerate(held)))
    met, not_met = held.count(Held.MET), held.count(Held.NOT_MET)
    assert (part.standing == Standing.MET) == (met > 0 and not_met == 0)
    assert (part.standing == Standing.NOT_MET) == (met == 0 and not_met > 0)


# ---------------------------------------------------------------------- two views


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    council=st.sampled_from(["nothing", "rated", "submitted"]),
    district=st.sampled_from(["nothing", "rated", "submitted"]),
)
def test_nobody_reads_the_other_view_before_both_are_submitted(council, district):
    with transaction.atomic():
        world = World()
        for side, done in ((Side.COUNCIL, council), (Side.DISTRICT, district)):
            if done != "nothing":
                view = world.rate(side)
                if done == "submitted":
                    assessing.submit(view, by=world.chair)
        both = council == district == "submitted"
        for person, own in (
            (world.chair, Side.COUNCIL),
            (world.member, Side.COUNCIL),
            (world.principal, Side.COUNCIL),
            (world.central, Side.DISTRICT),
        ):
            assert set(assessing.seen_by(person, world.profile)) == (set(Side) if both else {own})
        assert assessing.seen_by(world.board, world.profile) == {}
        transaction.set_rollback(True)  # fmt: skip


def test_whoever_has_a_role_at_the_school_does_not_review_its_council():
    world = World()
    MembershipFactory(user=world.central, role="PRINCIPAL", school=world.school)
    world.central.__dict__.pop("_current_memberships", None)
    assert assessing.side_of(world.central, world.school) is None
    assert set(assessing.seen_by(world.central, world.profile)) == {Side.COUNCIL}


def test_a_member_rates_but_the_chair_submits():
    world = World()
    assert assessing.side_of(world.member, world.school) == Side.COUNCIL
    assert not assessing.may_submit(world.member, world.school)
    assert assessing.may_submit(world.chair, world.school)
    assert assessing.side_of(world.principal, world.school) is None


def test_a_view_is_submitted_only_with_every_domain_rated_and_then_stays():
    world = World()
    with pytest.raises(assessing.NotPossible, match="Composition"):
        assessing.submit(world.view(Side.COUNCIL), by=world.chair)
    view = world.submit(Side.COUNCIL)
    rating = view.ratings.first()
    for change in (lambda: view.ratings.update(rating="STRONG"), rating.delete, view.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(assessing.NotPossible, match="already"):
        assessing.submit(view, by=world.chair)


def test_what_the_council_worked_on_is_never_rated():
    view = World().view(Side.COUNCIL)
    with pytest.raises(DatabaseError), transaction.atomic():
        view.ratings.create(domain="J", rating="STRONG", reason="r", next_step="n")


def test_where_the_two_views_differ_is_said():
    world = World()
    world.submit(Side.COUNCIL)
    world.submit(Side.DISTRICT, D=Rating.NEEDS_HELP)
    pairs = assessing.pairs(assessing.seen_by(world.chair, world.profile))
    assert [domain for domain, pair in pairs.items() if pair.differs] == [Domain.MEETINGS]


# ---------------------------------------------------------------------- closing


def both_submitted(**domains):
    world = World()
    world.submit(Side.COUNCIL)
    world.submit(Side.DISTRICT, **domains)
    return world


def test_a_profile_closes_after_both_views_and_an_action_wherever_help_is_needed():
    world = World()
    with pytest.raises(closing.NotPossible, match="The council"):
        closing.close(world.profile, by=world.central)
    world.submit(Side.COUNCIL)
    world.submit(Side.DISTRICT, D=Rating.NEEDS_HELP)
    with pytest.raises(closing.NotPossible, match="Meetings"):
        closing.close(world.profile, by=world.central)
    ImprovementActionFactory(profile=world.profile, domain="D")
    assert closing.close(world.profile, by=world.central).is_closed


def test_a_closed_profile_shows_in_both_languages_what_it_showed_whatever_changes_later():
    world = both_submitted()
    before = {}
    for language in ("en", "es"):
        with translation.override(language):
            before[language] = [part.lines for part in reading.reading_of(world.council, YEAR).parts]
    closing.close(world.profile, by=world.central)
    SeatTerm.objects.filter(council=world.council, votes=True).delete()
    for language in ("en", "es"):
        with translation.override(language):
            assert [part.lines for part in reading.reading_of(world.council, YEAR).parts] == before[language]
    assert before["en"] != before["es"]


def test_a_closed_profile_cannot_be_changed_or_deleted():
    world = both_submitted()
    closed = closing.close(world.profile, by=world.central)
    closed.worked_how = "Otherwise"
    for change in (closed.save, closed.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(closing.NotPossible, match="already"):
        closing.close(closed, by=world.central)


# ---------------------------------------------------------------------- what gets better


def test_an_open_action_is_carried_into_next_years_profile_and_a_finished_one_is_not():
    world = World()
    still = ImprovementActionFactory(profile=world.profile, due_on=date(2026, 6, 1))
    done = ImprovementActionFactory(profile=world.profile)
    following.end(done, state="DONE", ended_on=date(2026, 3, 1), note="In the minutes.")
    found = improving.followed(world.school, YEAR + 1, date(2026, 9, 1))
    assert [(one.action, one.how, one.is_carried) for one in found] == [(still, How.LATE, True)]
    assert len(improving.followed(world.school, YEAR, TODAY)) == 2


def test_an_action_has_somebody_a_day_and_an_end_with_words():
    world = World()
    with pytest.raises(DatabaseError), transaction.atomic():
        ImprovementActionFactory(profile=world.profile, who="")
    with pytest.raises(DatabaseError), transaction.atomic():
        ImprovementActionFactory(profile=world.profile, state="DROPPED", ended_on=TODAY)


def test_support_adds_up_from_tier_to_tier_and_every_service_has_one():
    sizes = [sum(len(services) for _tier, services in support.offered(tier)) for tier in ("", *support.TIERS)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(Service)
    assert all(support.tier_of(service) for service in Service)


# ---------------------------------------------------------------------- all councils


def test_councils_that_need_help_come_first_each_group_in_alphabetical_order():
    worlds = [World() for _ in range(3)]
    names = ["Cedar", "Aspen", "Birch"]
    for world, name in zip(worlds, names, strict=True):
        type(world.school).objects.filter(pk=world.school.pk).update(name=name)
    ImprovementActionFactory(profile=worlds[0].profile, due_on=date(2026, 1, 1))
    rows = overview.rows(YEAR, TODAY)
    assert [row.school.name for row in rows] == ["Aspen", "Birch", "Cedar"]
    firsts = [row.school.name for row in overview.by_help(rows) if row.late]
    assert firsts == ["Cedar"]
    assert overview.by_help(rows)[0].needs_help


def test_the_summary_counts_every_council_once_in_each_domain():
    World()
    World()
    rows = overview.rows(YEAR, TODAY)
    for _domain, counts in overview.summary(rows):
        assert sum(number for _standing, number in counts) == 2


def test_the_database_lets_one_side_have_one_view():
    world = World()
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.create(profile=world.profile, side=Side.COUNCIL)
