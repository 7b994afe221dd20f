"""The believable demo: about 45 schools, two years of activity up to today."""

from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from district import school_years
from district.models import SchoolYear, User
from fce_portal.demo import activities, copying, filing, history, targets
from fce_portal.demo.access import make_access
from fce_portal.demo.action_plans import make_action_plans
from fce_portal.demo.advisory import make_advisory
from fce_portal.demo.agreements import make_agreements
from fce_portal.demo.board import make_board_meetings
from fce_portal.demo.bulk_load import mark_stale
from fce_portal.demo.changed_definitions import make_changed_definitions
from fce_portal.demo.community import make_community
from fce_portal.demo.compact_quality import judge_compacts
from fce_portal.demo.compacts import make_compacts
from fce_portal.demo.councils import make_councils
from fce_portal.demo.duties import make_duties
from fce_portal.demo.effectiveness import make_effectiveness
from fce_portal.demo.evaluations import make_evaluations
from fce_portal.demo.feedback import make_feedback
from fce_portal.demo.filing import file_corrections, file_outcomes, file_running_absence
from fce_portal.demo.implementation import make_implementation_plans
from fce_portal.demo.indicator_comments import make_indicator_comments
from fce_portal.demo.meetings import make_meetings
from fce_portal.demo.notices import make_notices
from fce_portal.demo.packets import make_packet
from fce_portal.demo.partner_net import make_partner_net
from fce_portal.demo.partners import give_contact_a_partner
from fce_portal.demo.people import HOME_SCHOOL, make_people, sign_in_others
from fce_portal.demo.policies import make_policies
from fce_portal.demo.published import import_published
from fce_portal.demo.reach import make_reach
from fce_portal.demo.rule_changes import make_rule_changes
from fce_portal.demo.saved_views import make_saved_views
from fce_portal.demo.school_calendar import make_holidays, make_school_calendars
from fce_portal.demo.school_changes import make_school_changes
from fce_portal.demo.schools import make_district, make_schools
from fce_portal.demo.series import make_series
from fce_portal.demo.stories import make_stories
from fce_portal.demo.surveys import make_surveys
from fce_portal.demo.tables import make_tables
from fce_portal.demo.targets import make_targets
from fce_portal.demo.tellings import make_tellings
from fce_portal.demo.title_one import make_title_one
from fce_portal.demo.trail import make_trail
from fce_portal.demo.training import make_training
from fce_portal.demo.walkthroughs import make_walkthroughs

VISITING_SCHOOLS = 12  # besides the home school: enough for a group that can be compared
QUIET_SCHOOLS = 7  # log nothing: so that the dashboard says how many have reported


@transaction.atomic
def make_demo(seed):
    """Fill an empty database with the demo district; the same seed on the same day gives the same district.

    `rollups.rebuild()` is to follow.
    """
    today = timezone.localdate()
    rng = Random(f"{seed} district")
    prepare()
    make_holidays(today)
    places = make_schools(rng, today)
    home = next(place.school for place in places if place.school.code == HOME_SCHOOL)
    people = make_people(rng, places, today, home)
    set_drive(rng, places)
    give_contact_a_partner()
    make_partner_net(Random(f"{seed} partners"), today)
    drawn = make_activities(Random(f"{seed} activities"), today, places, people)
    close_year_before_last(today)
    make_reach(Random(f"{seed} reach"), places, people, drawn, today)
    make_series(Random(f"{seed} series"), places, people, today, home)
    make_councils(Random(f"{seed} councils"), places, people, today)
    make_implementation_plans(Random(f"{seed} plans"), people, today, school_years.fall_year_of(today))
    make_action_plans(Random(f"{seed} action plans"), people, today)
    make_title_one(Random(f"{seed} title one"), people, today)
    make_meetings(Random(f"{seed} meetings"), people, today)
    make_compacts(Random(f"{seed} compacts"), people, today)
    make_surveys(Random(f"{seed} surveys"), today)
    make_feedback(Random(f"{seed} feedback"), today)
    make_agreements(Random(f"{seed} agreements"), today)
    make_evaluations(Random(f"{seed} evaluations"), people, today)
    make_training(Random(f"{seed} training"), people, today)
    make_duties(Random(f"{seed} duties"), people, today)
    make_tellings(people)
    make_advisory(Random(f"{seed} advisory"), people, today)
    make_policies(Random(f"{seed} policies"), people, today)
    judge_compacts(Random(f"{seed} quality"), today)
    import_published()
    outcomes = Random(f"{seed} outcomes")
    file_outcomes(outcomes, places, today)
    file_running_absence(outcomes, places, today)
    file_corrections()
    make_targets()
    make_effectiveness(people, today)
    make_community(people, today)
    make_walkthroughs(Random(f"{seed} walkthroughs"), people, today)
    make_indicator_comments(today)
    make_changed_definitions(today)
    targets.put_in_time()
    filing.put_in_time()
    make_rule_changes()
    make_packet(today)
    make_stories(today)
    make_tables(today)
    make_saved_views(today)
    make_board_meetings(today)
    make_access(today, home)
    make_school_calendars(today)
    make_school_changes(today)
    make_notices(today)
    make_trail()
    sign_in_others(today)


def prepare():
    call_command("load_plan", stdout=StringIO())
    make_district()


def close_year_before_last(today):
    """The books of that year are closed: what counts in it changes only with a correction note."""
    year = SchoolYear.objects.get(pk=school_years.fall_year_of(today) - 2)
    SchoolYear.objects.lock(year, by=User.objects.get(email="central@hartford.example"))


def set_drive(rng, places):
    """How much each school does: a few nothing at all, most something, some a great deal."""
    open_places = [place for place in places if place.is_open]
    for place in open_places:
        place.drive = rng.choice([0.5, 0.8, 1.0, 1.0, 1.3, 1.8])
    for place in rng.sample([place for place in open_places if place.school.code != HOME_SCHOOL], QUIET_SCHOOLS):
        place.drive = 0
    home = next(place for place in places if place.school.code == HOME_SCHOOL)
    home.drive = 1.6
    for place in [home, *rng.sample([place for place in open_places if place.drive], VISITING_SCHOOLS)]:
        place.visiting = 2.6  # above the 10 % line of home visits, where most stay below


def make_activities(rng, today, places, people):
    setting = activities.make_setting(rng, today, people)
    drawn = activities.add_blemishes(setting, activities.draw_all(setting, places))
    drawn.sort(key=lambda one: one.row["logged_at"])
    with copying.triggers_suspended(activities.TABLE, *activities.LINK_TABLES):
        first = activities.store(drawn)
        history.keep_history(drawn, first)
    mark_stale()
    return drawn
