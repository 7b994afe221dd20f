"""Evaluations on their pages: what is kept, what is said, what a link opens, and what each page costs."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fce_portal import evaluation_items
from partnerships.evaluations import links
from partnerships.models import AgreedAction, CriterionRating, Evaluation, FamilyCount, PartnerAccount
from partnerships.models.evaluations import Side
from tests.factories import ActivityFactory, PartnerFactory
from tests.partnerships.evaluations.worlds import World, agreed_action, in_days, shared_evaluation

pytestmark = pytest.mark.django_db


def browser(person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client


def address(name, *arguments):
    return reverse(f"partnerships:{name}", args=arguments)


def test_the_school_rates_one_criterion_after_the_other_and_hands_in():
    world = World(sides=("PARTNER", "SCHOOL"))
    client, key = browser(world.principal), world.evaluation.pk
    first = client.post(address("evaluation-rate", key, "goals"), {"level": "3", "evidence": ""})
    assert "Say what shows it" in first.content.decode() or "required" in first.content.decode()
    for code in [one.code for one in world.evaluation.rubric.criteria.all()]:
        said = {"level": "0", "evidence": ""} if code == "results" else {"level": "3", "evidence": "In the plan"}
        response = client.post(address("evaluation-rate", key, code), said)
        assert response.status_code == 302, response.content.decode()
    client.post(address("evaluation-hand-in", key))
    assert world.side(Side.SCHOOL).submitted_by == world.principal
    assert CriterionRating.objects.get(criterion__code="results").level is None
    refused = client.post(address("evaluation-rate", key, "goals"), {"level": "1", "evidence": "Changed"})
    assert refused.status_code == 409


def test_two_people_of_a_side_do_not_overwrite_each_other_unseen():
    world = World()
    world.rate(Side.SCHOOL, 2)
    client, page = browser(world.principal), address("evaluation-rate", world.evaluation.pk, "trust")
    seen = client.get(page).context["form"].initial["seen"]
    browser(world.person("SCHOOL_STAFF")).post(page, {"level": "4", "evidence": "They", "seen": seen})
    asked = client.post(page, {"level": "1", "evidence": "We", "seen": seen})
    assert asked.status_code == 200 and "saved this on" in asked.content.decode()
    assert CriterionRating.objects.get(criterion__code="trust", side__side="SCHOOL").evidence == "They"


def test_a_partner_without_an_account_rates_by_a_mailed_link_that_opens_nothing_else():
    world = World(sides=("PARTNER", "SCHOOL"))
    said = {"to": "lee@partner.example"}
    browser(world.central).post(address("evaluation-link", world.evaluation.pk), said)
    assert world.side(Side.PARTNER).link_number == 0  # somebody has an account, and rates with it
    PartnerAccount.objects.all().delete()
    browser(world.central).post(address("evaluation-link", world.evaluation.pk), {"to": "lee@partner.example"})
    first = links.token_of(world.side(Side.PARTNER))
    assert any(first in one.body for one in mail.outbox) and mail.outbox[0].to == ["lee@partner.example"]
    stranger = browser()
    assert stranger.get(address("evaluation-by-link", first)).status_code == 200
    for code in [one.code for one in world.evaluation.rubric.criteria.all()]:
        stranger.post(address("evaluation-by-link-rate", first, code), {"level": "2", "evidence": "By link"})
    assert stranger.get(world.evaluation.get_absolute_url()).status_code == 302
    assert stranger.post(address("evaluation-by-link-hand-in", first)).status_code == 200
    assert world.side(Side.PARTNER).submitted_on
    assert stranger.get(address("evaluation-by-link", first)).status_code == 404


def test_only_the_newest_link_opens_and_a_forged_or_old_one_does_not(monkeypatch):
    world = World()
    side = world.side(Side.PARTNER)
    assert links.side_of(links.token_of(side)) is None  # none was sent
    links.send(side, lambda path: path, to="lee@partner.example", by=world.central)
    first = links.token_of(side)
    assert links.side_of(first) == side
    links.send(side, lambda path: path, to="lee@partner.example", by=world.central)
    assert links.side_of(first) is None
    assert links.side_of(links.token_of(side)[:-2]) is None
    monkeypatch.setattr(links, "OPENS_FOR", -links.OPENS_FOR)
    assert links.side_of(links.token_of(side)) is None


def test_families_answer_without_an_account_and_a_program_is_not_counted():
    world = World()
    page = address("family-answer", world.side(Side.FAMILIES).code)
    client = browser()
    assert client.post(page, {}).status_code == 200
    assert client.post(page, {"trust": "4", "learning": "0"}).status_code == 302
    client.post(page, {"trust": "4", "website": "x"})
    assert FamilyCount.objects.get(criterion=None).total == 1
    assert "goals" not in client.get(page).context["form"].fields
    assert "SESSION" not in str(client.cookies).upper()


def test_central_office_looks_before_it_opens_and_only_where_they_worked_together():
    world = World()
    other = PartnerFactory()
    ActivityFactory(school=world.school, held_on=in_days(0)).partners.add(other)
    said = {"partners": [other.pk], "due_on": in_days(20).isoformat(), "with_families": "on", "only_together": "on"}
    client = browser(world.central)
    looked = client.post(address("evaluation-open"), said)
    assert [(one.partner, one.school) for one in looked.context["planned"]] == [(other, world.school)]
    assert not Evaluation.objects.filter(partner=other).exists()
    client.post(address("evaluation-open"), {**said, "open": "1"})
    assert Evaluation.objects.get(partner=other).sides.count() == 3


def test_a_round_can_be_closed_once_a_side_has_handed_in():
    world = World(sides=("PARTNER", "SCHOOL"))
    client, page = browser(world.central), world.evaluation.get_absolute_url()
    assert address("evaluation-close", world.evaluation.pk) not in client.get(page).content.decode()
    world.hand_in(Side.SCHOOL)
    assert address("evaluation-close", world.evaluation.pk) in client.get(page).content.decode()


def test_a_decision_to_end_needs_a_last_day_and_is_told():
    evaluation = shared_evaluation()
    world = World()
    client, page = browser(world.central), address("evaluation-decide", evaluation.pk)
    assert client.post(page, {"decision": "END", "decision_reason": "Enough"}).status_code == 200
    said = {"decision": "END", "decision_reason": "Enough", "ends_on": in_days(30).isoformat()}
    client.post(page, said | {"seen": client.get(page).context["form"].initial["seen"]})
    evaluation.refresh_from_db()
    assert (evaluation.decision, evaluation.decided_by) == ("END", world.central)
    assert "Last day" in client.get(evaluation.get_absolute_url()).content.decode()


def test_an_action_is_agreed_followed_and_ended():
    world = World(sides=("PARTNER", "SCHOOL"))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    criterion = world.evaluation.rubric.criteria.first()
    said = {"criterion": criterion.pk, "what": "Meet", "owner": world.contact.pk, "due_on": in_days(3).isoformat(),
            "shown_by": "Minutes"}  # fmt: skip
    principal, contact = browser(world.principal), browser(world.contact)
    principal.post(address("agreed-action-add", world.evaluation.pk), said)
    action = AgreedAction.objects.get()
    assert world.contact.notices.filter(kind="partner.action").exists()
    contact.post(address("agreed-action-note", action.pk), {"text": "Two calls"})
    contact.post(address("agreed-action-end", action.pk), {"state": "DONE", "ended_on": in_days(0), "note": "Seen"})
    action.refresh_from_db()
    assert action.state == "DONE" and action.notes.count() == 1
    assert contact.post(address("agreed-action-edit", action.pk), said).status_code == 409


def test_my_work_says_what_waits_for_each_side():
    world = World(opened_on=in_days(-20), due_on=in_days(-2))
    agreed_action(shared_evaluation(world.partner, world.school), owner=world.principal, due_on=in_days(-1))

    def kinds(person):
        return [one.kind for one in evaluation_items.items_for(person, in_days(0))]

    assert kinds(world.contact) == ["bad"]
    assert kinds(world.principal) == ["bad", "bad"]
    assert kinds(world.central) == ["warn", "waiting", "neutral"]


def test_a_new_version_is_written_and_taken_into_use():
    world = World()
    client, rubric = browser(world.central), world.evaluation.rubric
    client.post(address("evaluation-rubric-begin", rubric.pk))
    draft = type(rubric).objects.get(state="DRAFT")
    form = client.get(address("evaluation-criterion-edit", draft.criteria.first().pk)).context["form"]
    said = {name: form.initial.get(name) or "" for name in form.fields}
    client.post(address("evaluation-criterion-edit", draft.criteria.first().pk),
                {**said, "title": "Goals", "is_another_question": "on"})  # fmt: skip
    assert draft.criteria.first().trend_key == ("goals", 2)
    client.post(address("evaluation-rubric-use", draft.pk))
    rubric.refresh_from_db()
    assert rubric.state == "RETIRED"
    in_use = client.post(address("evaluation-criterion-remove", draft.criteria.first().pk))
    assert in_use.status_code == 302 and draft.criteria.count() == 10


def test_a_shared_evaluation_is_a_pdf_and_an_open_one_is_none():
    evaluation = shared_evaluation()
    client = browser(World().central)
    for language in ("en", "es"):
        client.cookies["language"] = language
        assert client.get(f"{evaluation.get_absolute_url()}?format=pdf")["Content-Type"] == "application/pdf"
    open_one = World().evaluation
    assert client.get(f"{open_one.get_absolute_url()}?format=pdf").status_code == 404
    assert client.get(address("evaluation-poster", open_one.pk))["Content-Type"] == "application/pdf"


def test_pages_cost_the_same_however_many_there_are():
    world = World(sides=("PARTNER", "SCHOOL"))
    world.hand_in(Side.PARTNER)
    world.hand_in(Side.SCHOOL)
    client = browser(world.central)
    pages = [address("evaluation-list"), world.evaluation.get_absolute_url(), address("evaluation-summary"),
             world.partner.get_absolute_url(), f"{address('evaluation-list')}?format=csv"]  # fmt: skip

    def costs():
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                b"".join(client.get(page))
            found.append(len(queries))
        return found

    before = costs()
    agreed_action(world.evaluation)
    agreed_action(world.evaluation)
    shared_evaluation(partner=world.partner)
    shared_evaluation(fall_year=world.evaluation.fall_year)
    assert costs() == before
    assert max(before) <= 40
