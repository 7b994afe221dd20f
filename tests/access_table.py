"""How the walk over all pages (tests/test_access.py) opens each address, for own and for foreign records.

A new page needs its line in `district.access.PAGES`. If its address holds an argument (`<int:pk>`, `<str:code>`), it
also needs a line in `ROWS` here:

    "partnerships:activity-edit": Row(lambda w, school: {"pk": w.activities[school].pk},
                                      sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),

- the function gives the arguments, for a record of `school` (`w.ours`, where the walkers with a school role hold it, or
  `w.theirs`); new kinds of records are made in `World`;
- `sees`: what the person must be granted at that school for the record to exist for them; else the page is a 404;
- `asks`: what they must be granted at that school to use the page; else it is a 403 that says who can;
- leave `sees` and `asks` out where the record belongs to no school, or anybody may open it: then PAGES decides alone;
- `asks_to_write`: the same as `asks`, for POST only;
- `own`: for records that belong to a person or partner instead of a school: called with (world, role, school);
- `ok`: further answers that are right for a person who may, e.g. {404} where there is nothing to show yet.

Who may then follows from GRANTS and PAGES; nothing here says it a second time.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from district import evidence, school_years
from district.access import DISTRICT_ROLES, GRANTS, Can, Role
from district.directory import uploads
from district.loading import load_languages
from district.mail_links import stop_token
from district.models import BoardMeeting, DayOff, District, Job, Notice, SavedView, SchoolCalendar, YearPassage
from district.people import address_of
from district.saved_views import stop_path
from district.staff import uploads as staff_uploads
from governance import motions, requests
from governance.compacts import quality
from governance.models import (
    AdvisoryItem,
    AgendaItem,
    Attendance,
    CompactVersion,
    EffectivenessProfile,
    MeetingRequest,
    MemberNotice,
    Motion,
    Observer,
    Office,
    StandingItem,
    TrainingContent,
    TrainingMaterial,
    TrainingModule,
    TrainingSession,
)
from indicators.packets import making
from partnerships import merging
from partnerships.activity_log import delete
from partnerships.agreements.life import add_document
from partnerships.agreements.links import token_of
from partnerships.evaluations import links, rubrics
from partnerships.importing.taking import bring
from partnerships.models import (
    Evaluation,
    Instrument,
    InstrumentVersion,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    PartnerAccount,
    ResultsMessage,
    ServiceLink,
    Survey,
    SurveyPlace,
    Walkthrough,
)
from partnerships.surveys.instruments import begin_version
from partnerships.walkthroughs.standards import begin_version as begin_standards
from plans import roll_over as rolling
from plans.models import CheckIn, ReminderRule, Story
from tests.district.directory_files import directory_file, district_row, row
from tests.factories import (
    ActionStepFactory,
    ActivityFactory,
    ActivitySeriesFactory,
    AdviceFactory,
    AdvisoryMeetingFactory,
    AdvisoryMemberFactory,
    AdvisoryQuestionFactory,
    BudgetLineFactory,
    CandidateFactory,
    CommunityFundingFactory,
    CompactFactory,
    CompactGoalFactory,
    CompactSectionFactory,
    CompactVersionFactory,
    CouncilMeetingFactory,
    DataArchiveFactory,
    DefinitionChangeFactory,
    DutyRecordFactory,
    EffectivenessProfileFactory,
    ElectionFactory,
    EvaluationFactory,
    FaultFactory,
    FeedbackFactory,
    GapTargetFactory,
    ImportRunFactory,
    ImprovementActionFactory,
    IndicatorCommentFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    InitiativeWorkFactory,
    JobFactory,
    LeadAgencyFactory,
    MembershipFactory,
    MilestoneFactory,
    OutgoingMailFactory,
    PacketFactory,
    PacketScheduleFactory,
    PartnerFactory,
    PartnerPersonFactory,
    PlannedSpendingFactory,
    ProgrammeFactory,
    RecommendationFactory,
    ReconstitutionFactory,
    ReserveRuleFactory,
    RuleChangeFactory,
    SchoolChangeFactory,
    SchoolFactory,
    SchoolPartnershipFactory,
    SchoolProfileFactory,
    SchoolYearFactory,
    SeatFactory,
    SeatTermFactory,
    ServiceAreaFactory,
    ServiceEntryFactory,
    SignOffFactory,
    SpendingEntryFactory,
    StoryFactory,
    StoryPermissionFactory,
    TargetCycleFactory,
    TitleOneBudgetFactory,
    TrainingModuleFactory,
    TrainingRecordFactory,
    TrainingSessionFactory,
    UserFactory,
    WalkthroughFactory,
    rubric_in_use,
)
from tests.governance.councils import meeting_of as meeting_of_council
from tests.partnerships.evaluations.worlds import agreed_action, shared_evaluation
from tests.partnerships.surveys.worlds import make_survey, make_version


def no_arguments(world, school):
    return {}


@dataclass(frozen=True)
class Row:
    arguments: callable = no_arguments
    sees: Can | None = None
    asks: Can | None = None
    asks_to_write: Can | None = None
    own: callable = None
    ok: frozenset = field(default_factory=frozenset)


def an_archive_to_download():
    """An archive of all data, with a file that is there."""
    archive = DataArchiveFactory(stored_name="access-table.zip", expires_at=timezone.now() + timedelta(days=1))
    archive.path.parent.mkdir(parents=True, exist_ok=True)
    archive.path.write_bytes(b"PK")
    return archive


class World:
    """Two schools with one record of each kind, and one person in each role: at our school, or for the district."""

    def __init__(self):
        self.ours, self.theirs = (SchoolFactory(name=name) for name in ("Our school", "Their school"))
        self.schools = (self.ours, self.theirs)
        self.initiative = InitiativeFactory(code="1.1")
        self.work = InitiativeWorkFactory(initiative=self.initiative)
        self.steps = {school: ActionStepFactory(goal__plan__school=school) for school in self.schools}
        SchoolYearFactory(fall_year=2025)
        self.periods = {school: SchoolProfileFactory(school=school) for school in self.schools}
        self.people = {role: self.person(role) for role in Role}
        self.activities = {
            school: ActivityFactory(school=school, held_on=date(2025, 10, 14), logged_by=UserFactory())
            for school in self.schools
        }
        self.job = Job.objects.create(kind="none of ours")
        self.indicator = IndicatorFactory()
        self.proposal = IndicatorTargetFactory(indicator=self.indicator)
        IndicatorValueFactory(
            indicator=self.indicator, district=True, fall_year=2025, is_published=True, shown="VALUE", shown_value=30
        )
        self.figure_comment = IndicatorCommentFactory(indicator=self.indicator)
        self.changed_definition = DefinitionChangeFactory(indicator=self.indicator)
        self.rule_change = RuleChangeFactory()
        running = school_years.fall_year_of(timezone.localdate())
        years = [SchoolYearFactory(fall_year=year) for year in (running, running + 1)]
        day = date(2099, 6, 30)
        self.school_change = SchoolChangeFactory(school=SchoolFactory(closed_on=day), last_day=day)
        self.passage = YearPassage.objects.create(year=years[0], by=UserFactory())
        self.gap_target = GapTargetFactory(indicator=self.indicator)
        self.data_archive = an_archive_to_download()
        self.packet = making.make(PacketFactory(sections=["indicators"]))
        self.packet_schedule = PacketScheduleFactory()
        self.adopted_target = IndicatorTargetFactory(indicator=self.indicator, adopted=True)
        self.cycle = TargetCycleFactory()
        self.school_proposals = {
            school: IndicatorTargetFactory(indicator=self.indicator, proposed=True, school=school)
            for school in (self.ours, self.theirs)
        }
        self.partners = {school: PartnerFactory() for school in self.schools}
        PartnerAccount.objects.create(
            membership=self.people[Role.PARTNER_CONTACT].memberships.get(), partner=self.partners[self.ours]
        )
        self.meetings = {school: CouncilMeetingFactory(council__school=school) for school in self.schools}
        self.terms = {
            school: SeatTermFactory(seat__council=self.meetings[school].council, ends_on=None)
            for school in self.schools
        }
        for school in self.schools:
            planned(self, school)
        group(self)
        self.stranger = MembershipFactory(role=Role.SCHOOL_STAFF, school=self.theirs)

    def person(self, role):
        at = None if role in DISTRICT_ROLES else self.ours
        user = MembershipFactory(role=role, school=at, user__name=f"A {role.label}").user
        address_of(user)
        return user


def cycle_of(world, school):
    return {"cycle": world.initiative.priority_action.cycle.code}


def initiative_of(world, school):
    return cycle_of(world, school) | {"code": world.initiative.code}


def action_of(world, school):
    return cycle_of(world, school) | {"code": world.initiative.priority_action.code}


def check_in_of(world, school):
    plan = world.steps[school].goal.plan
    check_in, _new = CheckIn.objects.get_or_create(
        plan=plan,
        defaults={
            "since": date(2025, 7, 1),
            "on": date(2026, 1, 20),
            "counted": {},
            "working": "Calls",
            "by": UserFactory(),
        },
    )
    return plan_of(world, school) | {"pk": check_in.pk}


def lent_by_the_principal(world, school):
    """A role that our principal lent, or somebody of the other school."""
    lender = world.people[Role.PRINCIPAL] if school is world.ours else world.stranger.user
    first = lender.memberships.get()
    lent = {"role": first.role, "school": first.school, "ends_on": date(2099, 1, 1)}
    return {"pk": first.lent.create(user=UserFactory(), **lent).pk}


def roll_over_of(world, school):
    return {"pk": rolling.roll_over(rolling.Wanted(), 2026, by=UserFactory()).pk}


def completion_of(world, school):
    milestone = MilestoneFactory(work=world.work)
    said = {"done_on": date(2025, 10, 1), "due_on_then": milestone.due_on, "done_by": UserFactory()}
    said["evidence"] = a_file()
    return {"pk": milestone.completions.create(**said).pk}


def plan_of(world, school):
    return {"code": school.code, "year": 2025}


def plan_to_begin(world, school):
    return {"code": school.code, "year": 2024}


def part_of_plan(world, school):
    return plan_of(world, school) | {"part": "needs"}


def goal_of(world, school):
    return plan_of(world, school) | {"pk": world.steps[school].goal_id}


def goal_for_a_step(world, school):
    return plan_of(world, school) | {"goal": world.steps[school].goal_id}


def step_of(world, school):
    return plan_of(world, school) | {"pk": world.steps[school].pk}


def a_file():
    return evidence.keep(upload=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n"), by=UserFactory())


def step_with_file(world, school):
    step = world.steps[school]
    step.evidence_file = a_file()
    step.save()
    return step_of(world, school)


def passage_of(world, school):
    return plan_of(world, school) | {"passage": "needs"}


def comment_of(world, school):
    plan = world.steps[school].goal.plan
    comment = plan.comments.create(passage="needs", text="Which groups?", by=world.stranger.user)
    return plan_of(world, school) | {"pk": comment.pk}


def submission_of(world, school):
    return plan_of(world, school) | {"name": "submit"}


def notice_of_the_principal(world, school):
    """The notice belongs to the principal of ours, or to somebody else."""
    recipient = world.people[Role.PRINCIPAL] if school == world.ours else world.stranger.user
    notice, _made = Notice.objects.get_or_create(
        recipient=recipient,
        key="walk",
        defaults={"kind": "plan.approved", "about": "district.school", "about_id": school.pk, "path": "/help/"},
    )
    return {"pk": notice.pk}


def kept_view(owner):
    view, _made = SavedView.objects.get_or_create(owner=owner, name="Walked", defaults={"address": "/dashboard/"})
    return view


def view_of_the_principal(world, school):
    """The view belongs to the principal of ours, or to somebody else."""
    return {"pk": kept_view(world.people[Role.PRINCIPAL] if school == world.ours else world.stranger.user).pk}


def waiting_mail(world, school):
    return {"pk": OutgoingMailFactory(recipient=world.stranger.user).pk}


def a_fault(world, school):
    return {"pk": FaultFactory().pk}


def a_reminder(world, school):
    return {"pk": ReminderRule.objects.get_or_create(days=13)[0].pk}


def a_school_calendar(world, school):
    kept, _new = SchoolCalendar.objects.get_or_create(
        fall_year=2026, defaults={"first_day": date(2026, 8, 31), "last_day": date(2027, 6, 11)}
    )
    return {"year": kept.pk}


def a_holiday(world, school):
    holiday = DayOff.objects.create(name="Recess", first_day=date(2026, 4, 13), last_day=date(2026, 4, 17))
    return {"pk": holiday.pk}


def a_board_meeting(world, school):
    meeting, _is_new = BoardMeeting.objects.get_or_create(held_on=date(2026, 9, 15))
    return {"pk": meeting.pk}


def version_of(world, school):
    plan = world.steps[school].goal.plan
    version = plan.versions.create(
        school=plan.school, number=plan.versions.count() + 1, kind="SUBMITTED", text=[], frozen_by=world.stranger.user
    )
    return plan_of(world, school) | {"number": version.number}


def milestone_of(world, school):
    return {"pk": MilestoneFactory(work=world.work, each_school=True).pk}


def budget_line_of(world, school):
    return {"pk": BudgetLineFactory(work=world.work).pk}


def money_year(world, school):
    TitleOneBudgetFactory()
    return {"year": 2025}


def money_of_school(world, school):
    return money_year(world, school) | {"code": school.code}


def has_a_role_in_the_whole_district(world, role, school):
    return role in DISTRICT_ROLES


def planned_line_of(world, school):
    return {"pk": PlannedSpendingFactory(school=school).pk}


def spending_of(world, school):
    return {"pk": SpendingEntryFactory(school=school, entered_by=world.stranger.user).pk}


def thresholds(world, school):
    return {"pk": ReserveRuleFactory().pk}


def seat_of(world, school):
    return {"code": school.code, "pk": SeatFactory(council=school.council).pk}


def bylaws_of(world, school):
    made = {"in_force_from": date(2025, 9, 1), "document": a_file(), "added_by": world.stranger.user}
    return {"code": school.code, "pk": school.council.bylaws.create(**made).pk}


def term_of(world, school):
    return {"pk": world.terms[school].pk}


def officer_of(world, school):
    office = Office.objects.create(
        council=school.council, term=world.terms[school], role="CHAIR", starts_on=date(2025, 9, 1)
    )
    return {"code": school.code, "pk": office.pk}


def election_of(world, school, **values):
    made = ElectionFactory(council=school.council, begun_by=world.people[Role.PRINCIPAL], **values)
    return {"code": school.code, "pk": made.pk}


def candidate_of(world, school):
    arguments = election_of(world, school)
    return arguments | {"candidate": CandidateFactory(election_id=arguments["pk"]).pk}


def sheet_of(world, school):
    return election_of(world, school, sheet=a_file())


def survey_of(world, school):
    """Open at one school, with slips; what it asks is the same at both."""
    version = InstrumentVersion.objects.filter(state="IN_USE").first() or make_version()
    survey = Survey.objects.filter(places__school=school, state="OPEN").first() or make_survey(
        version, [school], way="SLIPS", is_public=False
    )
    return {"pk": survey.pk}


def survey_place_of(world, school):
    return {"pk": SurveyPlace.objects.get(survey=survey_of(world, school)["pk"]).pk}


def survey_address_of(world, school):
    return {"code": SurveyPlace.objects.get(survey=survey_of(world, school)["pk"]).code}


def walkthrough_of(world, school):
    """The open walkthrough of a school, today, so that its code works."""
    today = timezone.localdate()
    found = Walkthrough.objects.filter(school=school, held_on=today).first()
    return {"pk": (found or WalkthroughFactory(school=school, held_on=today)).pk}


def part_of_walkthrough(world, school):
    return walkthrough_of(world, school) | {"component": "A"}


def item_of_walkthrough(world, school):
    return walkthrough_of(world, school) | {"code": "visitor-parking"}


def walk_code(world, school):
    return {"code": Walkthrough.objects.get(**walkthrough_of(world, school)).code}


def walk_sheet(world, school):
    walkthrough = Walkthrough.objects.get(**walkthrough_of(world, school))
    return walk_code(world, school) | {"key": walkthrough.sheets.create(component="A").key}


def commendation_of(world, school):
    walkthrough = Walkthrough.objects.get(**walkthrough_of(world, school))
    return {"pk": walkthrough.commendations.create(component="A", text="Greeted at once").pk}


def recommendation_of(world, school):
    walkthrough = Walkthrough.objects.get(**walkthrough_of(world, school))
    return {"pk": RecommendationFactory(walkthrough=walkthrough, evidence=a_file()).pk}


def draft_standards(world, school):
    walkthrough_of(world, school)
    return {"number": begin_standards().number}


def draft_standards_item(world, school):
    walkthrough_of(world, school)
    return {"pk": begin_standards().items.first().pk}


def opportunity_of(world, school):
    return {"pk": Opportunity.objects.create(school=school, title="An evening", held_on=date(2025, 11, 4)).pk}


def need_of(world, school):
    return {"pk": NeedHeard.objects.create(opportunity_id=opportunity_of(world, school)["pk"], theme="VOICE").pk}


def opportunity_action_of(world, school):
    made = {"what": "Ask again", "who": "Office", "due_on": date(2026, 1, 12), "evidence": a_file()}
    return {"pk": OpportunityAction.objects.create(opportunity_id=opportunity_of(world, school)["pk"], **made).pk}


def results_message_of(world, school):
    made = {"title": "Progress", "subject": "PROGRESS", "audience": "FAMILIES", "channel": "EMAIL"}
    made |= {"languages": ["en"], "sent_on": date(2025, 11, 4), "evidence": a_file()}
    return {"pk": ResultsMessage.objects.create(school=school, **made).pk}


def topic_of(world, school):
    return {"pk": LearningTopic.objects.get_or_create(code="literacy", name="Literacy", name_es="Lectura")[0].pk}


def published_survey_of(world, school):
    survey = Survey.objects.filter(pk=survey_of(world, school)["pk"])
    survey.update(state="PUBLISHED", published_on=date(2025, 11, 3), is_public=True)
    return {"pk": survey.get().pk}


def published_survey_at(world, school):
    return published_survey_of(world, school) | {"code": school.code}


def survey_sheet_of(world, school):
    said = {"language_id": "en", "returned_total": 3, "counts": {}, "entered_by": world.stranger.user}
    place = SurveyPlace.objects.get(pk=survey_place_of(world, school)["pk"])
    return {"pk": place.sheets.create(**said).pk}


def survey_instrument_of(world, school):
    return {"pk": (Instrument.objects.first() or make_version().instrument).pk}


def survey_draft_of(world, school):
    instrument = Instrument.objects.get(pk=survey_instrument_of(world, school)["pk"])
    return {"pk": begin_version(instrument).pk}


def survey_item_of(world, school):
    return {"pk": InstrumentVersion.objects.get(pk=survey_draft_of(world, school)["pk"]).items.first().pk}


def survey_texts_of(world, school):
    return survey_draft_of(world, school) | {"language": "es"}


def compact_version_of(world, school):
    """A draft with one section and one goal, in Spanish too."""
    load_languages()
    compact = CompactFactory(school=school)
    version = compact.versions.first() or CompactVersionFactory(compact=compact)
    section = version.sections.first() or CompactSectionFactory(version=version)
    goal = section.goals.first() or CompactGoalFactory(section=section, indicator=world.indicator)
    return compact, version, section, goal


def compact_of(world, school):
    compact_version_of(world, school)
    return {"kind": "COMPACT", "code": school.code, "year": 2025}


def compact_to_begin(world, school):
    return {"kind": "COMPACT", "code": school.code, "year": 2024}


def compact_part_of(world, school):
    return compact_of(world, school) | {"part": "shared"}


def compact_number_of(world, school):
    return compact_of(world, school) | {"number": 1}


def compact_section_of(world, school):
    return compact_of(world, school) | {"pk": compact_version_of(world, school)[2].pk}


def compact_to_judge(world, school):
    quality.load_guides()
    CompactVersion.objects.filter(pk=compact_version_of(world, school)[1].pk).update(state="COUNCIL_REVIEW")
    return compact_of(world, school) | {"side": "council"}


def compact_section_for_goal(world, school):
    return compact_of(world, school) | {"section": compact_version_of(world, school)[2].pk}


def compact_goal_of(world, school):
    return compact_of(world, school) | {"pk": compact_version_of(world, school)[3].pk}


def compact_passage_of(world, school):
    return compact_of(world, school) | {"passage": "shared"}


def compact_comment_of(world, school):
    version = compact_version_of(world, school)[1]
    comment = version.comments.create(passage="shared", text="Shorter", wording="We.", by=UserFactory())
    return compact_of(world, school) | {"pk": comment.pk}


def compact_move_of(world, school):
    return compact_of(world, school) | {"name": "ask-families"}


def compact_session_of(world, school):
    version = compact_version_of(world, school)[1]
    said = {"held_on": date(2025, 10, 1), "mode": "SURVEY", "languages": ["es"], "families_total": 3, "themes": "Texts"}
    return compact_of(world, school) | {"pk": version.sessions.create(**said).pk}


def compact_language_of(world, school):
    compact_version_of(world, school)[1].translations.get_or_create(language_id="es")
    return compact_of(world, school) | {"tag": "es"}


def compact_translated_passage_of(world, school):
    return compact_language_of(world, school) | {"passage": "shared"}


def compact_handed_out_of(world, school):
    version = compact_version_of(world, school)[1]
    said = {"given_on": date(2025, 11, 20), "channel": "HOME", "language_id": "es", "copies_total": 3}
    return compact_of(world, school) | {"pk": version.handed_out.create(**said).pk}


def compact_talks_of(world, school):
    version = compact_version_of(world, school)[1]
    said = {"grade": 1, "round": 1, "defaults": {"held_total": 3, "discussed_total": 2}}
    return compact_of(world, school) | {"pk": version.talks.get_or_create(**said)[0].pk}


def council_year_of(world, school):
    """The council's profile of 2025-26."""
    if not EffectivenessProfile.objects.filter(school=school, fall_year=2025).exists():
        EffectivenessProfileFactory(school=school)
    return {"code": school.code, "year": 2025}


