"""What the portal keeps of a person: told to everybody, and all of it to the person, as a file too."""

import csv

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.text import capfirst

from district.access import Role
from district.models import FormDraft, PortalSettings
from fce_portal import own_data
from partnerships.models import Activity
from tests.factories import ActivityFactory, MembershipFactory, NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__name="Ana Rivera").user
    client.force_login(person)
    return person


def test_anybody_can_read_what_is_kept_why_and_how_long():
    PortalSettings.objects.create(pk=1, drafts_kept_days=21)
    page = Client().get(reverse("personal-data"))
    text = page.content.decode()
    assert "21 days." in text and all(str(part.why) in text.replace("&#x27;", "'") for part in own_data.PARTS)
    assert 'lang="es"' in Client().get(reverse("personal-data"), {"lang": "es"}).content.decode()


def test_a_person_sees_their_own_and_nobody_elses(client, ana, django_assert_max_num_queries):
    FormDraft.objects.create(user=ana, path="/plans/", typed={"a": ["words of mine"], "b": {"c": "more"}})
    other = MembershipFactory(user__name="Bob").user
    FormDraft.objects.create(user=other, path="/other/", typed={"a": "words of Bob"})
    NoticeFactory(recipient=other)
    ActivityFactory(logged_by=ana)
    with django_assert_max_num_queries(40):
        page = client.get(reverse("own-data"))
    totals = {part["label"]: part["total"] for part in page.context["parts"]}
    assert totals["What you typed and did not save"] == 1 and totals["Notices"] == 0
    rows = own_data.rows_of(ana)
    assert next(row[2] for row in rows if row[1] == "/plans/") == "words of mine · more"
    kind = capfirst(str(Activity._meta.verbose_name))
    assert ("Records that bear your name", kind, "1", None) in rows
    assert not any("Bob" in str(row) for row in rows)


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_all_of_it_is_taken_out_as_a_file(client, ana, file_format):
    answer = client.get(reverse("own-data"), {"format": file_format})
    content = b"".join(answer.streaming_content)
    assert f".{file_format}" in answer["Content-Disposition"] and len(content) > 100
    if file_format == "csv":
        assert ["Account", "Name", "Ana Rivera", ""] in list(csv.reader(content.decode("utf-8-sig").splitlines()))
