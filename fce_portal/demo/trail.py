"""What the demo's people did that changed no record: signed in, took files along, looked at small counts."""

from datetime import timedelta

from django.utils import timezone

from district.models import AuditEntry, School, User
from district.models.audit import EntryKind

DAYS = 14
ADDRESS = "192.0.2.10"  # an address of nobody, for examples
WHO = ("admin", "central", "principal", "staff", "council", "board", "familia", "partner")
FILES = (("central", "/activities/?format=xlsx", "xlsx"), ("principal", "/schools/0640611/?format=pdf", "pdf"))
INTEREST = "Attendance review (demo)"


def make_trail():
    """Two weeks of it; the oldest first, as it would have been written."""
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@hartford.example")}
    school = School.objects.filter(code="0640611").first()
    now, made = timezone.now(), []

    def add(day, hour, kind, name="", **more):
        at = (now - timedelta(days=day)).replace(hour=hour, minute=(7 * day + 11 * len(made)) % 60)
        made.append(AuditEntry(at=min(at, now), kind=kind, user=people.get(name), address=ADDRESS, **more))

    for day in range(DAYS, 0, -1):
        for number, name in enumerate(WHO):
            if (day + number) % 3 == 0:
                add(day, 12 + number, EntryKind.SIGNED_IN, name)
        if day % 5 == 0:
            add(day, 18, EntryKind.SIGN_IN_FAILED, about="principal@hartford.example")
            for name, page, about in FILES:
                add(day, 19, EntryKind.FILE_TAKEN, name, page=page, about=about)
        if day % 6 == 0:
            page = "/indicators/CHRONIC_ABS/?raw=1"
            add(day, 20, EntryKind.RAW_VIEW, "central", about="CHRONIC_ABS", page=page, note=INTEREST, school=school)
    made.sort(key=lambda entry: entry.at)
    AuditEntry.objects.bulk_create(made)
    for entry in made:
        if entry.kind == EntryKind.SIGNED_IN:
            User.objects.filter(pk=entry.user.pk).update(last_login=entry.at)
