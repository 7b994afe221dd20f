"""What the portal itself does with a database of an earlier version: brings it forward, verifies it, opens pages.

Run as a program on that database, with the settings of an installation; prints what came of it as JSON.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from datetime import date

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from district.access import Role  # noqa: E402
from district.models import Membership, School, User  # noqa: E402

# Of each room the pages that read most of its tables.
PAGES = [
    "home",
    "run-list",
    "district:person-list",
    "district:school-list",
    "indicators:district-dashboard",
    "indicators:import-list",
    "partnerships:activity-list",
    "partnerships:partner-list",
    "partnerships:evaluation-list",
    "governance:council-list",
    "governance:compact-list",
    "governance:duty-overview",
    "plans:plan-overview",
    "plans:action-plan-list",
    "stories:list",
]


def main():
    told = io.StringIO()
    with redirect_stdout(told):
        call_command("prepare")
        call_command("seal_audit")  # as the schedule does every minute; the snapshot has no seals
        found = {"verified": {name: verify(name) for name in ("verify_rollups", "verify_audit")}}
    found["said"] = told.getvalue()
    connection.check_constraints()
    found["pages"] = pages()
    json.dump(found, sys.stdout)


def verify(name):
    """Whether a verification of the portal finds everything right."""
    try:
        call_command(name, stdout=sys.stdout)
    except SystemExit as ended:
        return not ended.code
    return True


def pages():
    """{address: status} as an administrator sees it, and each school's page."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECOND_FACTOR_ROLES = []
    client = Client(raise_request_exception=False)
    person = User.objects.filter(is_active=True).first()
    Membership.objects.create(user=person, role=Role.ADMINISTRATOR, starts_on=date(2015, 7, 1))
    client.force_login(person)
    addresses = [*map(reverse, PAGES), *(school.get_absolute_url() for school in School.objects.order_by("pk")[:1])]
    return {address: client.get(address, follow=True).status_code for address in addresses}


if __name__ == "__main__":
    main()
