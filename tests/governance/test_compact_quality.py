"""The quality guide, and the library of commitments to borrow from."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from district.loading import load_languages
from governance.compacts import library, life, quality
from governance.compacts.life import NotPossible
from governance.models import CompactVersion, QualityAnswer, QualityReview
from tests.factories import CompactSectionFactory, IndicatorFactory, MembershipFactory, SchoolFactory, UserFactory
from tests.governance.compact_world import approved, draft, in_review, motion_for, published, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spoken(db):
    load_languages()
    quality.load_guides()


def judged(version, side, no=()):
    guide = quality.current_guide()
    answers = {item: (item.code not in no, "Shorter." if item.code in no else "") for item in guide.items.all()}
    return quality.judge(version, side, answers, guide=guide, by=UserFactory())


def signed_in(client, role, school=None):
    client.force_login(MembershipFactory(role=role, school=school).user)


# ---------------------------------------------------------------------- the guide


def test_the_guide_is_loaded_once_with_its_questions_in_both_languages():
    quality.load_guides()
    (item, *_rest) = quality.current_guide().items.all()
    assert quality.current_guide().items.count() == 7
    with translation.override("es"):
        assert str(item).startswith("¿")


def test_a_chair_says_yes_and_no_and_what_to_put_right(client):
    version = in_review()
    school = version.compact.school
    signed_in(client, Role.COUNCIL_CHAIR, school)
    url = reverse("governance:compact-quality", args=[*version.compact.key, "council"])
    sent = {item.code: "yes" for item in quality.current_guide().items.all()} | {"plain": "no"}
    assert "Say what to put right" in client.post(url, sent).content.decode()
    assert client.post(url, sent | {"plain-fix": "Shorter sentences."}).status_code == 302
    review = QualityReview.objects.get()
    assert review.answers.filter(is_met=True).count() == 6
    page = client.get(version.compact.get_absolute_url()).content.decode()
    assert "Shorter sentences." in page
    assert client.get(url).context["form"]["plain"].initial == "no"


@pytest.mark.parametrize(
    ("role", "side", "status"),
    [
        (Role.COUNCIL_CHAIR, "district", 403),
        (Role.PRINCIPAL, "council", 403),
        (Role.CENTRAL_OFFICE, "district", 200),
        (Role.CENTRAL_OFFICE, "nobody", 404),
    ],
)
def test_each_side_is_judged_by_its_own(client, role, side, status):
    version = in_review()
    signed_in(client, role, version.compact.school if role != Role.CENTRAL_OFFICE else None)
    url = reverse("governance:compact-quality", args=[*version.compact.key, side])
    assert client.get(url).status_code == status


def test_a_draft_is_not_judged():
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=SchoolFactory()).user
    assert not quality.may_judge(chair, draft(chair.memberships.get().school), "COUNCIL")


def test_the_latest_judgement_of_a_side_counts_and_the_earlier_one_stays():
    version = in_review()
    judged(version, "COUNCIL", no=("plain", "school"))
    judged(version, "COUNCIL", no=("plain",))
    judged(version, "DISTRICT")
    sums = {one.code: (one.council, one.district) for one in quality.of_all(2025)}
    assert sums["plain"] == ((0, 1), (1, 1))
    assert sums["school"] == ((1, 1), (1, 1))
    assert QualityReview.objects.count() == 3


def test_a_compact_shows_what_was_found_over_the_years():
    before = approved()
    judged(before, "COUNCIL", no=("plain",))
    compact, _new = life.begin(school=before.compact.school, fall_year=2026, by=UserFactory(), copy_from=before)
    judged(compact.versions.get(), "COUNCIL")
    found = quality.of_school(compact)
    assert [one.version.compact.fall_year for one in found.reviews] == [2026, 2025]
    plain = next(line for line in found.lines if "family-friendly" in line.question)
    assert [answer.is_met for answer in plain.answers] == [True, False]
    assert found.fixes == []
    assert quality.of_school(before.compact).fixes[0][1].fix == "Shorter."
    assert quality.of_school(draft().compact) is None


def test_a_no_without_a_word_is_refused_by_the_database():
    review = judged(in_review(), "COUNCIL")
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityAnswer.objects.filter(review=review).update(is_met=False, fix="")


def test_the_district_reads_the_sums_and_takes_the_answers_along(client, django_assert_max_num_queries):
    for _school in range(2):
        judged(in_review(), "COUNCIL", no=("plain",))
    signed_in(client, Role.BOARD_MEMBER)
    url = reverse("governance:compact-quality-summary") + "?year=2025"
    client.get(url)
    with django_assert_max_num_queries(12):
        assert "Councils: judged" in client.get(url).content.decode()
    file = b"".join(client.get(url + "&format=csv")).decode()
    assert len(file.splitlines()) == 1 + 2 * 7


def test_a_file_holds_only_the_schools_that_one_may_see(client):
    mine, other = in_review(), in_review()
    judged(mine, "COUNCIL")
    judged(other, "COUNCIL")
    signed_in(client, Role.PRINCIPAL, mine.compact.school)
    url = reverse("governance:compact-quality-summary") + "?year=2025&format=csv"
    assert len(b"".join(client.get(url)).splitlines()) == 1 + 7


# ---------------------------------------------------------------------- the library


def texts(**wanted):
    return {(one.part, one.text): one.schools_total for one in library.search(**wanted)}


def test_only_what_was_approved_and_not_taken_back_stands_in_the_library():
    draft()
    assert texts() == {}
    version = approved()
    assert texts(part="families") == {("families", "Read together for ten minutes."): 1}
    life.move("withdraw", version=version, by=UserFactory(), note="Wrong day.")
    assert texts() == {}


def test_the_same_promise_of_two_schools_is_one_with_both_counted():
    approved()
    approved()
    assert texts(part="students") == {("students", "I choose a book."): 2}


def test_a_promise_was_last_approved_where_the_day_says_so_not_where_it_was_written_last():
    first, second = in_review(), in_review()
    life.approve(second, motion_for(second), by=UserFactory())
    tomorrow = timezone.localdate() + timedelta(days=1)
    life.approve(first, motion_for(first, held_on=tomorrow), by=UserFactory())
    (one,) = library.search(part="students")
    assert one.section.version == first


def test_commitments_are_found_by_words_grade_indicator_and_language():
    version = approved()
    indicator = version.sections.get().goals.get().indicator
    found = ("families", "Read together for ten minutes.")
    assert found in texts(words="TEN minutes", grade=1, indicator=indicator)
    assert texts(words="ten hours") == texts(grade=5) == texts(language="es") == {}
    assert texts(indicator=IndicatorFactory(code="OTHER")) == {}
    published(version)
    (one,) = library.search(language="es", part="families")
    assert (one.text, one.translated) == (found[1], "Traducido: k-2-families")


def test_borrowing_puts_the_text_into_the_draft_with_its_source_and_its_translation(client):
    source = approved()
    published(source)
    version = draft()
    section = version.sections.get()
    section.families_do = ""
    section.save()
    translated(version)
    version.translations.get().passages.filter(passage="k-2-families").delete()
    signed_in(client, Role.SCHOOL_STAFF, version.compact.school)
    url = reverse("governance:compact-borrow", args=[*version.compact.key, section.pk, "families"])
    assert "Read together for ten minutes." in client.get(url).content.decode()

    for _again in range(2):
        client.post(url, {"source": source.sections.get().pk})

    section.refresh_from_db()
    assert section.families_do == "Read together for ten minutes."
    assert version.translations.get().passages.get(passage="k-2-families").text == "Traducido: k-2-families"
    page = client.get(version.compact.get_absolute_url()).content.decode()
    assert "Borrowed from:" in page
    assert str(source.compact.school) in page


def test_what_a_text_says_already_is_not_offered_to_it(client):
    approved()
    version = draft()
    signed_in(client, Role.PRINCIPAL, version.compact.school)
    url = reverse("governance:compact-borrow", args=[*version.compact.key, version.sections.get().pk, "families"])
    page = client.get(url).content.decode()
    assert "Nothing else fits" in page and 'name="source"' not in page


def test_a_borrowed_text_follows_what_stood_there_and_is_refused_where_it_grows_too_long():
    source = approved().sections.get()
    version = draft()
    section = CompactSectionFactory(version=version, low_grade=5, high_grade=5, families_do="Walk together.")
    section.version = version
    library.borrow("families", source, section, by=UserFactory())
    assert section.families_do == "Walk together.\nRead together for ten minutes."
    section.students_do = "x" * 1990
    with pytest.raises(NotPossible, match="too long"):
        library.borrow("students", source, section, by=UserFactory())


@pytest.mark.parametrize("source", ["", "x", "0", "999999999999999999999"])
def test_an_absurd_source_lends_nothing(client, source):
    version = draft()
    signed_in(client, Role.PRINCIPAL, version.compact.school)
    url = reverse("governance:compact-borrow", args=[*version.compact.key, version.sections.get().pk, "families"])
    assert client.post(url, {"source": source}).url == url
    assert not CompactVersion.objects.get().sections.get().borrowings.exists()


def test_the_library_costs_a_few_queries(client, django_assert_max_num_queries):
    for _school in range(2):
        published(approved())
    signed_in(client, Role.PRINCIPAL, SchoolFactory())
    url = reverse("governance:compact-library") + "?language=es&words=together&grade=1"
    client.get(url)
    with django_assert_max_num_queries(16):
        assert "2 schools promise this" in client.get(url).content.decode()
    assert client.get(reverse("governance:compact-library") + "?grade=x&indicator=nope&words=%00").status_code == 200
