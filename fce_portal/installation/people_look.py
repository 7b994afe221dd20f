"""Whether somebody can run the portal: administrators, their second factor, and no invented people."""

from django.conf import settings

from district import access
from district.access import Role
from district.models import User
from district.second_factor import factors_of
from fce_portal.installation.findings import advice, good, missing
from fce_portal.the_district import the_district


def look():
    district = the_district()
    if district and district.is_demo and settings.PRODUCTION:
        yield missing("This is the demo district, whose passwords everybody knows: begin with an empty database.")
    found = list(administrators())
    able = [person for person in found if person.has_usable_password() and person.last_login]
    if not found:
        yield missing('Nobody is administrator: `manage.py create_administrator ADDRESS "NAME"`.')
        return
    if not able:
        yield advice("No administrator has signed in yet: the link in the invitation leads to a password.")
        return
    yield good(f"Administrators who have signed in: {len(able)}.")
    if len(able) == 1:
        yield advice("Only one administrator: if that person is away, nobody can help. Invite a second one.")
    yield from second_factors(able)


def administrators():
    """People who hold the role today and may sign in."""
    people = User.objects.filter(is_active=True, memberships__role=Role.ADMINISTRATOR).distinct()
    return [
        person for person in people if any(held.role == Role.ADMINISTRATOR for held in access.memberships_of(person))
    ]


def second_factors(people):
    without = [person for person in people if not factors_of(person.pk).exists()]
    if Role.ADMINISTRATOR not in settings.SECOND_FACTOR_ROLES:
        if settings.PRODUCTION:
            yield missing("Administrators sign in by password alone: let SECOND_FACTOR_ROLES name ADMINISTRATOR.")
    elif without:
        yield advice(f"Administrators without a second factor yet: {len(without)}. The next sign-in asks them for it.")
    else:
        yield good("Every administrator has a second factor.")
