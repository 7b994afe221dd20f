"""Tables that people of the home school brought: one that waits with rows to correct, one that was logged."""

import csv
import io
import uuid
from datetime import timedelta

from django.utils import translation

from district.history import leave_context
from district.models import User
from fce_portal.demo.days import school_day
from partnerships.importing import taking
from partnerships.models.uploads import UploadKind

HEADINGS = ("Date", "Type", "Title", "Families", "Initiatives", "Linked to learning (0 to 3)")
# days ago, type, title, families, initiatives, rating
LOGGED = (
    (31, "Workshop for families", "Fractions at the kitchen table", 18, "1.4", 2),
    (24, "Community café", "Coffee with the nurse", 11, "", ""),
    (17, "Workshop for families", "How to read the progress report", 23, "1.4", 2),
)
# Of these the second has no such type, the third no such initiative and a count below zero; the last asks a question.
WAITING = (
    (12, "Workshop for families", "Books to take home", 16, "1.4", 2),
    (11, "Picnic", "Autumn picnic", 40, "", ""),
    (9, "Community café", "Coffee before school", -3, "9.9", ""),
    (17, "Workshop for families", "How to read the progress report", 23, "1.4", 2),
)


def make_tables(today):
    with translation.override("en"):
        logged = bring("principal@hartford.example", "october-events.csv", LOGGED, today)
        taking.start_logging(upload=logged, by=logged.owner, without_the_rest=True, with_asked=True)
        leave_context()
        bring("principal@hartford.example", "november-events.csv", WAITING, today)


def bring(email, name, rows, today):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for days, *cells in rows:
        writer.writerow([school_day(today - timedelta(days=days)), *cells])
    owner = User.objects.get(email=email)
    return taking.bring(
        kind=UploadKind.ACTIVITIES, data=buffer.getvalue().encode(), file_name=name, by=owner, key=uuid.uuid4()
    )
