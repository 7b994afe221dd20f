"""The smallest valid objects of the domain; traits name situations."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from district import school_years
from district.access import Role
from district.loading import load_languages
from district.models import (
    Backup,
    DataArchive,
    Fault,
    Job,
    Membership,
    Notice,
    OutgoingMail,
    School,
    SchoolChange,
    SchoolProfile,
    SchoolYear,
    TaskRun,
    User,
)
from governance.models import (
    Advice,
    AdvisoryMeeting,
    AdvisoryMember,
    AdvisoryQuestion,
    Candidate,
    Compact,
    CompactGoal,
    CompactSection,
    CompactVersion,
    Council,
    CouncilMeeting,
    CouncilModel,
    DutyRecord,
    EffectivenessProfile,
    Election,
    ImprovementAction,
    Reconstitution,
    Seat,
    SeatTerm,
    SignOff,
    TrainingModule,
    TrainingRecord,
    TrainingSession,
)
from governance.models.effectiveness import Side
from governance.models.training import new_number
from indicators.models import (
    DefinitionChange,
    GapTarget,
    ImportRun,
    Indicator,
    IndicatorComment,
    IndicatorTarget,
    IndicatorValue,
    Packet,
    PacketSchedule,
    RuleChange,
    TargetCycle,
)
from partnerships.evaluations.standard import load_standard
from partnerships.feedback import questions
from partnerships.models import (
    Activity,
    ActivityFeedback,
    ActivitySeries,
    ActivityType,
    Agreement,
    CommunityFunding,
    CoordinationNote,
    Evaluation,
    EvaluationRubric,
    LeadAgency,
    Partner,
    PartnerPerson,
    Programme,
    ProgrammeSite,
    Recommendation,
    SchoolPartnership,
    ServiceArea,
    ServiceEntry,
    Walkthrough,
    YearlyReach,
)
from partnerships.models.evaluations import new_code
from partnerships.surveys import standard as surveys
from partnerships.walkthroughs import standards
from plans.models import (
    ActionStep,
    BudgetLine,
    Initiative,
    InitiativeWork,
    Milestone,
    PlanCycle,
    PlanGoal,
    PlannedSpending,
    PriorityAction,
    ReserveRule,
    SchoolActionPlan,
    SchoolAllocation,
    SpendingCategory,
    SpendingEntry,
    StatusUpdate,
    Story,
    StoryPermission,
    TitleOneBudget,
)


class UserFactory(DjangoModelFactory):
    email = factory.Sequence("person{}@hartford.example".format)
    name = factory.Sequence("Person {}".format)

    class Meta:
        model = User


class SchoolFactory(DjangoModelFactory):
    code = factory.Sequence(lambda number: f"064{number:04d}")
    name = factory.Sequence("School {}".format)

    class Meta:
        model = School


class SchoolProfileFactory(DjangoModelFactory):
    """Facts in force since 2010: a K-8 school."""

    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2010, 7, 1)
    name = factory.SelfAttribute("school.name")
    low_grade = 0
    high_grade = 8

    class Meta:
        model = SchoolProfile


class SchoolChangeFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    last_day = date(2027, 6, 30)
    reason = "Few children."
    planned_by = factory.SubFactory("tests.factories.UserFactory")

    class Meta:
        model = SchoolChange


class SchoolYearFactory(DjangoModelFactory):
    fall_year = 2025
    starts_on = factory.LazyAttribute(lambda year: school_years.first_day(year.fall_year))
    ends_on = factory.LazyAttribute(lambda year: school_years.last_day(year.fall_year))

    class Meta:
        model = SchoolYear
        django_get_or_create = ("fall_year",)


class MembershipFactory(DjangoModelFactory):
    """A role at a school; `district_wide=True` for the roles that have none."""

    user = factory.SubFactory(UserFactory)
    role = Role.PRINCIPAL
    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2015, 7, 1)

    class Meta:
        model = Membership

    class Params:
        district_wide = factory.Trait(role=Role.CENTRAL_OFFICE, school=None)


class OutgoingMailFactory(DjangoModelFactory):
    """A mail of notices that waits in the outbox."""

    recipient = factory.SubFactory(UserFactory)
    kind = "NOTICES"
    key = factory.Sequence("test/{}".format)

    class Meta:
        model = OutgoingMail


class BackupFactory(DjangoModelFactory):
    """A good backup of a night, made in a minute."""

    name = factory.Sequence("portal-test-{}".format)
    folder = "/backups"
    cause = "SCHEDULE"
    state = "DONE"
    proof = factory.LazyAttribute(lambda one: "SUMS" if one.state == "DONE" else "NONE")
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyAttribute(lambda one: one.started_at + timedelta(minutes=1))

    class Meta:
        model = Backup


class DataArchiveFactory(DjangoModelFactory):
    """An archive of all data that was made, and whose week is over."""

    asked_by = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=8))
    expires_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    stored_name = "gone.zip"
    size = 1000
    sha256 = "0" * 64

    class Meta:
        model = DataArchive


class FaultFactory(DjangoModelFactory):
    """An error of a page that happened once, just now."""

    source = "PAGE"
    page = factory.Sequence("plans:page-{}".format)
    kind = "ValueError"
    place = "plans/lists.py:12 rows"
    key = factory.Sequence("{:032d}".format)
    first_at = factory.LazyFunction(timezone.now)
    last_at = factory.SelfAttribute("first_at")

    class Meta:
        model = Fault


class TaskRunFactory(DjangoModelFactory):
    """A run of the nightly sweep that went well, just now, in two seconds."""

    name = "sweep-drafts"
    slot = factory.Sequence("run-{}".format)
    state = "DONE"
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyAttribute(lambda run: run.started_at + timedelta(seconds=2))

    class Meta:
        model = TaskRun


class NoticeFactory(DjangoModelFactory):
    """New figures for the district, told to a member of the board, by mail at once."""

    recipient = factory.SubFactory(UserFactory)
    kind = "figures.district"
    about = "indicators.importrun"
    about_id = 1
    path = "/dashboard/"
    key = factory.Sequence("test/{}".format)
    by_mail = "AT_ONCE"

    class Meta:
        model = Notice


class PlanCycleFactory(DjangoModelFactory):
    code = "2015-2020"
    title = "Family and Community Engagement Action Plan"
    first_fall_year = 2015
    last_fall_year = 2019
    vision = mission = fce_definition = source = "As adopted."

    class Meta:
        model = PlanCycle
        django_get_or_create = ("code",)


class PriorityActionFactory(DjangoModelFactory):
    cycle = factory.SubFactory(PlanCycleFactory)
    code = "1"
    title = "Develop Learning-Focused Family & Community Partnerships"

    class Meta:
        model = PriorityAction
        django_get_or_create = ("cycle", "code")


class InitiativeFactory(DjangoModelFactory):
    priority_action = factory.SubFactory(PriorityActionFactory)
    code = factory.Sequence("1.{}".format)
    title = factory.Sequence("Initiative {}".format)
    intent = "What the plan promises."

    class Meta:
        model = Initiative


class StoryFactory(DjangoModelFactory):
    """A published story in which nobody can be recognized."""

    title_en = factory.Sequence("A morning at the library {}".format)
    title_es = factory.Sequence("Una mañana en la biblioteca {}".format)
    text_en = "Sixty families chose books together."
    text_es = "Sesenta familias eligieron libros juntas."
    happened_on = date(2025, 10, 14)
    signed_en = "Family Engagement Office"
    signed_es = "Oficina de Participación de las Familias"
    state = "PUBLISHED"
    written_by = factory.SubFactory(UserFactory)
    ready_by = factory.SelfAttribute("written_by")
    published_by = factory.SubFactory(UserFactory)
    published_at = datetime(2025, 10, 20, 15, tzinfo=UTC)

    class Meta:
        model = Story


class StoryPermissionFactory(DjangoModelFactory):
    story = factory.SubFactory(StoryFactory)
    person = "The mother at the table"
    giver = "SELF"
    covers_words = True
    given_on = date(2025, 10, 14)
    ends_on = date(2099, 6, 30)
    kept_at = "Folder 12"
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = StoryPermission


class PartnerFactory(DjangoModelFactory):
    name = factory.Sequence("Partner {}".format)

    class Meta:
        model = Partner


def rubric_in_use():
    load_standard()
    return EvaluationRubric.objects.get(state="IN_USE")


class EvaluationFactory(DjangoModelFactory):
    """An open evaluation of a partner with a school this year, due in two weeks; `sides`: who is expected."""

    partner = factory.SubFactory(PartnerFactory)
    school = factory.SubFactory(SchoolFactory)
    fall_year = factory.LazyFunction(lambda: school_years.fall_year_of(timezone.localdate()))
    rubric = factory.LazyFunction(rubric_in_use)
    opened_by = factory.SubFactory(UserFactory)
    opened_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))

    class Meta:
        model = Evaluation
        skip_postgeneration_save = True

    @factory.post_generation
    def sides(self, create, extracted, **kwargs):
        for side in extracted or ("PARTNER", "SCHOOL", "FAMILIES"):
            self.sides.create(side=side, code=new_code() if side == "FAMILIES" else None)


class PartnerPersonFactory(DjangoModelFactory):
    partner = factory.SubFactory(PartnerFactory)
    name = "Lena Ortiz"
    email = "lena@library.example"

    class Meta:
        model = PartnerPerson


class ServiceAreaFactory(DjangoModelFactory):
    code = factory.Sequence("AREA_{}".format)
    name = factory.Sequence("Area {}".format)

    class Meta:
        model = ServiceArea


class SchoolPartnershipFactory(DjangoModelFactory):
    """A partner at work at a school, from the autumn of 2015 on."""

    partner = factory.SubFactory(PartnerFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2015, 9, 1)

    class Meta:
        model = SchoolPartnership


class LeadAgencyFactory(DjangoModelFactory):
    partner = factory.SubFactory(PartnerFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2015, 9, 1)

    class Meta:
        model = LeadAgency


class CommunityFundingFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    fall_year = 2015
    source = factory.Sequence("Grant {}".format)
    kind = "FOUNDATION"

    class Meta:
        model = CommunityFunding


class CoordinationNoteFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    partner = factory.SubFactory(PartnerFactory)
    held_on = date(2015, 10, 1)
    text = "Two tutors more on Tuesdays."
    written_by = factory.SubFactory("tests.factories.UserFactory")

    class Meta:
        model = CoordinationNote


class ActivityFactory(DjangoModelFactory):
    """A workshop at a school."""

    school = factory.SubFactory(SchoolFactory)
    activity_type = ActivityType.WORKSHOP
    title = "Reading at home"
    held_on = date(2025, 10, 14)
    logged_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Activity


def questions_after_an_event():
    load_languages()
    surveys.load_standard()
    return questions.in_use()


class FeedbackFactory(DjangoModelFactory):
    """Families are asked about an activity of today, until in a week."""

    activity = factory.SubFactory(ActivityFactory, held_on=factory.LazyFunction(timezone.localdate))
    version = factory.LazyFunction(lambda: questions_after_an_event())
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    began_by = factory.SubFactory(UserFactory)

    class Meta:
        model = ActivityFeedback


class WalkthroughFactory(DjangoModelFactory):
    """A walkthrough by the standards to begin with, which are loaded where they are missing."""

    school = factory.SubFactory(SchoolFactory)
    standards = factory.LazyFunction(lambda: standards_in_use())
    held_on = date(2025, 11, 12)
    led_by = "Family engagement office"

    class Meta:
        model = Walkthrough


def standards_in_use():
    standards.load()
    return standards.in_use()


class RecommendationFactory(DjangoModelFactory):
    walkthrough = factory.SubFactory(WalkthroughFactory)
    school = factory.SelfAttribute("walkthrough.school")
    component = "A"
    text = factory.Sequence("Put up sign {}".format)

    class Meta:
        model = Recommendation


class ActivitySeriesFactory(DjangoModelFactory):
    """A course of the Family Academy at a school."""

    school = factory.SubFactory(SchoolFactory)
    activity_type = ActivityType.FAMILY_ACADEMY
    title = "Parent University, fall"
    begins_on = date(2025, 9, 15)
    made_by = factory.SubFactory(UserFactory)

    class Meta:
        model = ActivitySeries


class YearlyReachFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    fall_year = 2025
    families_enrolled = 400
    method = "Family list"
    stated_by = factory.SubFactory(UserFactory)

    class Meta:
        model = YearlyReach


class IndicatorFactory(DjangoModelFactory):
    """Chronic absenteeism, the lower the better; other codes are other indicators."""

    code = "CHRONIC_ABS"
    position = 8
    name = "Chronic absenteeism"
    short_name = "Chronic absenteeism"
    definition = "Share of students who miss a tenth of the days they are enrolled."
    unit = "PERCENT"
    direction = "LOWER"
    low_grade = 0
    high_grade = 12
    primary_instrument = "EDSIGHT_CHRONIC"
    source = "As adopted."

    class Meta:
        model = Indicator
        django_get_or_create = ("code",)


class IndicatorCommentFactory(DjangoModelFactory):
    """A comment on 2014-15 in English alone."""

    indicator = factory.SubFactory(IndicatorFactory)
    fall_year = 2014
    seen_en = "Fewer children miss school."
    done_en = "We call home on the second day."
    signature = "Office of Attendance"
    written_by = factory.SubFactory(UserFactory)

    class Meta:
        model = IndicatorComment


class DefinitionChangeFactory(DjangoModelFactory):
    """A proposed change from 2016-17 on; `approved=True` for one that counts, approved by somebody else."""

    indicator = factory.SubFactory(IndicatorFactory)
    fall_year = 2016
    definition_en, definition_es = "Absent on a tenth of days, in person or not.", "Ausente una d\u00e9cima parte."
    counted_en, counted_es = "Students absent on 18 days.", "Estudiantes ausentes 18 d\u00edas."
    of_whom_en, of_whom_es = "All students.", "Todos los estudiantes."
    source_en, source_es = "State manual of 2016", "Manual estatal de 2016"
    reason_en, reason_es = "Days online count.", "Cuentan los d\u00edas en l\u00ednea."
    proposed_by = factory.SubFactory(UserFactory)

    class Meta:
        model = DefinitionChange

    class Params:
        approved = factory.Trait(
            approved_by=factory.SubFactory(UserFactory), approved_at=factory.LazyFunction(timezone.now)
        )


class RuleChangeFactory(DjangoModelFactory):
    """A proposal to show counts only from 10 students on; `approved=True` for one approved by somebody else."""

    min_numerator, min_complement, min_denominator = 10, 6, 20
    band_300, band_100, band_40, band_20 = Decimal(1), Decimal(2), Decimal(5), Decimal(10)
    complementary = True
    reason = "The board asked for it."
    proposed_by = factory.SubFactory(UserFactory)

    class Meta:
        model = RuleChange

    class Params:
        approved = factory.Trait(
            approved_by=factory.SubFactory(UserFactory), approved_at=factory.LazyFunction(timezone.now)
        )


class GapTargetFactory(DjangoModelFactory):
    """Students with disabilities, 10 points from all students in 2014-15, are to be at most 5 away by 2018-19."""

    indicator = factory.SubFactory(IndicatorFactory)
    dimension, group = "SPED", "SWD"
    fall_year, points = 2018, Decimal(5)
    instrument = "DISTRICT_CHRONIC"
    start_fall_year, start_points = 2014, Decimal(10)

    class Meta:
        model = GapTarget


class IndicatorTargetFactory(DjangoModelFactory):
    """An interim target of the district for 2017-18; `adopted=True` for the plan's own, from 25.1 to below 10;
    `proposed=True` for what a principal proposes."""

    indicator = factory.SubFactory(IndicatorFactory)
    kind = "INTERIM"
    cycle = "2015-2020"
    target_value = 18
    comparator = "<"
    target_fall_year = 2017

    class Meta:
        model = IndicatorTarget

    class Params:
        adopted = factory.Trait(kind="ADOPTED", baseline_value=Decimal("25.1"), target_value=10, target_fall_year=2019)
        proposed = factory.Trait(
            kind="PROPOSED",
            school=factory.SubFactory(SchoolFactory),
            proposed_by=factory.SubFactory(UserFactory),
            target_fall_year=2027,
        )


class TargetCycleFactory(DjangoModelFactory):
    """A further plan cycle, from 2027 to 2032, not adopted yet."""

    first_fall_year = 2027
    last_fall_year = 2031

    class Meta:
        model = TargetCycle


class ImportRunFactory(DjangoModelFactory):
    """A published file of the district's own; `state_file=True` for one of the state's."""

    file_name = factory.Sequence("values-{}.csv".format)
    sha256 = factory.Sequence("{:064d}".format)
    source_kind = "DISTRICT"
    district_code = "0640011"
    state = "PUBLISHED"
    published_at = datetime(2026, 9, 1, tzinfo=UTC)

    class Meta:
        model = ImportRun

    class Params:
        state_file = factory.Trait(source_kind="STATE")
        waiting = factory.Trait(state="PREVIEW", source_kind="", published_at=None)


class IndicatorValueFactory(DjangoModelFactory):
    """30 of 100 students of a school; `district=True` for the district's row, `counts=(n, d)` for other figures."""

    indicator = factory.SubFactory(IndicatorFactory)
    instrument = "DISTRICT_CHRONIC"
    scope = "SCHOOL"
    school = factory.SubFactory(SchoolFactory)
    fall_year = 2014
    numerator = factory.LazyAttribute(lambda value: value.counts[0])
    denominator = factory.LazyAttribute(lambda value: value.counts[1])
    value = factory.LazyAttribute(lambda value: round(Decimal(100 * value.counts[0]) / value.counts[1], 1))
    display_status = "REPORTED"
    source_kind = factory.LazyAttribute(lambda value: value.run.source_kind)
    run = factory.SubFactory(ImportRunFactory)
    source_line = 2

    class Meta:
        model = IndicatorValue

    class Params:
        counts = (30, 100)
        district = factory.Trait(scope="DISTRICT", school=None)


