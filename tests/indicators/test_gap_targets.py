"""A target of the gap itself: how it is set, adopted, and held against the gaps that are published."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from district.access import Role
from indicators import gap_targets
from indicators.gap_target_forms import AdoptGapTargetForm, GapTargetForm
from indicators.gap_targets import GapStanding, GapStatus
from indicators.gaps import Gap
from indicators.models import GapTarget, Indicator
from tests.factories import GapTargetFactory, IndicatorFactory, MembershipFactory, UserFactory
from tests.indicators.test_gaps import everybody, shown
from tests.indicators.test_standings import figure


def target(**fields):
    """From 10 points in 2014-15 to at most 5 in 2018-19."""
    given = {"indicator": Indicator(breaks=[]), "dimension": "ELL", "group": "EL", "fall_year": 2018,
             "points": Decimal(5), "start_fall_year": 2014, "start_points": Decimal(10)}  # fmt: skip
    return GapTarget(**given | fields)


def standing(gap, year=2016, **fields):
    now = None if gap is None else Gap(figure(Decimal(20) + Decimal(str(gap)), year), figure(Decimal(20), year))
    return GapStanding(target(**fields), now)


class TestHowItStands:
    @pytest.mark.parametrize(
        ("gap", "year", "status"),
        [
            (None, 2016, GapStatus.NO_DATA),
            ("10", 2014, GapStatus.NO_DATA),  # where it starts says nothing of the way
            ("7.5", 2016, GapStatus.ON_TRACK),
            ("7.6", 2016, GapStatus.BEHIND),
            ("-7.6", 2016, GapStatus.BEHIND),  # as far on the other side is as far
            ("5", 2016, GapStatus.MET),
            ("5.1", 2020, GapStatus.BEHIND),
        ],
    )
    def test_it_is_held_against_an_even_path(self, gap, year, status):
        assert standing(gap, year).status == status

    def test_the_path_is_even_and_ends_at_the_target(self):
        one = standing("8")

        assert [one.path(year) for year in (2013, 2014, 2016, 2018, 2025)] == [10, 10, Decimal("7.5"), 5, 5]
        assert one.path_text == "2015–16: 8.8; 2016–17: 7.5; 2017–18: 6.3; 2018–19: 5"

    def test_the_reason_is_said_with_its_numbers(self):
        assert standing("8").reason == "On an even path the gap would be 7.5 points wide in 2016–17; it is 8."
        assert standing("6", 2020).reason == "The target was due in 2018–19; the gap is 6 points wide."

    def test_across_a_changed_definition_it_is_not_compared_and_says_why(self):
        one = standing("8", indicator=Indicator(breaks=[2016]))

        assert one.status == GapStatus.NOT_COMPARED
        assert "another definition counts" in one.reason


@pytest.mark.django_db
class TestWhatTheDatabaseHolds:
    @pytest.mark.parametrize(
        ("wrong", "name"),
        [
            ({"dimension": "ALL"}, "is_of_a_group"),
            ({"fall_year": 2014}, "comes_after_its_start"),
            ({"points": 10}, "narrows_the_gap"),
            ({"adopted_on": date(2016, 5, 1)}, "adopted_by_a_decision"),
        ],
    )
    def test_what_cannot_be_is_refused(self, wrong, name):
        with pytest.raises(IntegrityError, match=name):
            GapTargetFactory(**wrong)

    def test_what_was_adopted_stays(self):
        one = gap_targets.adopt(GapTargetFactory(), by=UserFactory(), on=date(2016, 5, 1), decision="Board, item 4")
        one.points = 4
        for act in (one.save, one.delete):
            with pytest.raises(InternalError), transaction.atomic():
                act()


@pytest.mark.django_db
class TestSettingOne:
    @pytest.fixture
    def indicator(self):
        found = IndicatorFactory(code="CHRONIC_ABS", primary_instrument="DISTRICT_CHRONIC")
        everybody(2024, 20), shown(2024, 30)
        return found

    def sign_in(self, client):
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)

    def test_it_starts_from_the_published_gap_and_stands_on_the_page(self, client, indicator):
        self.sign_in(client)
        address = reverse("indicators:gap-target-add", args=["CHRONIC_ABS"]) + "?groups=ELL"

        answer = client.post(address, {"group": "EL", "fall_year": 2028, "points": "4", "wording": "Half of it."})

        assert answer.status_code == 302
        one = GapTarget.objects.get()
        assert (one.start_points, one.start_fall_year, one.instrument) == (10, 2024, "DISTRICT_CHRONIC")
        client.logout()
        page = client.get(one.get_absolute_url()).content.decode()
        assert "at most 4 points" in page
        assert "The district&#x27;s proposal, not adopted yet" in page

    def test_a_hidden_figure_starts_nothing(self, client, indicator):
        shown(2024, None, group="NOT_EL", shown="SUPPRESSED", counts=(3, 40))
        self.sign_in(client)
        page = client.get(reverse("indicators:gap-target-add", args=["CHRONIC_ABS"]) + "?groups=ELL").content.decode()
        assert 'value="EL"' in page
        assert 'value="NOT_EL"' not in page

    def test_no_wider_gap_no_earlier_year_and_no_second_target_of_the_year(self, indicator):
        begin = Gap(figure(Decimal(30), 2024), figure(Decimal(20), 2024))
        GapTargetFactory(indicator=indicator, dimension="ELL", group="EL", fall_year=2028)

        def errors(**typed):
            words = {"group": "EL", "fall_year": 2029, "points": "4", "wording": ""} | typed
            one = GapTarget(indicator=indicator, dimension="ELL")
            return list(GapTargetForm(words, instance=one, begins=[("EL", "Learners", begin)]).errors)

        assert errors() == []
        assert errors(points="10") == ["points"]
        assert errors(points="-1") == ["points"]
        assert errors(fall_year=2028) == ["fall_year"]

    def test_a_decision_of_tomorrow_adopts_nothing(self):
        assert "adopted_on" in AdoptGapTargetForm({"adopted_on": "2999-01-01", "decision": "Board"}).errors

    def test_adopting_and_removing_have_their_pages(self, client, indicator):
        self.sign_in(client)
        kept, gone = (GapTargetFactory(indicator=indicator, fall_year=year) for year in (2027, 2028))
        adopt = reverse("indicators:gap-target-adopt", args=["CHRONIC_ABS", kept.pk])
        client.post(adopt, {"adopted_on": "2016-05-01", "decision": "Board, item 4"})
        client.post(reverse("indicators:gap-target-remove", args=["CHRONIC_ABS", gone.pk]))

        (left,) = GapTarget.objects.all()
        assert left.decision == "Board, item 4"
        assert client.get(adopt).status_code == 404
