"""Telling people what happened: one row for each person in the transaction of the event, mail as they chose.

The apps above declare their kinds of notices and call `tell`; the roof lists all kinds (`settings.NOTICES`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district import outbox
from district.access import Can, may
from district.models import Membership, Notice, NoticeChoice, School, User
from district.models.notices import UNLESS_CHOSEN, Group, HowOften
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from district.trail import entries


def nothing_is_over(notices):
    return set()


def in_each_language(say):
    """{language: the words} of a text that the reader's language decides: a lazy one, or a function that says it."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(say() if callable(say) else say)
    return found


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


@dataclass(frozen=True)
class Case:
    """One thing to be told to some people: where it is read, once for which key, at which school; `data` in words."""

    people: Iterable
    path: str
    key: str
    school: School | None = None
    data: dict = field(default_factory=dict)


def tell(kind, people, *, about, path, key, by=None, school=None, **data):
    """Tell each of `people` once for each `key`; never whoever did it. Call it in the transaction of the event.

    `data` fills the sentence: texts, whole numbers, days, or {language: text} for what has a name in each language.
    """
    tell_each(kind, [Case(people, path, key, school, data)], about=about, by=by)


def tell_each(kind, cases, *, about, by=None):
    """Many cases of one event, each as in `tell`: two queries, however many there are."""
    whom = [(person, case) for case in cases for person in case.people if person.is_active and person != by]
    if not whom:
        return
    often = how_often(kind.group, {person.pk for person, _case in whom})
    rows = [
        Notice(
            recipient=person,
            kind=kind.code,
            about=about._meta.label_lower,
            about_id=about.pk,
            school=case.school,
            by=by,
            path=case.path,
            data={name: _to_store(value) for name, value in case.data.items()},
            key=case.key,
            # An invited person who never came is not written to; the notices wait for them in the portal.
            by_mail=often[person.pk] if person.last_login else HowOften.NEVER,
        )
        for person, case in whom
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    if any(row.by_mail == HowOften.AT_ONCE for row in rows):
        outbox.ring()


def _to_store(value):
    return value.isoformat() if isinstance(value, date) else value


def how_often(group, people):
    """{person id: how often they want this group by mail}."""
    chosen = NoticeChoice.objects.filter(group=group, user__in=people).values_list("user", "how_often")
    return dict.fromkeys(people, UNLESS_CHOSEN[group]) | dict(chosen)


def people_at(school, permission):
    """Who holds a role at this very school today that grants the permission; district roles are left out."""
    held = Membership.objects.current().granting(permission).filter(school=school)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def people_by_school(schools, permission):
    """{school id: those who hold such a role there today}, for many schools in one query."""
    held = Membership.objects.current().granting(permission).filter(school__in=schools, user__is_active=True)
    found = {}
    for one in held.select_related("user"):
        found.setdefault(one.school_id, []).append(one.user)
    return found


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
    return (kind.sentence % {**known, **words}).strip()


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


def forget_old():
    """What has stood there, read or unread, for longer than notices are kept."""
    gone, _by_kind = old_before(moment_before(portal_settings().notices_kept_days)).delete()
    entries.forgotten(Notice, gone)


def old_before(moment):
    return Notice.objects.filter(made_at__lt=moment)