class PacketFactory(DjangoModelFactory):
    title = "Board packet"
    fall_year = 2025
    sections = factory.LazyFunction(lambda: ["glance"])
    asked_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Packet


class PacketScheduleFactory(DjangoModelFactory):
    title = "Board packet of the month"
    sections = factory.LazyFunction(lambda: ["glance"])
    set_by = factory.SubFactory(UserFactory)
    begins_on = date(2025, 7, 1)

    class Meta:
        model = PacketSchedule


class CouncilModelFactory(DjangoModelFactory):
    code = "7-5-2"
    name = "State model"
    voting_seats = 14
    source = "As the state says."

    class Meta:
        model = CouncilModel
        django_get_or_create = ("code",)


class CouncilFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    model = factory.SubFactory(CouncilModelFactory)

    class Meta:
        model = Council


class SeatFactory(DjangoModelFactory):
    """A parent's seat with a vote."""

    council = factory.SubFactory(CouncilFactory)
    kind = "PARENT"
    number = factory.Sequence(lambda number: number + 1)
    votes = True
    starts_on = date(2015, 7, 1)

    class Meta:
        model = Seat


class SeatTermFactory(DjangoModelFactory):
    """Two years in a seat, by election; somebody without an account."""

    seat = factory.SubFactory(SeatFactory)
    name = factory.Sequence("Member {}".format)
    starts_on = date(2025, 7, 1)
    ends_on = date(2027, 6, 30)
    how = "ELECTED"

    class Meta:
        model = SeatTerm


