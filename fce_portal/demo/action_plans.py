"""School action plans of the demo: last year's are closed, this year's stand in every state, some are not begun."""

from datetime import date, datetime, timedelta

import pgtrigger
from django.utils import timezone

from district import school_years
from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from indicators import rollups
from indicators.models import Indicator
from plans import action_plans, check_ins
from plans.models import Initiative, PlanYear
from plans.models.action_plans import PlanState

CENTRAL = "central@hartford.example"
# indicator: (goal, strategy, initiative, steps as (what, who, month))
GOALS = {
    "CHRONIC_ABS": (
        "Fewer children miss a tenth of their school days.",
        "Families hear from us on the first day, in their language, and we ask what would help.",
        "1.3",
        [
            ("Text and call home on the first day of absence", "Family resource aide", 11),
            ("Home visits to families who want one", "Teachers in pairs", 2),
            ("Breakfast talk with families about mornings that work", "Attendance team", 4),
        ],
    ),
    "READ_G3": (
        "More third graders read at grade level.",
        "Teachers and families practice the same reading routine.",
        "1.4",
        [
            ("Family reading evenings in two languages", "Grade 3 team", 12),
            ("Books to take home each week", "Library and volunteers", 3),
        ],
    ),
    "GRAD_4YR": (
        "Every ninth grader and family knows the way to the diploma.",
        "One conversation a semester between student, family and counsellor.",
        "1.6",
        [
            ("Evenings for families of ninth graders", "Counsellors", 12),
            ("Check of credits with families", "Counsellors", 2),
        ],
    ),
}
ADVICE = "Say it in Spanish first where most families speak Spanish, and ask parents to lead one of the evenings."


def make_action_plans(rng, people, today):
    central = User.objects.get(email=CENTRAL)
    this_year = school_years.fall_year_of(today)
    rollups.rebuild()  # check-ins keep what the portal has counted
    for fall_year in (this_year - 1, this_year):
        make_plan_year(fall_year)
    schools = School.objects.open_on(today).with_profile_on(today, "low_grade", "high_grade").order_by("code")
    for school in schools:
        author = User.objects.filter(pk=people.principals.get(school.pk)).first() or central
        if rng.random() < 0.4:
            write(rng, school, this_year - 1, author, central, PlanState.CLOSED, today)
        wanted = rng.choices(
            [None, PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED, PlanState.APPROVED], [2, 3, 3, 1, 4]
        )[0]
        if school.code == HOME_SCHOOL:
            wanted = PlanState.RETURNED
        if wanted:
            write(rng, school, this_year, author, central, wanted, today)


def write(rng, school, fall_year, author, central, wanted, today):
    plan, _is_new = action_plans.begin(school=school, fall_year=fall_year, by=author)
    plan.needs = "Mondays and Fridays have twice as many absences; the first weeks of the year decide."
    plan.voice = "Two evenings and a short survey in English and Spanish; families asked for texts instead of letters."
    plan.voice_families_total, plan.voice_staff_total = rng.randint(18, 90), rng.randint(6, 25)
    plan.services, plan.services_note = (
        rng.sample(["COACHING", "DATA", "LANGUAGE"], 1),
        "For the evenings with families.",
    )
    if wanted != PlanState.DRAFT or rng.random() < 0.5:
        plan.advice, plan.advice_on = ADVICE, min(today, date(fall_year, 10, rng.randint(5, 26)))
        plan.answer = "A parent leads the second evening."
    plan.save()
    write_goals(rng, plan, school)
    go_as_far_as(wanted, plan, author, central, rng, today)


def write_goals(rng, plan, school):
    low, high = school.profile_low_grade, school.profile_high_grade
    fitting = [
        indicator
        for indicator in Indicator.objects.filter(code__in=GOALS).order_by("position")
        if low is not None and indicator.applies_to(low, high)
    ]
    for indicator in fitting[:2]:
        statement, strategy, initiative, steps = GOALS[indicator.code]
        goal = plan.goals.create(indicator=indicator, statement=statement, strategy=strategy)
        goal.initiatives.set(Initiative.objects.filter(code=initiative))
        for what, who, month in steps:
            year = plan.fall_year if month >= 7 else plan.fall_year + 1
            goal.steps.create(what=what, who=who, due_on=date(year, month, rng.randint(3, 25)), grows_families=True)


