"""The settings of the portal: within bounds, with a preview, and a list of what is decided elsewhere."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district import drafts, notices, outbox, portal_settings, tasks, tracing
from district.access import Role
from district.models import DataArchive, FormDraft, Notice, OutgoingMail, PortalSettings, StaffUpload
from district.models.portal_settings import BOUNDS, INVITING
from fce_portal.running import decided_elsewhere, retention
from fce_portal.running.portal_settings import KEPT
from fce_portal.takeaway import asked
from governance.models import MeetingRules
from indicators.models import PeerDistrict, SuppressionRule
from indicators.rule_forms import LABELS
from tests.factories import MembershipFactory, NoticeFactory, OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__name="Ana Rivera").user
    client.force_login(person)
    return person


def typed(**changed):
    return {
        "support": "",
        "signs_in_by_mail": "on",
        **{name: BOUNDS[name].default for name in (*KEPT, *INVITING)},
        **changed,
    }


def test_without_a_row_the_defaults_hold():
    assert portal_settings.current().mails_kept_days == 90


def test_a_request_reads_the_settings_once(django_assert_num_queries):
    scope = tracing.scope.set({})
    try:
        with django_assert_num_queries(1):
            assert portal_settings.current() is portal_settings.current()
    finally:
        tracing.scope.reset(scope)


@pytest.mark.parametrize("name", BOUNDS)
def test_the_database_keeps_each_setting_within_its_bounds(name):
    for days in (BOUNDS[name].least - 1, BOUNDS[name].most + 1):
        broken = f"portal_settings_{name}_in_bounds|_{name}_check"  # PostgreSQL itself refuses numbers below zero
        with pytest.raises(IntegrityError, match=broken), transaction.atomic():
            PortalSettings.objects.create(pk=1, **{name: days})


def test_there_is_one_row_of_settings():
    with pytest.raises(IntegrityError, match="one_row"), transaction.atomic():
        PortalSettings.objects.create(pk=2)


def test_what_is_set_decides_what_the_night_forgets(administrator):
    PortalSettings.objects.create(pk=1, mails_kept_days=40, notices_kept_days=100, drafts_kept_days=20)
    now = timezone.now()
    for days in (30, 50):
        OutgoingMailFactory(state="SENT", sent_at=now, made_at=now - timedelta(days=days))
    for days in (90, 110):
        NoticeFactory(made_at=now - timedelta(days=days))
    for days in (10, 30):
        FormDraft.objects.create(user=administrator, path=f"/{days}/", typed={})
        FormDraft.objects.filter(path=f"/{days}/").update(kept_at=now - timedelta(days=days))
    told = {line.label: (line.going, line.staying) for line in retention.what_goes(portal_settings.current())}
    outbox.forget_old()
    notices.forget_old()
    drafts.sweep()
    assert [model.objects.count() for model in (OutgoingMail, Notice, FormDraft)] == [1, 1, 1]
    assert list(told.values())[:3] == [(1, 1)] * 3


def test_an_administrator_sees_what_would_go_before_it_is_saved(client, administrator):
    OutgoingMailFactory(state="SENT", sent_at=timezone.now(), made_at=timezone.now() - timedelta(days=50))
    text = client.post(reverse("portal-settings"), typed(mails_kept_days=40, preview="")).content.decode()
    assert "What would go tonight" in text and "Nothing is saved yet" in text and 'value="40"' in text
    assert not PortalSettings.objects.exists()


def test_what_is_out_of_bounds_is_refused_beside_its_field(client, administrator):
    text = client.post(reverse("portal-settings"), typed(mails_kept_days=5, save="")).content.decode()
    assert "30" in text and 'value="5"' in text
    assert not PortalSettings.objects.exists()


def test_a_change_says_who_made_it_and_the_list_what_is_decided_elsewhere(
    client, administrator, django_assert_max_num_queries
):
    MeetingRules.objects.create(agenda_hours=36)
    client.post(reverse("portal-settings"), typed(support="860 555 0100", mails_kept_days=40, save=""))
    assert PortalSettings.objects.get().mails_kept_days == 40
    with django_assert_max_num_queries(60):
        text = client.get(reverse("portal-settings")).content.decode()
    assert "Ana Rivera" in text
    assert reverse("governance:meeting-rules") in text and "until set: 24" in text


def test_the_list_of_what_is_decided_elsewhere_says_the_real_defaults_and_only_true_changes(administrator):
    PeerDistrict.objects.create(code="0930011", name="New Haven School District")
    if not SuppressionRule.objects.exists():
        SuppressionRule.objects.create()
    told = {value.label: value for line in decided_elsewhere.lines(administrator) for value in line.values}
    assert told["Districts shown first"].value.startswith("New Haven School District, 0150011")
    band = told[str(LABELS["band_300"])]
    assert (band.value, band.default, band.is_changed) == ("1", "1", False)


def test_only_mails_that_are_over_are_counted_among_those_that_stay(administrator):
    OutgoingMailFactory()
    OutgoingMailFactory(state="DROPPED", reason="Nobody reads there")
    told = {line.label: line.staying for line in retention.what_goes(portal_settings.current())}
    assert told["Mails that were sent or given up"] == 1


def test_two_who_save_at_once_do_not_overwrite_each_other_unseen(client, administrator):
    client.post(reverse("portal-settings"), typed(mails_kept_days=40, save=""))
    stale = client.get(reverse("portal-settings")).context["form"]["seen"].value()
    client.post(reverse("portal-settings"), typed(mails_kept_days=50, seen=stale, save=""))
    text = client.post(reverse("portal-settings"), typed(mails_kept_days=60, seen=stale, save="")).content.decode()
    assert "Ana Rivera" in text
    assert PortalSettings.objects.get().mails_kept_days == 50


def test_further_kinds_go_by_the_settings_and_the_rest_stays(administrator):
    long_ago = timezone.now() - timedelta(days=100)
    for number in range(2):
        Session.objects.create(session_key=f"key{number}", expire_date=(timezone.now(), long_ago)[number])
    kept = StaffUpload.objects.create(file=SimpleUploadedFile("s.csv", b"x"), file_name="s", uploaded_by=administrator)
    taken = StaffUpload.objects.create(
        file_name="t", uploaded_by=administrator, applied_by=administrator, applied_at=long_ago
    )
    StaffUpload.objects.update(uploaded_at=long_ago)
    archive = DataArchive.objects.create(
        asked_by=administrator, made_at=timezone.now() - timedelta(days=3), size=1, sha256="a" * 64
    )
    PortalSettings.objects.create(pk=1, archives_kept_days=2)
    told = {line.label: (line.going, line.staying) for line in retention.what_goes(portal_settings.current())}
    labels = ("Sessions that are over", "Staff files that nobody took in", "Archives that can be fetched")
    assert [told[label] for label in labels] == [(1, 1), (1, 0), (1, 0)]  # an open session is not one that is over
    tasks.forget_old_sessions()
    asked.sweep()
    assert not Session.objects.filter(session_key="key1").exists() and Session.objects.count() == 2
    assert list(StaffUpload.objects.all()) == [taken] and kept.events.filter(pgh_label="delete").exists()
    archive.refresh_from_db()
    assert not archive.is_there


def test_a_setting_of_no_days_lets_no_open_session_go(administrator):
    Session.objects.create(session_key="open", expire_date=timezone.now() + timedelta(hours=1))
    PortalSettings.objects.create(pk=1, sessions_kept_days=0)
    tasks.forget_old_sessions()
    assert Session.objects.filter(session_key="open").exists()
