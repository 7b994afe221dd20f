"""The attack reads whatever the portal says: what a page, packet, feed, picture or mail lets slip fails it."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils.feedgenerator import Atom1Feed

from district.printing import blocks
from district.printing.document import Document
from district.printing.engine import overheard
from fce_portal import attacked, attacked_pages
from fce_portal.public import cards, news
from indicators.attack import figures, moving, sayings, served
from indicators.attack.report import attack
from indicators.attack.stored import told_and_not_told
from indicators.attack.telling import Ear
from indicators.models import IndicatorValue
from indicators.publication import republish
from tests.factories import (
    ImportRunFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    SchoolFactory,
    SchoolYearFactory,
)
from tests.printed import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    """Three schools; three of the forty students of Elm School are counted, which is hidden, and so is Oak's."""
    SchoolYearFactory()
    IndicatorFactory(code="CHRONIC_ABS", name="Chronic absence", short_name="Absence")
    run = ImportRunFactory()
    for name, counts in (("Elm School", (3, 40)), ("Oak School", (12, 50)), ("Ash School", (60, 300))):
        IndicatorValueFactory(run=run, school=SchoolFactory(name=name), counts=counts)
    IndicatorValueFactory(run=run, district=True, counts=(75, 390))
    republish(run=run)


ABOUT = ("Chronic absence", "2014–15")


def reading_of(said):
    reading = served.Reading("anybody", {})
    reading.hear(Ear(*told_and_not_told()), said, "a test")
    return reading


def recovered(reading):
    return attack("figures", figures.targets([reading]), seconds=20, clock=lambda: 0).recovered


