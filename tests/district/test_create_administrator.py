"""The first administrator, who can then invite everybody else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet river in autumn"


def test_the_first_administrator_chooses_a_password_and_can_invite(client):
    printed = StringIO()
    call_command("create_administrator", "chief@hartford.example", "Ana Rivera", stdout=printed)

    form = client.get(printed.getvalue().splitlines()[-1], follow=True)
    client.post(form.context["action_url"], {"password1": PASSWORD, "password2": PASSWORD})
    assert client.login(email="chief@hartford.example", password=PASSWORD)
    assert client.get(reverse("district:person-invite")).status_code == 200


@pytest.mark.parametrize(
    ("email", "problem"), [("chief", "valid email"), ("CHIEF@hartford.example", "is here already")]
)
def test_an_address_that_cannot_be_is_refused(email, problem):
    UserFactory(email="chief@hartford.example")
    with pytest.raises(CommandError, match=problem):
        call_command("create_administrator", email, "Ana Rivera")