def council_domain_of(world, school):
    return council_year_of(world, school) | {"domain": "D"}


def improvement_of(world, school):
    profile = EffectivenessProfile.objects.get(fall_year=council_year_of(world, school)["year"], school=school)
    return {"pk": ImprovementActionFactory(profile=profile, evidence=a_file()).pk}


def observer_of(world, school):
    user = world.people[Role.CENTRAL_OFFICE]
    return {"pk": Observer.objects.get_or_create(user=user, defaults={"trained_on": date(2025, 8, 1)})[0].pk}


def compact_address_of(world, school):
    return {"code": compact_version_of(world, school)[0].code}


def school_of(world, school):
    return {"code": school.code}


def indicator_of(world, school):
    return {"code": world.indicator.code}


def packet_of(world, school):
    return {"pk": world.packet.pk}


def slide_of(world, school):
    return {"pk": world.packet.pk, "number": 1}


def schedule_of(world, school):
    return {"pk": world.packet_schedule.pk}


def cycle_of_targets(world, school):
    return {"pk": world.cycle.pk}


def school_and_indicator_of(world, school):
    return {"code": school.code, "indicator": world.indicator.code}


def school_proposal_of(world, school):
    return {"code": school.code, "pk": world.school_proposals[school].pk}


def figure_comment_of(world, school):
    return {"code": world.indicator.code, "pk": world.figure_comment.pk}


