"""Takes a directory in: in one transaction, one import at a time, whatever the plan says at that moment."""

import pghistory
from django.db import connection, transaction

from district import schools
from district.directory.planning import FACTS, plan
from district.models import District, School, SchoolProfile

ONE_AT_A_TIME = 640_011  # any number that nothing else locks


@transaction.atomic
def apply(directory, *, district_code, as_of, by=None):
    """Write what `plan` finds and return it. Nothing is closed because a file does not list it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    with pghistory.context(user=by.pk if by else None, note="Education directory"):
        planned = plan(directory, district_code, as_of)
        if planned.district_name:
            District.objects.update_or_create(code=district_code, defaults={"name": planned.district_name})
        for listed in planned.new:
            open_listed(listed, as_of)
        for change in planned.changed:
            apply_change(change, as_of, by)
    return planned


def open_listed(listed, as_of):
    """A school new to the portal. What the file says is taken to hold since the school opened, until other facts
    are entered: the figures of earlier years need a grade span, and this is the only one known."""
    school = School.objects.create(code=listed.code, name=listed.name, opened_on=listed.opened_on)
    facts = {name: getattr(listed, name) for name in FACTS}
    SchoolProfile.objects.create(school=school, starts_on=listed.opened_on or as_of, **facts)


def apply_change(change, as_of, by):
    school, listed = change.school, change.listed
    if "opened_on" in change.differences:
        school.opened_on = listed.opened_on
        school.save(update_fields=["opened_on"])
    new = {name: getattr(listed, name) for name in FACTS if name in change.differences}
    if new:
        kept = {"tier": "", "is_title1": True, "is_community_school": False, **{n: getattr(listed, n) for n in FACTS}}
        if change.facts:
            names = ("tier", "is_title1", "is_community_school", *FACTS)
            kept = {name: getattr(change.facts, name) for name in names}
        schools.change_facts(facts=SchoolProfile(school=school, starts_on=as_of, **kept | new), by=by)
