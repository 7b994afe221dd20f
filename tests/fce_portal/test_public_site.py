"""The public site: what caches may keep, in which language, how it is shared and found, what a first visit weighs."""

import gzip
import re
from datetime import date, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from fce_portal.public import cards, front, news
from indicators.models import PublicationStamp
from indicators.models.reference import Unit
from indicators.standings import Status
from plans.models import Completion
from tests.factories import (
    CouncilMeetingFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    SchoolFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FRONT = "/"
LIGHT = 150_000  # bytes of a first visit
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def promised():
    """One initiative with two milestones, one of them done, and one indicator with a figure and a target."""
    work = InitiativeWorkFactory(initiative=InitiativeFactory(code="1.1", title="Welcoming schools"))
    done = MilestoneFactory(work=work)
    MilestoneFactory(work=work)
    Completion.objects.create(milestone=done, done_on=date(2025, 10, 1), done_by=UserFactory())
    indicator = IndicatorFactory(is_equity=True, unit=Unit.PERCENT)
    IndicatorTargetFactory(indicator=indicator)
    return work


def asked(path=FRONT, **headers):
    """A reader without any cookie."""
    return Client().get(path, headers=headers)


def test_the_front_page_says_what_was_promised_and_how_much_of_it_is_done(promised):
    page = asked().content.decode()
    assert "Welcoming schools" in page
    assert "1 of 2 milestones done" in page
    assert "Find my school" in page


def test_a_meeting_to_come_is_there_and_one_that_was_cancelled_is_not(promised):
    coming = {"held_on": timezone.localdate() + timedelta(days=9), "voting_present": None, "quorum_required": None}
    CouncilMeetingFactory(state="NOTICED", council__school=SchoolFactory(name="Burns"), **coming)
    CouncilMeetingFactory(
        state="CANCELLED", cancelled_reason="Snow", council__school=SchoolFactory(name="Kennelly"), **coming
    )
    page = asked().content.decode()
    assert "Burns" in page
    assert "Kennelly" not in page


# ------------------------------------------------------------------ caches
def test_an_anonymous_reader_gets_a_page_that_may_be_kept_and_no_cookie(promised):
    answer = asked()
    assert answer["Cache-Control"] == "public, no-cache"
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))
    assert not answer.cookies
    assert asked(**{"if-none-match": answer["ETag"]}).status_code == 304


def test_a_story_is_there_and_gone_at_once(promised):
    before = asked()["ETag"]
    story = StoryFactory()
    with_it = asked(**{"if-none-match": before})
    assert (with_it.status_code, story.title_en in with_it.content.decode()) == (200, True)
    type(story).objects.filter(pk=story.pk).update(state="TAKEN_DOWN", taken_down_because="A mistake")
    assert story.title_en not in asked(**{"if-none-match": with_it["ETag"]}).content.decode()


def test_a_publication_is_there_at_once(promised):
    before = asked()
    indicator = promised.initiative.indicators.model.objects.get()
    shown = {"is_published": True, "shown": "VALUE", "shown_value": 25}
    IndicatorValueFactory(district=True, indicator=indicator, instrument=indicator.primary_instrument, **shown)
    PublicationStamp.advance()
    assert asked(**{"if-none-match": before["ETag"]}).status_code == 200


def test_a_milestone_that_is_done_counts_at_once(promised):
    assert "1 of 2 milestones done" in asked().content.decode()
    other = promised.milestones.filter(completions=None).get()
    Completion.objects.create(milestone=other, done_on=date(2025, 10, 2), done_by=UserFactory())
    assert "2 of 2 milestones done" in asked().content.decode()


def test_each_language_has_an_etag_of_its_own(promised):
    english, spanish = asked(), asked(**{"accept-language": "es"})
    assert (english["Content-Language"], spanish["Content-Language"]) == ("en", "es")
    assert english["ETag"] != spanish["ETag"]


def test_a_page_of_a_person_who_is_signed_in_is_never_kept_for_others(client):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    for path in (
        FRONT,
        reverse("district:school-list"),
        reverse("stories:list"),
        reverse("indicators:district-dashboard"),
    ):
        answer = client.get(path)
        assert "private" in answer["Cache-Control"]
        assert not answer.has_header("ETag")


def test_a_page_with_a_form_is_no_page_for_everybody():
    answer = asked(reverse("account_login"))
    assert "public" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize("name", ["home", "stories:list", "district:school-list", "plans:plan-overview", "data"])
def test_no_session_is_made_for_a_reader(name):
    answer = asked(reverse(name))
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert settings.CSRF_COOKIE_NAME not in answer.cookies


def test_the_front_page_costs_the_same_however_much_there_is(promised, django_assert_max_num_queries):
    asked()
    for number in range(4):
        InitiativeWorkFactory(initiative=InitiativeFactory(code=f"2.{number}"))
        StoryFactory()
        CouncilMeetingFactory(
            state="NOTICED",
            held_on=timezone.localdate() + timedelta(days=number),
            voting_present=None,
            quorum_required=None,
        )
    with django_assert_max_num_queries(16):
        asked()


# ------------------------------------------------------------------ languages
def test_an_address_can_ask_for_its_language_and_is_remembered(client):
    answer = client.get(f"{FRONT}?lang=es")
    assert 'lang="es"' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"  # it sets the cookie of this reader
    assert 'lang="es"' in client.get(reverse("help")).content.decode()
    assert not client.get(f"{FRONT}?lang=es").cookies


@pytest.mark.parametrize("language", ["", "xx", "es'", "\0", "en" * 50])
def test_a_language_that_is_none_is_ignored(language):
    answer = Client().get(FRONT, {"lang": language})
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")
    assert not answer.cookies


