"""The written engagement policy of a school and of the district, on the same road as compacts (duty D5, facts 5.2)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from district.access import Can, Role
from district.loading import load_languages
from governance import waiting
from governance.compacts import approvals, contents, kinds, languages, life, overview
from governance.compacts.life import NotPossible
from governance.compacts.passages import passages, written
from governance.models import Compact, CompactVersion
from governance.models.compacts import ALL_TEXTS, DocumentKind
from tests.factories import CouncilFactory, MembershipFactory, SchoolFactory, SchoolYearFactory, UserFactory
from tests.governance.compact_world import approved, motion_for
from tests.printed import words_of

pytestmark = pytest.mark.django_db
POLICY = DocumentKind.POLICY


@pytest.fixture(autouse=True)
def spoken(db):
    load_languages()


def policy(school=None, **texts):
    """A policy with all that the law requires, of a school, or of the district where `school` is None."""
    compact, _new = life.begin(kind=POLICY, school=school, fall_year=2025, by=UserFactory())
    version = compact.versions.get()
    for name in kinds.kind_of(compact).texts:
        setattr(version, name, texts.get(name, f"What we say of {name}."))
    version.save()
    return version


def in_review(school=None):
    version = policy(school)
    version.sessions.create(held_on=date(2025, 9, 9), mode="MEETING", languages=["es"], families_total=9, themes="x")
    for name in ("ask-families", "to-council"):
        version = life.move(name, version=version, by=UserFactory())
    return version


def signed_in(client, role, school=None):
    client.force_login(MembershipFactory(role=role, school=school).user)


@pytest.mark.parametrize("is_of_school", [True, False])
def test_each_required_content_of_a_policy_is_missed_in_plain_words(is_of_school):
    version = policy(SchoolFactory() if is_of_school else None)
    required = contents.required_of(version)
    assert {one.passage for one in required} <= set(kinds.kind_of(version.compact).texts)
    for content in required:
        said = {one.passage: "Yes." for one in required} | {content.passage: "  "}
        assert contents.missing_contents(version, said) == [content]
    assert contents.missing_for_families(version) == []


def test_the_kinds_share_no_required_text_that_they_do_not_have():
    for kind in (kinds.COMPACT, kinds.SCHOOL_POLICY, kinds.DISTRICT_POLICY):
        assert set(kind.texts) <= set(ALL_TEXTS)
        assert len(set(kind.texts)) == len(kind.texts)


def test_a_policy_has_no_grades_and_no_conferences(client):
    school = SchoolFactory()
    version = policy(school)
    assert [one.key for one in passages(version)] == list(kinds.SCHOOL_POLICY.texts)
    signed_in(client, Role.PRINCIPAL, school)
    for name in ("compact-section-add", "compact-talks-add"):
        assert client.get(reverse(f"governance:{name}", args=version.compact.key)).status_code == 404
    part = reverse("governance:compact-part", args=[*version.compact.key, "conferences"])
    assert client.get(part).status_code == 404


def test_the_councils_motion_approves_a_policy_beside_the_compact_of_the_year():
    compact = approved()
    school = compact.compact.school
    version = in_review(school)
    (drawn,) = waiting.waiting_for(school.council)
    assert "Parent and family engagement policy" in drawn.title
    motion = motion_for(version)
    done = life.approve(version, motion, by=UserFactory())
    compact.refresh_from_db()
    assert (done.state, compact.state) == ("APPROVED", "APPROVED")
    assert approvals.policy_approved_for(school.council, 2025) == done
    assert approvals.compact_approved_for(school.council, 2025) == compact
    assert approvals.policy_approved_for(school.council, 2024) is None
    assert approvals.policy_approved_for(CouncilFactory(), 2025) is None
    life.move("undo", version=done, by=UserFactory(), note="No quorum.")
    assert approvals.policy_approved_for(school.council, 2025) is None


def test_a_council_without_a_quorum_all_year_leaves_the_old_policy_in_force_and_the_new_one_waiting():
    school = SchoolFactory()
    version = in_review(school)
    for _meeting in range(2):
        motion = motion_for(version, votes=["FOR"] * 7, outcome="NOT_VALID", held_on=date.today())
        with pytest.raises(NotPossible, match="no quorum"):
            life.approve(version, motion, by=UserFactory())
    version.refresh_from_db()
    assert version.state == "COUNCIL_REVIEW"
    assert overview.is_overdue(version, 2025, date(2026, 6, 1))


def test_the_districts_own_policy_is_approved_by_its_board(client):
    version = in_review()
    signed_in(client, Role.CENTRAL_OFFICE)
    url = reverse("governance:compact-move", args=[*version.compact.key, "approve"])
    assert "Which body decided" in client.get(url).content.decode()
    sent = {"decided_on": "2025-10-14", "words": "Board of Education, item 7, 8 for, 1 against"}
    assert "still to come" in client.post(url, sent | {"decided_on": "2999-01-01"}).content.decode()
    assert client.post(url, sent).status_code == 302
    version.refresh_from_db()
    assert (version.approved_on, version.board_decision) == (date(2025, 10, 14), sent["words"])
    page = client.get(version.compact.get_absolute_url()).content.decode()
    assert sent["words"] in page


def test_the_districts_policy_is_commented_by_whoever_may_at_a_school_and_written_by_central_office_only(client):
    version = policy()
    member = MembershipFactory(role=Role.COUNCIL_MEMBER, school=SchoolFactory()).user
    principal = MembershipFactory(role=Role.PRINCIPAL, school=SchoolFactory()).user
    assert version.compact.lets(member, Can.COMMENT_COMPACT)
    assert not version.compact.lets(principal, Can.EDIT_COMPACT)
    with pytest.raises(PermissionDenied, match="whole district"):
        version.compact.require(principal, Can.STEER_COMPACT)
    assert version.compact in Compact.objects.visible_to(member)
    assert version.compact not in Compact.objects.visible_to(UserFactory())
    client.force_login(principal)
    assert client.get(version.compact.get_absolute_url()).status_code == 200
    assert client.get(reverse("governance:compact-part", args=[*version.compact.key, "reserve"])).status_code == 403


def test_the_district_has_one_policy_a_year_and_no_compact():
    policy()
    with pytest.raises(IntegrityError), transaction.atomic():
        Compact.objects.create(kind=POLICY, school=None, fall_year=2025, begun_by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Compact.objects.create(kind="COMPACT", school=None, fall_year=2025, begun_by=UserFactory())


def test_a_new_version_of_the_districts_policy_replaces_its_own_and_no_schools():
    of_school = in_review(SchoolFactory())
    of_school = life.approve(of_school, motion_for(of_school), by=UserFactory())
    first = in_review()
    first = life.move("approve", version=first, by=UserFactory(), board=(date(2025, 10, 1), "Board"))
    second = life.new_version(first.compact, by=UserFactory())
    second.sessions.create(held_on=date(2025, 9, 9), mode="MEETING", languages=["es"], families_total=9, themes="x")
    for name in ("ask-families", "to-council", "approve"):
        second = life.move(name, version=second, by=UserFactory(), board=(date(2025, 11, 1), "Board"))
    first.refresh_from_db()
    of_school.refresh_from_db()
    assert (first.ending, of_school.ending) == ("REPLACED", "")


def test_a_policy_is_translated_and_read_by_families_with_its_own_headings(client):
    version = in_review(SchoolFactory())
    version = life.approve(version, motion_for(version), by=UserFactory())
    translation = version.translations.create(language_id="es")
    for one in written(version):
        translation.passages.create(passage=one.key, source=one.text, text=f"En español: {one.key}.")
    languages.publish(languages.check(translation, by=UserFactory()))
    url = reverse("governance:compact-public", args=[version.compact.code])
    page = client.get(url + "?in=es").content.decode()
    assert "En español: annual_meeting." in page
    assert "En español: objections." in words_of(client.get(url + "?in=es&format=pdf").content)
    assert str(version.compact.holder) in client.get(reverse("governance:compact-public-list")).content.decode()


def test_the_list_of_policies_holds_the_district_first_and_every_school(client, django_assert_max_num_queries):
    SchoolYearFactory(fall_year=2025)
    policy()
    school = policy(SchoolFactory()).compact.school
    policy(SchoolFactory(), objections="")
    signed_in(client, Role.CENTRAL_OFFICE)
    url = reverse("governance:policy-list") + "?year=2025"
    client.get(url)
    with django_assert_max_num_queries(20):
        page = client.get(url)
    assert [row.school for row in page.context["rows"]][0] is None
    assert school in [row.school for row in page.context["rows"]]
    assert "object to" in page.content.decode()


@pytest.mark.parametrize(("kind", "place"), [("POLICY", "district"), ("COMPACT", "district"), ("POLICY", "0")])
def test_what_is_not_there_is_not_found(client, kind, place):
    signed_in(client, Role.CENTRAL_OFFICE)
    url = reverse("governance:compact", args=[kind, place, 2025])
    assert client.get(url).status_code == 404
    assert not CompactVersion.objects.exists()


def test_a_policy_begins_from_last_years(client):
    school = SchoolFactory()
    SchoolYearFactory(fall_year=2026)
    before = in_review(school)
    life.approve(before, motion_for(before), by=UserFactory())
    signed_in(client, Role.PRINCIPAL, school)
    url = reverse("governance:compact-begin", args=["POLICY", school.code, 2026])
    assert "2025" in client.get(url).content.decode()
    client.post(url, {"copy": "1"})
    version = CompactVersion.objects.get(compact__fall_year=2026)
    assert (version.objections, version.heard) == ("What we say of objections.", "")