def changed_definition_of(world, school):
    return {"code": world.indicator.code, "pk": world.changed_definition.pk}


def rule_change_of(world, school):
    return {"pk": world.rule_change.pk}


def gap_target_of(world, school):
    return {"code": world.indicator.code, "pk": world.gap_target.pk}


def proposal_of(world, school):
    return {"code": world.indicator.code, "pk": world.proposal.pk}


def period_of(world, school):
    return {"code": school.code, "pk": world.periods[school].pk}


def activity_of(world, school):
    return {"pk": world.activities[school].pk}


def asked_activity_of(world, school):
    """An activity of today about which families are asked."""
    return {"pk": FeedbackFactory(activity__school=school).activity_id}


def feedback_code_of(world, school):
    return {"code": FeedbackFactory(activity__school=school).code}


def series_of(world, school):
    return {"pk": ActivitySeriesFactory(school=school).pk}


def session_of(world, school):
    series = ActivitySeriesFactory(school=school)
    session = ActivityFactory(school=school, activity_type=series.activity_type, series=series)
    return {"pk": session.pk}


def table_of_the_principal(world, school):
    owner = world.people[Role.PRINCIPAL] if school == world.ours else world.stranger.user
    data = b"Date,Type,School code\n2025-10-14,WORKSHOP,1\n"
    return {"pk": bring(kind="activities", data=data, file_name="activities.csv", by=owner, key=uuid.uuid4()).pk}


def row_of_the_principal(world, school):
    return table_of_the_principal(world, school) | {"line": 2}


def is_the_principal(world, role, school):
    return role == Role.PRINCIPAL and school == world.ours


def is_the_principal_or_may_delete_everywhere(world, role, school):
    everywhere = role in DISTRICT_ROLES and Can.DELETE_ACTIVITY in GRANTS[role]
    return everywhere or is_the_principal(world, role, school)


def october_of(world, school):
    return {"code": school.code, "year": 2025, "month": 10}


def deleted_activity_of(world, school):
    activity = world.activities[school]
    delete(activity=activity, by=activity.logged_by, reason="Entered twice")
    return {"pk": activity.pk}


def activity_with_evidence_of(world, school):
    activity = world.activities[school]
    flyer = SimpleUploadedFile("flyer.pdf", b"%PDF-1.4\nflyer\n%%EOF\n")
    activity.evidence = evidence.keep(upload=flyer, by=activity.logged_by)
    activity.save()
    return {"pk": activity.pk}


def school_change_of(world, school):
    return {"code": world.school_change.school.code, "pk": world.school_change.pk}


def running_year(world, school):
    return {"fall_year": school_years.fall_year_of(timezone.localdate())}


def school_year(world, school):
    return {"fall_year": 2025}


def reach_of(world, school):
    return school_of(world, school) | school_year(world, school)


def partner_of(world, school):
    return {"pk": world.partners[school].pk}


def evaluation_of(world, school):
    """The open evaluation of the partner with the school; the partner's contact has been sent a link."""
    key = (world.partners[school], school)
    found = Evaluation.objects.filter(partner=key[0], school=school, shared_on=None).first()
    return {"pk": (found or EvaluationFactory(partner=key[0], school=school)).pk}


def shared_evaluation_of(world, school):
    found = Evaluation.objects.filter(partner=world.partners[school], school=school).shared().first()
    return {"pk": (found or shared_evaluation(world.partners[school], school)).pk}


def criterion_to_rate_of(world, school):
    return evaluation_of(world, school) | {"code": "goals"}


def partnership_years_of(world, school):
    evaluation_of(world, school)
    return partner_of(world, school) | {"code": school.code}


def agreed_action_of(world, school):
    return {"pk": agreed_action(Evaluation.objects.get(pk=shared_evaluation_of(world, school)["pk"])).pk}


def evaluation_rubric_of(world, school):
    return {"pk": rubrics.begin(rubric_in_use()).pk}


def evaluation_criterion_of(world, school):
    return {"pk": rubrics.begin(rubric_in_use()).criteria.first().pk}


def evaluation_link_of(world, school):
    side = Evaluation.objects.get(pk=evaluation_of(world, school)["pk"]).sides.get(side="PARTNER")
    if not side.link_number:
        side.link_number = 1
        side.save()
    return {"token": links.token_of(side)}


def evaluation_link_criterion_of(world, school):
    return evaluation_link_of(world, school) | {"code": "goals"}


def families_code_of(world, school):
    return {"code": Evaluation.objects.get(pk=evaluation_of(world, school)["pk"]).sides.get(side="FAMILIES").code}


def has_a_part_in_it(world, role, school):
    """People of the district all, of the school and of the partner their own."""
    return school == world.ours or (role in DISTRICT_ROLES and role != Role.PARTNER_CONTACT)


def gives_it_to_families(world, role, school):
    return has_a_part_in_it(world, role, school) and role != Role.PARTNER_CONTACT


def speaks_for_it_or_for_the_district(world, role, school):
    return role != Role.PARTNER_CONTACT or school == world.ours


def partnership(world, school):
    """What was agreed with the partner of a school, for that school, and one entry of what it delivered."""
    programme = ProgrammeFactory(agreement__partner=world.partners[school])
    programme.agreement.schools.add(school)
    entry = ServiceEntryFactory(programme=programme, school=school)
    return programme.agreement, programme, programme.sites.get(), entry


def agreement_of(world, school):
    return {"pk": partnership(world, school)[0].pk}


def programme_of(world, school):
    return {"pk": partnership(world, school)[1].pk}