class AdvisoryMemberFactory(DjangoModelFactory):
    """A parent who speaks for a school since the summer of 2025."""

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Parent {}".format)
    starts_on = date(2025, 7, 1)

    class Meta:
        model = AdvisoryMember


class AdvisoryMeetingFactory(DjangoModelFactory):
    """A planned evening of the Parent Advisory Group; `held=True` for one that is over."""

    held_on = date(2025, 11, 12)
    starts_at = time(18)
    place = "Central office"
    languages = ["en", "es"]
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = AdvisoryMeeting

    class Params:
        held = factory.Trait(state="HELD")


class AdvisoryQuestionFactory(DjangoModelFactory):
    """A question that waits; `answered=True` for one answered nine days later, in both languages."""

    school = factory.SubFactory(SchoolFactory)
    asked_on = date(2025, 11, 3)
    language = "es"
    text = "¿Habrá intérpretes en cada reunión?"
    topic = "LANGUAGE"
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = AdvisoryQuestion

    class Params:
        answered = factory.Trait(
            state="ANSWERED",
            answered_on=date(2025, 11, 12),
            answer_en="Yes, from January on.",
            answer_es="Sí, desde enero.",
            text_en="Will there be interpreters at every meeting?",
            text_es="¿Habrá intérpretes en cada reunión?",
        )


