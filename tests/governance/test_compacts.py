"""School-family compacts: seven contents, three goals a grade, a lawful vote, and a text that stays once approved."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district import school_years
from district.access import GRANTS, Role
from district.loading import load_languages
from fce_portal.compact_items import items_for
from governance import attendance, waiting
from governance.compacts import contents, decisions, kinds, languages, life, overview, reading
from governance.compacts.life import MOVES, NotPossible
from governance.compacts.passages import passages, written
from governance.models import (
    AgendaItem,
    Attendance,
    Compact,
    CompactGoal,
    CompactVersion,
    Correction,
    CouncilMeeting,
    FamilyComment,
    Motion,
)
from governance.models.compacts import IN_FORCE, TEXTS, CompactState
from tests.factories import (
    ActionPlanFactory,
    CompactGoalFactory,
    CompactSectionFactory,
    CompactVersionFactory,
    CouncilFactory,
    MembershipFactory,
    PlanGoalFactory,
    SchoolProfileFactory,
    UserFactory,
)
from tests.governance.compact_world import (
    approved,
    draft,
    heard,
    in_review,
    in_state,
    looked_back,
    meeting_today,
    members_of,
    motion_for,
    published,
    translated,
    voted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spoken(db):
    load_languages()


def address(name, version, *more):
    return reverse(f"governance:{name}", args=[*version.compact.key, *more])


AT_SCHOOL = (Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)


def person(client, version, role):
    user = MembershipFactory(role=role, school=version.compact.school if role in AT_SCHOOL else None).user
    client.force_login(user)
    return user


# ---------------------------------------------------------------------- the seven contents


@pytest.mark.parametrize("content", kinds.COMPACT.required, ids=lambda one: one.code)
def test_each_of_the_seven_contents_is_missed_in_plain_words(content):
    version = draft(**{content.passage: "  "})
    assert [one.code for one in contents.missing_contents(version)] == [content.code]
    with pytest.raises(NotPossible, match=str(content.missing)):
        life.move("ask-families", version=version, by=UserFactory())


def test_conferences_are_asked_of_elementary_schools_only():
    version = draft(conferences="")
    SchoolProfileFactory(school=version.compact.school, low_grade=9, high_grade=12)
    assert contents.missing_contents(version) == []


@given(filled=st.sets(st.sampled_from([one.passage for one in kinds.COMPACT.required])))
def test_what_is_missing_is_exactly_what_is_empty(filled):
    version = CompactVersionFactory.build(blank=True)
    version._required = list(kinds.COMPACT.required)
    for name in filled:
        setattr(version, name, "Something.")
    assert {one.passage for one in contents.missing_contents(version)} == {
        one.passage for one in kinds.COMPACT.required
    } - filled


def test_families_are_not_asked_about_a_compact_without_goals():
    version = CompactVersionFactory()
    assert [where for _words, where in contents.missing_for_families(version)] == ["sections"]


def test_a_goal_is_tied_to_the_action_plan_where_there_is_one():
    version = draft()
    assert contents.missing_for_families(version) == []
    plan_goal = PlanGoalFactory(plan=ActionPlanFactory(school=version.compact.school))
    version = CompactVersion.objects.get(pk=version.pk)
    assert [where for _words, where in contents.missing_for_families(version)] == ["k-2"]

    CompactGoal.objects.update(plan_goal=plan_goal)
    assert contents.missing_for_families(CompactVersion.objects.get(pk=version.pk)) == []


def test_the_council_sees_a_compact_after_families_were_heard_and_answered():
    version = draft()
    missing = [where for _words, where in contents.missing_for_council(version)]
    assert missing == ["sessions", "developed", "heard"]


# ---------------------------------------------------------------------- at most three goals, no grade twice


def test_a_grade_has_at_most_three_goals():
    section = CompactSectionFactory()
    for position in (1, 2, 3):
        CompactGoalFactory(section=section, position=position)
    for position in (0, 3, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            CompactGoalFactory(section=section, position=position)


def test_the_page_offers_no_fourth_goal(client):
    version = draft()
    section = version.sections.get()
    CompactGoalFactory(section=section, position=2)
    CompactGoalFactory(section=section, position=3)
    person(client, version, Role.PRINCIPAL)
    answer = client.get(address("compact-goal-add", version, section.pk), follow=True)
    assert "at most three goals" in answer.content.decode()


@pytest.mark.parametrize(("low", "high"), [(2, 4), (0, 2), (1, 1), (-1, 12)])
def test_no_grade_stands_in_two_sections(low, high):
    section = CompactSectionFactory(low_grade=0, high_grade=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompactSectionFactory(version=section.version, low_grade=low, high_grade=high)


def test_overlapping_grades_are_refused_beside_the_form(client):
    version = draft()
    person(client, version, Role.PRINCIPAL)
    answer = client.post(address("compact-section-add", version), {"low_grade": "2", "high_grade": "3"})
    assert "Another section of this compact holds one of these grades" in answer.content.decode()


def test_a_goal_takes_the_indicator_of_the_goal_of_the_plan_that_it_serves(client):
    version = draft()
    plan_goal = PlanGoalFactory(plan=ActionPlanFactory(school=version.compact.school))
    person(client, version, Role.SCHOOL_STAFF)
    section = version.sections.get()
    client.post(
        address("compact-goal-add", version, section.pk), {"statement": "Read daily.", "plan_goal": plan_goal.pk}
    )
    goal = section.goals.get(position=2)
    assert (goal.plan_goal, goal.indicator) == (plan_goal, plan_goal.indicator)


# ---------------------------------------------------------------------- the way


def other_conditions(name, version):
    """What a move asks for besides the state, made true."""
    if name == "retire":
        looked_back(version)
    if name == "approve" and version.approved_on is None:
        motion_for(version)


@pytest.mark.parametrize("state", CompactState.values)
def test_every_move_in_every_state_for_every_role_does_what_the_table_says(state):
    version = in_state(state)
    school = version.compact.school
    people = {role: MembershipFactory(role=role, school=school if role in AT_SCHOOL else None).user for role in Role}
    for name, move in MOVES.items():
        starts_here = state in move.from_states
        for role, person in people.items():
            offered = move in life.moves_for(person, version)
            assert offered == (starts_here and move.permission in GRANTS[role]), (name, role)
        with transaction.atomic():
            other_conditions(name, version)
            if starts_here:
                moved = life.move(name, version=version, by=people[Role.PRINCIPAL], note="Because.")
                assert (moved.state, moved.state_before) == (move.to_state, state)
            else:
                with pytest.raises(NotPossible, match="Somebody else was faster"):
                    life.move(name, version=version, by=people[Role.PRINCIPAL], note="Because.")
            transaction.set_rollback(True)
    assert CompactVersion.objects.get(pk=version.pk).state == state


@pytest.mark.parametrize(
    ("role", "status"), [(Role.PRINCIPAL, 302), (Role.SCHOOL_STAFF, 403), (Role.BOARD_MEMBER, 403)]
)
def test_the_page_of_a_move_asks_whether_one_may(client, role, status):
    version = draft()
    person(client, version, role)
    assert client.post(address("compact-move", version, "ask-families")).status_code == status
    version.refresh_from_db()
    assert (version.state == "FAMILY_INPUT") == (status == 302)


def test_a_compact_is_not_handed_out_before_its_spanish_is_published():
    version = life.move("translate", version=approved(), by=UserFactory())
    with pytest.raises(NotPossible, match="not published yet"):
        life.move("distribute", version=version, by=UserFactory())
    published(version)
    assert life.move("distribute", version=version, by=UserFactory()).state == CompactState.DISTRIBUTED


def test_a_compact_is_not_in_use_before_it_was_handed_out():
    version = in_state("DISTRIBUTED")
    version.handed_out.all().delete()
    with pytest.raises(NotPossible, match="handed out"):
        life.move("use", version=version, by=UserFactory())


def test_withdrawing_asks_for_a_reason_and_leaves_the_text_readable():
    version = in_state("DISTRIBUTED")
    with pytest.raises(NotPossible, match="why it is withdrawn"):
        life.move("withdraw", version=version, by=UserFactory())
    gone = life.move("withdraw", version=version, by=UserFactory(), note="A wrong date.")
    assert (gone.state, gone.retired_reason, life.in_force(gone.compact)) == ("RETIRED", "A wrong date.", None)


# ---------------------------------------------------------------------- the vote


def refused(version, **fields):
    with pytest.raises(NotPossible) as refusal:
        life.approve(version, motion_for(version, **fields), by=UserFactory())
    version.refresh_from_db()
    assert version.state == CompactState.COUNCIL_REVIEW
    return str(refusal.value)


def test_a_carried_motion_approves_and_its_votes_stand_beside_the_text():
    version = in_review()
    motion = motion_for(version, votes=["FOR"] * 7 + ["AGAINST", "ABSTAIN"])
    done = life.approve(version, motion, by=UserFactory())
    assert (done.motion, done.votes_for, done.votes_against, done.votes_abstaining) == (motion, 7, 1, 1)
    assert done.approved_on == motion.meeting.held_on
    assert decisions.doubts(done) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"votes": ["FOR"] * 7, "outcome": "NOT_VALID"}, "There was no quorum: 7 of 8"),
        ({"outcome": "LOST"}, "more votes for than against"),
        ({"outcome": "TIED"}, "more votes for than against"),
        ({"outcome": "WITHDRAWN"}, "more votes for than against"),
        ({"outcome": ""}, "is not closed"),
        ({"announced_hours": None}, "two thirds of those who vote"),
        ({"announced_hours": 23}, "two thirds of those who vote"),
        ({"kind": "SPECIAL"}, "notice of this meeting was not posted in time"),
        ({"kind": "EMERGENCY", "emergency_reason": "Flood"}, "on the emergency"),
        ({"mode": "REMOTE"}, "notice of this meeting was not posted in time"),
        ({"starts_at": None}, "only the counts are known"),
        ({"voting_present": 7}, "had no quorum: 7 of 8"),
    ],
)
def test_a_vote_that_is_not_lawful_approves_nothing_and_the_portal_says_why(fields, words):
    assert words in refused(in_review(), **fields)


def test_business_that_two_thirds_added_to_the_agenda_can_be_approved():
    version = in_review()
    motion = motion_for(version, announced_hours=None)
    added = voted(motion.meeting, motion.item, None, ["FOR"] * 9, "CARRIED", majority="TWO_THIRDS")
    assert "two thirds" in decisions.why_not_by(motion, version)  # it came after the vote
    again = voted(motion.meeting, motion.item, version, ["FOR"] * 9, "CARRIED")
    assert added.number < again.number
    assert life.approve(version, again, by=UserFactory()).state == CompactState.APPROVED


def test_another_schools_council_approves_nothing():
    assert "not a meeting of the council of this school" in refused(in_review(), council=CouncilFactory())


def test_a_motion_on_another_text_approves_nothing():
    version, other = in_review(), in_review()
    assert "not about this version" in decisions.why_not_by(motion_for(other), version)


def test_a_vote_from_before_the_last_change_of_the_text_approves_nothing():
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "after this meeting" in refused(in_review(), held_on=yesterday)


def test_a_text_that_changed_after_the_motion_was_put_is_voted_on_again():
    version = in_review()
    motion = motion_for(version)
    life.text_changed(version)
    with pytest.raises(NotPossible, match="put it again"):
        life.approve(version, motion, by=UserFactory())


def test_who_is_recorded_as_absent_does_not_count_whatever_their_vote_says():
    version = in_review()
    motion = motion_for(version)
    Attendance.objects.filter(term__in=members_of(motion.meeting.council, 2)).update(how="ABSENT")
    assert "Not valid: no quorum" in decisions.why_not_by(motion, version)


def test_open_comments_are_resolved_or_their_staying_open_is_explained():
    version = in_review()
    version.comments.create(passage="shared", text="Say it shorter.", by=UserFactory())
    assert "Comments are still open (1)" in refused(version)
    done = life.approve(version, decisions.carried(version), by=UserFactory(), open_comments_reason="For next year.")
    assert done.open_comments_reason == "For next year."


def test_what_is_corrected_after_the_approval_is_held_against_it():
    version = approved()
    meeting = version.meeting
    for term in members_of(meeting.council, 2):
        attendance.record(meeting, term, "ABSENT")
    assert "Not valid: no quorum" in decisions.doubts(version)[0]
    for term in members_of(meeting.council, 2):
        attendance.record(meeting, term, "PRESENT")
    assert decisions.doubts(CompactVersion.objects.get(pk=version.pk)) == []
    Correction.objects.create(meeting=meeting, motion=version.motion, text="Two voted against.", by=UserFactory())
    assert "Two voted against." in decisions.doubts(version)[0]


def test_an_approval_that_is_undone_gives_back_what_it_replaced_and_its_text_goes_to_the_council_again():
    first = in_state("IN_USE")
    second = life.new_version(first.compact, by=UserFactory())
    second.sessions.create(held_on=date(2025, 10, 2), mode="TALKS", languages=["es"], families_total=3, themes="x")
    life.move("ask-families", version=second, by=UserFactory())
    life.move("to-council", version=second, by=UserFactory())
    second = life.approve(second, motion_for(second), by=UserFactory())
    first.refresh_from_db()
    assert (first.state, first.ending, first.replaced_by) == ("RETIRED", "REPLACED", second)

    with pytest.raises(NotPossible, match="does not stand"):
        life.move("undo", version=second, by=UserFactory())
    undone = life.move("undo", version=second, by=UserFactory(), note="Two votes were counted twice.")

    first.refresh_from_db()
    assert (undone.state, undone.ending, first.state, first.ending) == ("RETIRED", "UNDONE", "IN_USE", "")
    assert life.in_force(first.compact) == first
    third = first.compact.versions.first()
    assert (third.number, third.state, third.sessions.get().themes) == (3, "COUNCIL_REVIEW", "x")
    assert list(CompactVersion.objects.approved()) == [first]
    assert life.approve(third, motion_for(third, held_on=timezone.localdate()), by=UserFactory()).is_in_force


def test_closing_the_vote_approves_the_text_in_the_same_step(client):
    version = in_review()
    council = CouncilFactory(school=version.compact.school)
    meeting = meeting_today(council, state="NOTICED", voting_present=None, quorum_required=None)
    terms = members_of(council, 14)
    person(client, version, Role.COUNCIL_CHAIR)
    key = f"compact-{version.pk}"
    answer = client.post(reverse("governance:item-draw", args=[meeting.pk, key]), {"then": "motion"})
    AgendaItem.objects.update(posted_at=meeting.begins - timedelta(hours=30))
    for term in terms[:8]:
        attendance.record(meeting, term, "PRESENT")
    form = client.get(answer.url).context["form"]
    assert "version 1" in form.initial["text"]
    sent = {**form.initial, "mover": terms[0].pk, "seconder": terms[1].pk, "majority": "SIMPLE", "key": uuid.uuid4()}
    client.post(answer.url, sent)
    motion = Motion.objects.get()
    assert (motion.approves, motion.item.compact_version) == (version, version)

    version.comments.create(passage="shared", text="Shorter.", by=UserFactory())
    client.post(reverse("governance:motion-act", args=[meeting.pk, motion.pk, "rest"]))
    with transaction.atomic():  # without an open comment nothing stands in the way
        version.comments.all().delete()
        client.post(reverse("governance:motion-act", args=[meeting.pk, motion.pk, "close"]))
        version.refresh_from_db()
        assert (version.state, version.motion) == ("APPROVED", motion)
        transaction.set_rollback(True)
    page = client.post(reverse("governance:motion-act", args=[meeting.pk, motion.pk, "close"]), follow=True)
    assert "Comments are still open (1)" in page.content.decode()
    url = reverse("governance:motion-approval", args=[meeting.pk, motion.pk])
    page = client.post(url, {"reason": "It is for next year."}, follow=True).content.decode()
    version.refresh_from_db()
    assert (version.state, version.motion) == ("APPROVED", motion)
    assert "is approved by this vote" in page
    assert not waiting.waiting_for(council)


def test_approving_is_offered_only_where_the_council_has_voted_so(client):
    version = in_review()
    person(client, version, Role.COUNCIL_CHAIR)
    url = address("compact-move", version, "approve")
    page = client.get(url)
    assert page.context["vote_at"] and "kept-form" not in page.content.decode()

    motion_for(version)
    assert not client.get(url).context["vote_at"]


def test_without_a_vote_nothing_is_approved_and_the_database_says_so_too():
    version = in_review()
    with pytest.raises(NotPossible, match="carried motion of the council"):
        life.move("approve", version=version, by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        CompactVersion.objects.filter(pk=version.pk).update(state="APPROVED")
    with pytest.raises(InternalError, match="Only a carried motion"), transaction.atomic():
        CompactVersion.objects.filter(pk=version.pk).update(state="APPROVED", approved_on=date(2025, 11, 1))
    lost = motion_for(version, outcome="LOST")
    with pytest.raises(InternalError, match="Only a carried motion"), transaction.atomic():
        CompactVersion.objects.filter(pk=version.pk).update(
            state="APPROVED", approved_on=date(2025, 11, 1), approved_by=UserFactory(), was_noticed=True,
            meeting=lost.meeting, motion=lost, votes_for=9, votes_against=0, votes_abstaining=0,
        )  # fmt: skip


def test_a_meeting_at_which_a_compact_was_approved_is_not_deleted(client):
    version = approved()
    person(client, version, Role.COUNCIL_CHAIR)
    client.post(reverse("governance:meeting-delete", args=[version.meeting_id]), {"reason": "x"}, follow=True)
    assert CouncilMeeting.objects.filter(pk=version.meeting_id).exists()


# ---------------------------------------------------------------------- an approved text stays


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_an_approved_compact_changes_whichever_way(name):
    version = approved()
    with pytest.raises(InternalError), transaction.atomic():
        CompactVersion.objects.filter(pk=version.pk).update(**{name: "Otherwise."})


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.sections.update(families_do="Otherwise."),
        lambda version: version.sections.all().delete(),
        lambda version: CompactSectionFactory(version=version, low_grade=5, high_grade=5),
        lambda version: CompactGoal.objects.filter(section__version=version).update(statement="Otherwise."),
        lambda version: CompactGoal.objects.filter(section__version=version).delete(),
        lambda version: CompactGoalFactory(section=version.sections.get(), position=2),
        lambda version: (
            CompactSectionFactory(version=CompactVersionFactory(), low_grade=7, high_grade=7)
            and version.sections.update(version=CompactVersionFactory())
        ),
        lambda version: CompactVersion.objects.filter(pk=version.pk).delete(),
        lambda version: CompactVersion.objects.filter(pk=version.pk).update(votes_for=2),
    ],
)
def test_no_part_of_an_approved_compact_changes_whichever_way(change):
    version = approved()
    with pytest.raises((InternalError, ProtectedError)), transaction.atomic():
        change(version)


def test_a_goal_of_the_plan_may_go_without_changing_an_approved_compact():
    version = draft()
    plan_goal = PlanGoalFactory(plan=ActionPlanFactory(school=version.compact.school))
    CompactGoal.objects.update(plan_goal=plan_goal)
    version.developed = version.heard = "Yes."
    version.save()
    version.sessions.create(held_on=date(2025, 10, 1), mode="SURVEY", languages=["en"], families_total=3, themes="x")
    for name in ("ask-families", "to-council"):
        version = life.move(name, version=version, by=UserFactory())
    life.approve(version, motion_for(version), by=UserFactory())
    plan_goal.delete()
    assert CompactGoal.objects.get().plan_goal is None


def test_a_change_after_approval_is_a_new_version_and_the_approved_one_stays_in_force():
    version = approved()
    new = life.new_version(version.compact, by=UserFactory())
    assert (new.number, new.state, new.approved_on) == (2, "DRAFT", None)
    assert [one.text for one in passages(new)] == [one.text for one in passages(version)]
    assert life.in_force(version.compact) == version
    with pytest.raises(NotPossible, match="being written"):
        life.new_version(version.compact, by=UserFactory())


def test_approving_a_version_retires_what_was_in_force_before():
    first = approved()
    second = life.new_version(first.compact, by=UserFactory())
    second.heard = second.developed = "Again."
    second.save()
    second.sessions.create(held_on=date(2025, 11, 1), mode="SURVEY", languages=["en"], families_total=3, themes="x")
    for name in ("ask-families", "to-council"):
        second = life.move(name, version=second, by=UserFactory())
    life.approve(second, motion_for(second), by=UserFactory())
    first.refresh_from_db()
    assert first.state == CompactState.RETIRED
    assert life.in_force(first.compact) == second
    assert CompactVersion.objects.filter(state__in=IN_FORCE).count() == 1


def test_two_versions_are_compared_word_by_word():
    version = approved()
    new = life.new_version(version.compact, by=UserFactory())
    new.shared = "We share the joy of learning."
    new.save()
    changed = {one.label: one.pieces for one in life.differences(version, new) if one.is_changed}
    assert list(changed) == ["How we share responsibility"]
    assert ("gone", "work") in changed["How we share responsibility"]
    assert ("new", "joy") in changed["How we share responsibility"]


def test_a_new_year_begins_with_last_years_text_but_not_with_what_was_heard():
    before = approved()
    published(before)
    compact, is_new = life.begin(
        school=before.compact.school,
        fall_year=2026,
        by=UserFactory(),
        copy_from=CompactVersion.objects.get(pk=before.pk),
    )
    version = compact.versions.get()
    assert is_new
    assert (version.shared, version.heard, version.developed) == (before.shared, "", "")
    assert version.sections.get().goals.get().statement == "Every child is in school every day."
    assert version.translations.get().state == "WORK"
    again, is_new = life.begin(school=before.compact.school, fall_year=2026, by=UserFactory())
    assert (again, is_new) == (compact, False)


# ---------------------------------------------------------------------- languages


def test_a_passage_whose_source_has_changed_is_stale_and_no_other():
    version = heard()
    translation = translated(version)
    version.shared = "We share."
    version.save()
    states = {row.passage.key: row.state for row in languages.rows(translation, version)}
    assert [key for key, state in states.items() if state != "done"] == ["shared"]
    assert languages.missing_in(translation, languages.rows(translation, version)) == [
        "Say how families, staff and students share responsibility for learning."
    ]


@pytest.mark.parametrize("translator", ["HUMAN", "MACHINE"])
def test_no_translation_is_published_unread_whichever_way(translator):
    version = approved()
    translation = translated(version)
    translation.translator = translator
    translation.save()
    with pytest.raises(languages.NotPublishable):
        languages.publish(translation)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(translation).objects.filter(pk=translation.pk).update(state="PUBLISHED")
    languages.check(translation, by=UserFactory())
    assert languages.publish(translation).state == "PUBLISHED"


def test_a_translation_with_a_missing_passage_cannot_be_checked():
    version = approved()
    translation = translated(version)
    translation.passages.get(passage="reports").delete()
    with pytest.raises(languages.NotPublishable, match="News of progress"):
        languages.check(translation, by=UserFactory())


def test_translating_goes_from_one_waiting_passage_to_the_next(client):
    version = approved()
    person(client, version, Role.SCHOOL_STAFF)
    client.post(address("compact-translation-begin", version), {"language": "ar", "translator": "HUMAN"})
    answer = client.post(address("compact-passage", version, "ar", "shared"), {"text": "نتقاسم العمل"})
    assert answer.url == address("compact-passage", version, "ar", "school_role")
    assert 'dir="rtl"' in client.get(address("compact-translation", version, "ar")).content.decode()


def test_a_change_of_a_checked_translation_is_checked_again(client):
    version = approved()
    published(version)
    person(client, version, Role.SCHOOL_STAFF)
    url = address("compact-passage", version, "es", "shared")
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, {"text": "Otra cosa.", "seen": seen})
    assert version.translations.get().state == "WORK"


# ---------------------------------------------------------------------- the council's comments


def test_a_council_member_proposes_a_wording_and_the_school_takes_it_over(client):
    version = in_review()
    member = person(client, version, Role.COUNCIL_MEMBER)
    client.post(
        address("compact-comment-add", version, "k-2-families"), {"text": "Shorter", "wording": "Read together."}
    )
    comment = version.comments.get()
    assert (comment.by, comment.quoted) == (member, "Read together for ten minutes.")
    assert client.post(address("compact-wording-take", version, comment.pk)).status_code == 403

    person(client, version, Role.PRINCIPAL)
    client.post(address("compact-comment-reply", version, comment.pk), {"text": "Good."})
    client.post(address("compact-wording-take", version, comment.pk))
    comment.refresh_from_db()
    assert version.sections.get().families_do == "Read together."
    assert comment.resolved_at is not None
    assert comment.replies.get().text == "Good."


def test_a_wording_for_a_text_that_has_changed_since_is_not_put_over_it(client):
    version = in_review()
    comment = version.comments.create(
        passage="shared", quoted="Older text.", text="x", wording="Mine.", by=UserFactory()
    )
    person(client, version, Role.PRINCIPAL)
    answer = client.post(address("compact-wording-take", version, comment.pk), follow=True)
    version.refresh_from_db()
    assert version.shared == "We share the work of learning."
    assert "has changed since this was proposed" in answer.content.decode()


# ---------------------------------------------------------------------- the public page


def public(version):
    return reverse("governance:compact-public", args=[version.compact.code])


def test_anybody_may_say_something_to_a_draft_and_nothing_says_who(client):
    version = heard()
    answer = client.post(public(version), {"text": "Más mensajes en español."}, follow=True)
    assert "Thank you" in answer.content.decode()
    comment = FamilyComment.objects.get()
    assert (comment.text, comment.state) == ("Más mensajes en español.", "NEW")
    person(client, version, Role.PRINCIPAL)
    assert ", English</span>" in client.get(address("compact-voices", version)).content.decode()
    assert {field.name for field in FamilyComment._meta.fields} == {
        "id", "version", "language", "text", "sent_on", "state", "read_by",
    }  # fmt: skip
    assert "Más mensajes" not in client.get(public(version)).content.decode()


def test_a_program_that_fills_in_the_trap_is_thanked_and_nothing_is_kept(client):
    answer = client.post(public(heard()), {"text": "Buy", "website": "http://spam.example"})
    assert answer.status_code == 302
    assert not FamilyComment.objects.exists()


def test_a_flood_from_one_address_is_stopped_and_another_address_is_still_heard(client):
    version = heard()
    answers = [client.post(public(version), {"text": f"Number {n}"}).status_code for n in range(8)]
    assert answers == [302] * 5 + [429] * 3
    assert client.post(public(version), {"text": "Me too"}, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert FamilyComment.objects.count() == 6


@pytest.mark.parametrize("text", ["", "a", "x" * 1501])
def test_nothing_too_short_or_too_long_is_taken(client, text):
    answer = client.post(public(heard()), {"text": text})
    assert answer.status_code == 200
    assert not FamilyComment.objects.exists()


def test_hostile_markup_is_shown_as_text(client):
    version = heard()
    client.post(public(version), {"text": "<script>alert(1)</script>"})
    person(client, version, Role.PRINCIPAL)
    page = client.get(address("compact-voices", version)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_is_taken_where_no_family_is_asked(client):
    version = approved()
    client.post(public(version), {"text": "Too late"})
    assert not FamilyComment.objects.exists()


def test_families_read_the_compact_in_force_in_their_language(client):
    version = approved()
    assert "Traducido" not in client.get(public(version) + "?in=es").content.decode()
    published(version)
    page = client.get(public(version) + "?in=es").content.decode()
    assert "Traducido: shared" in page
    assert 'lang="es"' in page


@pytest.mark.parametrize("query", ["?in=xx", "?in=", "?in=%00", "?format=pdf&grade=nope", "?format=pdf&large=1&in=es"])
def test_absurd_wishes_of_the_public_page_do_no_harm(client, query):
    version = approved()
    published(version)
    assert client.get(public(version) + query).status_code == 200


def test_a_draft_nobody_is_asked_about_is_not_public(client):
    version = draft()
    page = client.get(public(version)).content.decode()
    assert version.shared not in page
    assert "nothing to read here" in page


def test_poster_qr_code_and_sheets_are_printed(client):
    version = heard()
    person(client, version, Role.PRINCIPAL)
    for name in ("compact-poster", "compact-sheet"):
        answer = client.get(address(name, version))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    qr = client.get(reverse("governance:compact-qr", args=[version.compact.code]))
    assert qr["Content-Type"] == "image/svg+xml"


# ---------------------------------------------------------------------- all schools, and bad addresses


def test_a_school_without_an_approved_compact_is_overdue_after_the_districts_day():
    version = draft()
    due = overview.approve_by(2025)
    assert due == date(2025, 11, 15)
    assert not overview.is_overdue(version, 2025, due)
    assert overview.is_overdue(version, 2025, due + timedelta(days=1))
    assert not overview.is_overdue(approved(), 2025, due + timedelta(days=1))


def test_the_list_costs_the_same_for_any_number_of_schools(client, django_assert_max_num_queries):
    for _ in range(3):
        approved()
    version = heard()
    person(client, version, Role.CENTRAL_OFFICE)
    url = reverse("governance:compact-list") + "?year=2025"
    client.get(url)
    with django_assert_max_num_queries(18):
        page = client.get(url).content.decode()
    assert page.count("Council review") <= 1
    table = client.get(url + "&format=csv")
    assert len(b"".join(table).splitlines()) == 5


def test_one_compact_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    version = in_review()
    for low in (3, 4, 5):
        CompactGoalFactory(section=CompactSectionFactory(version=version, low_grade=low, high_grade=low))
    translated(version)
    person(client, version, Role.PRINCIPAL)
    with django_assert_max_num_queries(45):
        assert client.get(version.compact.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("year", [0, 99999999])
@pytest.mark.parametrize("name", ["compact", "compact-begin", "compact-session-add"])
def test_absurd_years_are_not_found(client, name, year):
    version = draft()
    person(client, version, Role.CENTRAL_OFFICE)
    assert (
        client.get(reverse(f"governance:{name}", args=["COMPACT", version.compact.school.code, year])).status_code
        == 404
    )


def test_two_people_do_not_overwrite_each_other(client):
    version = draft()
    person(client, version, Role.PRINCIPAL)
    url = address("compact-part", version, "shared")
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, {"shared": "Mine first.", "seen": seen})
    answer = client.post(url, {"shared": "Mine second.", "seen": seen})
    assert "while you were writing" in answer.content.decode()
    version.refresh_from_db()
    assert version.shared == "Mine first."


def test_what_is_typed_into_an_approved_compact_is_not_lost(client):
    version = approved()
    person(client, version, Role.PRINCIPAL)
    answer = client.post(address("compact-part", version, "shared"), {"shared": "Typed late."})
    assert answer.status_code == 409
    assert "Typed late." in answer.content.decode()


def test_a_compact_begins_once(client):
    version = draft()
    person(client, version, Role.PRINCIPAL)
    client.post(address("compact-begin", version))
    assert Compact.objects.count() == 1
    assert Compact.objects.get().versions.count() == 1


# ---------------------------------------------------------------------- whose turn it is


def sentences(user):
    return " ".join(item.sentence for item in items_for(user, timezone.localdate()))


def this_years(version):
    """The same compact, moved into the present school year."""
    Compact.objects.filter(pk=version.compact_id).update(fall_year=school_years.fall_year_of(timezone.localdate()))
    return version


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.COUNCIL_CHAIR, "waits for the council's vote"),
        (Role.COUNCIL_MEMBER, "say what you would change"),
        (Role.PRINCIPAL, "1 comment on"),
        (Role.SCHOOL_STAFF, "1 comment on"),
    ],
)
def test_my_work_says_whose_turn_it_is(client, role, words):
    version = this_years(in_review())
    version.comments.create(passage="shared", text="Shorter.", by=UserFactory())
    assert words in sentences(person(client, version, role))


def test_my_work_tells_the_principal_of_words_of_families_and_nobody_else(client):
    version = this_years(heard())
    version.family_comments.create(language="es", text="Hola a todos")
    assert "1 word of a family to read" in sentences(person(client, version, Role.PRINCIPAL))
    assert "word of a family" not in sentences(person(client, version, Role.COUNCIL_MEMBER))


@time_machine.travel("2025-11-20T12:00:00Z", tick=False)
def test_my_work_says_who_is_overdue(client):
    version = draft()
    assert "was to be approved by" in sentences(person(client, version, Role.PRINCIPAL))
    assert "has no approved compact" in sentences(person(client, version, Role.CENTRAL_OFFICE))


# ---------------------------------------------------------------------- handing out, conferences, looking back


def test_what_was_handed_out_and_talked_through_is_counted(client):
    version = in_state("DISTRIBUTED")
    person(client, version, Role.SCHOOL_STAFF)
    given = {
        "given_on": "2025-11-21",
        "channel": "MESSAGE",
        "language": "es",
        "copies_total": 80,
        "acknowledged_total": 81,
    }
    answer = client.post(address("compact-handed-out-add", version), given)
    assert "No more can come back than were handed out" in answer.content.decode()
    client.post(address("compact-handed-out-add", version), given | {"acknowledged_total": 12})
    assert version.handed_out.filter(acknowledged_total=12).exists()

    talks = {"grade": 1, "round": 1, "held_on": "2025-11-21", "held_total": 20, "discussed_total": 18}
    client.post(address("compact-talks-add", version), talks)
    answer = client.post(address("compact-talks-add", version), talks)
    assert "recorded already" in answer.content.decode()
    assert version.talks.count() == 1


def test_looking_back_is_written_while_it_is_in_use_and_closes_the_year(client):
    version = in_state("IN_USE")
    person(client, version, Role.PRINCIPAL)
    client.post(address("compact-review", version), {"worked": "Calls", "data": "Fewer", "changes": "More"})
    version = life.move("review", version=version, by=UserFactory())
    assert life.move("retire", version=version, by=UserFactory()).state == CompactState.RETIRED


def test_nothing_is_handed_out_of_a_draft(client):
    version = draft()
    person(client, version, Role.PRINCIPAL)
    assert client.get(address("compact-handed-out-add", version)).status_code == 302


def test_the_district_sets_the_day(client):
    version = draft()
    person(client, version, Role.CENTRAL_OFFICE)
    client.post(reverse("governance:compact-year", args=["COMPACT", 2025]), {"approve_by": "2025-12-01"})
    assert overview.approve_by(2025) == date(2025, 12, 1)


def test_a_spanish_speaking_council_member_reads_the_translation_beside_the_text(client):
    version = in_review()
    translated(version)
    person(client, version, Role.COUNCIL_MEMBER)
    client.cookies["language"] = "es"
    assert "Traducido: shared" in client.get(version.compact.get_absolute_url()).content.decode()


# ---------------------------------------------------------------------- reading level


def test_plain_sentences_are_called_plain_and_official_ones_hard():
    plain = (
        "We read with your child each day. You read at home too. Call us if you need help. We will call you back soon."
    )
    hard = (
        "The institution endeavours to operationalise differentiated instructional methodologies, notwithstanding "
        "multifaceted organisational considerations regarding implementation, accountability and interdepartmental "
        "communication infrastructure, predominantly throughout heterogeneous constituencies."
    )
    assert reading.hint(plain, "en")[1] == "good"
    assert reading.hint(hard, "en")[1] == "warn"
    assert reading.hint("Too short.", "en") is None
    assert reading.hint(plain, "ar") is None


@given(text=st.text(max_size=300), tag=st.sampled_from(["en", "es", "so"]))
def test_the_hint_never_fails(text, tag):
    reading.hint(text, tag)


def test_every_passage_has_its_own_key():
    version = draft()
    CompactSectionFactory(version=version, low_grade=-1, high_grade=-1)
    keys = [one.key for one in passages(version)]
    assert len(keys) == len(set(keys))
    assert all(one.text for one in written(version))
