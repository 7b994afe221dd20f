"""The district's own standards: loaded to begin with, changed as a draft, taken into use as a new version."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Component, StandardHeading, StandardSet, WalkthroughItem
from partnerships.models.standards import SetState
from partnerships.walkthroughs.reference import HEADINGS, ITEMS, NOTE

COPIED = ("component", "code", "wording", "theme", "text", "text_es", "position")


class NotReady(Exception):
    """A draft cannot be taken into use; says in words why."""


@transaction.atomic
def load():
    """The national headings and the first set, where they are missing; changes nothing that is there."""
    StandardHeading.objects.bulk_create(
        (
            StandardHeading(edition=edition, theme=theme, name=name, name_es=name_es)
            for edition, names in HEADINGS.items()
            for theme, (name, name_es) in enumerate(names, start=1)
        ),
        ignore_conflicts=True,
    )
    if StandardSet.objects.exists():
        return
    first = StandardSet.objects.create(number=1, note=NOTE)
    WalkthroughItem.objects.bulk_create(
        WalkthroughItem(
            standards=first, component=part, code=code, theme=theme, text=text, text_es=text_es, position=position
        )
        for position, (part, code, theme, text, text_es) in enumerate(ITEMS, start=1)
    )
    take_into_use(first)


def in_use():
    """The version by which schools are looked at now, or None."""
    return StandardSet.objects.filter(state=SetState.IN_USE).first()


@transaction.atomic
def begin_version():
    """A draft that begins as the newest version; the draft that is there already, if there is one."""
    newest = StandardSet.objects.select_for_update().first()
    if newest is not None and newest.is_draft:
        return newest
    draft = StandardSet.objects.create(number=newest.number + 1 if newest else 1)
    if newest is not None:
        WalkthroughItem.objects.bulk_create(
            WalkthroughItem(standards=draft, **{name: getattr(item, name) for name in COPIED})
            for item in newest.items.all()
        )
    return draft


def note_of(version, may_frame):
    """What is said of a version. The first set's note tells those who write the next one what to do: only they read it,
    each in their language."""
    if version.note == NOTE:
        return _(NOTE) if may_frame else ""
    return version.note


def missing(draft):
    """What keeps a draft from being used, in words."""
    there = set(draft.items.values_list("component", flat=True))
    return [
        _("“%(part)s” has nothing to look for.") % {"part": part.label} for part in Component if part.value not in there
    ]


@transaction.atomic
def take_into_use(draft):
    """From now on it stays as it is, and new walkthroughs go by it. Items that read otherwise than ever before get the
    next wording; the version before is retired. Raises NotReady."""
    draft = StandardSet.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_draft:
        return draft
    if reasons := missing(draft):
        raise NotReady(" ".join(reasons))
    _number_wordings(draft)
    StandardSet.objects.filter(state=SetState.IN_USE).update(state=SetState.RETIRED)
    draft.state = SetState.IN_USE
    draft.in_use_since = timezone.localdate()
    draft.save()
    return draft


def _number_wordings(draft):
    """The same words as in an earlier version: its wording; else one more than any so far. A part or a national
    standard that it was moved to asks nothing else."""
    earlier = WalkthroughItem.objects.exclude(standards=draft)
    known = {(item.code, item.text): item.wording for item in earlier}
    highest = dict(earlier.order_by().values_list("code").annotate(Max("wording")))
    for item in draft.items.all():
        wording = known.get((item.code, item.text), highest.get(item.code, 0) + 1)
        if wording != item.wording:
            item.wording = wording
            item.save()


def headings():
    """{(edition, standard): heading}, both editions of the national standards."""
    return {(heading.edition, heading.theme): heading for heading in StandardHeading.objects.all()}


def editions(found):
    return sorted({edition for edition, _theme in found})
