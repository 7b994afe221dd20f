"""Reading back what was typed into a form that could not be taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from district.typed_text import is_worth_showing, typed_text


def post(data, **headers):
    return RequestFactory().post("/activities/log/", data, **headers)


@pytest.mark.parametrize("value", ["Forty families came.", "Burns", "María Ruiz", "12 parents came"])
def test_sentences_and_names_are_shown(value):
    assert is_worth_showing(value)


@pytest.mark.parametrize(
    "value", ["", "on", "12", "2026-11-03", "WORKSHOP", "3f2a9c1e-77aa-4b0c", "1 2 3 4", "home_visit"]
)
def test_keys_dates_and_choices_are_not_shown(value):
    assert not is_worth_showing(value)


def test_each_value_of_a_field_with_several_is_kept_for_sending_again():
    typed = typed_text(post({"languages": ["en", "es"], "note": "It rained all day.", "csrfmiddlewaretoken": "old"}))
    assert typed.fields == [("languages", "en"), ("languages", "es"), ("note", "It rained all day.")]
    assert typed.can_resend


def test_a_form_with_a_password_keeps_nothing():
    typed = typed_text(post({"oldpassword": "secret words here", "note": "It rained all day."}))
    assert (typed.fields, typed.texts, typed.can_resend) == ([], [], False)


def test_files_are_named_because_they_must_be_chosen_again():
    typed = typed_text(post({"note": "It rained.", "flyer": SimpleUploadedFile("flyer.pdf", b"%PDF")}))
    assert typed.lost_files == ["flyer.pdf"]


@pytest.mark.parametrize(
    ("origin", "can_resend"), [("http://testserver", True), ("https://elsewhere.example", False), ("null", False)]
)
def test_only_what_came_from_here_may_be_sent_again(origin, can_resend):
    assert typed_text(post({"note": "It rained."}, headers={"origin": origin})).can_resend is can_resend
