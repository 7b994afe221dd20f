"""Schools that close or merge: said before, planned, told, undone; their past stays theirs."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from district import school_changes, schools
from district.access import Role
from district.models import Membership, Notice, School, SchoolChange, SchoolSuccession
from indicators import dashboards, school_breaks, series_breaks
from indicators.standings import standings
from partnerships.models import LeadAgency
from tests.factories import (
    IndicatorFactory,
    IndicatorTargetFactory,
    LeadAgencyFactory,
    MembershipFactory,
    SchoolChangeFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST = TODAY + timedelta(days=60)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def burns():
    return SchoolFactory(name="Burns")


@pytest.fixture
def clark():
    return SchoolFactory(name="Clark")


def plan(*closing, into=None, last_day=LAST, by=None):
    return school_changes.plan(
        closing=closing, last_day=last_day, into=into, reason="Few children.", by=by or UserFactory()
    )


class TestPlanning:
    def test_a_school_that_closes_is_open_to_its_last_day_and_in_the_years_that_were(self, burns):
        plan(burns)
        assert burns in School.objects.open_on(LAST)
        assert burns not in School.objects.open_on(AFTER)

    def test_two_schools_become_a_third_from_the_day_after(self, burns, clark):
        third = SchoolFactory(name="Third", opened_on=AFTER)
        plan(burns, clark, into=third)
        assert {one.predecessor: one.on for one in third.came_from.all()} == {burns: AFTER, clark: AFTER}
        assert {one.into for one in SchoolChange.objects.standing()} == {third}

    def test_it_is_all_of_them_or_none(self, burns, clark):
        plan(clark)
        with pytest.raises(school_changes.NotPossible, match="planned already"):
            plan(burns, clark, into=SchoolFactory())
        burns.refresh_from_db()
        assert burns.closed_on is None

    @pytest.mark.parametrize("against", ["closed", "opens later", "itself", "not open then", "takes in later"])
    def test_what_speaks_against_it_is_said(self, burns, clark, against):
        into, words = None, ""
        if against == "closed":
            School.objects.filter(pk=burns.pk).update(closed_on=TODAY)
            words = "closed already"
        elif against == "opens later":
            School.objects.filter(pk=burns.pk).update(opened_on=AFTER)
            words = "closes after it opens"
        elif against == "itself":
            into, words = burns, "part of itself"
        elif against == "not open then":
            School.objects.filter(pk=clark.pk).update(closed_on=LAST)
            into, words = clark, "cannot carry on"
        else:
            plan(clark, into=burns, last_day=AFTER)
            words = "take in another"
        burns.refresh_from_db()
        clark.refresh_from_db()
        assert words in school_changes.why_not(burns, LAST, into)

    def test_the_database_holds_to_it(self, burns, clark):
        SchoolChangeFactory(school=burns, last_day=LAST)
        for wrong in ({"school": burns}, {"school": clark, "into": clark}, {"school": clark, "reason": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                SchoolChangeFactory(last_day=LAST, **wrong)
        School.objects.filter(pk=burns.pk).update(closed_on=LAST)
        with pytest.raises(InternalError, match="not open on the day after"), transaction.atomic():
            SchoolChangeFactory(school=clark, into=burns, last_day=LAST)
        with pytest.raises(InternalError), transaction.atomic():
            SchoolChange.objects.all().delete()
        with pytest.raises(IntegrityError, match="of_another"), transaction.atomic():
            SchoolSuccession.objects.create(successor=clark, predecessor=clark)


class TestWhatEnds:
    def test_roles_and_partners_end_with_the_last_day_and_nothing_else_does(self, burns, clark):
        open_end = MembershipFactory(school=burns)
        sooner = MembershipFactory(school=burns, ends_on=TODAY + timedelta(days=3))
        elsewhere = MembershipFactory(school=clark)
        lead = LeadAgencyFactory(school=burns, starts_on=date(2020, 7, 1), ends_on=None)

        plan(burns)

        ends = dict(Membership.objects.values_list("pk", "ends_on"))
        assert (ends[open_end.pk], ends[sooner.pk], ends[elsewhere.pk]) == (LAST, TODAY + timedelta(days=3), None)
        assert LeadAgency.objects.get(pk=lead.pk).ends_on == LAST

    def test_every_room_says_before_what_it_means_and_writes_nothing(self, burns):
        MembershipFactory(school=burns)
        rooms = {part.code.split(".")[0] for part, found in school_changes.looked_at(burns, LAST) if found.says}
        assert rooms == {"district", "indicators", "plans", "partnerships", "governance"}
        assert Membership.objects.get().ends_on is None

    def test_the_people_concerned_are_told_and_not_whoever_did_it(self, burns, clark):
        here, there = MembershipFactory(school=burns).user, MembershipFactory(school=clark).user
        office = MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user
        plan(burns, into=clark, by=office)
        assert set(Notice.objects.values_list("recipient", flat=True)) == {here.pk, there.pk}


class TestUndoing:
    def test_all_is_as_before_until_the_day_has_come(self, burns, clark):
        held = MembershipFactory(school=burns)
        (change,) = plan(burns, into=clark)

        school_changes.undo(change, by=UserFactory())

        burns.refresh_from_db()
        held.refresh_from_db()
        assert (burns.closed_on, held.ends_on, clark.came_from.count()) == (None, None, 0)
        with pytest.raises(school_changes.NotPossible, match="undone already"):
            school_changes.undo(change, by=UserFactory())
        plan(burns)

    def test_an_end_that_somebody_set_meanwhile_stays(self, burns):
        held = MembershipFactory(school=burns)
        (change,) = plan(burns)
        Membership.objects.filter(pk=held.pk).update(ends_on=TODAY)
        school_changes.undo(change, by=UserFactory())
        assert Membership.objects.get(pk=held.pk).ends_on == TODAY

    def test_what_has_come_stays(self, burns, time_machine):
        (change,) = plan(burns)
        time_machine.move_to(timezone.now() + timedelta(days=62))
        with pytest.raises(school_changes.NotPossible, match="day has come"):
            school_changes.undo(change, by=UserFactory())


class TestFigures:
    def test_the_series_of_the_school_that_carries_on_breaks_there(self, burns, clark):
        schools.close_school(school=burns, closed_on=date(2017, 6, 30), successors=[clark], by=UserFactory())
        indicator = IndicatorFactory(breaks=[2012])
        target = IndicatorTargetFactory(indicator=indicator, adopted=True)

        (of_clark,) = standings([target], [], 2018, school=clark.pk)
        (of_burns,) = standings([target], [], 2018, school=burns.pk)

        assert of_clark.indicator.breaks == [2012, 2017]
        targets = list(dashboards.targets_of(clark.pk))
        (brought,) = school_breaks.brought_by(targets)
        assert (brought, brought.schools) == (2017, "Burns")
        assert of_burns.indicator.breaks == indicator.breaks == [2012]
        crossed = series_breaks.crossed(of_clark.indicator, 2015, 2018)
        assert "Burns" in series_breaks.why(crossed)
        assert "Burns" in series_breaks.note(crossed)
        assert "definition" in series_breaks.note(2012)

    @pytest.mark.parametrize(
        ("day", "year"), [(date(2017, 7, 1), 2017), (date(2017, 10, 1), 2017), (date(2018, 1, 2), 2018)]
    )
    def test_a_merger_after_the_count_day_counts_a_year_later(self, day, year):
        assert school_breaks.first_year_counted(day) == year

    def test_a_succession_without_a_day_breaks_nothing(self, burns, clark):
        clark.predecessors.add(burns)
        assert school_breaks.of(clark.pk) == []


class TestPages:
    @pytest.fixture
    def office(self, client):
        user = MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user
        client.force_login(user)
        return user

    def test_from_the_preview_to_the_undoing(self, client, office, burns, clark, django_assert_max_num_queries):
        address = reverse("district:school-close", args=[burns.code])
        typed = {"last_day": LAST.isoformat(), "into": clark.pk, "reason": "Few children."}
        with django_assert_max_num_queries(40):
            page = client.post(address, typed)
        assert "Roles at the school" in page.content.decode()
        assert not SchoolChange.objects.exists()

        seen = page.context["form"].as_typed
        other = client.post(address, typed | {"seen": seen, "confirm": "yes", "reason": "Another."})
        assert not SchoolChange.objects.exists()  # what is done is what was shown
        assert "What it means" in other.content.decode()
        page = client.post(address, typed | {"seen": seen, "confirm": "yes"}, follow=True).content.decode()
        assert "Becomes part of Clark" in page
        assert "becomes part of this school" in client.get(clark.get_absolute_url()).content.decode()

        change = SchoolChange.objects.get()
        client.post(reverse("district:school-change-undo", args=[burns.code, change.pk]))
        assert "Undone" in client.get(reverse("district:school-change-list")).content.decode()

    def test_wrong_answers_stand_beside_their_fields(self, client, office, burns, clark):
        address = reverse("district:school-close", args=[burns.code])
        wrongs = [({"last_day": "1900-01-01"}, "last_day"), ({"reason": ""}, "reason"), ({"into": burns.pk}, "into")]
        for wrong, field in [*wrongs, ({"along": [clark.pk]}, "into")]:
            typed = {"last_day": LAST.isoformat(), "reason": "Few."} | wrong
            assert list(client.post(address, typed).context["form"].errors) == [field]

    def test_from_a_school_its_predecessors_are_found(self, client, burns, clark):
        schools.close_school(school=burns, closed_on=date(2017, 6, 30), successors=[clark], by=UserFactory())
        assert burns.get_absolute_url() in client.get(clark.get_absolute_url()).content.decode()
        page = client.get(burns.get_absolute_url()).content.decode()
        assert clark.get_absolute_url() in page
        assert "Continued by" in page
