"""The implementation plans of the demo: some initiatives on track, one late, some nobody speaks of."""

from datetime import timedelta

from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from plans.models import (
    BudgetLine,
    Completion,
    Initiative,
    InitiativeWork,
    Milestone,
    OrderDecision,
    OrderLine,
    StatusUpdate,
)

CENTRAL, ADMINISTRATOR = "central@hartford.example", "admin@hartford.example"

# code: (state, days since begun, days until it ends, [(milestone, days until due, done?, each school?)])
WORK = {
    "1.1": ("UNDER_WAY", 140, 200, [
        ("Standards agreed with families and staff", -90, True, False),
        ("Every school names its greeters", -12, False, True),
        ("Welcoming walkthrough in ten schools", 45, False, False),
    ]),
    "1.2": ("UNDER_WAY", 120, 210, [
        ("Parents from every school invited", -75, True, False),
        ("First meeting with the Superintendent", -40, True, False),
        ("Notes carried back to each school", 9, False, True),
    ]),
    "1.3": ("UNDER_WAY", 100, 190, [
        ("Joint workshop: reading at home", -20, True, False),
        ("Principals and parents plan the spring together", 60, False, False),
    ]),
    "1.4": ("UNDER_WAY", 150, 150, [("Goals agreed with each community organization", -30, False, False)]),
    "1.5": ("UNDER_WAY", 160, 220, [("Lead agencies share their calendars", -55, True, False)]),
    "1.6": ("UNDER_WAY", 110, 230, [("Same measures for every program", 70, False, False)]),
    "1.7": ("UNDER_WAY", 120, 160, [
        ("Rating sheet tried out with three partners", -50, True, False),
        ("Sheet for families in Portuguese and Karen", 75, False, False),
    ]),
    "2.1": ("UNDER_WAY", 90, 200, [("Community evening on mental health", 21, False, False)]),
    "2.2": ("UNDER_WAY", 130, 210, [("Tutoring agreed with the shelters", -60, True, False)]),
    "2.3": ("UNDER_WAY", 70, 220, [("Progress letter in six languages", 12, False, False)]),
    "3.1": ("UNDER_WAY", 110, 210, [
        ("Training for council chairs", -25, True, False),
        ("Every council has filed its meeting dates", 66, False, True),
    ]),
    "3.2": ("UNDER_WAY", 60, 180, [("Compact workshop for teams of families and teachers", -4, False, False)]),
    "3.3": ("UNDER_WAY", 90, 210, [
        ("Evaluation tool tried out with three councils", -10, True, False),
        ("Every council has looked at itself", 100, False, True),
    ]),
}  # fmt: skip

# code: [(days ago, rating, what happened, what is next, what families said, what help is needed)]
UPDATES = {
    "1.1": [
        (62, "ON_TRACK", "Families and staff agreed on twelve standards.", "Schools name greeters.", "", ""),
        (6, "AT_RISK", "Two schools in three have a greeter who speaks Spanish.", "Visit the schools that have none.",
         "The front office decides whether we come back.", "Stipends for greeters in five schools."),
    ],
    "1.2": [(10, "ON_TRACK", "The group met with parents from most schools.", "Carry the notes back.", "", "")],
    "1.3": [(18, "ON_TRACK", "Families and teachers learned together at nine schools.", "Plan the spring series.",
             "We want the next one on a Saturday.", "")],
    "1.4": [(25, "OFF_TRACK", "Four organizations have not answered.", "Call each of them.", "",
             "A letter signed by the Superintendent.")],
    "1.7": [(30, "ON_TRACK", "Three partners and their schools have tried the rating sheet.", "Translate it.", "", "")],
    "2.1": [(12, "ON_TRACK", "Speakers and interpreters are found.", "Invite families by text message.", "", "")],
    "2.2": [(20, "ON_TRACK", "Tutors come twice a week.", "Count sessions, never children.", "", "")],
    "3.1": [(15, "ON_TRACK", "Most chairs came to the training.", "Offer it again in Spanish.", "", "")],
    "3.2": [(9, "AT_RISK", "The workshop had to be moved.", "Find a new date with families.", "", "")],
}  # fmt: skip