class ElectionFactory(DjangoModelFactory):
    """Parents elect one member; announced in the spring of 2026."""

    council = factory.SubFactory(CouncilFactory)
    constituency = "PARENTS"
    seats_total = 1
    nominations_from = date(2026, 3, 2)
    nominations_until = date(2026, 3, 20)
    voting_from = date(2026, 4, 6)
    voting_until = date(2026, 4, 10)
    term_starts_on = date(2026, 7, 1)
    term_ends_on = date(2028, 6, 30)
    place = "Main office"
    notice_en = "Choose who speaks for families."
    notice_es = "Elija quién habla por las familias."
    electors_total = 300
    state = "ANNOUNCED"
    begun_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Election


class CandidateFactory(DjangoModelFactory):
    election = factory.SubFactory(ElectionFactory)
    name = factory.Sequence("Candidate {}".format)

    class Meta:
        model = Candidate


class EffectivenessProfileFactory(DjangoModelFactory):
    """The open profile of a council in 2025-26, with a view of each side to be written."""

    school = factory.SubFactory(SchoolFactory)
    fall_year = 2025
    begun_by = factory.SubFactory(UserFactory)

    class Meta:
        model = EffectivenessProfile
        skip_postgeneration_save = True

    @factory.post_generation
    def views(self, create, extracted, **kwargs):
        if create:
            for side in Side:
                self.assessments.create(side=side)