def test_the_other_language_keeps_what_the_address_asks_for():
    page = asked("/schools/?q=a&grade=3").content.decode()
    assert 'href="/schools/?q=a&amp;grade=3&amp;lang=es"' in page


# ------------------------------------------------------------------ what a link to a page needs
def test_a_page_names_its_address_its_other_language_and_its_picture(settings):
    settings.PORTAL_URL = "https://fce.example"
    indicator = IndicatorFactory(name_en="Fish & chips")
    page = asked(indicator.get_absolute_url()).content.decode()
    path = indicator.get_absolute_url()
    assert f'<link rel="canonical" href="https://fce.example{path}?lang=en">' in page
    assert f'hreflang="es" href="https://fce.example{path}?lang=es"' in page
    assert f'property="og:image" content="https://fce.example{path}card.png?lang=en"' in page
    assert 'property="og:title" content="Fish &amp; chips"' in page
    assert 'name="description" content="Fish &amp; chips: definition' in page


def test_pages_for_people_who_sign_in_name_no_address_to_share(client):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert "og:image" not in client.get(reverse("stories:add")).content.decode()


def test_the_pictures_are_drawn_once_and_change_with_what_is_on_them(promised, client, monkeypatch):
    indicator = IndicatorFactory(name_en="Nothing yet")
    first = client.get(reverse("card"))
    assert first.content.startswith(b"\x89PNG")
    assert (int.from_bytes(first.content[16:20]), int.from_bytes(first.content[20:24])) == (cards.WIDTH, cards.HEIGHT)
    assert client.get(reverse("card-of-indicator", args=[indicator.pk])).content != first.content
    monkeypatch.setattr(cards, "compile_png", None)  # whoever draws again fails
    assert client.get(reverse("card")).content == first.content
    assert client.get(reverse("card"), headers={"if-none-match": first["ETag"]}).status_code == 304
    Completion.objects.all().delete()
    assert cards.digest_of(cards.of_front()) not in first["ETag"]


def test_there_is_no_picture_of_an_indicator_that_is_none(client):
    assert client.get("/indicators/NONE/card.png").status_code == 404


def test_the_sitemap_lists_each_page_in_both_languages_and_robots_find_it(settings):
    settings.PORTAL_URL = "https://fce.example"
    story, hidden = StoryFactory(), StoryFactory(people_in_words=1)
    school = SchoolFactory()
    text = asked("/sitemap.xml").content.decode()
    ElementTree.fromstring(text)
    for found in (story, school):
        for language in ("en", "es"):
            assert f"<loc>https://fce.example{found.get_absolute_url()}?lang={language}</loc>" in text
    assert hidden.get_absolute_url() not in text
    assert "Sitemap: https://fce.example/sitemap.xml" in asked("/robots.txt").content.decode()


def test_the_feed_tells_stories_minutes_and_figures_and_nothing_that_is_not_public():
    story = StoryFactory(title_en="Books < films", text_en="1 < 2")
    hidden = StoryFactory(people_in_words=1, title_en="Hidden")
    feed = ElementTree.fromstring(asked("/news.atom").content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["Books < films"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == "<p>1 &lt; 2</p>"
    assert len({entry.key for entry in news.entries()}) == 1
    assert hidden.title_en not in titles
    assert (
        ElementTree.fromstring(asked("/news.atom?lang=es").content).findtext(f"{ATOM}entry/{ATOM}title")
        == story.title_es
    )


# ------------------------------------------------------------------ weight
def test_a_first_visit_to_the_front_page_is_light_and_asks_nobody_else(promised):
    """The page, every stylesheet, script, font and icon that it names, compressed as they are sent."""
    page = asked().content
    named = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.decode()))
    files = [settings.BASE_DIR / "static" / path.removeprefix("/static/").split("?")[0] for path in named]
    files += [settings.BASE_DIR / "static/vendor/public-sans-latin-700-normal.woff2"]
    weight = len(gzip.compress(page)) + sum(
        file.stat().st_size if file.suffix == ".woff2" else len(gzip.compress(file.read_bytes())) for file in files
    )
    assert weight < LIGHT - 3 * 16_000, weight  # three stories with pictures may come on top
    outside = re.findall(
        rb'<(?:link rel="(?:stylesheet|preload|icon)"|script|img|iframe)[^>]*(?:href|src)="(?!/)[^"]*"', page
    )
    assert not outside


class TestFindingASchool:
    def test_the_only_one_of_that_name_is_opened_at_once(self):
        school = SchoolFactory(name="Burns Latino Studies Academy")
        SchoolFactory(name="Sanchez School")
        answer = Client().get("/schools/", {"find": "1", "q": "burns"})
        assert answer["Location"] == school.get_absolute_url()

    def test_several_are_listed_and_none_is_said(self):
        SchoolFactory(name="Breakthrough North")
        SchoolFactory(name="Breakthrough South")
        assert Client().get("/schools/", {"find": "1", "q": "break"}).status_code == 200
        assert Client().get("/schools/", {"find": "1", "q": "nowhere"}).status_code == 200
        assert Client().get("/schools/", {"find": "1", "q": ""}).status_code == 200

    def test_a_filter_of_the_list_itself_stays_a_list(self):
        SchoolFactory(name="Burns Latino Studies Academy")
        assert Client().get("/schools/", {"q": "burns"}).status_code == 200


def test_the_goals_are_told_by_how_they_stand_and_no_empty_state_is_named():
    states = (Status.BEHIND, Status.STALLED, Status.BEHIND)
    found = [SimpleNamespace(standing=SimpleNamespace(status=one)) for one in states]
    assert front.tally(found) == "3 indicators. Behind: 2. Stalled: 1."
