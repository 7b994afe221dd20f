"""An election from the notice to the seat: by a principal on a phone in Spanish, confirmed by the chair in English."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.council_steps import COUNCIL, fill, send, step


def test_an_election_on_a_phone_in_spanish_is_confirmed_by_a_second_person_and_seated(visit):
    today = timezone.localdate()
    page = visit("principal", width=390, language="es")
    page.goto(COUNCIL)
    page.get_by_role("link", name="Preparar una elección").click()
    page.get_by_label("Madres y padres, un voto por hogar").check()
    fill(
        page,
        seats_total=1,
        nominations_from=today - timedelta(days=30),
        nominations_until=today - timedelta(days=20),
        voting_from=today - timedelta(days=15),
        voting_until=today - timedelta(days=10),
        term_starts_on=today,
        term_ends_on=today + timedelta(days=500),
        place="Oficina principal",
        notice_en="Families choose.",
        notice_es="Las familias eligen.",
        electors_total=400,
    )
    send(page, "Guardar")
    for name in ("Ana Voted-In", "Ben Runner-Up"):
        page.get_by_role("link", name="Agregar una candidatura").click()
        fill(page, name=name)
        send(page, "Guardar")
        page.get_by_role("button", name="Puede presentarse").click()
    step(page, "Anunciar la elección")
    step(page, "Abrir la votación")
    page.get_by_role("link", name="Anotar el recuento").click()
    fill(page, ballots_issued=100, ballots_returned=90, ballots_spoilt=2, votes_unused=3)
    page.get_by_label("Votos para Ana Voted-In").fill("60")
    page.get_by_label("Votos para Ben Runner-Up").fill("26")
    send(page, "Anotar el recuento")
    expect(page.locator(".error-summary")).to_contain_text("88 papeletas válidas")
    fill(page, votes_unused=2)
    send(page, "Anotar el recuento")
    expect(page.locator("main")).to_contain_text("Otra persona confirma el recuento")

    chair = visit("council")
    chair.goto(page.url)
    step(chair, "Confirm the count")
    step(chair, "Certify the result and seat the elected")

    public = visit()
    public.goto(COUNCIL)
    expect(public.locator("main")).to_contain_text("Ana Voted-In")
    expect(public.locator("main")).not_to_contain_text("Ben Runner-Up")