class ImprovementActionFactory(DjangoModelFactory):
    profile = factory.SubFactory(EffectivenessProfileFactory)
    domain = "D"
    what = factory.Sequence("Action {}".format)
    who = "The chair"
    due_on = date(2026, 3, 1)
    shown_by = "The minutes"

    class Meta:
        model = ImprovementAction


class CouncilMeetingFactory(DjangoModelFactory):
    """A meeting with a quorum."""

    council = factory.SubFactory(CouncilFactory)
    held_on = date(2025, 10, 20)
    voting_present = 9
    quorum_required = 8
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = CouncilMeeting


class JobFactory(DjangoModelFactory):
    """A job that waits for a worker."""

    kind = "import-check"
    owner = factory.SubFactory(UserFactory)

    class Meta:
        model = Job


class InitiativeWorkFactory(DjangoModelFactory):
    """An initiative under way, for all schools."""

    initiative = factory.SubFactory(InitiativeFactory)
    state = "UNDER_WAY"

    class Meta:
        model = InitiativeWork


class MilestoneFactory(DjangoModelFactory):
    work = factory.SubFactory(InitiativeWorkFactory)
    title = factory.Sequence("Milestone {}".format)
    due_on = date(2026, 3, 1)

    class Meta:
        model = Milestone


class StatusUpdateFactory(DjangoModelFactory):
    work = factory.SubFactory(InitiativeWorkFactory)
    rating = "ON_TRACK"
    happened = "Two schools began."
    by = factory.SubFactory(UserFactory)

    class Meta:
        model = StatusUpdate


