"""Telling people what happened: one row for each person in the transaction of the event, mail as they chose.

The apps above declare their kinds of notices and call `tell`; the roof lists all kinds (`settings.NOTICES`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district import outbox
from district.access import Can, may
from district.models import Membership, Notice, NoticeChoice, User
from district.models.notices import UNLESS_CHOSEN, Group, HowOften


def nothing_is_over(notices):
    return set()


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    `sentence` is a lazy text with holes for what `tell` was given, and for `%(person)s` who did it, `%(school)s` where.
    `asks` is what a person must still be granted (at the school of the notice) to be sent it. `is_over` says of which
    notices the matter is settled: {id}; no mail goes out about them.
    """

    code: str
    group: Group
    sentence: str
    asks: Can
    is_over: Callable = nothing_is_over


def kinds():
    return import_module(settings.NOTICES).KINDS


def tell(kind, people, *, about, path, key, by=None, school=None, **data):
    """Tell each of `people` once for each `key`; never whoever did it. Call it in the transaction of the event.

    `data` fills the sentence: texts, whole numbers, days, or {language: text} for what has a name in each language.
    """
    people = {person.pk: person for person in people if person.is_active and person != by}
    if not people:
        return
    often = how_often(kind.group, people)
    stored = {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
    rows = [
        Notice(
            recipient=person,
            kind=kind.code,
            about=about._meta.label_lower,
            about_id=about.pk,
            school=school,
            by=by,
            path=path,
            data=stored,
            key=key,
            # An invited person who never came is not written to; the notices wait for them in the portal.
            by_mail=often[person.pk] if person.last_login else HowOften.NEVER,
        )
        for person in people.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.by_mail == HowOften.AT_ONCE for row in rows):
        outbox.ring()


def how_often(group, people):
    """{person id: how often they want this group by mail}."""
    chosen = NoticeChoice.objects.filter(group=group, user__in=people).values_list("user", "how_often")
    return dict.fromkeys(people, UNLESS_CHOSEN[group]) | dict(chosen)


def people_at(school, permission):
    """Who holds a role at this very school today that grants the permission; district roles are left out."""
    held = Membership.objects.current().granting(permission).filter(school=school)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def people_of_the_district(permission):
    """Who holds a district role today that grants the permission."""
    held = Membership.objects.current().granting(permission).filter(school=None)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


# ---------------------------------------------------------------------- reading


def sentence_of(notice):
    """The notice in the language in force. One of a kind that the portal no longer knows says only that it happened."""
    kind = kinds().get(notice.kind)
    if kind is None:
        return _("Something changed here.")
    words = {name: _in_words(name, value) for name, value in notice.data.items()}
    known = {"person": str(notice.by or _("Somebody")), "school": str(notice.school or "")}
    return kind.sentence % {**known, **words}


def _in_words(name, value):
    if name.endswith("day"):
        return date_format(date.fromisoformat(value))
    if isinstance(value, dict):
        return value.get(get_language() or "") or value.get(settings.LANGUAGE_CODE) or next(iter(value.values()), "")
    return value


def unread_total(user):
    """How many notices the person has not read; the sign-in of a request has counted them already."""
    if not getattr(user, "is_authenticated", False):
        return 0
    if not hasattr(user, "_unread_total"):
        user._unread_total = Notice.objects.visible_to(user).unread().count()
    return user._unread_total


def mark_read(user, notices):
    """Of these notices, the person's own are read from now on. How many were not before."""
    user.__dict__.pop("_unread_total", None)
    return notices.filter(recipient=user.pk).unread().update(read_at=timezone.now())


# ---------------------------------------------------------------------- by mail


def still_to_be_told(recipient, notices):
    """Those of a person's notices that a mail may tell now: not read, not settled, not for a role that they lost."""
    known = kinds()
    waiting = [
        one
        for one in notices
        if one.read_at is None and one.kind in known and may(recipient, known[one.kind].asks, one.school_id)
    ]
    over = set()
    for code in {one.kind for one in waiting}:
        over |= known[code].is_over([one for one in waiting if one.kind == code])
    return [one for one in waiting if one.pk not in over]


def choose(user, chosen):
    """Store how often each group comes by mail: {group: how often}. What waits for a group now stopped is not sent."""
    for group, often in chosen.items():
        NoticeChoice.objects.update_or_create(user=user, group=group, defaults={"how_often": often})
    silent = {group for group, often in chosen.items() if often == HowOften.NEVER}
    codes = [kind.code for kind in kinds().values() if kind.group in silent]
    Notice.objects.filter(recipient=user, mail=None, kind__in=codes).update(by_mail=HowOften.NEVER)


def choices_of(user):
    """{group: how often} as it holds for the person."""
    chosen = {one.group: one.how_often for one in user.notice_choices.all()}
    return {group: chosen.get(group, UNLESS_CHOSEN[group]) for group in Group}
