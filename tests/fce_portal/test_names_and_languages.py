"""What things are called here, and in which languages the portal speaks: set on a page, read without a query."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from district import languages_offered, names, portal_settings
from district.access import Role
from district.models import District, PortalSettings
from district.models.portal_settings import NAMED
from fce_portal.running.portal_settings import NAMES
from tests.factories import CouncilFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__name="Ana Rivera").user
    client.force_login(person)
    return person


def typed(**changed):
    return dict.fromkeys(NAMES, "") | {"offers_spanish": "on", "save": ""} | changed


def test_what_nobody_named_is_called_as_the_law_and_the_plan_call_it():
    assert (names.name("council"), names.name("actions")) == ("School Governance Council", "Priority Actions")
    with translation.override("es"):
        assert names.name("council") == "Consejo de Gobierno Escolar"


def test_each_language_has_its_own_name_and_the_other_keeps_the_usual_one():
    PortalSettings.objects.create(pk=1, council_en="School Council", portal_es="Portal de Familias")
    assert (names.name("council"), names.name("portal")) == ("School Council", "FCE Portal")
    with translation.override("es"):
        assert (names.name("council"), names.name("portal")) == ("Consejo de Gobierno Escolar", "Portal de Familias")
        assert str(names.COUNCIL) == "Consejo de Gobierno Escolar"


def test_a_name_is_read_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert [names.name(thing) for thing in NAMED]


def test_a_change_holds_at_once_here_and_within_seconds_in_every_process():
    names.name("council")
    with connection.cursor() as cursor:  # another process saved
        cursor.execute("INSERT INTO district_portalsettings (id) SELECT 1 WHERE false")
    PortalSettings.objects.create(pk=1)
    PortalSettings.objects.filter(pk=1).update(council_en="School Council")
    assert names.name("council") == "School Council"
    PortalSettings.objects.filter(pk=1).update(council_en="Council of Families")
    assert names.name("council") == "School Council"
    portal_settings._kept["until"] = 0.0  # the seconds are over
    assert names.name("council") == "Council of Families"


def test_names_that_are_set_stand_on_the_pages(client, administrator):
    District.objects.create(code="0640011", name="Hartford School District")
    council = CouncilFactory()
    changed = {"portal_en": "Family Portal", "district_en": "Hartford Public Schools", "district_short_en": "HPS"}
    client.post(reverse("portal-names"), typed(council_en="School Council", **changed))
    text = client.get(reverse("governance:council-detail", args=[council.school.code])).content.decode()
    assert "School Council" in text and "School Governance Council" not in text
    assert "Family Portal" in text and "<small>HPS</small>" in text and "Hartford Public Schools" in text


def test_a_name_is_bounded_and_what_was_typed_comes_back(client, administrator):
    text = client.post(reverse("portal-names"), typed(council_en="x" * 61)).content.decode()
    assert "x" * 61 in text and not PortalSettings.objects.exists()


def test_without_spanish_the_portal_speaks_english_alone(client, administrator):
    client.cookies["language"] = "es"
    assert 'lang="es"' in client.get(reverse("portal-names")).content.decode()
    answer = typed()
    del answer["offers_spanish"]
    client.post(reverse("portal-names"), answer)
    page = client.get(reverse("portal-names"), {"lang": "es"})
    assert '<html lang="en"' in page.content.decode() and 'value="es"' not in page.content.decode()
    assert languages_offered.codes() == ["en"] and languages_offered.language_for("es") == "en"


def test_a_database_that_does_not_answer_leaves_the_usual_names(monkeypatch):
    def broken():
        raise portal_settings.DatabaseError

    portal_settings._kept.update(known=None, until=0.0)
    monkeypatch.setattr(portal_settings, "_read", broken)
    assert names.name("council") == "School Governance Council"