MONEY = [
    ("1.1", "Stipends for greeters", 18500, "TITLE1_FCE"),
    ("1.3", "Child care and food at joint workshops", 9200, "TITLE1_FCE"),
    ("1.5", "Coordinators of Community Schools", 240000, "GRANT"),
    ("2.3", "Translation and printing", 6400, "GENERAL"),
    ("3.1", "Training for councils", 7800, "TITLE1"),
]


def make_implementation_plans(rng, people, today, fall_year):
    central, admin = (User.objects.get(email=email) for email in (CENTRAL, ADMINISTRATOR))
    schools = list(School.objects.open_on(today).order_by("code"))
    for code, (state, since, left, milestones) in WORK.items():
        work = InitiativeWork.objects.get(initiative__code=code)
        work.state, work.lead = state, central if code != "1.5" else admin
        work.starts_on = today - timedelta(days=since) if since else None
        work.ends_on = today + timedelta(days=left) if left else None
        if code == "1.3":
            work.families_grow = "Read with a child in two languages and ask the teacher about progress."
            work.staff_grows = "Plan an evening together with parents instead of for them."
            work.measures = ["activities_dual", "activities_linked_to_learning"]
        if code == "1.5":
            work.covers_all_schools = False
        work.save()
        if code == "1.5":
            work.schools.set(rng.sample(schools, 7))
        make_milestones(rng, work, milestones, schools, people, today, central)
        for ago, rating, happened, next_steps, families_said, help_needed in UPDATES.get(code, []):
            StatusUpdate.objects.create(
                work=work, on=today - timedelta(days=ago), rating=rating, happened=happened, next_steps=next_steps,
                families_said=families_said, help_needed=help_needed, by=work.lead,
            )  # fmt: skip
    for code, label, amount, source in MONEY:
        work = InitiativeWork.objects.get(initiative__code=code)
        BudgetLine.objects.create(work=work, fall_year=fall_year, label=label, amount=amount, source=source)
    decide_order(central, today)


def make_milestones(rng, work, milestones, schools, people, today, owner):
    before = None
    for title, days, is_done, each_school in milestones:
        milestone = Milestone.objects.create(
            work=work, title=title, due_on=today + timedelta(days=days), owner=owner, each_school=each_school
        )
        if before and not each_school:
            milestone.after.add(before)
        if is_done:
            done_on = min(today, milestone.due_on + timedelta(days=rng.randint(-8, 4)))
            Completion.objects.create(milestone=milestone, done_on=done_on, due_on_then=milestone.due_on, done_by=owner)
        if each_school:
            for school in schools:
                if school.code != HOME_SCHOOL and rng.random() < (0.7 if days < 0 else 0.2):
                    Completion.objects.create(
                        milestone=milestone,
                        school=school,
                        done_on=today - timedelta(days=rng.randint(1, 30)),
                        due_on_then=milestone.due_on,
                        done_by_id=people.principals.get(school.pk, owner.pk),
                    )
        before = milestone


def decide_order(by, today):
    for initiative in Initiative.objects.select_related("priority_action").order_by("code"):
        action = initiative.priority_action
        decision, _created = OrderDecision.objects.get_or_create(
            priority_action=action,
            version=1,
            defaults={
                "decided_on": today - timedelta(days=150),
                "decided_by": by,
                "reason": "First what every school can begin with this autumn.",
            },
        )
        sequence = decision.lines.count() + 1
        priority = "FIRST" if sequence <= 2 else "NEXT" if sequence <= 5 else "LATER"
        OrderLine.objects.create(decision=decision, initiative=initiative, sequence=sequence, priority=priority)
