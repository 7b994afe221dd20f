"""What happened and changed no record, as it is written down and read; and how the seals stand."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from district import invitations, tasks
from district.access import Role
from district.models import AuditEntry, Notice, Seal
from district.models.audit import EntryKind
from district.people import address_of
from district.trail import entries, listing, sealing_state
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

ENTRIES = "district:audit-entries"
SEALS = "district:audit-seals"


@pytest.fixture
def administrator(client):
    held = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(held.user)
    client.held = held
    return client


def kept(kind):
    return AuditEntry.objects.filter(kind=kind)


def sign_in(client, login, password):
    return client.post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR="10.9.8.7")


def test_who_signs_in_who_fails_and_who_leaves_is_written_down(client):
    ana = MembershipFactory(user=UserFactory(email="ana@hartford.example")).user
    address_of(ana)
    ana.set_password("a long password")
    ana.save()

    sign_in(client, "ana@hartford.example", "wrong")
    sign_in(client, "my secret by mistake", "wrong")
    sign_in(client, "ana@hartford.example", "a long password")
    client.post(reverse("account_logout"))

    failed = list(kept(EntryKind.SIGN_IN_FAILED).order_by("pk"))
    assert failed[0].about == "ana@hartford.example" and failed[0].user is None
    assert failed[0].address == "10.9.8.7" and failed[0].request
    assert all("secret" not in entry.about for entry in failed)
    assert kept(EntryKind.SIGNED_IN).get().user == ana
    assert kept(EntryKind.SIGNED_OUT).get().user == ana


def test_a_file_is_written_down_for_people_with_an_account_once(administrator, client):
    page = reverse("district:school-list")
    administrator.get(page, {"format": "csv"})
    administrator.get(page)
    taken = kept(EntryKind.FILE_TAKEN).get()
    assert (taken.user, taken.about, taken.page) == (administrator.held.user, "csv", f"{page}?format=csv")

    client.logout()
    assert client.get(page, {"format": "csv"}).status_code == 200
    assert kept(EntryKind.FILE_TAKEN).count() == 1


def test_an_invitation_is_written_down(administrator, rf):
    invited = MembershipFactory().user
    request = rf.get("/")
    request.user, request._messages = administrator.held.user, type("Kept", (), {"add": lambda *words: None})()
    invitations.send_and_say(request, invited)

    assert kept(EntryKind.INVITED).get().about == invited.email
    assert len(mail.outbox) == 1


def test_entries_are_filtered_paged_and_taken_along(administrator, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    school, ana = SchoolFactory(name="Burns"), UserFactory(name="Ana Rivera")
    for indicator in ("CHRONIC_ABS", "READ_G3", "SUSPENSION"):
        entries.note(EntryKind.RAW_VIEW, user=ana, school=school, about=indicator, page="/schools/1/?raw=1")

    def about(**query):
        return [row.about for row in administrator.get(reverse(ENTRIES), query).context["rows"]]

    first = administrator.get(reverse(ENTRIES), {"kind": "RAW_VIEW"})
    assert [row.about for row in first.context["rows"]] == ["SUSPENSION", "READ_G3"]
    assert about(kind="RAW_VIEW", before=first.context["older"]) == ["CHRONIC_ABS"]
    assert about(school=school.pk, about="read") == ["READ_G3"]
    assert about(who="rivera", last=timezone.localdate() - timedelta(days=1)) == []
    assert about(kind="NONE", first="9999-01-01", before="9" * 40)
    answer = administrator.get(reverse(ENTRIES), {"school": school.pk, "format": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert text.count("Burns") == 3 and "Ana Rivera" in text


def test_what_is_forgotten_after_its_time_is_written_down_and_nothing_where_nothing_was():
    notice = Notice.objects.create(recipient=UserFactory(), kind="X", about="x.y", about_id=1, path="/", key="k")
    tasks.forget_old_mails()
    assert not kept(EntryKind.FORGOTTEN).exists()
    Notice.objects.filter(pk=notice.pk).update(made_at=timezone.now() - timedelta(days=900))
    tasks.forget_old_mails()

    forgotten = kept(EntryKind.FORGOTTEN).get()
    assert (forgotten.about, forgotten.note) == ("district.notice", "1")


def test_entries_and_seals_are_for_administrators_only(client):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)

    assert {client.get(reverse(name)).status_code for name in (ENTRIES, SEALS)} == {403}


def test_the_page_of_the_seals_says_how_they_stand(administrator, monkeypatch):
    assert sealing_state.read().waiting and not sealing_state.read().is_verification_old
    assert "Nothing is sealed yet" in administrator.get(reverse(SEALS)).content.decode()
    tasks.seal_audit()
    tasks.verify_audit()

    text = administrator.get(reverse(SEALS)).content.decode()
    assert Seal.objects.last().hash in text and "As it was sealed" in text
    entries.note(EntryKind.SIGNED_IN)
    state = sealing_state.read()
    assert state.waiting == 1 and not state.is_late and not state.is_verification_old
    monkeypatch.setattr(sealing_state, "LATE_AFTER", timedelta(0))
    assert sealing_state.read().is_late
    monkeypatch.setattr(sealing_state, "VERIFIED_EACH", timedelta(0))
    text = administrator.get(reverse(SEALS)).content.decode()
    assert "Rows wait to be sealed" in text and "more than a day and a half old" in text
    assert administrator.get(reverse(SEALS), {"page": "0"}).status_code == 200
    assert administrator.get(reverse(SEALS), {"page": "9" * 30}).status_code == 200


def test_findings_are_said_in_the_readers_language(administrator):
    finding = {"what": "altered", "table": "pghistory_context", "row": "5", "seal": 2}
    found = sealing_state.in_words(finding)

    assert (found.what, found.seal) == ("altered", 2)
    assert found.where.startswith("circumstances of a change (pghistory_context)")