LEAKS = {
    "a table of a page": lambda: sayings.of_html(
        "<h1>Chronic absence</h1><table><caption>By school</caption><tr><th>School<th>2014–15"
        "<tr><th>Elm School<td>7.5%<tr><th>Ash School<td>20.0%</table>"
    ),
    "a sentence of a page": lambda: sayings.of_html("<p>Chronic absence at Elm School was 7.5% in 2014–15.</p>"),
    "the words of a drawing": lambda: sayings.of_html(
        '<h1>Chronic absence</h1><svg><title>Elm School, 2014–15: 7.5%</title><path d="M0 0"/></svg>'
    ),
    "what is read aloud": lambda: sayings.of_html(
        '<h2>Chronic absence, 2014–15</h2><p>Elm School</p><span aria-label="7.5%">*</span>'
    ),
    "a table in a document": lambda: sayings.of_document(
        {"title": "Packet", "blocks": [
            blocks.heading("Chronic absence"),
            blocks.table("Schools", ["School", "2014–15"], [["Elm School", [blocks.strong("7.5%")]]], [1, 1]),
        ]}
    ),
    "the alternative text of a figure in a document": lambda: sayings.of_document(
        {"title": "Chronic absence", "blocks": [blocks.figure("<svg/>", "Elm School 2014–15: 7.5%", "By school")]}
    ),
    "a picture of a link": lambda: sayings.of_document(
        {"title": "Chronic absence", "figure": "7.5%", "unit": "2014–15", "lines": ["Elm School"]}
    ),
    "rows of another file": lambda: sayings.of_records(
        [{"indicator": "CHRONIC_ABS", "school": "Elm School", "fall_year": 2014, "rate": 7.5}]
    ),
    "a count in a file": lambda: sayings.of_records(
        [{"indicator": "CHRONIC_ABS", "school": "Elm School", "fall_year": 2014, "students": 3}]
    ),
    "a mail": lambda: sayings.of_mail(
        EmailMultiAlternatives(subject="Chronic absence", body="2014–15\nElm School: 7.5%")
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEAKS)
def test_a_hidden_figure_in_any_form_comes_out_with_its_partner(district, kind):
    reading = reading_of(LEAKS[kind]())

    (finding,) = figures.differing([reading])
    assert finding.endswith("told to anybody by a test")
    assert "7.5" not in finding
    assert recovered(reading) == 2  # Elm's, and so what Oak's was hidden for


@pytest.mark.parametrize(
    "text",
    [
        "Elm School: * in 2014–15",
        "Elm School: ≤7.5% in 2014–15",
        "Ash School: 20.0% in 2014–15",
        "Elm School: 7.5% in 2013–14",
        "Oak School: 7.5% in 2014–15",
        "3 visits to Elm School",
    ],
)
def test_what_is_shown_or_is_about_something_else_tells_nothing(district, text):
    assert not reading_of([sayings.Saying(text, ("Chronic absence",))]).heard


def test_a_number_that_a_shown_figure_says_as_well_tells_nothing(district):
    text = "Chronic absence 2014–15: Elm School and Ash School, 20.0% and 24.0%"

    assert not reading_of([sayings.Saying(text)]).heard  # Oak's 24 % is not among them


def test_a_document_prints_what_was_overheard_and_nothing_else(district):
    with overheard() as documents:
        pdf = Document(title="Chronic absence", blocks=[blocks.paragraph("Elm School 2014–15: 7.5%")]).pdf()

    (data,) = documents
    assert "7.5%" in words_of(pdf)
    assert recovered(reading_of(sayings.of_document(data))) == 2


def test_a_feed_with_the_number_is_found_at_its_address(district, monkeypatch):
    def leaking(path):
        feed = Atom1Feed(title="News", link="/", description="")
        feed.add_item("Chronic absence", "/", "<p>Elm School, 2014–15: <b>7.5%</b></p>", unique_id="1")
        return feed.writeString("utf-8")

    monkeypatch.setattr(news, "feed", leaking)
    monkeypatch.setattr(served, "files", lambda *_asked: [])

    def further(*_asked):
        return [served.Address("feed", "/news.atom")]

    ear = Ear(*told_and_not_told())
    reading = served.read(served.ANYBODY, 2026, further=further, ear=ear)

    assert reading.kinds == {"feed": 1}
    assert recovered(reading) == 2


def test_the_number_of_an_initiative_is_no_figure_and_a_figure_beside_it_is_heard(district):
    InitiativeFactory(code="7.5", title_en="Homework help")
    ear = attacked.an_ear()

    def told(row):
        table = f"<table><caption>By initiative</caption><tr><th>Initiative<th>Held{row}</table>"
        return list(ear.hear(sayings.of_html(f"<h1>Elm School, 2014–15</h1>{table}")))

    assert told("<tr><th>7.5 Homework help<td>6") == []
    assert told("<tr><th>7.5 Homework help<td>7.5%") != []


def test_marks_of_a_scale_and_years_below_it_say_nothing_of_a_figure_and_a_label_beside_its_dot_does(district):
    ear = attacked.an_ear()

    def told(texts):
        drawing = f"<svg><title>Elm School</title><desc>2013–14: 9.9%; 2014–15: suppressed</desc>{texts}</svg>"
        return list(ear.hear(sayings.of_html(f"<h1>Chronic absence</h1>{drawing}")))

    soft = '<text class="chart-text-soft">{}</text>'
    assert told(soft.format("3") + soft.format("+3") + soft.format("2014–15")) == []
    assert told('<text class="chart-text">7.5%</text>') != []
    assert told('<text class="chart-text">3</text>') != []


def test_a_packet_and_a_picture_with_the_number_are_found(district, monkeypatch):
    def leaking(indicator):
        return cards.card(title="Chronic absence", figure="7.5%", unit="2014–15", lines=["Elm School"])

    monkeypatch.setattr(cards, "of_indicator", leaking)
    monkeypatch.setattr(attacked_pages.sections, "sections", dict)

    reading = served.read_documents(attacked_pages.documents(2026), Ear(*told_and_not_told()))

    assert {"packet", "card"} <= set(reading.kinds)
    assert recovered(reading) == 2


def test_every_reader_gets_every_page_that_is_listed_and_nothing_is_told(district, monkeypatch):
    monkeypatch.setattr(served, "readers", lambda: [served.ANYBODY])
    monkeypatch.setattr(attacked_pages, "BREAKDOWNS", attacked_pages.BREAKDOWNS[:1])
    monkeypatch.setattr(moving, "read_twice", lambda addresses, until: served.Reading("twice", {}))
    told = []

    readings = list(attacked.read_as_everybody(2014, formats=("json",), tell=told.append, seconds=60))

    assert not list(figures.differing(readings))
    assert readings[0].kinds["page"] > 20
    assert readings[0].unread == 0


def test_what_there_was_no_time_for_is_counted(district):
    reading = served.read(served.ANYBODY, 2026, until=0)

    assert reading.files == 0
    assert reading.unread > 10


def test_of_very_many_schools_some_are_drawn_and_it_is_said(district):
    reading = served.read("PRINCIPAL", 2026, most=2, until=0)

    assert (reading.schools, reading.all_schools) == (2, 3)


class TestHiddenFiguresMoved:
    """What is drawn or worked out from a hidden figure is found by moving it, whatever form it has."""

    FEED = [served.Address("feed", "/news.atom")]

    def test_a_length_that_follows_a_hidden_figure_is_found(self, district, monkeypatch):
        def leaking(path):
            hidden = IndicatorValue.objects.filter(shown="SUPPRESSED").order_by("numerator").first()
            return f'<svg><path d="M0 {float(hidden.value) * 3.7:.1f}"/></svg>'

        monkeypatch.setattr(news, "feed", leaking)
        before = list(IndicatorValue.objects.order_by("pk").values_list("numerator", "value"))

        reading = moving.read_twice(self.FEED)

        assert list(figures.differing([reading])) == ["/news.atom: what it says depends on hidden figures"]
        assert list(IndicatorValue.objects.order_by("pk").values_list("numerator", "value")) == before

    def test_what_differs_at_each_moment_anyway_is_no_finding(self, district, monkeypatch):
        moments = iter(range(9))
        monkeypatch.setattr(news, "feed", lambda path: f"<feed>{next(moments)}</feed>")

        assert moving.read_twice(self.FEED).depends == []

    def test_real_pages_say_the_same(self, district):
        pages = [
            served.Address("page", path) for path in ("/", "/indicators/CHRONIC_ABS/", "/scorecard/", "/dashboard/")
        ]

        reading = moving.read_twice(pages)

        assert (reading.kinds, reading.depends) == ({"page twice": 4}, [])
