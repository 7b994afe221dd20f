"""“(optional)” stands beside what may be left empty, and not where something is chosen that cannot be taken back."""

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms

CHOICES = [("a", "Every day"), ("b", "Each week")]


def drawn(field, method="post", **initial):
    helper = FormHelper()
    helper.form_method = method
    form = type("OneField", (forms.Form,), {"one": field})(initial=initial)
    return render_crispy_form(form, helper)


def radios():
    return forms.ChoiceField(choices=CHOICES, required=False, widget=forms.RadioSelect)


def boxes():
    return forms.MultipleChoiceField(choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize("field", [forms.CharField(required=False), radios(), boxes()])
def test_what_may_be_left_empty_says_so(field):
    assert "(optional)" in drawn(field)


def test_a_chosen_radio_button_cannot_be_left_empty_any_more():
    assert "(optional)" not in drawn(radios(), one="a")


def test_boxes_that_are_ticked_can_be_left_empty():
    assert "(optional)" in drawn(boxes(), one=["a"])


@pytest.mark.parametrize("field", [forms.CharField(required=False), radios(), boxes()])
def test_filters_are_all_optional_and_do_not_say_it(field):
    assert "(optional)" not in drawn(field, method="get")
