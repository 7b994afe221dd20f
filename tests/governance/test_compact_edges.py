"""What can go wrong with compacts: hostile and huge texts, floods, other scripts, closed schools, texts taken back."""

from datetime import date

import pytest
from django.db.models import ProtectedError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.forms.schools import FactsForm
from district.loading import load_languages
from district.models import Language
from district.models.schools import Grade
from fce_portal.compact_items import items_for
from governance.compacts import comment_limits, languages, life, overview
from governance.compacts.forms import SectionForm, TalksForm
from governance.compacts.passages import written
from governance.models import FamilyComment
from tests.factories import MembershipFactory, SchoolFactory, SchoolYearFactory, UserFactory
from tests.governance.compact_world import approved, draft, heard, in_state, published
from tests.printed import text_of, words_of

pytestmark = pytest.mark.django_db
HOSTILE = '</p><script>alert(1)</script><img src=x onerror=alert(2)> #import "x" $x$ *b* \\u{202e} {{ 7*7 }} {% x %}'
ARABIC = "نتقاسم العمل مع العائلات"


@pytest.fixture(autouse=True)
def spoken(db):
    load_languages()


def public(version):
    return reverse("governance:compact-public", args=[version.compact.code])


def signed_in(client, role, school=None):
    user = MembershipFactory(role=role, school=school).user
    client.force_login(user)
    return user


def test_hostile_markup_in_a_compact_is_text_on_every_page_and_on_paper(client):
    version = heard()
    version.shared = HOSTILE
    version.save()
    version.comments.create(passage="shared", text=HOSTILE, wording=HOSTILE, by=UserFactory())
    signed_in(client, Role.CENTRAL_OFFICE)
    for url in (version.compact.get_absolute_url(), version.get_absolute_url(), public(version)):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{ 7*7 }}" in page
    words = words_of(client.get(public(version) + "?format=pdf").content)
    assert "<script>alert(1)</script>" in words
    assert "*b*" in words


@pytest.mark.parametrize("length", [2001, 200_000])
def test_a_huge_pasted_text_is_refused_beside_its_field_and_not_lost(client, length):
    version = draft()
    signed_in(client, Role.PRINCIPAL, version.compact.school)
    url = reverse("governance:compact-part", args=[*version.compact.key, "shared"])
    page = client.post(url, {"shared": "x" * length})
    assert page.status_code == 200
    assert page.context["form"].errors["shared"]
    assert "x" * 2001 in page.content.decode()
    version.refresh_from_db()
    assert version.shared == "We share the work of learning."


def test_the_longest_text_that_is_taken_is_printed():
    from governance.compacts import printed

    version = draft(shared="Wort " * 399)
    document = printed.sheet(version, "en", {})
    assert sum(len(str(block)) for block in document.blocks) > 1900


def test_what_nobody_can_read_any_more_is_not_taken():
    version = heard()
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    FamilyComment.objects.bulk_create(
        FamilyComment(version=version, language="es", text="x", sent_on=timezone.localdate())
        for _comment in range(comment_limits.MOST_UNREAD)
    )
    assert not comment_limits.may_write(request, version)
    FamilyComment.objects.update(state=FamilyComment.State.TAKEN)
    assert comment_limits.may_write(request, version)


# ---------------------------------------------------------------------- other scripts


def test_arabic_is_read_from_right_to_left_on_the_page_and_printed_with_its_letters(client):
    version = approved()
    translation = version.translations.create(language_id="ar")
    for passage in written(version):
        translation.passages.create(passage=passage.key, source=passage.text, text=ARABIC)
    languages.publish(languages.check(translation, by=UserFactory()))
    page = client.get(public(version) + "?in=ar").content.decode()
    assert f'lang="ar" dir="auto">{ARABIC}' in page
    answer = client.get(public(version) + "?in=ar&format=pdf")
    text = text_of(answer.content)
    assert "\u25a1" not in text  # no letter is missing from the typefaces
    assert any("\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff" for char in text)


@pytest.mark.parametrize("tag", ["ar", "es"])
def test_a_published_translation_that_is_taken_back_is_read_in_the_source_again(client, tag):
    version = approved()
    translation = published(version, tag)
    signed_in(client, Role.PRINCIPAL, version.compact.school)
    url = reverse("governance:compact-translation-take-back", args=[*version.compact.key, tag])
    assert client.post(url).status_code == 302
    translation.refresh_from_db()
    assert (translation.state, translation.published_on) == ("WORK", None)
    assert "Traducido" not in client.get(public(version) + f"?in={tag}").content.decode()
    with pytest.raises(languages.NotPublishable):
        languages.take_back(translation)


def test_a_language_in_which_something_is_written_is_not_removed():
    published(approved())
    with pytest.raises(ProtectedError):
        Language.objects.get(tag="es").delete()


# ---------------------------------------------------------------------- taken back, closed


def test_a_version_withdrawn_after_it_was_handed_out_is_gone_for_families_and_what_was_handed_out_stays(client):
    version = in_state("DISTRIBUTED")
    life.move("withdraw", version=version, by=UserFactory(), note="A wrong date.")
    assert version.shared not in client.get(public(version)).content.decode()
    assert version.handed_out.count() == 1
    signed_in(client, Role.PRINCIPAL, version.compact.school)
    page = client.get(version.compact.get_absolute_url()).content.decode()
    assert "A wrong date." in page
    assert overview.is_overdue(version, 2025, date(2025, 10, 1)) is False  # approved once: the day was kept


def test_a_school_that_has_closed_is_asked_for_nothing_and_what_it_had_stays_readable(client):
    SchoolYearFactory(fall_year=2025)
    version = approved()
    school = version.compact.school
    other = SchoolFactory()
    school.closed_on = date(2024, 6, 30)
    school.save()
    user = signed_in(client, Role.CENTRAL_OFFICE)
    assert [row.school for row in overview.rows_for(user, 2025)] == [other]
    assert client.get(version.compact.get_absolute_url()).status_code == 200
    principal = MembershipFactory(role=Role.PRINCIPAL, school=school).user
    words = " ".join(item.sentence for item in items_for(principal, date(2026, 1, 10)))
    assert "was to be approved" not in words
    url = reverse("governance:compact-begin", args=["COMPACT", school.code, 2026])
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("form", [SectionForm, TalksForm, FactsForm])
def test_kindergarten_can_be_chosen_wherever_a_grade_can(form):
    grades = [field for name, field in form().fields.items() if "grade" in name]
    for field in grades:
        values = [value for value, _label in field.choices]
        assert Grade.K in values and Grade.PK in values
        assert values.count("") + values.count(None) == 1
    assert grades
