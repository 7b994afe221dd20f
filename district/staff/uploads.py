"""Staff files brought through the page: kept, looked at, taken in once and then thrown away."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district.access import Role
from district.models import School, StaffUpload
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from district.staff.applying import apply, invite
from district.staff.planning import plan
from district.staff.reading import read
from district.staff.reasons import sentence
from district.trail import entries

SIZE_LIMIT = 20 * 1024 * 1024


class ReportChanged(Exception):
    """Between looking and taking in somebody changed roles: the report says something else now."""


def keep(*, upload, by):
    """Store an uploaded file that can be read; raises StaffFileRefused for any other."""
    read(upload.read())
    upload.seek(0)
    return StaffUpload.objects.create(file=upload, file_name=upload.name[:200], uploaded_by=by)


def preview(kept):
    """(report of what taking it in would do today, a seal of it that `take_in` asks for)."""
    found = read(kept.content)
    planned = plan(found, timezone.localdate())
    report = report_of(found, planned)
    return report, seal_of(report)


@transaction.atomic
def take_in(*, kept, by, seal, many_may_leave=False, with_invitations=True):
    """Take a kept file in as it was seen. Raises TakenInAlready, ReportChanged, ManyLeave, having written nothing."""
    kept.claim(by)
    found = read(kept.content)
    report = {}

    def look(planned):
        report.update(report_of(found, planned))
        if seal_of(report) != seal:
            raise ReportChanged

    planned, invited = apply(found, on=timezone.localdate(), by=by, many_may_leave=many_may_leave, look=look)
    if with_invitations:
        invite(invited, by=by)
    StaffUpload.objects.filter(pk=kept.pk).update(report=report, effects=planned.effects, file="")
    transaction.on_commit(lambda: kept.file.storage.delete(kept.file.name))


def waiting_since(moment):
    """Files brought before a moment that nobody took in."""
    return StaffUpload.objects.filter(applied_at=None, uploaded_at__lt=moment)


def forget_old():
    """For the night: files that nobody took in, by the settings; each names more people than need be known."""
    gone = list(waiting_since(moment_before(portal_settings().staff_files_kept_days)))
    for kept in gone:
        with transaction.atomic():
            throw_away(kept)
    entries.forgotten(StaffUpload, len(gone))


def throw_away(kept):
    """Within a transaction: the record, and once it is gone the file."""
    if kept.file:
        transaction.on_commit(lambda: kept.file.storage.delete(kept.file.name))
    kept.delete()


def report_of(found, planned):
    """Plain data, so that it can be stored: addresses, codes and reason codes, no sentences."""
    return {
        "rows_read": found.rows_read,
        "rows_passed_over": found.rows_passed_over,
        "people": [[one.name, one.email] for one in planned.people],
        "roles": [[one.name, one.email, one.role, one.school] for one in planned.roles],
        "renamed": [[user.name, name, user.pk] for user, name in planned.renamed],
        "changed": [
            [*held(change.membership), day(change.membership.ends_on), day(change.listed.ends_on)]
            for change in planned.changed
        ],
        "leaves": [held(role) for role in planned.leaves],
        "taken_over": [held(role) for role in planned.taken_over],
        "same_total": planned.same_total,
        "many_leave": planned.many_leave,
        "issues": [asdict(issue) for issue in planned.issues],
    }


def held(role):
    return [role.user.name, role.user.email, role.role, role.school.code]


def day(value):
    return value.isoformat() if value else None


def seal_of(report):
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


def for_people(report):
    """The report in the reader's language: roles and schools by name, days and reasons in words."""
    schools = dict(School.objects.values_list("code", "name"))

    def line(one):
        return {"name": one[0], "email": one[1], "role": Role(one[2]).label, "school": schools.get(one[3], one[3])}

    changed = [line(one) | {"before": in_words(one[4]), "after": in_words(one[5])} for one in report["changed"]]
    return report | {
        "people": [{"name": name, "email": email} for name, email in report["people"]],
        "renamed": [{"before": before, "after": after} for before, after, _pk in report["renamed"]],
        "changed": changed,
        "issues": [issue | {"sentence": sentence(issue)} for issue in report["issues"]],
        **{part: [line(one) for one in report[part]] for part in ("roles", "leaves", "taken_over")},
    }


STAYS = {
    "changed": _("Somebody changed it since."),
    "otherwise": _("The person holds such a role in another way now."),
    "came": _("The person has signed in already: the account stays."),
}


def undo_for_people(report):
    """What taking a file back does, or did, in the reader's language."""
    schools = dict(School.objects.values_list("code", "name"))

    def line(one):
        role = Role(one[2]).label if one[2] else ""
        return {"name": one[0], "email": one[1], "role": role, "school": schools.get(one[3], one[3])}

    return {
        **{part: [line(one) for one in report[part]] for part in ("ended", "made", "released")},
        "days": [line(one) | {"before": in_words(one[4]), "after": in_words(one[5])} for one in report["days"]],
        "renamed": [{"before": before, "after": after} for before, after, _pk in report["renamed"]],
        "shut": [{"name": name, "email": email} for name, email in report["shut"]],
        "stays": [line(one) | {"sentence": f"{one[0]}: {STAYS[one[4]]}"} for one in report["stays"]],
    }


def in_words(value):
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if value else ""
