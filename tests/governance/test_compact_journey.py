"""From last year's compact to a new one handed out in Spanish, every step as people take it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.loading import load_languages
from district.models import School
from governance.compacts import languages, life
from governance.compacts.passages import written
from governance.models import CompactVersion
from tests.factories import MembershipFactory
from tests.governance.compact_world import approved, motion_for, published, translated
from tests.printed import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spoken")]


@pytest.fixture
def spoken(db):
    load_languages()


class Journey:
    """One school's new compact, and whoever acts on it."""

    def __init__(self, client, school, year):
        self.client, self.school, self.year = client, school, year
        self.people = {
            role: MembershipFactory(role=role, school=school).user
            for role in (Role.PRINCIPAL, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.SCHOOL_STAFF)
        }

    def send(self, role, name, *more, **data):
        """Open the page as that person, change what is said here, and send the whole form."""
        self.client.force_login(self.people[role])
        url = reverse(f"governance:{name}", args=["COMPACT", self.school.code, self.year, *more])
        page = self.client.get(url)
        form = page.context["form"] if page.status_code == 200 and page.context and "form" in page.context else None
        sent = {"seen": form.initial.get("seen", "")} if form is not None else {}
        answer = self.client.post(url, sent | data)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return answer

    @property
    def version(self):
        return CompactVersion.objects.filter(compact__school=self.school, compact__fall_year=self.year).first()


def test_from_last_years_compact_to_a_distributed_spanish_pdf(client):
    before = approved()
    school = School.objects.get(pk=before.compact.school_id)
    journey = Journey(client, school, 2026)

    journey.send(Role.PRINCIPAL, "compact-begin", copy="1")
    assert journey.version.shared == before.shared
    journey.send(Role.SCHOOL_STAFF, "compact-part", "developed", developed="Twenty families wrote with us.")
    journey.send(Role.PRINCIPAL, "compact-move", "ask-families")

    client.logout()
    public = reverse("governance:compact-public", args=[journey.version.compact.code])
    assert client.post(public + "?in=es", {"text": "Llamen por la tarde."}).status_code == 302
    assert journey.version.family_comments.get().language == "es"
    journey.send(Role.PRINCIPAL, "compact-voices", comment=journey.version.family_comments.get().pk, state="TAKEN")

    session = {"held_on": "2026-09-10", "mode": "MEETING", "languages": ["es"], "families_total": 20}
    session |= {"staff_total": 4, "students_total": 0, "themes": "Calls in the afternoon"}
    journey.send(Role.SCHOOL_STAFF, "compact-session-add", **session)
    journey.send(Role.SCHOOL_STAFF, "compact-part", "heard", heard="You asked for afternoon calls. We call at four.")
    journey.send(Role.PRINCIPAL, "compact-move", "to-council")

    journey.send(Role.COUNCIL_MEMBER, "compact-comment-add", "access", text="Shorter", wording="Call us at four.")
    comment = journey.version.comments.get()
    journey.send(Role.PRINCIPAL, "compact-wording-take", comment.pk)
    motion_for(journey.version, votes=["FOR"] * 8 + ["AGAINST"])
    journey.send(Role.COUNCIL_CHAIR, "compact-move", "approve")
    before.refresh_from_db()
    assert before.state == "RETIRED"

    journey.send(Role.PRINCIPAL, "compact-move", "translate")
    journey.send(Role.SCHOOL_STAFF, "compact-translation-begin", language="es", translator="MACHINE")
    for passage in written(journey.version):
        journey.send(Role.SCHOOL_STAFF, "compact-passage", "es", passage.key, text=f"En español: {passage.key}.")
    journey.send(Role.SCHOOL_STAFF, "compact-translation-check", "es")
    journey.send(Role.PRINCIPAL, "compact-translation-publish", "es")
    journey.send(Role.PRINCIPAL, "compact-move", "distribute")
    given = {"given_on": str(timezone.localdate()), "channel": "HOME", "language": "es", "copies_total": 90}
    journey.send(Role.SCHOOL_STAFF, "compact-handed-out-add", **given)
    journey.send(Role.PRINCIPAL, "compact-move", "use")

    client.logout()
    printed = client.get(public + "?in=es&format=pdf")
    assert printed["Content-Language"] == "es"
    words = words_of(printed.content)
    for expected in ("En español: access.", "En español: k-2-goal-1.", "Nuestro acuerdo", "Cuándo nos reunimos"):
        assert expected in words
    assert "Call us at four." not in words
    sheet = words_of(client.get(public + "?in=es&format=pdf&grade=k-2&large=1").content)
    assert "En español: k-2-families." in sheet


def test_a_right_to_left_compact_is_read_on_the_page_and_printed(client):
    version = approved()
    published(version, "ar")
    url = reverse("governance:compact-public", args=[version.compact.code])
    page = client.get(url + "?in=ar").content.decode()
    assert 'lang="ar" dir="auto"' in page
    assert client.get(url + "?in=ar&format=pdf").status_code == 200


def test_a_translation_carried_into_a_new_version_is_stale_only_where_the_text_changed():
    version = approved()
    translated(version)
    new = life.new_version(version.compact, by=version.begun_by)
    new.shared = "Otherwise."
    new.save()
    translation = new.translations.get()
    assert [row.passage.key for row in languages.open_rows(languages.rows(translation, new))] == ["shared"]


def test_the_public_page_costs_a_few_queries(client, django_assert_max_num_queries):
    version = approved()
    published(version)
    url = reverse("governance:compact-public", args=[version.compact.code]) + "?in=es"
    client.get(url)
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get(reverse("governance:compact-public-list")).status_code == 200


def test_a_day_of_a_session_that_is_still_to_come_is_refused(client):
    version = approved()
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=version.compact.school).user)
    url = reverse("governance:compact-session-add", args=version.compact.key)
    said = {"held_on": date(2999, 1, 1), "mode": "SURVEY", "languages": ["es"], "families_total": 1, "themes": "x"}
    assert "still to come" in client.post(url, said).content.decode()