def programme_site_of(world, school):
    return {"pk": partnership(world, school)[2].pk}


def service_of(world, school):
    return {"pk": partnership(world, school)[3].pk}


def service_link_of(world, school):
    programme = partnership(world, school)[1]
    return ServiceLink.objects.create(
        programme=programme,
        school=school,
        contact="A contact",
        email="contact@partner.example",
        made_by=world.stranger.user,
        expires_at=timezone.now() + timedelta(days=1),
    )


def agreement_document_of(world, school):
    upload = SimpleUploadedFile("signed.pdf", b"%PDF-1.7\n%%EOF")
    kept = evidence.keep(upload=upload, by=world.stranger.user)
    agreement = partnership(world, school)[0]
    return {"pk": add_document(agreement, evidence=kept, by=world.stranger.user, kind="SIGNED", title="Signed").pk}


def reads_agreement(world, role, school):
    """A partner's contact: of their own partner alone. School roles: of their school. District roles: all."""
    return school == world.ours or role in DISTRICT_ROLES and role != Role.PARTNER_CONTACT


def partner_person_of(world, school):
    return {"pk": PartnerPersonFactory(partner=world.partners[school]).pk}


def partnership_of(world, school):
    """A partnership of the partner for whom our contact speaks, or of the other one."""
    return {"pk": SchoolPartnershipFactory(partner=world.partners[school], school=school).pk}


def lead_of(world, school):
    return {"pk": LeadAgencyFactory(partner=world.partners[school], school=school).pk}


def two_partners(world, school):
    return {"pk": world.partners[school].pk, "other": PartnerFactory().pk}


def merge_of(world, school):
    by = world.stranger.user
    return {"pk": merging.merge(world.partners[school], PartnerFactory(), by=by).pk}


def funding_of(world, school):
    return {"pk": CommunityFundingFactory(school=school).pk}


def area_of(world, school):
    return {"pk": ServiceAreaFactory().pk}


def meeting_of(world, school):
    return {"pk": world.meetings[school].pk}


def session_of_the_principal(world, school):
    session, _new = UserSession.objects.get_or_create(
        session_key="k" * 32, defaults={"user": world.people[Role.PRINCIPAL], "ip": "127.0.0.1", "user_agent": ""}
    )
    return {"pk": session.pk}


def staff_file_of(world, school):
    content = f"email,name,role,school\nnew@hartford.example,New Person,SCHOOL_STAFF,{school.code}\n"
    upload = SimpleUploadedFile("staff.csv", content.encode())
    return {"pk": staff_uploads.keep(upload=upload, by=world.people[Role.ADMINISTRATOR]).pk}


def directory_file_of(world, school):
    District.objects.get_or_create(code="0640011", defaults={"name": "The district"})
    upload = SimpleUploadedFile("directory.csv", directory_file(district_row(), row(code=school.code)))
    return {"pk": uploads.keep(upload=upload, as_of=date(2026, 1, 1), by=world.stranger.user).pk}


def import_of(world, school):
    return {"pk": ImportRunFactory(state="ENTERED", published_at=None, started_by=world.stranger.user).pk}


def approved_import_of(world, school):
    return {"pk": ImportRunFactory(state="APPROVED", published_at=None).pk}


def checked_files_of(world, school):
    """Somebody else's upload, checked and waiting."""
    job = JobFactory(state="DONE", owner=world.stranger.user)
    ImportRunFactory(waiting=True, job=job)
    return {"pk": job.pk}


def failed_check_of(world, school):
    return {"pk": JobFactory(state="FAILED", owner=world.stranger.user).pk}


def stranger(world, school):
    return {"pk": world.stranger.user.pk}


def stranger_shut_out(world, school):
    world.stranger.user.is_active = False
    world.stranger.user.save()
    return stranger(world, school)


def role_of_stranger(world, school):
    return {"pk": world.stranger.pk}


def key_to_choose_a_password(world, school):
    user = world.stranger.user
    return {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}


def key_to_confirm_an_address(world, school):
    new, _made = EmailAddress.objects.get_or_create(user=world.stranger.user, email="new@hartford.example")
    return {"key": EmailConfirmationHMAC(new).key}


def planned(world, school):
    """A meeting to come, with an item on an action plan, a member there, an open motion and a carried one."""
    kept = world.__dict__.setdefault("planned", {})
    if school not in kept:
        council = world.meetings[school].council
        voters = [SeatTermFactory(seat__council=council) for _ in range(2)]
        meeting = meeting_of_council(council, held_on=date(2025, 11, 18))
        item = AgendaItem.objects.create(
            meeting=meeting, position=1, title="Plan", action_plan=world.steps[school].goal.plan
        )
        Attendance.objects.create(meeting=meeting, term=voters[0], how="PRESENT")
        still_open = motions.put(Motion(meeting=meeting, text="Call home", mover=voters[0]))
        text = compact_version_of(world, school)[1]
        carried = motions.put(Motion(meeting=meeting, text="Call home", mover=voters[0], item=item, approves=text))
        carried.outcome, carried.decided_at = "CARRIED", timezone.now()
        carried.save()
        kept[school] = (meeting, item, voters[0], still_open, carried)
    return kept[school]


def group(world):
    """A planned and a held meeting of the Parent Advisory Group, with an item and the members of both schools."""
    if not hasattr(world, "_group"):
        planned, held = AdvisoryMeetingFactory(), AdvisoryMeetingFactory(held_on=date(2025, 10, 8), held=True)
        members = {school: AdvisoryMemberFactory(school=school) for school in world.schools}
        item = AdvisoryItem.objects.create(meeting=planned, section="WELCOME", title="Welcome")
        asked = {school: AdvisoryQuestionFactory(school=school) for school in world.schools}
        answers = {school: AdvisoryQuestionFactory(school=school, answered=True) for school in world.schools}
        world._group = planned, held, members, item, asked, answers
    return world._group


def group_meeting(world, school):
    return {"pk": group(world)[0].pk}


def question_of(world, school):
    return {"pk": group(world)[4][school].pk}


def answered_question_of(world, school):
    return {"pk": group(world)[5][school].pk}


def request_of(world, school):
    request, _new = MeetingRequest.objects.get_or_create(
        council=school.council, email="ana@families.example", defaults={"language": "es"}
    )
    return {"token": requests.token(request)}


def told_member_of(world, school):
    meeting, _item, term, *_rest = planned(world, school)
    notice, _new = MemberNotice.objects.get_or_create(
        telling=meeting.tellings.get_or_create(what="NOTICE")[0], term=term
    )
    return {"pk": meeting.pk, "notice": notice.pk}


def planned_meeting_of(world, school):
    return {"pk": planned(world, school)[0].pk}


def paper_of(world, school):
    return planned_meeting_of(world, school) | {"name": "agenda"}


def item_of(world, school):
    return planned_meeting_of(world, school) | {"item": planned(world, school)[1].pk}


def waiting_plan_of(world, school):
    return planned_meeting_of(world, school) | {"key": f"plan-{world.steps[school].goal.plan.pk}"}


def attendance_of(world, school):
    return planned_meeting_of(world, school) | {"term": planned(world, school)[2].pk}


def duty_of(world, school):
    return school_of(world, school) | {"year": 2025, "duty": "D1"}


def duty_record_of(world, school):
    return school_of(world, school) | {"pk": DutyRecordFactory(council=school.council).pk}


def duty_file_of(world, school):
    kept = a_file()
    DutyRecordFactory(council=school.council, evidence=kept)
    return school_of(world, school) | {"pk": kept.pk}


def reconstitution_of(world, school):
    return school_of(world, school) | {"pk": ReconstitutionFactory(council=school.council).pk}


def given_advice_of(world, school):
    return school_of(world, school) | {"pk": AdviceFactory(meeting=world.meetings[school]).pk}


def sign_off_of(world, school):
    return school_of(world, school) | {"pk": SignOffFactory(council=school.council).pk}


def motion_of(world, school):
    return planned_meeting_of(world, school) | {"motion": planned(world, school)[3].pk}


def advice_of(world, school):
    return planned_meeting_of(world, school) | {"motion": planned(world, school)[4].pk}


def vote_of(world, school):
    return motion_of(world, school) | {"term": planned(world, school)[2].pk}


def standing_item(world, school):
    return {"pk": StandingItem.objects.get_or_create(title_en="Roll call")[0].pk}


def training_module(world, school):
    return {"code": (TrainingModule.objects.first() or TrainingModuleFactory()).code}


def training_content(world, school):
    module = TrainingModule.objects.first() or TrainingModuleFactory()
    content, _is_new = TrainingContent.objects.get_or_create(
        module=module, content_on=date(2025, 9, 1), defaults={"changes": "New"}
    )
    return {"code": module.code, "pk": content.pk}


def training_session_of(world, school):
    session = TrainingSession.objects.filter(school=school).first()
    if session is None:
        session = TrainingSessionFactory(school=school, is_district_wide=False)
        session.schools.add(school)
    return {"pk": session.pk}


def training_material_of(world, school):
    session = training_session_of(world, school)["pk"]
    upload = SimpleUploadedFile("slides.pdf", b"%PDF-1.7\n%%EOF\n")
    kept = evidence.keep(upload=upload, by=world.people[Role.ADMINISTRATOR])
    return {"pk": session, "material": TrainingMaterial.objects.create(session_id=session, title="A", evidence=kept).pk}


def training_at_school(world, school):
    return training_session_of(world, school) | {"code": school.code}


def training_presence_of(world, school):
    return training_at_school(world, school) | {"key": f"t{world.terms[school].pk}"}


def training_record_of(world, school):
    upload = SimpleUploadedFile("proof.pdf", b"%PDF-1.7\n%%EOF\n")
    proof = evidence.keep(upload=upload, by=world.people[Role.ADMINISTRATOR])
    return {"pk": TrainingRecordFactory(term=world.terms[school], proof=proof).pk}


