"""Board packets: composed of sections, made once, kept as they were handed out."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from district.access import Role
from district.models import District, Job, Notice
from district.printing.blocks import unbroken
from governance import packets as governance
from governance.models import CompactVersion
from indicators.charts import nice_step
from indicators.models import Indicator, Packet
from indicators.models.packets import Rhythm
from indicators.packet_forms import MOST_SCHOOLS, PacketForm
from indicators.packets import composition, making, schedules, sections, slides
from indicators.tasks import make_packet
from plans import packets as plans
from plans.models import SchoolActionPlan
from tests.factories import (
    ActionPlanFactory,
    CompactFactory,
    CompactVersionFactory,
    CouncilFactory,
    GapTargetFactory,
    IndicatorCommentFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    PacketFactory,
    PacketScheduleFactory,
    SchoolFactory,
    SchoolProfileFactory,
    SchoolYearFactory,
)
from tests.printed import words_of

pytestmark = pytest.mark.django_db


def published(**values):
    """A figure of the district, 300 of 1,000 students, as the gate let it out."""
    given = {"district": True, "counts": (300, 1000), "fall_year": 2025, "is_published": True, "shown": "VALUE",
             "shown_value": 30, "shown_numerator": 300, "shown_denominator": 1000}  # fmt: skip
    return IndicatorValueFactory(**given | values)


@pytest.fixture
def absence():
    indicator = IndicatorFactory(code="CHRONIC_ABS", name="Chronic absenteeism", is_equity=True)
    IndicatorTargetFactory(indicator=indicator, kind="ADOPTED")
    published(indicator=indicator)
    return indicator


def made(**values):
    return making.make(PacketFactory(**{"fall_year": 2025, **values}))


def school_with_everything(name):
    """An open school with a plan, a council, a compact and a figure."""
    school = SchoolFactory(name=name, opened_on=date(2000, 7, 1))
    SchoolProfileFactory(school=school)
    ActionPlanFactory(school=school, fall_year=2025)
    CouncilFactory(school=school)
    CompactVersionFactory(compact=CompactFactory(school=school))
    published(school=school, district=False, indicator=Indicator.objects.get(code="CHRONIC_ABS"))
    return school


class TestWhatIsPrinted:
    def test_only_the_sections_that_were_chosen_and_how_to_read_them(self, absence):
        text = words_of(made(sections=["glance"]).pdf)
        assert "At a glance" in text
        assert "How to read this packet" in text
        assert "Each indicator" not in text

    def test_a_section_that_this_version_does_not_know_is_left_out(self, absence):
        assert made(sections=["glance", "horoscope"]).pages >= 2

    @pytest.mark.parametrize("section", ["action-plans", "councils", "compacts", "scorecard"])
    def test_of_a_crowd_of_schools_only_those_are_listed_that_were_chosen(self, section, absence, monkeypatch):
        near, far = [school_with_everything(name) for name in ("Adams School", "Burr School")]
        asked = {"sections": [section], "schools": [near.pk]}
        text = words_of(made(**asked).pdf)
        assert "Adams School" in text and "Burr School" in text
        monkeypatch.setattr(composition, "MOST_LISTED", 1)
        text = words_of(made(**asked).pdf)
        assert "Adams School" in text and "Burr School" not in text
        assert "Schools chosen for this packet: 1, of 2." in text
        text = words_of(made(sections=[section]).pdf)
        assert "Adams School" not in text
        assert "No table by school here: the district has 2 schools." in text

    def test_targets_of_gaps_are_printed_with_where_each_stands(self, absence):
        group = {"dimension": "ELL", "group": "EL", "shown_value": 41}
        published(indicator=absence, fall_year=2024)
        for fall_year in (2024, 2025):
            published(indicator=absence, fall_year=fall_year, **group)
        GapTargetFactory(indicator=absence, dimension="ELL", group="EL", start_fall_year=2024, start_points=11,
                         fall_year=2028, points=3)  # fmt: skip
        text = " ".join(words_of(made(sections=["indicators"]).pdf).split())
        assert "targets of the gaps and where each stands" in text
        assert "at most 3 points" in text
        assert "On an even path the gap would be 9 points wide in 2025–26; it is 11." in text

    def test_a_crowd_is_still_counted(self, absence, monkeypatch):
        for name in ("Adams School", "Burr School"):
            school_with_everything(name)
        monkeypatch.setattr(composition, "MOST_LISTED", 1)
        text = words_of(made(sections=["compacts"]).pdf)
        assert "Compacts by where they stand" in text and "Draft 2" in " ".join(text.split())

    def test_every_section_can_be_printed_of_a_district_in_which_nothing_has_happened(self):
        packet = made(sections=list(sections.sections()), schools=[SchoolFactory().pk])
        assert "Nothing has been published yet." in words_of(packet.pdf)

    def test_each_figure_stands_with_its_students_and_its_groups(self, absence):
        published(indicator=absence, dimension="ELL", group="EL", shown_value=40, shown_numerator=80,
                  shown_denominator=200)  # fmt: skip
        text = words_of(made(sections=["indicators"]).pdf)
        assert "30.0% 300 of 1,000" in text
        assert "English learners English learners 40.0% +10.0 80 of 200" in text

    def test_who_is_counted_and_what_the_central_office_says_stand_beside_the_figure(self, absence):
        IndicatorCommentFactory(
            indicator=absence, fall_year=2025, seen_en="Fewer missed days.", done_en="Calls at noon."
        )
        text = words_of(made(sections=["indicators"]).pdf)
        assert "Students enrolled from kindergarten to grade 12." in text
        assert "Fewer missed days." in text
        assert "Calls at noon." in text

    def test_what_the_gate_holds_back_is_neither_in_the_file_nor_in_the_data_kept_with_it(self, absence):
        published(indicator=absence, dimension="ELL", group="EL", counts=(7, 19), shown="SUPPRESSED",
                  shown_value=None, shown_numerator=None, shown_denominator=None)  # fmt: skip
        packet = made(sections=["indicators"])
        assert "English learners English learners * — —" in words_of(packet.pdf)
        assert "36.8" not in str(packet.content)

    def test_it_speaks_the_language_that_was_chosen_whoever_asks(self, absence):
        packet = made(language="es", sections=["glance"])
        assert "De un vistazo" in words_of(packet.pdf)
        assert packet.content["language"] == "es"

    def test_each_school_begins_a_page_and_is_held_against_its_own_figures(self, absence):
        schools = [SchoolFactory(name=name) for name in ("Alpha", "Beta")]
        published(indicator=absence, district=False, scope="SCHOOL", school=schools[0], shown_value=25)
        packet = made(sections=["schools"], schools=[school.pk for school in schools])
        assert packet.pages == 4  # contents, one for each school, how to read it
        assert "25.0%" in words_of(packet.pdf)

    def test_numbers_of_a_chart_of_counts_are_whole(self):
        assert [nice_step(highest, whole=True) for highest in (0, 1, 2, 3, 10, 351)] == [1, 1, 1, 1, 5, 100]


class TestWhatIsKept:
    def test_the_file_can_be_made_again_from_the_data_kept_with_it_to_the_last_byte(self, absence):
        packet = Packet.objects.get(pk=made().pk)
        assert making.made_again(packet) == bytes(packet.pdf)
        assert making.is_sound(packet)

    def test_a_later_figure_changes_nothing_in_it(self, absence):
        packet = made(sections=["glance"])
        published(indicator=absence, fall_year=2026, shown_value=12)
        again = Packet.objects.get(pk=packet.pk)
        assert making.made_again(again) == bytes(again.pdf)

    @pytest.mark.parametrize(
        "change", [{"pdf": b"%PDF-other"}, {"title": "Another"}, {"content": {}}, {"made_at": None}, {"sections": []}]
    )
    def test_the_database_lets_nobody_change_one_that_is_made(self, absence, change):
        packet = made()
        with pytest.raises(InternalError), transaction.atomic():
            Packet.objects.filter(pk=packet.pk).update(**change)

    def test_nor_delete_it(self, absence):
        packet = made()
        with pytest.raises(InternalError), transaction.atomic():
            Packet.objects.filter(pk=packet.pk).delete()

    def test_a_file_that_is_not_what_its_sum_says_is_noticed(self, absence):
        packet = made()
        packet.pdf = bytes(packet.pdf) + b" "
        assert not making.is_sound(packet)

    def test_one_that_was_wrong_is_withdrawn_with_a_reason_and_stays(self, client, absence):
        packet = made()
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
        page = reverse("indicators:packet-withdraw", args=[packet.pk])
        assert "reason" in client.post(page, {"reason": ""}).context["form"].errors
        client.post(page, {"reason": "The suspensions of May were missing."})
        shown = client.get(packet.get_absolute_url()).content.decode()
        assert "The suspensions of May were missing." in shown
        assert client.get(reverse("indicators:packet-file", args=[packet.pk])).status_code == 200


class TestSlides:
    def test_each_drawing_is_a_picture_with_its_sentence(self, client, absence):
        published(indicator=absence, fall_year=2024, shown_value=35)
        packet = made(sections=["indicators"])
        (slide,) = slides.slides_of(packet)
        assert slide.under == "Chronic absenteeism"
        assert "fell from 35.0%" in slide.caption
        client.force_login(MembershipFactory(role=Role.BOARD_MEMBER, school=None).user)
        answer = client.get(reverse("indicators:packet-slide", args=[packet.pk, 1]))
        assert answer.content.startswith(b"\x89PNG")
        assert client.get(reverse("indicators:packet-slide", args=[packet.pk, 2])).status_code == 404


class TestMaking:
    def ask(self, **values):
        central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
        return making.ask(PacketFactory.build(asked_by=None, **values), by=central)

    @pytest.mark.django_db(transaction=True)
    def test_a_worker_makes_it_and_tells_who_asked_once(self, absence):
        District.objects.create(code="0640011", name="Hartford")
        packet = self.ask()
        make_packet(packet.job_id)
        packet.refresh_from_db()
        assert packet.is_made
        assert Job.objects.get().state == "DONE"
        assert [(one.recipient, one.path) for one in Notice.objects.all()] == [
            (packet.asked_by, packet.get_absolute_url())
        ]

    def test_a_file_of_a_worker_that_was_lost_afterwards_is_not_made_twice(self, absence):
        packet = self.ask()
        making.make(packet)
        kept = bytes(packet.pdf)
        make_packet(packet.job_id)
        assert bytes(Packet.objects.get().pdf) == kept

    def test_the_page_says_how_far_it_is_and_offers_to_try_again_what_failed(self, client):
        packet = self.ask()
        client.force_login(packet.asked_by)
        assert client.get(reverse("indicators:packet-progress", args=[packet.pk])).status_code == 200
        Job.objects.update(state="FAILED", message="out of luck")
        assert "Try again" in client.get(packet.get_absolute_url()).content.decode()
        client.post(reverse("indicators:packet-again", args=[packet.pk]))
        assert Job.objects.get().state == "WAITING"


class TestTheForm:
    def sent(self, **values):
        SchoolYearFactory(fall_year=2025)
        given = {"title": "Packet", "fall_year": 2025, "language": "en", "sections": ["glance"], "schools": []}
        return PacketForm(given | values)

    def test_pages_of_schools_ask_which(self):
        assert "schools" in self.sent(sections=["schools"]).errors

    def test_schools_that_were_chosen_get_their_pages_without_being_ticked_twice(self):
        form = self.sent(schools=[SchoolFactory().pk])
        assert form.is_valid()
        assert form.cleaned_data["sections"] == ["glance", "schools"]

    def test_no_packet_holds_more_schools_than_anybody_reads(self):
        form = self.sent(schools=[SchoolFactory().pk for _school in range(MOST_SCHOOLS + 1)])
        assert "schools" in form.errors

    def test_nothing_chosen_is_said_beside_the_field(self):
        assert "sections" in self.sent(sections=[]).errors


class TestSchedules:
    @pytest.mark.parametrize(
        ("rhythm", "days"),
        [
            (Rhythm.MONTHLY, ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"]),
            (Rhythm.QUARTERLY, ["2026-01-15", "2026-04-15"]),
            (Rhythm.YEARLY, []),
        ],
    )
    def test_days_by_rhythm(self, rhythm, days):
        schedule = PacketScheduleFactory.build(rhythm=rhythm, day=15, begins_on=date(2026, 1, 1))
        found = schedules.days_of(schedule, date(2025, 9, 1), date(2026, 4, 30))
        assert [str(day) for day in found] == days

    def test_july_looks_back_on_a_whole_year(self):
        assert [schedules.year_of(date(2026, month, 12)) for month in (6, 7, 9)] == [2025, 2025, 2026]

    @time_machine.travel("2026-04-20")
    def test_the_latest_day_is_made_once_and_missed_ones_are_not_made_up_for(self):
        schedule = PacketScheduleFactory(day=15, begins_on=date(2026, 1, 1))
        assert schedules.ask_for_what_is_due() == 1
        assert schedules.ask_for_what_is_due() == 0
        packet = Packet.objects.get()
        assert (packet.due_on, packet.fall_year) == (date(2026, 4, 15), 2025)
        assert (packet.sections, packet.asked_by) == (schedule.sections, schedule.set_by)

    @time_machine.travel("2026-04-20")
    def test_a_stopped_one_makes_none(self, client):
        schedule = PacketScheduleFactory(day=15, begins_on=date(2026, 1, 1))
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
        client.post(reverse("indicators:packet-schedule-stop", args=[schedule.pk]))
        assert schedules.ask_for_what_is_due() == 0

    @pytest.mark.django_db(transaction=True)
    def test_all_board_members_are_told_by_link(self, absence):
        board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user
        schedule = PacketScheduleFactory(set_by=MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
        packet = making.ask(
            PacketFactory.build(asked_by=None, schedule=schedule, due_on=date(2026, 4, 15)), by=schedule.set_by
        )
        make_packet(packet.job_id)
        assert {one.recipient for one in Notice.objects.all()} == {board, schedule.set_by}


def test_what_stands_since_an_evening_stands_since_the_day_of_the_district():
    """Half past eight in Hartford is the next day in Greenwich."""
    evening = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    version = CompactVersion(state="APPROVED", state_since=evening)
    version.published = []
    days = (
        plans.since_of(SchoolActionPlan(state_since=evening)),
        governance.compact_row(SchoolFactory.build(), version)[2],
    )
    assert days == (unbroken(date_format(date(2026, 3, 1), "SHORT_DATE_FORMAT")),) * 2


def test_lists_and_pages_cost_the_same_however_many_packets_there_are(client, django_assert_max_num_queries, absence):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    made()
    for _number in range(4):
        PacketFactory()
    for page in (reverse("indicators:packet-list"), Packet.objects.exclude(made_at=None).get().get_absolute_url()):
        with django_assert_max_num_queries(8):
            client.get(page)