def go_as_far_as(wanted, plan, author, central, rng, today):
    if wanted == PlanState.DRAFT or not plan.goals.exists():
        return
    action_plans.move("submit", plan=plan, by=author)
    if wanted == PlanState.RETURNED:
        plan.comments.create(
            passage="needs", quoted=plan.needs, must_fix=True, by=central, text="For which groups of students is it so?"
        )
        action_plans.move("return", plan=plan, by=central, note="Say for whom, then it is ready.")
    elif wanted in (PlanState.APPROVED, PlanState.CLOSED):
        action_plans.move("approve", plan=plan, by=central)
        for goal in plan.goals.prefetch_related("steps"):
            for step in goal.steps.all():
                advance(rng, step, today)
        look_at_the_year(rng, plan, author, today)
    if wanted == PlanState.CLOSED:
        plan.refresh_from_db()
        plan.reflection = "The calls worked best where the same person called each time."
        plan.next_year = "Begin the evenings in September."
        plan.save()
        action_plans.move("close", plan=plan, by=author)
    put_in_time(rng, plan, today)


def put_in_time(rng, plan, today):
    """When each thing happened; a closed plan was closed in the June of its year."""
    since = timezone.now() - timedelta(days=rng.randint(1, 30))
    if plan.fall_year < school_years.fall_year_of(today):
        since = timezone.make_aware(datetime(plan.fall_year + 1, 6, rng.randint(2, 14), 15))
        versions = timezone.make_aware(datetime(plan.fall_year, 11, rng.randint(2, 18), 15))
    else:
        versions = since
    type(plan).objects.filter(pk=plan.pk).update(state_since=since)
    with pgtrigger.ignore("plans.PlanVersion:version_is_kept"):
        for back, version in enumerate(plan.versions.order_by("-number")):
            at = versions - timedelta(days=9 * back)
            type(version).objects.filter(pk=version.pk).update(
                frozen_at=at, frozen_on=timezone.localdate(at), days_waited=None if version.kind == "SUBMITTED" else 9
            )


def advance(rng, step, today):
    """Most steps whose day is past are done, some of them late; a few are still open."""
    if step.due_on < today and rng.random() < 0.85:
        step.state, step.done_on = "DONE", min(today, step.due_on + timedelta(days=rng.choice([-9, -3, 0, 0, 6, 17])))
    elif rng.random() < 0.4:
        step.state = "UNDER_WAY"
    step.save()


def look_at_the_year(rng, plan, author, today):
    """The mid-year check-in, where the year has come so far and the school found the time."""
    day = date(plan.fall_year + 1, 1, rng.randint(12, 30))
    if day > today or rng.random() < 0.2:
        return
    check_in = check_ins.new_for(plan, author, day)
    check_in.working = "Families answer texts the same day; the calls in Spanish reach those whom letters did not."
    check_in.stuck = "Home visits in pairs are hard to find time for."
    check_in.changing = "Visits move to the early release days."
    check_in.save()


def make_plan_year(fall_year):
    """The district's days for the plans of a year."""
    PlanYear.objects.get_or_create(
        fall_year=fall_year,
        defaults={
            "opens_on": date(fall_year, 5, 1),
            "submit_by": date(fall_year, 10, 30),
            "review_by": date(fall_year, 11, 20),
            "mid_year_by": date(fall_year + 1, 2, 1),
            "reflect_by": date(fall_year + 1, 6, 15),
            "guidance_needs": "Look at absence and reading first, by group, and say what families told you about them.",
            "guidance_voice": "Count whom you heard, and in which languages.",
        },
    )
