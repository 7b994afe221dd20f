"""Into a new school year, room by room: said before, carried once, undone while nobody has built on it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from district import school_years, tasks, year_passages
from district.access import Role
from district.models import Job, SchoolYear, YearPassage
from governance.models import CompactYear, DutyYear
from partnerships.models import Programme
from plans.models import PlanYear
from tests.factories import (
    AgreementFactory,
    MembershipFactory,
    ProgrammeFactory,
    ProgrammeSiteFactory,
    SchoolFactory,
    SchoolYearFactory,
    ServiceEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
RUNNING = school_years.fall_year_of(timezone.localdate())
NEXT = RUNNING + 1
FRAME = "governance.duty_days"


@pytest.fixture(autouse=True)
def years():
    return [SchoolYearFactory(fall_year=year) for year in (RUNNING, NEXT)]


def last_years_days():
    DutyYear.objects.create(fall_year=RUNNING, needs_by=date(RUNNING, 10, 15), response_days=12)
    CompactYear.objects.create(kind="COMPACT", fall_year=RUNNING, approve_by=date(RUNNING, 11, 1))
    PlanYear.objects.create(fall_year=RUNNING, submit_by=date(RUNNING, 10, 31), guidance_goals="Two goals.")


def a_programme(**fields):
    agreement = AgreementFactory(state="ACTIVE", starts_on=date(RUNNING, 7, 1), ends_on=date(NEXT + 1, 6, 30), **fields)
    programme = ProgrammeFactory(agreement=agreement, fall_year=RUNNING)
    if not programme.sites.exists():
        ProgrammeSiteFactory(programme=programme, school=SchoolFactory())
    return programme


def numbers(fall_year=NEXT):
    return {part.code: found.number for part, found in year_passages.looked_at(fall_year)}


class TestCarrying:
    def test_days_go_a_year_further_with_all_that_belongs_to_them(self):
        last_years_days()
        passage = year_passages.carry_out(NEXT, by=UserFactory())

        duty, compact, plan = (one.objects.get(fall_year=NEXT) for one in (DutyYear, CompactYear, PlanYear))
        assert (duty.needs_by, duty.response_days) == (date(NEXT, 10, 15), 12)
        assert (compact.kind, compact.approve_by) == ("COMPACT", date(NEXT, 11, 1))
        assert (plan.submit_by, plan.guidance_goals) == (date(NEXT, 10, 31), "Two goals.")
        assert sorted(passage.done) == ["governance.compact_days", FRAME, "plans.frame"]

    def test_what_the_new_year_has_already_stays(self):
        last_years_days()
        DutyYear.objects.create(fall_year=NEXT, response_days=3)
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        assert DutyYear.objects.get(fall_year=NEXT).response_days == 3
        assert FRAME not in passage.done

    def test_programmes_go_on_under_agreements_that_do_and_leave_out_closed_schools(self):
        programme = a_programme()
        ProgrammeSiteFactory(programme=programme, school=SchoolFactory(closed_on=date(NEXT, 6, 30)))
        ended = a_programme()
        ended.agreement.ends_on = date(NEXT, 6, 30)
        ended.agreement.save()
        assert numbers()["partnerships.programmes"] == 1

        year_passages.carry_out(NEXT, by=UserFactory())

        copy = Programme.objects.get(fall_year=NEXT)
        assert (copy.agreement, copy.name, copy.sites.count()) == (programme.agreement, programme.name, 1)

    def test_twice_is_once(self):
        last_years_days()
        a_programme()
        first = year_passages.carry_out(NEXT, by=UserFactory())
        assert year_passages.carry_out(NEXT, by=UserFactory()) == first
        assert (Programme.objects.filter(fall_year=NEXT).count(), YearPassage.objects.count()) == (1, 1)
        assert {code for code, number in numbers().items() if number} & set(first.done) == set()

    def test_it_is_all_or_nothing(self, monkeypatch):
        last_years_days()
        broken = year_passages.YearPart(
            "x", "x", "x", year_passages.Becomes.CARRIED, None, carry=lambda year, by: 1 / 0
        )
        known = year_passages.parts()
        monkeypatch.setattr(year_passages, "parts", lambda: [*known, broken])
        with pytest.raises(ZeroDivisionError):
            year_passages.carry_out(NEXT, by=UserFactory())
        assert not DutyYear.objects.filter(fall_year=NEXT).exists()
        assert not YearPassage.objects.exists()

    @pytest.mark.parametrize("year", [RUNNING - 1, NEXT + 1])
    def test_a_year_that_is_over_or_far_away_is_refused(self, year):
        with pytest.raises(year_passages.NotPossible):
            year_passages.carry_out(year, by=UserFactory())

    def test_the_database_keeps_what_was_done_and_lets_one_stand(self):
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        with pytest.raises(IntegrityError, match="stands_once"), transaction.atomic():
            YearPassage.objects.create(year_id=NEXT, by=UserFactory())
        for act in (passage.delete, lambda: YearPassage.objects.update(done={"x": 1})):
            with pytest.raises(InternalError), transaction.atomic():
                act()


class TestUndoing:
    def test_everything_is_as_before_and_it_can_be_done_again(self):
        last_years_days()
        a_programme()
        before = numbers()
        passage = year_passages.carry_out(NEXT, by=UserFactory())

        year_passages.undo(passage, by=UserFactory())

        assert numbers() == before
        assert not Programme.objects.filter(fall_year=NEXT).exists()
        with pytest.raises(year_passages.NotPossible, match="undone already"):
            year_passages.undo(passage, by=UserFactory())
        assert year_passages.carry_out(NEXT, by=UserFactory()) != passage

    def test_what_was_changed_or_built_on_holds_it_back_and_is_named(self):
        last_years_days()
        programme = a_programme()
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        DutyYear.objects.filter(fall_year=NEXT).update(response_days=5)
        copy = Programme.objects.get(fall_year=NEXT)
        ServiceEntryFactory(programme=copy, school=copy.sites.get().school)

        with pytest.raises(year_passages.NotPossible) as refused:
            year_passages.undo(passage, by=UserFactory())

        said = " ".join(refused.value.reasons)
        assert "duties" in said
        assert programme.name in said
        assert len(refused.value.reasons) == 2
        assert DutyYear.objects.filter(fall_year=NEXT).exists()

    def test_a_program_whose_place_was_changed_holds_it_back(self):
        a_programme()
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        Programme.objects.get(fall_year=NEXT).sites.update(reach=999)
        assert "was changed since" in year_passages.what_holds_back(passage)[0]

    def test_what_somebody_removed_meanwhile_holds_nothing_back(self):
        last_years_days()
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        CompactYear.objects.filter(fall_year=NEXT).delete()
        year_passages.undo(passage, by=UserFactory())
        assert not DutyYear.objects.filter(fall_year=NEXT).exists()

    def test_after_a_month_it_stays(self, time_machine):
        passage = year_passages.carry_out(NEXT, by=UserFactory())
        time_machine.move_to(timezone.now() + year_passages.UNDO_WITHIN + timedelta(hours=1))
        with pytest.raises(year_passages.NotPossible, match="more than 30 days"):
            year_passages.undo(passage, by=UserFactory())


class TestPage:
    def test_from_the_preview_to_the_undoing(self, client, django_assert_max_num_queries):
        last_years_days()
        a_programme()
        user = MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user
        client.force_login(user)
        address = reverse("district:school-year-begin", args=[NEXT])
        with django_assert_max_num_queries(48):
            page = client.get(address).content.decode()
        assert "4 records are to be carried over" in page

        client.post(reverse("district:school-year-carry", args=[NEXT]))
        client.post(reverse("district:school-year-carry", args=[NEXT]))  # pressed twice
        job = Job.objects.get(kind="school-year")
        tasks.begin_school_year(job.pk)
        page = client.get(address).content.decode()
        assert "Undo all of it" in page

        passage = YearPassage.objects.get()
        assert passage.by == user
        client.post(reverse("district:year-passage-undo", args=[passage.pk]))
        assert "undone on" in client.get(address).content.decode()

    @pytest.mark.parametrize("year", [0, RUNNING - 1, NEXT + 1, 10**12])
    def test_other_years_are_not_found(self, client, year):
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)
        assert client.get(f"/school-years/{year}/begin/").status_code == 404

    def test_what_is_open_from_before_is_named_with_a_way_there(self):
        SchoolYear.objects.filter(pk=RUNNING).update(starts_on=date(RUNNING, 7, 1))
        SchoolFactory()
        open_things = [one for _part, found in year_passages.looked_at(NEXT) for one in found.in_the_way]
        assert any("compact" in words for words, _url in open_things)
        assert all(url.startswith("/") for _words, url in open_things)
