"""Tables that people brought: kept until they are looked at, then logged once, all rows in one transaction."""

import uuid
from datetime import timedelta

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.tasks import ring
from partnerships.importing import checking
from partnerships.models import Activity, ActivityUpload

KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000  # rows of one INSERT


class LoggedAlready(Exception):
    pass


class NotAllRight(Exception):
    """Rows are left that cannot be logged, and the person did not choose to log the others without them."""


def keep(*, rows, file_name, by):
    """Store a table that was read; those that nobody wants any more go."""
    ActivityUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).delete()
    return ActivityUpload.objects.create(owner=by, file_name=file_name[:200], rows=rows)


@transaction.atomic
def log(*, upload, by, without_the_rest, with_asked):
    """Log the rows of an upload; returns how many. Checked again: a year may have been closed in the meantime.

    Raises LoggedAlready the second time, and NotAllRight where rows are left and `without_the_rest` was not chosen.
    """
    upload = ActivityUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.logged_at:
        raise LoggedAlready
    checked = checking.check(upload.rows, by)
    wanted = checked.right + (checked.asked if with_asked else [])
    left = checked.refused + ([] if with_asked else checked.asked)
    if not wanted or (left and not without_the_rest):
        raise NotAllRight
    with pghistory.context(note=_("From a table of activities: %(name)s") % {"name": upload.name()}):
        store(upload, wanted, by)
    ring()
    upload.rows = [[form.line, form.cells] for form in sorted(left, key=lambda form: form.line)]
    upload.logged_total, upload.logged_at = len(wanted), timezone.now()
    upload.save()
    return len(wanted)


def store(upload, forms, by):
    """The line is part of the key of an entry, so that no line can be logged twice, whatever happens."""
    activities = Activity.objects.bulk_create(
        [Activity(logged_by=by, entry_key=uuid.uuid5(upload.key, str(form.line)), **form.values()) for form in forms],
        batch_size=AT_ONCE,
    )
    links = Activity.initiatives.through
    links.objects.bulk_create(
        [
            links(activity=activity, initiative=initiative)
            for activity, form in zip(activities, forms, strict=True)
            for initiative in form.cleaned_data["initiatives"]
        ],
        batch_size=AT_ONCE,
    )
