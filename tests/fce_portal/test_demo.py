"""The demo district: what a first run shows, and that it stays out of real data."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F
from django.test import Client
from django.utils import timezone

from district import school_years
from district.access import Role
from district.history import history_of
from district.models import (
    BoardMeeting,
    DayOff,
    District,
    Membership,
    School,
    SchoolCalendar,
    SchoolChange,
    StaffUpload,
    User,
)
from fce_portal.demo import days, notices
from fce_portal.demo.big import make_big
from fce_portal.demo.councils import months_of_a_year
from fce_portal.demo.district_recipes import DISTRICT_RECIPES
from fce_portal.demo.duties import ABOUT, ANSWERS, TAGS
from fce_portal.demo.meetings import BUSINESS, days_of_year, free_day
from fce_portal.demo.people import SIGN_INS
from fce_portal.demo.school_recipes import SCHOOL_RECIPES, TITLE1_MEETING
from fce_portal.settings import PASSWORD_HASHERS as REAL_HASHERS
from governance.models import (
    AdviceAnswer,
    AdvisoryMeeting,
    AgendaItem,
    CompactVersion,
    CouncilMeeting,
    TrainingSession,
)
from governance.models.compacts import CompactState
from governance.models.meetings import MeetingKind
from indicators.engagement import coverage
from indicators.models import ImportRun, Indicator, IndicatorValue, Packet, StaleCell
from indicators.models.imports import RunState
from indicators.models.values import Scope, Shown
from indicators.packets import making, sections
from partnerships.activity_types import ActivityType
from partnerships.models import (
    Activity,
    ActivitySeries,
    AgreedAction,
    LeadAgency,
    Opportunity,
    OpportunityAction,
    Recommendation,
    ResultsMessage,
    SchoolPartnership,
    ServiceEntry,
    Survey,
    Walkthrough,
)
from plans.models import PlanVersion
from tests.factories import CouncilFactory
from tests.services import demo_template, run_sql
from tests.settings import TEST_PROCESS

pytestmark = pytest.mark.django_db


def demo(**options):
    call_command("demo_data", stdout=StringIO(), **options)


def test_the_same_seed_makes_the_same_district_and_another_seed_another():
    assert drawn(7) == drawn(7) != drawn(8)


def drawn(seed):
    """What a district of two schools holds, its figures included."""
    with transaction.atomic():
        make_big(schools=2, activities_total=200, seed=seed)
        activities = Counter(Activity.objects.values_list("title", "held_on", "families_total", "school__code"))
        figures = Counter(IndicatorValue.objects.values_list("instrument", "school__code", "group", "value", "shown"))
        transaction.set_rollback(True)
    return activities, figures


def test_a_synthetic_district_has_as_many_schools_and_activities_as_asked_for():
    demo(schools=6, activities=3000)
    assert School.objects.filter(code__startswith="9").count() == 6
    assert Activity.objects.count() == 3000
    assert Activity.objects.filter(school=None).exists()
    assert Activity.initiatives.through.objects.exists()
    assert User.objects.filter(email="principal@hartford.example").exists()


def test_after_a_bulk_load_the_tables_are_guarded_again():
    demo(schools=2, activities=100)
    activity = Activity.objects.exclude(school=None).first()
    activity.title = "Changed by hand"
    activity.save()
    assert activity.events.filter(pgh_label="update").count() == 1
    assert {"activity_by_school_and_day", "activity_by_day"} <= indexes_of(Activity._meta.db_table)


def indexes_of(table):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return {name for name, what in constraints.items() if what["index"]}


@pytest.fixture(scope="module")
def demo_district(django_db_setup, django_db_blocker):
    """The database of this process is a copy of the demo district, as long as this file runs."""
    ours, copy = connection.settings_dict["NAME"], f"portal_demo_copy_{TEST_PROCESS}"
    with django_db_blocker.unblock():
        run_sql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        run_sql(f'CREATE DATABASE "{copy}" TEMPLATE "{demo_template()}"')
        go_to(copy)
        yield
        go_to(ours)
        run_sql(f'DROP DATABASE "{copy}" WITH (FORCE)')


def go_to(database):
    connection.close()
    connection.settings_dict["NAME"] = database


def test_a_board_packet_of_everything_can_be_printed_and_each_section_says_something(demo_district):
    school = School.objects.get(code="0640611")
    with transaction.atomic():
        packet = Packet(title="Todo", fall_year=school_years.fall_year_of(timezone.localdate()), language="es",
                        sections=list(sections.sections()), schools=[school.pk])  # fmt: skip
        packet.save()
        making.make(packet)
        transaction.set_rollback(True)
    headings = [block for block in packet.content["blocks"] if block["block"] == "heading" and block["level"] == 1]
    assert len(headings) == len(sections.sections())
    assert packet.pages > 40
    assert making.made_again(packet) == packet.pdf


def test_every_role_has_someone_who_can_sign_in(demo_district, settings):
    settings.PASSWORD_HASHERS = REAL_HASHERS
    assert {sign_in.role for sign_in in SIGN_INS} == set(Role)
    for sign_in in SIGN_INS:
        assert User.objects.get(email=sign_in.email).check_password(settings.DEMO_PASSWORD)
        assert Membership.objects.current().filter(user__email=sign_in.email, role=sign_in.role).exists()


def test_the_district_is_labelled_as_a_demonstration(demo_district):
    assert District.objects.get().is_demo


def test_all_kinds_of_activity_are_there_and_some_schools_have_logged_nothing(demo_district):
    assert set(Activity.objects.values_list("activity_type", flat=True)) == set(ActivityType)
    silent = School.objects.filter(closed_on=None, activities=None)
    assert 3 <= silent.count() <= 12


def test_what_happened_to_an_entry_can_be_read_with_the_days_it_happened(demo_district):
    corrected = Activity.objects.filter(version=2, deleted_at=None).first()
    changed, created = history_of(corrected)
    assert created.at == corrected.logged_at
    assert changed.at == corrected.changed_at
    assert changed.who == corrected.logged_by.name
    assert len(changed.changes) == 1


def test_only_what_came_from_a_table_says_so(demo_district):
    def notes(model):
        """What is said of the circumstances of all that was ever written of a kind, as histories show it."""
        events = model.pgh_event_model.objects
        return {note for note in events.values_list("pgh_context__metadata__note", flat=True).distinct() if note}

    brought = Activity.objects.get(title="Fractions at the kitchen table")
    assert "october-events.csv" in history_of(brought)[-1].note
    assert any("october-events.csv" in note for note in notes(Activity))
    for model in (SchoolCalendar, BoardMeeting, SchoolChange):
        assert model.objects.exists() and not any("october" in note for note in notes(model)), model


def test_nothing_is_logged_before_it_happened_or_in_the_future(demo_district):
    activities = Activity.objects.all()
    assert not activities.filter(held_on__gt=timezone.localdate()).exists()
    assert not activities.filter(logged_at__gt=timezone.now()).exists()
    assert not activities.filter(logged_at__date__lt=F("held_on") - timedelta(days=1)).exists()


def test_some_are_deleted_with_a_reason_and_some_are_logged_twice(demo_district):
    assert Activity.objects.exclude(deleted_reason="").count() > 10
    same = Activity.objects.kept().values("school", "activity_type", "held_on", "title").annotate(n=Count("pk"))
    assert same.filter(n=2).count() > 5


def test_a_day_is_drawn_from_the_month_that_was_drawn_also_at_its_end():
    february = {days.random_day(Random(seed), 2025, {2: 1}, date(2026, 12, 31)) for seed in range(200)}
    assert {day.month for day in february} == {2}
    assert all(day.weekday() < 5 for day in february)


@pytest.mark.parametrize("today", [date(2026, 11, 3), date(2026, 3, 9)])
def test_what_was_held_today_is_logged_today_and_not_before(today):
    now = timezone.make_aware(datetime.combine(today, time(14)))
    moments = [days.moment_after(Random(seed), today, now) for seed in range(200)]
    assert all(timezone.localdate(moment) == today and moment < now for moment in moments)


# What a title says of its season, in either language → the months in which that is true
SEASONS = {
    "fall": {9, 10, 11, 12},
    "autumn": {9, 10, 11, 12},
    "otoño": {9, 10, 11, 12},
    "harvest": {9, 10, 11},
    "cosecha": {9, 10, 11},
    "winter": {12, 1, 2},
    "invierno": {12, 1, 2},
    "kings": {1},
    "reyes": {1},
    "spring": {3, 4, 5, 6},
    "primavera": {3, 4, 5, 6},
    "field day": {5, 6},
    "summer": {4, 5, 6, 7, 8},
    "verano": {4, 5, 6, 7, 8},
    "meeting 1": {9, 10, 11},
    "meeting 2": {1, 2},
    "meeting 3": {4, 5},
    "second-round": {2, 3, 4},
    "segunda ronda": {2, 3, 4},
    "first visits": {8, 9, 10, 11},
    "primeras visitas": {8, 9, 10, 11},
    "fafsa": {10, 11, 12, 1, 2, 3},
    "report card": {11, 12, 1, 2, 4, 6},
    "boletín": {11, 12, 1, 2, 4, 6},
    "smarter balanced results": {8, 9, 10},
    "kindergarten": {8, 9},
    "step-up": {6, 8},
    "bienvenida": {8, 9},
    "term": {12, 1, 3, 4, 6},
    "readers": set(range(1, 13)) - {7, 8},
    "homework": set(range(1, 13)) - {7, 8},
    "tareas": set(range(1, 13)) - {7, 8},
}


@pytest.mark.parametrize("recipe", [*SCHOOL_RECIPES, TITLE1_MEETING, *DISTRICT_RECIPES], ids=lambda one: one.titles[0])
def test_every_title_of_a_recipe_fits_the_month_of_its_day_and_there_is_one_for_each_day(recipe):
    for month in (month for month, weight in recipe.months.items() if weight):
        for day in range(1, 31 if month != 2 else 29):
            for grade in range(recipe.grades[0], recipe.grades[1] + 1):
                titles = recipe.titles_for(date(2026, month, day), (grade, grade))
                assert titles, (month, day, grade)
                wrong = [(title, word) for title in titles for word, months in SEASONS.items()
                         if word in title.lower() and month not in months]  # fmt: skip
                assert not wrong, month


def test_every_title_of_a_recipe_is_used_in_some_month():
    for recipe in [*SCHOOL_RECIPES, TITLE1_MEETING, *DISTRICT_RECIPES]:
        days = [date(2026, month, day) for month, weight in recipe.months.items() if weight for day in range(1, 29)]
        used = {title for day in days for title in recipe.titles_for(day, recipe.grades)}
        assert used == {getattr(title, "text", title) for title in recipe.titles}


def test_titles_in_the_demo_district_fit_their_season_and_the_grades_of_their_school(demo_district):
    spring = Activity.objects.filter(title__startswith="Spring")
    fall = Activity.objects.filter(title__startswith="Fall")
    assert spring.exists() and not spring.exclude(held_on__month=3).exists()
    assert fall.exists() and not fall.exclude(held_on__month=11).exists()
    kindergarten = Activity.objects.filter(title__startswith="Kindergarten").select_related("school")
    assert kindergarten.exists()
    lowest = {one.school.profiles.last().low_grade for one in kindergarten}
    assert all(grade is None or grade <= 0 for grade in lowest)


def test_a_database_with_schools_in_it_is_refused(demo_district):
    before = Activity.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        demo()
    demo(if_empty=True)
    assert Activity.objects.count() == before


def test_every_indicator_has_published_figures_and_some_small_groups_are_hidden(demo_district):
    published = IndicatorValue.objects.exclude(shown=Shown.PENDING)
    assert set(published.filter(scope=Scope.DISTRICT, shown=Shown.VALUE).values_list("indicator", flat=True)) >= set(
        Indicator.objects.equity().values_list("pk", flat=True)
    )
    assert published.filter(shown=Shown.SUPPRESSED, scope=Scope.SCHOOL).exists()


def test_imports_are_there_in_each_state_that_somebody_must_see(demo_district):
    states = dict(ImportRun.objects.values_list("file_name", "state"))
    assert states["outcomes-of-the-last-years.csv"] == RunState.PUBLISHED
    recount = ImportRun.objects.get(file_name="algebra-recount.csv")
    assert (recount.rows_refused, recount.values_restated) == (4, 3)
    assert {issue.code for issue in recount.issues.all()} >= {"UNKNOWN_SCHOOL", "NUMERATOR_ABOVE_DENOMINATOR"}
    after_october = timezone.localdate().month in (11, 12, 1, 2, 3, 4, 5, 6)
    assert (states.get("chronic-absence-to-31-october.csv") == RunState.ENTERED) == after_october


def test_the_figures_are_whole_at_once(demo_district):
    assert not StaleCell.objects.exists()
    assert coverage(school_years.fall_year_of(timezone.localdate())).schools_reported > 30


def test_people_who_were_only_invited_cannot_sign_in(demo_district):
    invited = User.objects.exclude(invited_at=None).first()
    assert not Client().login(email=invited.email, password="")
    assert not invited.has_usable_password()


@pytest.mark.parametrize(
    "model", [Activity, AdvisoryMeeting, CouncilMeeting, Opportunity, TrainingSession, Walkthrough]
)
def test_nothing_is_held_on_a_day_without_school(demo_district, model):
    recesses = list(DayOff.objects.values_list("first_day", "last_day"))
    assert recesses
    held = set(model.objects.values_list("held_on", flat=True))
    assert held
    assert {day for day in held if day.weekday() >= 5} == set()
    assert {day for day in held if any(first <= day <= last for first, last in recesses)} == set()


def test_classes_on_saturdays_are_logged_on_saturdays(demo_district):
    days = ServiceEntry.objects.filter(programme__name="Saturday classes").values_list("starts_on", flat=True)
    assert {day.weekday() for day in days} <= {5}


def test_a_council_has_one_regular_meeting_a_month_and_no_topic_twice_a_year(demo_district):
    regular = CouncilMeeting.objects.filter(kind=MeetingKind.REGULAR)
    months = Counter((one.council_id, one.held_on.year, one.held_on.month) for one in regular)
    assert months and max(months.values()) == 1
    items = AgendaItem.objects.filter(title__in=TAGS).select_related("meeting")
    topics = Counter(
        (one.meeting.council_id, school_years.fall_year_of(one.meeting.held_on), one.title) for one in items
    )
    assert topics and max(topics.values()) == 1


def test_the_demo_knows_an_answer_to_each_topic_of_its_councils_and_gives_no_other(demo_district):
    assert set(TAGS) == {title for title, *_rest in BUSINESS}
    assert {title for title, duty in TAGS.items() if duty in ABOUT} == set(ANSWERS) - {""}
    for answer in AdviceAnswer.objects.select_related("advice"):
        assert (answer.decision, answer.reason) in ANSWERS[answer.advice.title]


def test_nobody_acts_in_the_demo_who_never_signed_in(demo_district):
    never = User.objects.filter(last_login=None)
    assert never.exists()
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            continue
        for column in model._meta.concrete_fields:
            if column.related_model is User and (column.name == "by" or column.name.endswith("_by")):
                assert not model.objects.filter(**{f"{column.name}__in": never}).exists(), (model, column.name)


def test_a_compact_is_heard_then_approved_then_handed_out(demo_district):
    approved = CompactVersion.objects.exclude(approved_on=None).prefetch_related("sessions", "handed_out")
    assert {one.state for one in approved} >= {CompactState.APPROVED, CompactState.DISTRIBUTED, CompactState.IN_USE}
    for one in approved:
        assert all(session.held_on < one.approved_on for session in one.sessions.all())
        assert all(one.approved_on < given.given_on for given in one.handed_out.all())
        assert one.approved_on <= timezone.localdate(one.state_since)
        if one.state in (CompactState.DISTRIBUTED, CompactState.IN_USE):
            assert one.handed_out.exists()


def test_partners_of_the_demo_take_part_where_they_work(demo_district):
    works = {(one.partner_id, one.school_id): one.starts_on for one in SchoolPartnership.objects.all()}
    links = Activity.partners.through.objects.exclude(activity__school=None)
    links = links.values_list("partner", "activity__school", "activity__held_on")
    assert links
    assert all(works[partner, school] <= held_on for partner, school, held_on in links)
    leads = LeadAgency.objects.on(timezone.localdate())
    assert all(works[one.partner_id, one.school_id] <= one.starts_on for one in leads)


def test_who_sees_to_something_is_said_once(demo_district):
    for model in (AgreedAction, OpportunityAction, Recommendation):
        assert not model.objects.exclude(owner=None).exclude(who="").exists(), model


def test_the_staff_file_of_the_demo_adds_up_and_was_brought_before_it_was_taken_in(demo_district):
    kept = StaffUpload.objects.get()
    report = kept.report
    assert kept.uploaded_at < kept.applied_at
    assert report["rows_read"] == report["same_total"] + len(report["roles"]) + len(report["issues"])
    assert report["same_total"] < Membership.objects.count()


def test_results_are_told_where_the_board_meets_and_when_they_are_shown(demo_district):
    told = ResultsMessage.objects.get(audience="BOARD")
    assert BoardMeeting.objects.filter(held_on=told.sent_on, is_cancelled=False).exists()
    shown = Survey.objects.filter(version__instrument__code="families").values_list("published_on", flat=True)
    assert ResultsMessage.objects.get(subject="SURVEY").sent_on in shown


def test_figures_of_the_demo_were_published_before_the_day_on_which_it_is_made(demo_district):
    published = ImportRun.objects.filter(state=RunState.PUBLISHED)
    assert published.exists()
    for run in published:
        assert run.started_at < run.approved_at < run.published_at < timezone.now() - timedelta(days=3)


def test_no_class_team_meets_at_a_school_without_its_grade(demo_district):
    teams = ActivitySeries.objects.filter(title="Class team, grade 2").select_related("school")
    assert teams.exists()
    assert all(one.school.profiles.last().low_grade <= 2 <= one.school.profiles.last().high_grade for one in teams)


def test_more_adults_never_come_to_a_course_than_have_enrolled(demo_district):
    sessions = Activity.objects.exclude(series__enrolled_total=None)
    assert sessions.exists() and not sessions.filter(adults_total__gt=F("series__enrolled_total")).exists()


def test_the_text_of_a_plan_was_frozen_when_it_was_approved(demo_district):
    approved = PlanVersion.objects.filter(kind=PlanVersion.Kind.APPROVED, plan__state="APPROVED")
    assert approved.exists()
    assert all(one.frozen_on == timezone.localdate(one.plan.state_since) for one in approved.select_related("plan"))


def test_the_mail_folder_of_the_portal_begins_empty_and_another_one_is_left_alone(settings, tmp_path):
    old, other = "20260101-080000-1.log", "keep.txt"
    for folder in ("mail", "elsewhere"):
        (tmp_path / folder).mkdir()
        for name in (old, other):
            (tmp_path / folder / name).write_text("Subject: old")
    settings.PORTAL_VAR = tmp_path / "mail"
    for folder in ("mail", "elsewhere"):
        settings.EMAIL_FILE_PATH = str(tmp_path / folder)
        notices.empty_the_folder()
    assert [path.name for path in (tmp_path / "mail").iterdir()] == [other]
    assert {path.name for path in (tmp_path / "elsewhere").iterdir()} == {old, other}


@pytest.mark.parametrize("fall_year", range(2024, 2034))
def test_recesses_of_the_demo_hold_their_holidays_and_days_around_them_are_school_days(fall_year):
    spans = days.days_off(fall_year)
    assert all(school_years.fall_year_of(day) == fall_year for _name, first, last in spans for day in (first, last))
    for day in (date(fall_year, 11, 11), date(fall_year, 12, 25), date(fall_year + 1, 1, 1)):
        assert not days.is_school_day(day)
        assert days.is_school_day(days.next_school_day(day)) and days.next_school_day(day) > day
        assert days.is_school_day(days.school_day(day)) and days.school_day(day) < day


# a Saturday in winter, one in spring, summer, the beginning of a year, the winter recess
@pytest.mark.parametrize("today", [date(2026, 3, 14), date(2026, 8, 20), date(2026, 9, 12), date(2026, 12, 28)])
def test_a_council_finds_its_meetings_on_any_day_of_the_year(today):
    rng = Random(1)
    for wanted in range(10):
        months = months_of_a_year(rng, wanted)
        assert len(set(months)) == len(months) == wanted
    council = CouncilFactory()
    found = days_of_year(rng, council, today)
    assert all(days.is_school_day(day) and day < today for day in found)
    assert len({(day.year, day.month) for day in found}) == len(found)
    coming = free_day(council, today)
    assert days.is_school_day(coming) and coming >= today
