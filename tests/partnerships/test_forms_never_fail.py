"""Whatever arrives at a form, the answer is a page with a message or a saved record, never an error of ours."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from district.access import Role
from governance.models import Council, CouncilModel
from partnerships.forms.activity import ActivityForm
from tests.factories import ActivityFactory, MembershipFactory, PartnerFactory, SchoolYearFactory
from tests.partnerships.test_changing import edit
from tests.partnerships.test_quick_log import LOG, sent

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "\x00",
    "0",
    "-1",
    "1e999",
    "NaN",
    "Infinity",
    "9" * 400,
    "2147483648",
    "9223372036854775808",
    "٣",
    "½",
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "24:61",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% load x %}",
    "%(name)s %s {0}",
    "\ud83d\ude00",
    "\u202e\u200f",
    "../../etc/passwd",
    "on",
    "null",
    "None",
    "WORKSHOP",
    "SUPPLIES",
    "3",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60), st.integers().map(str))
texts = texts.map(lambda text: text.encode("utf-8", "replace").decode())


def is_answered(response):
    return response.status_code in (200, 302, 404, 409)


@pytest.fixture
def central(client):
    SchoolYearFactory(fall_year=2025)
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(person.user)
    return person


QUICK = [*sent(), "school", "initiative", "confirmed", "correction"]


@given(form=st.dictionaries(st.sampled_from(QUICK), texts))
def test_the_short_form(client, central, form):
    assert is_answered(client.post(LOG, {"entry_key": str(uuid.uuid4())} | form))


@given(query=st.dictionaries(st.sampled_from(["activity_type", "title", "count", "initiative", "school"]), texts))
def test_what_the_short_form_is_proposed(client, central, query):
    assert is_answered(client.get(LOG, query))
    assert is_answered(client.get(LOG, query, headers={"HX-Request": "true"}))


FIELDS = [*ActivityForm.base_fields, "school", "correction", "keep-title", "keep-partners", "keep-initiatives"]


@given(
    form=st.dictionaries(st.sampled_from(FIELDS), st.one_of(texts, st.lists(texts, max_size=3))),
    good=st.booleans(),
)
def test_the_full_form(client, central, form, good):
    activity = ActivityFactory()
    base = {"activity_type": "WORKSHOP", "title": "T", "held_on": "2025-10-14", "mode": "IN_PERSON", "version": "1"}
    assert is_answered(client.post(edit(activity), (base if good else {}) | form))


@given(content=st.binary(max_size=300), start=st.sampled_from([b"", b"%PDF-1.4", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"]))
def test_any_file(client, central, content, start):
    file = SimpleUploadedFile("file.pdf", start + content)
    assert is_answered(client.post(edit(ActivityFactory()), {"upload": file}))


@given(
    query=st.dictionaries(
        st.sampled_from(
            ["q", "school", "type", "year", "since", "until", "initiative", "indicator", "partner", "person"]
            + ["quality", "sort", "page", "format"]
        ),
        texts,
    )
)
def test_the_list(client, central, query):
    assert client.get(reverse("partnerships:activity-list"), query).status_code == 200


@given(form=st.dictionaries(st.sampled_from(["name", "kinds", "about", "website", "initiatives", "seen"]), texts))
def test_the_form_of_a_partner(client, central, form):
    partner = PartnerFactory()
    assert is_answered(client.post(reverse("partnerships:partner-edit", args=[partner.pk]), form))


@given(query=st.dictionaries(st.sampled_from(["q", "kind", "initiative", "activity", "page", "format"]), texts))
def test_the_list_of_partners(client, central, query):
    assert client.get(reverse("partnerships:partner-list"), query).status_code == 200


CONTACT = ["name", "email", "language", "membership"]


@given(form=st.dictionaries(st.sampled_from(CONTACT), texts))
def test_the_invitation_of_a_contact(client, central, form):
    assert is_answered(client.post(reverse("partnerships:partner-invite", args=[PartnerFactory().pk]), form))


REACH = ["families_enrolled", "families_reached", "families_home_visited", "method", "seen", "correction"]


@given(form=st.dictionaries(st.sampled_from(REACH), texts))
def test_the_yearly_reach(client, central, form):
    school = MembershipFactory().school
    assert is_answered(client.post(reverse("partnerships:reach-edit", args=[school.code, 2025]), form))


@given(form=st.dictionaries(st.sampled_from(["held_on", "voting_present", "seen", "correction"]), texts))
def test_the_meeting_of_a_council(client, central, form):
    model, _made = CouncilModel.objects.get_or_create(code="X", defaults={"name": "X", "voting_seats": 12})
    council = Council.objects.create(school=MembershipFactory().school, model=model)
    assert is_answered(client.post(reverse("governance:meeting-record", args=[council.school.code]), form))
