"""Notices: told once, never of an own act, read in the reader's language, counted in the header."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from district import notices
from district.access import Can, Role
from district.models import Notice, NoticeChoice, School
from district.models.notices import Group, HowOften
from indicators.notices import OF_DISTRICT
from plans.notices import OWNER
from tests.factories import MembershipFactory, NoticeFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def tell(people, *, key="a thing", kind=OF_DISTRICT, **more):
    notices.tell(kind, people, about=SchoolFactory(), path="/dashboard/", key=key, **more)


def signed_in_before(**fields):
    return UserFactory(last_login=timezone.now(), **fields)


# ---------------------------------------------------------------------- telling


def test_nobody_is_told_twice_of_the_same():
    person = UserFactory()
    tell([person, person])
    tell([person])
    tell([person], key="another thing")
    assert person.notices.count() == 2


def test_nobody_is_told_of_what_they_did_themselves():
    actor, other = UserFactory(), UserFactory()
    tell([actor, other], by=actor)
    assert [one.recipient for one in Notice.objects.all()] == [other]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(recipient=actor, by=actor)


def test_whose_account_is_shut_is_told_nothing():
    tell([UserFactory(is_active=False)])
    assert not Notice.objects.exists()


def test_a_notice_that_belongs_to_an_event_that_failed_was_never_there():
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([UserFactory()])
        raise RuntimeError
    assert not Notice.objects.exists()


def test_by_mail_goes_what_the_person_chose_and_nothing_to_whoever_never_came():
    chose, did_not, invited = signed_in_before(), signed_in_before(), UserFactory()
    NoticeChoice.objects.create(user=chose, group=Group.FIGURES, how_often=HowOften.AT_ONCE)
    tell([chose, did_not, invited])
    assert [one.notices.get().by_mail for one in (chose, did_not, invited)] == ["AT_ONCE", "WEEKLY", "NEVER"]


def test_a_group_that_is_stopped_stops_what_waits_for_its_mail_too():
    person = signed_in_before()
    tell([person])
    notices.choose(person, {Group.FIGURES: HowOften.NEVER})
    assert person.notices.get().by_mail == "NEVER"


def test_a_notice_leads_nowhere_but_into_the_portal():
    for path in ("https://evil.example/", "//evil.example/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeFactory(path=path)


def test_every_kind_of_notice_has_a_sentence_in_both_languages():
    for code, kind in notices.kinds().items():
        holes = re.findall(r"%\((\w+)\)s", str(kind.sentence))
        words = {name: "2026-03-12" if name.endswith("day") else {"en": "One", "es": "Uno"} for name in holes}
        notice = NoticeFactory(kind=code, data=words, school=School.objects.first() or SchoolFactory())
        told = {}
        for language in ("en", "es"):
            with translation.override(language):
                told[language] = notices.sentence_of(notice)
        assert told["en"] != told["es"]


def test_a_sentence_is_made_in_the_language_of_the_reader_from_what_was_stored():
    notice = NoticeFactory(kind=OWNER.code, data={"milestone": "Hire greeters", "day": "2026-03-12"})
    assert notices.sentence_of(notice) == "Somebody gave you the milestone “Hire greeters”, due on March 12, 2026."
    with translation.override("es"):
        assert "12 de marzo de 2026" in notices.sentence_of(notice)


def test_a_kind_that_the_portal_no_longer_knows_breaks_no_page(client):
    person = UserFactory()
    NoticeFactory(recipient=person, kind="gone.kind")
    client.force_login(person)
    assert "Something changed here." in client.get(reverse("district:notice-list")).content.decode()


def test_people_at_a_school_are_not_those_of_the_district():
    principal = MembershipFactory()
    MembershipFactory(district_wide=True)
    MembershipFactory(school=principal.school, ends_on=timezone.localdate() - timedelta(days=1))
    assert list(notices.people_at(principal.school, Can.EDIT_ACTION_PLAN)) == [principal.user]


# ---------------------------------------------------------------------- reading


def test_unread_ones_come_first_and_opening_one_reads_it(client):
    person = UserFactory()
    old = NoticeFactory(recipient=person, made_at=timezone.now() - timedelta(days=3), path="/help/")
    NoticeFactory(recipient=person, read_at=timezone.now())
    client.force_login(person)
    page = client.get(reverse("district:notice-list"))
    assert [one.pk for one, _sentence in page.context["rows"]][0] == old.pk
    assert page.context["unread"] == 1

    opened = client.get(reverse("district:notice-open", args=[old.pk]))

    assert opened.url == "/help/"
    old.refresh_from_db()
    assert old.read_at
    assert client.get(reverse("district:notice-list")).context["unread"] == 0


def test_all_are_marked_read_but_what_came_after_the_page(client):
    person, other = UserFactory(), UserFactory()
    NoticeFactory.create_batch(2, recipient=person)
    NoticeFactory(recipient=other)
    client.force_login(person)
    seen = client.get(reverse("district:notice-list")).context["newest"]
    later = NoticeFactory(recipient=person)
    client.post(reverse("district:notice-read-all"), {"until": seen})
    assert list(person.notices.unread()) == [later]
    assert other.notices.unread().count() == 1
    client.post(reverse("district:notice-read-all"), {"until": "nonsense"})
    assert not person.notices.unread().exists()


def test_a_notice_of_somebody_else_is_not_there(client):
    client.force_login(UserFactory())
    assert client.get(reverse("district:notice-open", args=[NoticeFactory().pk])).status_code == 404


def test_a_link_in_a_mail_survives_the_sign_in(client):
    path = reverse("district:notice-open", args=[NoticeFactory().pk])
    assert client.get(path).url == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("has_role", [True, False])
def test_the_count_in_the_header_costs_no_page_more_than_one_query(client, has_role):
    person = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user if has_role else UserFactory()
    MembershipFactory(user=person)
    NoticeFactory.create_batch(3, recipient=person)
    NoticeFactory(recipient=person, read_at=timezone.now())
    client.force_login(person)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("help")).content.decode()
    assert "Notices: 3 not read" in page
    counting = [query for query in captured if "district_notice" in query["sql"]]
    assert len(counting) == 1 and "district_membership" in counting[0]["sql"]


def test_the_list_costs_the_same_for_one_and_for_many(client):
    person = MembershipFactory().user
    client.force_login(person)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("district:notice-list"))
        return len(captured)

    NoticeFactory(recipient=person, by=UserFactory(), school=SchoolFactory())
    one = queries()
    for _number in range(10):
        NoticeFactory(recipient=person, by=UserFactory(), school=SchoolFactory())
    assert queries() == one <= 8


def test_what_is_over_a_year_old_is_forgotten():
    NoticeFactory(made_at=timezone.now() - timedelta(days=401))
    kept = NoticeFactory()
    notices.forget_old()
    assert list(Notice.objects.all()) == [kept]