def training_certificate_of(world, school):
    return training_record_of(world, school) | {"language": "en"}


def records_training(world, role, school):
    return Can.RECORD_TRAINING in GRANTS[role] and (role in DISTRICT_ROLES or school == world.ours)


def reads_training(world, role, school):
    return Can.VIEW_TRAINING in GRANTS[role] and (role in DISTRICT_ROLES or school == world.ours)


ROWS = {
    "district:away-end": Row(lent_by_the_principal, own=is_the_principal),
    "fault-detail": Row(a_fault),
    "run-start": Row(lambda world, school: {"name": "sweep-drafts"}),
    "school-calendar-edit": Row(lambda world, school: {"year": 2026}),
    "school-calendar-remove": Row(a_school_calendar),
    "metrics": Row(ok={404}),  # nobody is given a token
    "calendar-feed": Row(ok={404}),  # no key is given
    "district:notice-open": Row(notice_of_the_principal, own=is_the_principal),
    "district:saved-view-add": Row(ok={404}),  # no page is named
    "district:saved-view-edit": Row(view_of_the_principal, own=is_the_principal),
    "district:saved-view-delete": Row(view_of_the_principal, own=is_the_principal),
    "district:saved-view-move": Row(
        lambda world, school: view_of_the_principal(world, school) | {"step": "up"}, own=is_the_principal
    ),
    "district:saved-view-open": Row(lambda world, school: {"key": kept_view(world.stranger.user).key}),
    "district:saved-view-stop": Row(lambda world, school: {"token": stop_path(kept_view(world.stranger.user))[12:-1]}),
    "district:mail-try-again": Row(waiting_mail),
    "district:mail-give-up": Row(waiting_mail),
    "district:mail-folder": Row(ok={404}),  # a mail server is set here
    "district:mail-folder-mail": Row(lambda world, school: {"name": "20261126-031500-1.log~0"}, ok={404}),
    "plans:reminder-remove": Row(a_reminder),
    "plans:day-off-remove": Row(a_holiday),
    "plans:advice-ask": Row(plan_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.SUBMIT_ACTION_PLAN),
    "digest-stop": Row(lambda world, school: {"token": stop_token(world.stranger.user)}),
    "indicators:job-run-again": Row(lambda w, school: {"pk": w.job.pk}),
    "plans:cycle-detail": Row(cycle_of),
    "plans:theory-detail": Row(cycle_of),
    "plans:priority-action-detail": Row(action_of),
    "plans:initiative-detail": Row(initiative_of),
    "plans:initiative-aims": Row(initiative_of),
    "plans:action-plan": Row(plan_of, sees=Can.VIEW_ACTION_PLAN),
    "plans:action-plan-version": Row(version_of, sees=Can.VIEW_ACTION_PLAN),
    "plans:action-plan-begin": Row(plan_to_begin, asks=Can.EDIT_ACTION_PLAN),
    "plans:action-plan-part": Row(part_of_plan, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:goal-add": Row(plan_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:goal-edit": Row(goal_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:goal-remove": Row(goal_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:step-add": Row(goal_for_a_step, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:step-edit": Row(step_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:step-remove": Row(step_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:step-evidence": Row(step_with_file, sees=Can.VIEW_ACTION_PLAN),
    "plans:check-in-add": Row(plan_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:check-in-edit": Row(check_in_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.EDIT_ACTION_PLAN),
    "plans:plan-year": Row(lambda world, school: {"year": 2025}),
    "plans:completion-evidence": Row(completion_of),
    "plans:comment-add": Row(passage_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.COMMENT_ACTION_PLAN),
    "plans:comment-resolve": Row(comment_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.COMMENT_ACTION_PLAN),
    "plans:action-plan-move": Row(submission_of, sees=Can.VIEW_ACTION_PLAN, asks=Can.SUBMIT_ACTION_PLAN),
    "plans:implementation-detail": Row(action_of),
    "plans:order-decide": Row(action_of),
    "plans:work-detail": Row(initiative_of),
    "plans:work-edit": Row(initiative_of),
    "plans:update-add": Row(initiative_of),
    "plans:milestone-add": Row(initiative_of),
    "plans:budget-add": Row(initiative_of),
    "plans:milestone-edit": Row(milestone_of),
    "plans:roll-over": Row(lambda world, school: {"year": school_years.fall_year_of(timezone.localdate())}),
    "plans:roll-over-undo": Row(roll_over_of),
    "plans:milestone-done": Row(milestone_of),
    "plans:milestone-reopen": Row(milestone_of, ok={404}),  # no school is named
    "plans:milestone-drop": Row(milestone_of),
    "plans:budget-edit": Row(budget_line_of),
    "plans:budget-remove": Row(budget_line_of),
    "plans:list-file": Row(lambda world, school: {"name": "goals"}),
    "plans:title-one-year": Row(money_year),
    "plans:title-one-audit": Row(money_year),
    "plans:title-one-edit": Row(money_year),
    "plans:title-one-share-out": Row(money_year),
    "plans:title-one-central": Row(money_year, own=has_a_role_in_the_whole_district),
    "plans:title-one-school": Row(money_of_school, sees=Can.VIEW_TITLE1),
    "plans:title-one-allocation": Row(money_of_school),
    "plans:title-one-thresholds-edit": Row(thresholds),
    "plans:planned-add": Row(money_year),
    "plans:planned-edit": Row(planned_line_of, sees=Can.VIEW_TITLE1, asks=Can.SPEND_TITLE1),
    "plans:planned-remove": Row(planned_line_of, sees=Can.VIEW_TITLE1, asks=Can.SPEND_TITLE1),
    "plans:spending-add": Row(money_year),
    "plans:spending-import": Row(money_year),
    "plans:spending-detail": Row(spending_of, sees=Can.VIEW_TITLE1),
    "plans:spending-edit": Row(spending_of, sees=Can.VIEW_TITLE1, asks=Can.SPEND_TITLE1),
    "plans:spending-reverse": Row(spending_of, sees=Can.VIEW_TITLE1, asks=Can.SPEND_TITLE1),
    "plans:aim-remove": Row(lambda world, school: initiative_of(world, school) | {"pk": 1}),
    "district:school-detail": Row(school_of),
    "district:school-edit": Row(school_of, asks=Can.EDIT_SCHOOL),
    "district:school-record-edit": Row(school_of, asks=Can.EDIT_SCHOOL),
    "district:school-close": Row(school_of, asks=Can.EDIT_SCHOOL),
    "district:school-change-undo": Row(school_change_of),
    "district:period-edit": Row(period_of, asks=Can.EDIT_SCHOOL),
    "district:school-year-lock": Row(school_year),
    "district:school-year-unlock": Row(school_year),
    "district:school-year-begin": Row(running_year),
    "district:school-year-carry": Row(running_year),
    "district:school-year-progress": Row(running_year, ok={286}),
    "district:year-passage-undo": Row(lambda w, school: {"pk": w.passage.pk}),
    "district:directory-detail": Row(directory_file_of),
    "district:directory-apply": Row(directory_file_of),
    "district:person-detail": Row(stranger),
    "district:person-edit": Row(stranger),
    "district:person-invite-again": Row(stranger),
    "district:person-deactivate": Row(stranger),
    "district:person-reactivate": Row(stranger_shut_out),
    "district:membership-add": Row(stranger),
    "district:membership-edit": Row(role_of_stranger),
    "district:membership-end": Row(role_of_stranger),
    "district:board-meeting-edit": Row(a_board_meeting),
    "district:board-meeting-remove": Row(a_board_meeting),
    "indicators:school-dashboard": Row(school_of),
    "indicators:indicator-detail": Row(indicator_of),
    "indicators:together": Row(indicator_of),
    "indicators:peers": Row(indicator_of),
    "indicators:value-detail": Row(indicator_of, ok={404}),  # no figure has been published here
    "indicators:indicator-comments": Row(indicator_of),
    "indicators:indicator-gaps": Row(indicator_of),
    "indicators:comment-add": Row(indicator_of),
    "indicators:comment-edit": Row(figure_comment_of),
    "indicators:comment-withdraw": Row(figure_comment_of),
    "indicators:definitions": Row(indicator_of),
    "indicators:definition-propose": Row(indicator_of, ok={302}),  # a proposal waits, so it is changed instead
    "indicators:definition-edit": Row(changed_definition_of),
    "indicators:definition-answer": Row(changed_definition_of),
    "indicators:definition-remove": Row(changed_definition_of),
    "indicators:gap-target-add": Row(indicator_of),
    "indicators:gap-target-edit": Row(gap_target_of),
    "indicators:gap-target-adopt": Row(gap_target_of),
    "indicators:gap-target-remove": Row(gap_target_of),
    "indicators:rule-propose": Row(ok={302}),  # a proposal waits, so it is changed instead
    "indicators:rule-change": Row(rule_change_of),
    "indicators:rule-change-edit": Row(rule_change_of),
    "indicators:rule-change-count": Row(rule_change_of),
    "indicators:rule-change-progress": Row(rule_change_of, ok={286}),
    "indicators:rule-change-remove": Row(rule_change_of),
    "indicators:rule-progress": Row(ok={286}),  # nothing is being judged: the page may stop asking
    "data-archive-progress": Row(lambda w, school: {"pk": w.data_archive.pk}, sees=Can.TEND_BACKUPS, ok={286}),
    "data-archive-file": Row(lambda w, school: {"pk": w.data_archive.pk}, sees=Can.TEND_BACKUPS),
    "school-evidence": Row(lambda w, school: {"code": school.code, "year": 2025}, sees=Can.TAKE_EVIDENCE),
    "indicators:packet": Row(packet_of),
    "indicators:packet-progress": Row(packet_of, ok={286}),
    "indicators:packet-file": Row(packet_of),
    "indicators:packet-slide": Row(slide_of),
    "indicators:packet-again": Row(packet_of),
    "indicators:packet-withdraw": Row(packet_of),
    "indicators:packet-schedule-edit": Row(schedule_of),
    "indicators:packet-schedule-stop": Row(schedule_of),
    "indicators:target-list": Row(indicator_of),
    "indicators:target-path": Row(indicator_of),
    "indicators:target-delete": Row(proposal_of),
    "indicators:target-edit": Row(proposal_of),
    "indicators:target-baseline": Row(indicator_of),
    "indicators:target-many": Row(indicator_of),
    "indicators:target-sum": Row(indicator_of),
    "indicators:target-answer": Row(lambda world, school: {"pk": world.school_proposals[world.ours].pk}),
    "indicators:target-cycle": Row(cycle_of_targets),
    "indicators:target-cycle-adopt": Row(cycle_of_targets),
    "indicators:target-cycle-remove": Row(cycle_of_targets),
    "indicators:school-targets": Row(school_of, asks=Can.PROPOSE_TARGETS),
    "indicators:school-target-propose": Row(school_and_indicator_of, asks=Can.PROPOSE_TARGETS),
    "indicators:school-target-edit": Row(school_proposal_of, asks=Can.PROPOSE_TARGETS),
    "indicators:school-target-withdraw": Row(school_proposal_of, asks=Can.PROPOSE_TARGETS),
    "partnerships:activity-detail": Row(activity_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:month-page": Row(october_of, sees=Can.LOG_ACTIVITY),
    "partnerships:activity-import": Row(ok={301}),
    "partnerships:upload-add": Row(lambda world, school: {"kind": "service"}),
    "partnerships:upload": Row(
        table_of_the_principal,
        own=is_the_principal_or_may_delete_everywhere,
    ),
    "partnerships:upload-progress": Row(
        table_of_the_principal, own=is_the_principal_or_may_delete_everywhere, ok={286}
    ),
    "partnerships:upload-again": Row(table_of_the_principal, own=is_the_principal),
    "partnerships:upload-file": Row(table_of_the_principal, own=is_the_principal),
    "partnerships:upload-row": Row(row_of_the_principal, own=is_the_principal),
    "partnerships:upload-undo": Row(table_of_the_principal, own=is_the_principal_or_may_delete_everywhere),
    "partnerships:activity-saved": Row(activity_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:activity-copy": Row(activity_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:activity-undo": Row(activity_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:activity-edit": Row(activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:activity-delete": Row(activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.DELETE_ACTIVITY),
    "partnerships:activity-restore": Row(deleted_activity_of, sees=Can.DELETE_ACTIVITY),
    "partnerships:activity-evidence": Row(activity_with_evidence_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:activity-feedback": Row(asked_activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:feedback-poster": Row(asked_activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:feedback-replace": Row(asked_activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:feedback-answer": Row(feedback_code_of),
    "partnerships:feedback-thanks": Row(feedback_code_of),
    "partnerships:feedback-qr": Row(feedback_code_of),
    "partnerships:activity-follow-up": Row(activity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:series": Row(series_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:series-edit": Row(series_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:series-attach": Row(series_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:series-remove": Row(series_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:series-detach": Row(session_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:quality-school": Row(school_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:home-languages": Row(reach_of, sees=Can.VIEW_ACTIVITY, asks=Can.STATE_REACH),
    "partnerships:reach-edit": Row(reach_of, sees=Can.VIEW_ACTIVITY, asks=Can.STATE_REACH),
    "partnerships:partner-detail": Row(partner_of, own=speaks_for_it_or_for_the_district),
    "partnerships:partner-edit": Row(partner_of),
    "partnerships:partner-invite": Row(partner_of),
    "partnerships:evaluation-rubric": Row(evaluation_rubric_of),
    "partnerships:evaluation-rubric-begin": Row(evaluation_rubric_of),
    "partnerships:evaluation-rubric-edit": Row(evaluation_rubric_of),
    "partnerships:evaluation-rubric-use": Row(evaluation_rubric_of),
    "partnerships:evaluation-criterion-add": Row(evaluation_rubric_of),
    "partnerships:evaluation-criterion-edit": Row(evaluation_criterion_of),
    "partnerships:evaluation-criterion-remove": Row(evaluation_criterion_of),
    "partnerships:evaluation-years": Row(partnership_years_of, own=has_a_part_in_it),
    "partnerships:evaluation": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-rate": Row(criterion_to_rate_of, own=has_a_part_in_it),
    "partnerships:evaluation-hand-in": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-edit": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-link": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-poster": Row(evaluation_of, own=gives_it_to_families),
    "partnerships:evaluation-families-close": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-close": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-remove": Row(evaluation_of, own=has_a_part_in_it),
    "partnerships:evaluation-decide": Row(shared_evaluation_of, own=has_a_part_in_it),
    "partnerships:agreed-action-add": Row(shared_evaluation_of, own=has_a_part_in_it),
    "partnerships:agreed-action": Row(agreed_action_of, own=has_a_part_in_it),
    "partnerships:agreed-action-edit": Row(agreed_action_of, own=has_a_part_in_it),
    "partnerships:agreed-action-note": Row(agreed_action_of, own=has_a_part_in_it),
    "partnerships:agreed-action-end": Row(agreed_action_of, own=has_a_part_in_it),
    "partnerships:evaluation-by-link": Row(evaluation_link_of),
    "partnerships:evaluation-by-link-rate": Row(evaluation_link_criterion_of),
    "partnerships:evaluation-by-link-hand-in": Row(evaluation_link_of),
    "partnerships:family-answer": Row(families_code_of),
    "partnerships:family-thanks": Row(families_code_of),
    "partnerships:family-qr": Row(families_code_of),
    "partnerships:person-add": Row(partner_of),
    "partnerships:person-edit": Row(partner_person_of),
    "partnerships:partner-at-school-add": Row(partner_of),
    "partnerships:at-school-edit": Row(partnership_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "partnerships:partner-merge": Row(two_partners),
    "partnerships:partners-apart": Row(two_partners),
    "partnerships:partner-merged": Row(merge_of),
    "partnerships:school-place": Row(school_of),
    "partnerships:area-edit": Row(area_of),
    "partnerships:school-partners": Row(school_of),
    "partnerships:at-school-add": Row(school_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "partnerships:lead-add": Row(school_of),
    "partnerships:lead-edit": Row(lead_of),
    "partnerships:note-add": Row(school_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "partnerships:funding-add": Row(school_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "partnerships:funding-edit": Row(funding_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "partnerships:funding-remove": Row(funding_of, asks=Can.TEND_SCHOOL_PARTNERS),
    "governance:effectiveness-survey": Row(lambda world, school: {"year": 2025}),
    "governance:observer-edit": Row(observer_of),
    "governance:effectiveness-years": Row(school_of, sees=Can.VIEW_EFFECTIVENESS),
    "governance:effectiveness": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS),
    "governance:effectiveness-begin": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS),
    "governance:effectiveness-rate": Row(council_domain_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.ASSESS_COUNCIL),
    "governance:effectiveness-submit": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.SUBMIT_ASSESSMENT),
    "governance:effectiveness-worked-on": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS),
    "governance:effectiveness-voices": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.IMPROVE_COUNCIL),
    "governance:effectiveness-close": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.REVIEW_COUNCIL),
    "governance:observe": Row(meeting_of, sees=Can.VIEW_ACTIVITY),
    "governance:improvement-add": Row(council_year_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.IMPROVE_COUNCIL),
    "governance:improvement": Row(improvement_of, sees=Can.VIEW_EFFECTIVENESS),
    "governance:improvement-edit": Row(improvement_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.IMPROVE_COUNCIL),
    "governance:improvement-note": Row(improvement_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.IMPROVE_COUNCIL),
    "governance:improvement-end": Row(improvement_of, sees=Can.VIEW_EFFECTIVENESS, asks=Can.IMPROVE_COUNCIL),
    "governance:improvement-evidence": Row(improvement_of, sees=Can.VIEW_EFFECTIVENESS),
    **{
        f"partnerships:{name}": Row(arguments, own=reads_agreement)
        for name, arguments in {
            "agreement": agreement_of,
            "agreement-edit": agreement_of,
            "agreement-renew": agreement_of,
            "agreement-move": lambda w, s: agreement_of(w, s) | {"name": "end"},
            "agreement-document": agreement_document_of,
            "agreement-document-add": agreement_of,
            "programme": programme_of,
            "programme-add": agreement_of,
            "programme-edit": programme_of,
            "programme-site-add": programme_of,
            "programme-site-edit": programme_site_of,
            "programme-site-remove": programme_site_of,
            "programme-reach": programme_site_of,
            "service-link-add": programme_of,
            "service-link-revoke": lambda w, s: {"pk": service_link_of(w, s).pk},
            "service": service_of,
            "service-saved": service_of,
            "service-copy": service_of,
            "service-correct": service_of,
        }.items()
    },
    "partnerships:service-move": Row(lambda w, s: service_of(w, s) | {"name": "no-step"}, own=reads_agreement),
    "partnerships:service-by-link": Row(lambda w, s: {"token": token_of(service_link_of(w, s))}),
    "partnerships:walkthrough": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH),
    "partnerships:walkthrough-report": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH),
    "partnerships:walkthrough-edit": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:walkthrough-remove": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:walkthrough-team": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:walkthrough-close": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:walkthrough-rate": Row(part_of_walkthrough, sees=Can.VIEW_WALKTHROUGH, asks=Can.RATE_WALKTHROUGH),
    "partnerships:walkthrough-agree": Row(item_of_walkthrough, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:walkthrough-take-over": Row(part_of_walkthrough, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:commendation-add": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:commendation-edit": Row(commendation_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:commendation-remove": Row(commendation_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:recommendation-add": Row(walkthrough_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:recommendation": Row(recommendation_of, sees=Can.VIEW_WALKTHROUGH),
    "partnerships:recommendation-edit": Row(recommendation_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.FOLLOW_WALKTHROUGH),
    "partnerships:recommendation-end": Row(recommendation_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.FOLLOW_WALKTHROUGH),
    "partnerships:recommendation-remove": Row(recommendation_of, sees=Can.VIEW_WALKTHROUGH, asks=Can.RUN_WALKTHROUGH),
    "partnerships:recommendation-evidence": Row(recommendation_of, sees=Can.VIEW_WALKTHROUGH),
    "partnerships:walk": Row(walk_code, ok=frozenset({404})),  # a form without a part opens nothing
    "partnerships:walk-part": Row(walk_sheet),
    "partnerships:walk-qr": Row(walk_code),
    "partnerships:standards-version": Row(lambda w, school: walkthrough_of(w, school) and {"number": 1}),
    "partnerships:standards-note": Row(draft_standards),
    "partnerships:standards-use": Row(draft_standards),
    "partnerships:standards-item-add": Row(draft_standards),
    "partnerships:standards-item-edit": Row(draft_standards_item),
    "partnerships:standards-item-remove": Row(draft_standards_item),
    "partnerships:opportunity": Row(opportunity_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:opportunity-edit": Row(opportunity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:need-add": Row(opportunity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:need-remove": Row(need_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:opportunity-action-add": Row(opportunity_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:opportunity-action-edit": Row(opportunity_action_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:opportunity-action-end": Row(opportunity_action_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:opportunity-action-evidence": Row(opportunity_action_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:topic-edit": Row(topic_of),
    "partnerships:homeless-services-edit": Row(lambda world, school: {"year": 2025}),
    "partnerships:results-message": Row(results_message_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:results-message-edit": Row(results_message_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:results-message-remove": Row(results_message_of, sees=Can.VIEW_ACTIVITY, asks=Can.EDIT_ACTIVITY),
    "partnerships:results-message-evidence": Row(results_message_of, sees=Can.VIEW_ACTIVITY),
    "partnerships:survey-results": Row(published_survey_of),
    "partnerships:survey-school-results": Row(published_survey_at),
    "partnerships:survey-answer": Row(survey_address_of),
    "partnerships:survey-thanks": Row(survey_address_of),
    "partnerships:survey-qr": Row(survey_address_of),
    "partnerships:survey-instrument-edit": Row(survey_instrument_of),
    "partnerships:survey-version-begin": Row(survey_instrument_of),
    "partnerships:survey-version": Row(survey_draft_of),
    "partnerships:survey-version-use": Row(survey_draft_of),
    "partnerships:survey-item-add": Row(survey_draft_of),
    "partnerships:survey-item-edit": Row(survey_item_of),
    "partnerships:survey-item-remove": Row(survey_item_of),
    "partnerships:survey-texts": Row(survey_texts_of),
    "partnerships:survey": Row(survey_of, sees=Can.VIEW_SURVEY),
    "partnerships:survey-edit": Row(survey_of, sees=Can.VIEW_SURVEY, asks=Can.RUN_SURVEY),
    "partnerships:survey-move": Row(survey_of, sees=Can.VIEW_SURVEY, asks=Can.RUN_SURVEY),
    "partnerships:survey-words": Row(survey_of, sees=Can.VIEW_SURVEY, asks=Can.HEAR_SURVEY),
    "partnerships:survey-import": Row(survey_of, sees=Can.VIEW_SURVEY, asks=Can.RUN_SURVEY),
    "partnerships:survey-import-undo": Row(survey_of, sees=Can.VIEW_SURVEY, asks=Can.RUN_SURVEY),
    "partnerships:survey-place-edit": Row(survey_place_of, sees=Can.VIEW_SURVEY, asks=Can.HEAR_SURVEY),
    "partnerships:survey-slips": Row(survey_place_of, sees=Can.VIEW_SURVEY, asks=Can.HEAR_SURVEY),
    "partnerships:survey-poster": Row(survey_place_of, sees=Can.VIEW_SURVEY),
    "partnerships:survey-paper": Row(survey_place_of, sees=Can.VIEW_SURVEY),
    "partnerships:survey-count-add": Row(survey_place_of, sees=Can.VIEW_SURVEY, asks=Can.COUNT_SURVEY),
    "partnerships:survey-sheet": Row(survey_sheet_of, sees=Can.VIEW_SURVEY, asks=Can.COUNT_SURVEY),
    "partnerships:survey-count-edit": Row(survey_sheet_of, sees=Can.VIEW_SURVEY, asks=Can.COUNT_SURVEY),
    "governance:compact-public": Row(compact_address_of),
    "governance:compact-qr": Row(compact_address_of),
    "governance:compact-year": Row(lambda world, school: {"kind": "COMPACT", "year": 2025}),
    "governance:compact-begin": Row(compact_to_begin, asks=Can.EDIT_COMPACT),
    "governance:compact": Row(compact_of, sees=Can.VIEW_COMPACT),
    "governance:compact-version-begin": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-version": Row(compact_number_of, sees=Can.VIEW_COMPACT),
    "governance:compact-part": Row(compact_part_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-section-add": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-section-edit": Row(compact_section_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-section-remove": Row(compact_section_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-goal-add": Row(compact_section_for_goal, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-borrow": Row(
        lambda w, s: compact_section_of(w, s) | {"part": "families"}, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT
    ),
    "governance:compact-quality": Row(compact_to_judge, sees=Can.VIEW_COMPACT, asks=Can.APPROVE_COMPACT),
    "governance:compact-goal-edit": Row(compact_goal_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-goal-remove": Row(compact_goal_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-comment-add": Row(compact_passage_of, sees=Can.VIEW_COMPACT, asks=Can.COMMENT_COMPACT),
    "governance:compact-comment-reply": Row(compact_comment_of, sees=Can.VIEW_COMPACT, asks=Can.COMMENT_COMPACT),
    "governance:compact-comment-resolve": Row(compact_comment_of, sees=Can.VIEW_COMPACT, asks=Can.SETTLE_COMPACT),
    "governance:compact-wording-take": Row(compact_comment_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-move": Row(compact_move_of, sees=Can.VIEW_COMPACT, asks=Can.STEER_COMPACT),
    "governance:compact-session-add": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-session-edit": Row(compact_session_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-voices": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.STEER_COMPACT),
    "governance:compact-poster": Row(compact_of, sees=Can.VIEW_COMPACT),
    "governance:compact-sheet": Row(compact_of, sees=Can.VIEW_COMPACT),
    "governance:compact-translation-begin": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-translation": Row(compact_language_of, sees=Can.VIEW_COMPACT),
    "governance:compact-translation-check": Row(compact_language_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-translation-publish": Row(compact_language_of, sees=Can.VIEW_COMPACT, asks=Can.STEER_COMPACT),
    "governance:compact-translation-take-back": Row(compact_language_of, sees=Can.VIEW_COMPACT, asks=Can.STEER_COMPACT),
    "governance:compact-passage": Row(compact_translated_passage_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-handed-out-add": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-handed-out-edit": Row(compact_handed_out_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-talks-add": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-talks-edit": Row(compact_talks_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:compact-review": Row(compact_of, sees=Can.VIEW_COMPACT, asks=Can.EDIT_COMPACT),
    "governance:council-detail": Row(school_of),
    "governance:council-on": Row(school_of),
    "governance:request-ask": Row(school_of),
    "governance:request-confirm": Row(request_of),
    "governance:request-stop": Row(request_of),
    "governance:member-phoned": Row(told_member_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_MEETING),
    "governance:council-edit": Row(school_of, asks=Can.EDIT_SCHOOL),
    "governance:council-model": Row(lambda world, school: {"code": school.council.model_id}),
    "governance:bylaws": Row(school_of),
    "governance:bylaws-text": Row(bylaws_of),
    "governance:bylaws-add": Row(school_of, asks=Can.FILL_SEATS),
    "governance:bylaws-edit": Row(bylaws_of, asks=Can.FILL_SEATS),
    "governance:seat-fill": Row(seat_of, asks=Can.FILL_SEATS),
    "governance:term-edit": Row(term_of, sees=Can.VIEW_ACTIVITY, asks=Can.FILL_SEATS),
    "governance:term-end": Row(term_of, sees=Can.VIEW_ACTIVITY, asks=Can.FILL_SEATS),
    "governance:officer-name": Row(school_of, asks=Can.FILL_SEATS),
    "governance:officer-edit": Row(officer_of, asks=Can.FILL_SEATS),
    "governance:election": Row(election_of),
    "governance:election-add": Row(school_of, asks=Can.RUN_ELECTION),
    "governance:election-edit": Row(election_of, asks=Can.RUN_ELECTION),
    "governance:candidate-add": Row(election_of, asks=Can.RUN_ELECTION),
    "governance:candidate-edit": Row(candidate_of, asks=Can.RUN_ELECTION),
    "governance:candidate-confirm": Row(candidate_of, asks=Can.RUN_ELECTION),
    "governance:candidate-withdraw": Row(candidate_of, asks=Can.RUN_ELECTION),
    "governance:election-count": Row(lambda w, s: election_of(w, s, state="VOTING"), asks=Can.RUN_ELECTION),
    "governance:election-lot": Row(election_of, asks=Can.RUN_ELECTION),
    "governance:election-sheet": Row(sheet_of, asks=Can.RUN_ELECTION),
    "governance:election-move": Row(lambda w, s: election_of(w, s) | {"name": "cancel"}, asks=Can.RUN_ELECTION),
    "governance:meeting-record": Row(school_of, asks=Can.RECORD_MEETING),
    "governance:meeting-edit": Row(meeting_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_MEETING),
    "governance:meeting-delete": Row(meeting_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_MEETING),
    "governance:meeting": Row(meeting_of),
    "governance:meeting-paper": Row(paper_of, ok={404}),  # until it is posted only for whoever records it
    "governance:meeting-calendar": Row(meeting_of),
    "governance:council-calendar": Row(school_of),
    "governance:meeting-add": Row(school_of, asks=Can.RECORD_MEETING),
    "governance:meeting-year": Row(school_of, asks=Can.RECORD_MEETING),
    "governance:schedule-filing": Row(lambda w, s: school_of(w, s) | {"year": 2025}, asks=Can.RECORD_MEETING),
    "governance:standing-item-edit": Row(standing_item),
    "governance:training-module": Row(training_module),
    "governance:training-module-edit": Row(training_module),
    "governance:training-content-add": Row(training_module),
    "governance:training-content-edit": Row(training_content),
    "governance:training-session": Row(training_session_of, sees=Can.VIEW_ACTIVITY),
    "governance:training-session-edit": Row(training_session_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-session-cancel": Row(training_session_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-counts": Row(training_session_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-material-add": Row(training_session_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-material-remove": Row(training_material_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-material": Row(training_material_of, sees=Can.VIEW_ACTIVITY),
    "governance:training-attendance": Row(training_at_school, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-presence": Row(training_presence_of, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_TRAINING),
    "governance:training-council": Row(school_of, asks=Can.VIEW_TRAINING),
    "governance:training-elsewhere": Row(school_of, asks=Can.RECORD_TRAINING),
    "governance:training-judge": Row(training_record_of, sees=Can.VIEW_TRAINING, asks=Can.RECORD_TRAINING),
    "governance:training-proof": Row(training_record_of, own=records_training),
    "governance:training-certificate": Row(training_certificate_of, own=reads_training),
    "governance:training-check-number": Row(lambda world, school: {"number": "ABCD2345EFGH"}),
}
ROWS |= {
    f"governance:{name}": Row(arguments, sees=Can.VIEW_ACTIVITY, asks=Can.RECORD_MEETING)
    for name, arguments in {
        "meeting-change": planned_meeting_of,
        "meeting-post": lambda w, s: planned_meeting_of(w, s) | {"kind": "AGENDA"},
        "meeting-move": lambda w, s: planned_meeting_of(w, s) | {"name": "cancel"},
        "meeting-agenda": planned_meeting_of,
        "items-post": planned_meeting_of,
        "item-draw": waiting_plan_of,
        "item-add": planned_meeting_of,
        "item-edit": item_of,
        "item-notes": item_of,
        "item-remove": item_of,
        "item-shift": lambda w, s: item_of(w, s) | {"way": "up"},
        "meeting-run": planned_meeting_of,
        "presence": attendance_of,
        "stay": attendance_of,
        "guests": planned_meeting_of,
        "motion-add": planned_meeting_of,
        "motion": motion_of,
        "motion-act": lambda w, s: motion_of(w, s) | {"act": "rest"},
        "motion-advice": advice_of,
        "motion-approval": advice_of,
        "vote": vote_of,
        "minutes-draft": planned_meeting_of,
        "minutes-edit": planned_meeting_of,
        "correction-add": planned_meeting_of,
    }.items()
}
ROWS |= {
    f"governance:{name}": Row(arguments, sees=Can.VIEW_ACTIVITY, asks=asks)
    for name, arguments, asks in (
        ("duties", school_of, None),
        ("duty", duty_of, None),
        ("duty-record", duty_of, Can.RECORD_MEETING),
        ("duty-record-edit", duty_record_of, Can.RECORD_MEETING),
        ("duty-record-remove", duty_record_of, Can.RECORD_MEETING),
        ("duty-file", duty_file_of, None),
        ("reconstitution-add", school_of, Can.FRAME_DUTIES),
        ("reconstitution-edit", reconstitution_of, Can.FRAME_DUTIES),
        ("advice-add", school_of, Can.RECORD_MEETING),
        ("advice", given_advice_of, None),
        ("advice-answer", given_advice_of, Can.ANSWER_ADVICE),
        ("sign-off-add", lambda w, s: school_of(w, s) | {"year": 2025, "kind": "BUDGET"}, Can.RECORD_MEETING),
        ("sign-off", sign_off_of, None),
        ("sign-off-edit", sign_off_of, Can.RECORD_MEETING),
        ("sign-off-sign", sign_off_of, Can.SIGN_FOR_COUNCIL),
        ("sign-off-leave", sign_off_of, Can.RECORD_MEETING),
        ("sign-off-read", sign_off_of, Can.ANSWER_ADVICE),
        ("sign-off-read-office", sign_off_of, Can.FRAME_DUTIES),
        ("sign-off-paper", sign_off_of, None),
    )
}
ROWS |= {
    "governance:duty-year": Row(lambda world, school: {"year": 2025}),
    "indicators:import-detail": Row(import_of),
    "indicators:import-undo": Row(import_of),
    "indicators:import-approve": Row(import_of),
    "indicators:import-publish": Row(approved_import_of),
    "indicators:import-preview": Row(checked_files_of),
    "indicators:import-progress": Row(checked_files_of),
    "indicators:import-confirm": Row(checked_files_of),
    "indicators:import-discard": Row(checked_files_of),
    "indicators:import-rerun": Row(failed_check_of),
    "account_reset_password_from_key": Row(key_to_choose_a_password),
    "account_confirm_email": Row(key_to_confirm_an_address),
    # Nothing to show before two-step sign-in is set up.
    "mfa_deactivate_totp": Row(ok={404}),
    "mfa_view_recovery_codes": Row(ok={404}),
    "mfa_download_recovery_codes": Row(ok={404}),
    "mfa_generate_recovery_codes": Row(ok={404}),
    # They ask once more who one is before they look a passkey up.
    "mfa_remove_webauthn": Row(lambda w, s: {"pk": 1}, ok={404}),
    "mfa_edit_webauthn": Row(lambda w, s: {"pk": 1}, ok={404}),
    "openid_connect_login": Row(lambda w, s: {"provider_id": "none"}, ok={404}),
    "openid_connect_callback": Row(lambda w, s: {"provider_id": "none"}, ok={404}),
    "session-end": Row(session_of_the_principal, own=lambda w, role, s: role == Role.PRINCIPAL),
    "district:staff-file": Row(staff_file_of),
    "district:staff-file-apply": Row(staff_file_of),
    "district:staff-file-undo": Row(staff_file_of),
    "district:access-review": Row(school_of, sees=Can.REVIEW_ACCESS),
    "district:access-review-sign": Row(school_of, sees=Can.REVIEW_ACCESS),
    "district:person-second-factor-reset": Row(stranger),
    "district:person-sign-on-forget": Row(stranger),
    "district:person-invitation-withdraw": Row(stranger),
}
ROWS |= {
    "governance:advisory-member-add": Row(school_of, asks=Can.FILL_SEATS),
    "governance:advisory-member-edit": Row(lambda w, s: {"pk": group(w)[2][s].pk}, asks=Can.FILL_SEATS),
    "governance:advisory-meeting": Row(group_meeting),
    "governance:advisory-meeting-edit": Row(group_meeting),
    "governance:advisory-meeting-move": Row(lambda w, s: group_meeting(w, s) | {"name": "cancel"}),
    "governance:advisory-run": Row(group_meeting),
    "governance:advisory-presence": Row(lambda w, s: group_meeting(w, s) | {"member": group(w)[2][s].pk}),
    "governance:advisory-guests": Row(group_meeting),
    "governance:advisory-notes": Row(group_meeting),
    "governance:advisory-item-add": Row(group_meeting),
    "governance:advisory-item-edit": Row(lambda w, s: {"pk": group(w)[3].pk}),
    "governance:advisory-item-remove": Row(lambda w, s: {"pk": group(w)[3].pk}),
    "governance:advisory-meeting-carry": Row(lambda w, s: {"pk": group(w)[1].pk}),
    "governance:advisory-question": Row(question_of),
    "governance:advisory-question-edit": Row(question_of, asks=Can.SPEAK_ADVISORY),
    "governance:advisory-question-office": Row(question_of),
    "governance:advisory-question-answer": Row(question_of),
    "governance:advisory-question-promise": Row(question_of),
    "governance:advisory-question-publish": Row(answered_question_of),
    "governance:advisory-question-withdraw": Row(question_of, asks=Can.SPEAK_ADVISORY),
    "governance:advisory-question-carry": Row(answered_question_of, asks=Can.SPEAK_ADVISORY),
}


def story_of(world, school):
    """A published story; whoever tells it is none of the walkers."""
    found = Story.objects.filter(school=school).first() or StoryFactory(school=school, people_in_words=0)
    return {"pk": found.pk}


def permission_of(world, school):
    story = Story.objects.get(**story_of(world, school))
    return {"pk": story.pk, "permission": (story.permissions.first() or StoryPermissionFactory(story=story)).pk}


ROWS |= {
    "card-of-indicator": Row(lambda w, s: {"code": w.indicator.pk}),
    "data-file": Row(lambda w, s: {"table": "schools", "file_format": "csv"}),
    "stories:story": Row(story_of),
    "stories:picture": Row(lambda w, s: story_of(w, s) | {"size": "small"}, ok={404}),  # none is there
    "stories:edit": Row(story_of),
    "stories:take-down": Row(story_of),
    "stories:move": Row(lambda w, s: story_of(w, s) | {"name": "again"}),
    "stories:permission-add": Row(story_of),
    "stories:permission-edit": Row(permission_of),
    "stories:permission-withdraw": Row(permission_of),
}
