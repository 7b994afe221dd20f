"""Takes a staff file back: what it changed is as before, where nobody changed it since; the rest stays and is named.

`effects` of a StaffUpload keeps what taking it in did, by keys (days in ISO format, None for no last day):
`people` [user]; `roles` [role, last day]; `days` [role, last day before, after] of roles that got another last day or
ended; `removed` [fields of roles that had not begun]; `renamed` [user, before, after]; `taken_over` [role].
"""

import hashlib
import json
from datetime import date, timedelta

import pghistory
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from district import people
from district.models import Membership, School, StaffUpload, User
from district.staff.applying import ONE_AT_A_TIME
from district.staff.uploads import ReportChanged, held

UNDO_DAYS = 30
CHANGED, GONE, CAME, OTHERWISE = "changed", "gone", "came", "otherwise"


class NotUndoable(Exception):
    """Refused: the file was not taken in, was taken back already, is older than UNDO_DAYS, or kept no effects."""


def may_be_undone(kept):
    return bool(
        kept.applied_at
        and not kept.undone_at
        and kept.effects
        and timezone.now() - kept.applied_at < timedelta(days=UNDO_DAYS)
    )


def preview(kept):
    """(report of what taking it back would do today, a seal of it that `undo` asks for). Writes nothing."""
    if not may_be_undone(kept):
        raise NotUndoable
    report = _Undoing(kept, timezone.localdate()).report()
    return report, _seal_of(report)


@transaction.atomic
def undo(*, kept, by, seal):
    """Take the file back as it was seen. Raises NotUndoable, ReportChanged, having written nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    kept = StaffUpload.objects.select_for_update().get(pk=kept.pk)
    if not may_be_undone(kept):
        raise NotUndoable
    undoing = _Undoing(kept, timezone.localdate(), locked=True)
    report = undoing.report()
    if _seal_of(report) != seal:
        raise ReportChanged
    with pghistory.context(user=by.pk, note="Staff file taken back"):
        undoing.write(by)
    kept.undone_by, kept.undone_at, kept.undo_report = by, timezone.now(), report
    kept.save(update_fields=["undone_by", "undone_at", "undo_report"])
    return report


class _Undoing:
    """What is put back and what stays, read once; `write` does exactly that."""

    def __init__(self, kept, today, *, locked=False):
        self.effects, self.today = kept.effects, today
        keys = [one[0] for part in ("roles", "days") for one in self.effects[part]] + self.effects["taken_over"]
        roles = Membership.objects.select_related("user", "school")
        self.roles = (roles.select_for_update(of=("self",)) if locked else roles).in_bulk(keys)
        self.users = User.objects.in_bulk([*self.effects["people"], *(one[0] for one in self.effects["renamed"])])
        self.end, self.days, self.make, self.names, self.release, self.shut = [], [], [], [], [], []
        self.stays = []
        self._judge()

    def _judge(self):
        for key, last in self.effects["roles"]:
            if self._is_as_left(key, last, "roles"):
                self.end.append(self.roles[key])
        for key, before, after in self.effects["days"]:
            if self._is_as_left(key, after, "days"):
                role = self.roles[key]
                if self._meets_another(role.user_id, role.role, role.school_id, role.starts_on, before, but=key):
                    self.stays.append([*held(role), OTHERWISE])
                else:
                    self.days.append((role, _day(before)))
        users = User.objects.in_bulk([one["user"] for one in self.effects["removed"]])
        for one in self.effects["removed"]:
            user, school = users.get(one["user"]), School.objects.filter(pk=one["school"]).first()
            if user is None or school is None:
                continue
            line = [user.name, user.email, one["role"], school.code]
            if self._meets_another(
                user.pk, one["role"], school.pk, date.fromisoformat(one["starts_on"]), one["ends_on"]
            ):
                self.stays.append([*line, OTHERWISE])
            else:
                self.make.append((user, school, one, line))
        for key, before, after in self.effects["renamed"]:
            user = self.users.get(key)
            if user and user.name == after:
                self.names.append((user, before))
            elif user:
                self.stays.append([user.name, user.email, "", "", CHANGED])
        self.release = [self.roles[key] for key in self.effects["taken_over"] if key in self.roles]
        ending = {role.pk for role in self.end}
        for key in self.effects["people"]:
            user = self.users.get(key)
            if user is None or not user.is_active:
                continue
            others = user.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=self.today)).exclude(pk__in=ending)
            if not user.is_invited:
                self.stays.append([user.name, user.email, "", "", CAME])
            elif others.exists():
                self.stays.append([user.name, user.email, "", "", OTHERWISE])
            else:
                self.shut.append(user)

    def _is_as_left(self, key, last, part):
        role = self.roles.get(key)
        if role is None:
            return False  # somebody took it away since: there is nobody to name
        if role.ends_on != _day(last):
            self.stays.append([*held(role), CHANGED])
            return False
        return part == "days" or role.ends_on is None or role.ends_on >= self.today

    @staticmethod
    def _meets_another(user, role, school, starts_on, ends_on, but=None):
        """Whether the person holds the role in these days by another row: the database lets nobody hold it twice."""
        other = Membership.objects.filter(user=user, role=role, school=school).exclude(pk=but)
        other = other.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return (other.filter(starts_on__lte=_day(ends_on)) if ends_on else other).exists()

    def report(self):
        """Plain data, so that it can be stored."""
        return {
            "ended": [held(role) for role in self.end],
            "days": [[*held(role), _iso(role.ends_on), _iso(before)] for role, before in self.days],
            "made": [line for _user, _school, _one, line in self.make],
            "renamed": [[user.name, before, user.pk] for user, before in self.names],
            "released": [held(role) for role in self.release],
            "shut": [[user.name, user.email] for user in self.shut],
            "stays": self.stays,
        }

    def write(self, by):
        yesterday = self.today - timedelta(days=1)
        for role in self.release:
            role.from_file = False
            role.save(update_fields=["from_file"])
        for role in self.end:
            people.end_role(membership=role, ends_on=yesterday, by=by)
        for role, before in self.days:
            role.ends_on = before
            people.change_role(membership=role, by=by)
        for user, school, one, _line in self.make:
            role = Membership(user=user, school=school, role=one["role"], from_file=one["from_file"])
            role.starts_on, role.ends_on = date.fromisoformat(one["starts_on"]), _day(one["ends_on"])
            role.legitimate_interest = one["legitimate_interest"]
            people.add_role(membership=role, by=by)
        for user, before in self.names:
            user.name = before
            user.save(update_fields=["name"])
        for user in self.shut:
            people.withdraw_invitation(user=user, by=by)


def _day(text):
    return date.fromisoformat(text) if text else None


def _iso(day):
    return day.isoformat() if day else None


def _seal_of(report):
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()