class BudgetLineFactory(DjangoModelFactory):
    work = factory.SubFactory(InitiativeWorkFactory)
    fall_year = 2025
    label = "Interpreters"
    amount = Decimal("1200")
    source = "GENERAL"

    class Meta:
        model = BudgetLine


class ActionPlanFactory(DjangoModelFactory):
    """A draft for 2025-26."""

    school = factory.SubFactory(SchoolFactory)
    fall_year = 2025
    begun_by = factory.SubFactory(UserFactory)

    class Meta:
        model = SchoolActionPlan


class PlanGoalFactory(DjangoModelFactory):
    plan = factory.SubFactory(ActionPlanFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    statement = "Every child is in school every day."

    class Meta:
        model = PlanGoal


class ActionStepFactory(DjangoModelFactory):
    goal = factory.SubFactory(PlanGoalFactory)
    what = "Call home on the first day"
    who = "Family resource aide"
    due_on = date(2026, 3, 1)

    class Meta:
        model = ActionStep


class ReserveRuleFactory(DjangoModelFactory):
    """The law since ESSA: 1 % unless that is $5,000 or less, 90 % of it to schools."""

    first_fall_year = 2017
    reserve_percent = Decimal(1)
    exempt_up_to = Decimal(5000)
    schools_percent = Decimal(90)
    high_need_tiers = ["INTENSIVE"]
    source = "ESEA section 1116(a)(3)"

    class Meta:
        model = ReserveRule
        django_get_or_create = ("first_fall_year",)


class TitleOneBudgetFactory(DjangoModelFactory):
    """$10,000,000 for 2025-26, with the least reserve that the law asks: $100,000."""

    school_year = factory.SubFactory(SchoolYearFactory)
    allocation = Decimal("10000000.00")
    source = "Grant award 2026"
    stated_on = date(2025, 8, 1)
    reserve = Decimal("100000.00")

    class Meta:
        model = TitleOneBudget
        django_get_or_create = ("school_year",)


class SchoolAllocationFactory(DjangoModelFactory):
    budget = factory.SubFactory(TitleOneBudgetFactory)
    school = factory.SubFactory(SchoolFactory)
    amount = Decimal("3000.00")

    class Meta:
        model = SchoolAllocation


class SpendingCategoryFactory(DjangoModelFactory):
    code = "REACH"
    label = "Programs that reach families"
    statute = "1116(a)(3)(D)(ii)"
    position = 1

    class Meta:
        model = SpendingCategory
        django_get_or_create = ("code",)


class PlannedSpendingFactory(DjangoModelFactory):
    """A line of a school; `school=None` for central office."""

    budget = factory.SubFactory(TitleOneBudgetFactory)
    school = factory.SubFactory(SchoolFactory)
    category = factory.SubFactory(SpendingCategoryFactory)
    what = "Evenings with families"
    amount = Decimal("900.00")

    class Meta:
        model = PlannedSpending


class SpendingEntryFactory(DjangoModelFactory):
    """An invoice of a school; `school=None` for central office."""

    budget = factory.SubFactory(TitleOneBudgetFactory)
    school = factory.SubFactory(SchoolFactory)
    category = factory.SubFactory(SpendingCategoryFactory)
    what = "Interpreters for an evening"
    spent_on = date(2025, 10, 20)
    vendor = "Lingua Cooperative"
    reference = factory.Sequence("INV-{}".format)
    amount = Decimal("240.50")
    entered_by = factory.SubFactory(UserFactory)

    class Meta:
        model = SpendingEntry


class CompactVersionFactory(DjangoModelFactory):
    """A draft of 2025-26 with all seven contents, one section with one goal; `blank=True` without any text."""

    compact = factory.SubFactory("tests.factories.CompactFactory")
    number = 1
    begun_by = factory.SubFactory(UserFactory)
    shared = "We share the work of learning."
    school_role = "We teach well, and every child is welcome."
    family_role = "We read at home and come to school."
    conferences = "We meet in November and March and talk about this compact."
    reports = "You get news every month."
    access = "Call us. Come and help. Come and watch."
    two_way = "We talk in your language."

    class Meta:
        model = CompactVersion

    class Params:
        blank = factory.Trait(
            shared="", school_role="", family_role="", conferences="", reports="", access="", two_way=""
        )


class CompactFactory(DjangoModelFactory):
    """The compact of a school for 2025-26, without a version."""

    school = factory.SubFactory(SchoolFactory)
    fall_year = 2025
    begun_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Compact
        django_get_or_create = ("school", "fall_year")


class CompactSectionFactory(DjangoModelFactory):
    version = factory.SubFactory(CompactVersionFactory)
    low_grade = 0
    high_grade = 2
    school_does = "Teachers read with every child every day."
    families_do = "Read together for ten minutes."
    students_do = "I choose a book."

    class Meta:
        model = CompactSection


class CompactGoalFactory(DjangoModelFactory):
    section = factory.SubFactory(CompactSectionFactory)
    position = 1
    statement = "Every child is in school every day."
    indicator = factory.SubFactory(IndicatorFactory)

    class Meta:
        model = CompactGoal


class AdviceFactory(DjangoModelFactory):
    """Advice of November 2025 at a meeting of which only counts are known; the answer is due in two weeks."""

    school = factory.SelfAttribute("meeting.council.school")
    fall_year = 2025
    kind = "BUDGET"
    title = "Keep the family resource aide"
    text = "The council advises to keep the family resource aide."
    meeting = factory.SubFactory(CouncilMeetingFactory, held_on=date(2025, 11, 18))
    given_on = factory.SelfAttribute("meeting.held_on")
    due_on = factory.LazyAttribute(lambda advice: advice.given_on + timedelta(days=14))
    answer_by = factory.SelfAttribute("due_on")
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Advice


class SignOffFactory(DjangoModelFactory):
    """A draft budget of 2025-26 that waits for the council."""

    council = factory.SubFactory(CouncilFactory)
    fall_year = 2025
    kind = "BUDGET"
    title = "Draft budget 2026-27"
    version = factory.Sequence(str)
    dated_on = date(2025, 11, 3)
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = SignOff


class DutyRecordFactory(DjangoModelFactory):
    council = factory.SubFactory(CouncilFactory)
    fall_year = 2025
    duty = "D1"
    on = date(2025, 11, 3)
    text = "The council read the attendance figures."
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = DutyRecord


class ReconstitutionFactory(DjangoModelFactory):
    council = factory.SubFactory(CouncilFactory)
    kind = "TURNAROUND"
    voted_on = date(2025, 11, 3)
    votes_for = 9
    votes_against = 2
    recorded_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Reconstitution


class TrainingModuleFactory(DjangoModelFactory):
    """Required of parents within 60 days, for good, since the summer of 2025."""

    code = factory.Sequence("MODULE_{}".format)
    name = factory.Sequence("Module {}".format)
    audiences = factory.LazyFunction(lambda: ["PARENT"])
    required_from = date(2025, 7, 1)

    class Meta:
        model = TrainingModule


class TrainingSessionFactory(DjangoModelFactory):
    """An evening for the whole district, without a module."""

    held_on = date(2025, 9, 16)
    starts_at = time(18)
    ends_at = time(19, 30)
    place = "Library"
    languages = factory.LazyFunction(lambda: ["en"])
    planned_by = factory.SubFactory(UserFactory)

    class Meta:
        model = TrainingSession


class TrainingRecordFactory(DjangoModelFactory):
    """A member of a council completed a module elsewhere, and somebody confirmed it."""

    module = factory.SubFactory(TrainingModuleFactory)
    term = factory.SubFactory(SeatTermFactory)
    school = factory.LazyAttribute(lambda record: record.term.council.school)
    day = date(2025, 9, 16)
    minutes = 60
    place_taken = "State conference"
    recorded_by = factory.SubFactory(UserFactory)
    confirmed_by = factory.SelfAttribute("recorded_by")
    confirmed_at = factory.LazyFunction(timezone.now)
    number = factory.LazyFunction(new_number)

    class Meta:
        model = TrainingRecord


class AgreementFactory(DjangoModelFactory):
    """An agreement in force for two school years."""

    partner = factory.SubFactory(PartnerFactory)
    kind = "MOU"
    name = factory.Sequence("Agreement {}".format)
    starts_on = date(2025, 7, 1)
    ends_on = date(2027, 6, 30)
    state = "ACTIVE"
    made_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Agreement


class ProgrammeFactory(DjangoModelFactory):
    agreement = factory.SubFactory(AgreementFactory)
    fall_year = 2025
    name = factory.Sequence("Program {}".format)
    area = "TUTORING"
    objective = "Four of five children read on grade level in May."
    made_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Programme


class ProgrammeSiteFactory(DjangoModelFactory):
    """Four sessions a month from September to June."""

    programme = factory.SubFactory(ProgrammeFactory)
    school = factory.SubFactory(SchoolFactory)
    sessions = 4
    months = factory.LazyFunction(lambda: [9, 10, 11, 12, 1, 2, 3, 4, 5, 6])

    class Meta:
        model = ProgrammeSite


class ServiceEntryFactory(DjangoModelFactory):
    """One session on a day of October, logged and not confirmed, at a place of its programme."""

    programme = factory.SubFactory(ProgrammeFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2025, 10, 14)
    ends_on = factory.SelfAttribute("starts_on")
    sessions = 1
    logged_by = factory.SubFactory(UserFactory)

    class Meta:
        model = ServiceEntry

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        ProgrammeSite.objects.get_or_create(programme=kwargs["programme"], school=kwargs["school"])
        return super()._create(model_class, *args, **kwargs)
