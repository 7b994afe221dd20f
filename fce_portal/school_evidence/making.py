"""Writes the zip: an index page and the same as CSV, and one folder of files for each requirement."""

import csv
import io
import zipfile
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district import jobs, school_years
from district.models import DataArchive, District
from fce_portal.backup import making
from fce_portal.on_disk import put_in_place
from fce_portal.school_evidence import gathering
from fce_portal.takeaway import asked

JOB = "school-evidence"


@transaction.atomic
def ask(school, fall_year, person):
    """Have the archive made, in the language of who asks; return its row."""
    archive = DataArchive.objects.create(asked_by=person, school=school, fall_year=fall_year)
    archive.job = jobs.ask(JOB, by=person, archive=archive.pk, language=get_language())
    archive.save()
    return archive


def make(job):
    archive = DataArchive.objects.select_related("school").get(pk=job.arguments["archive"])
    with translation.override(job.arguments["language"]):
        found = gathering.standings(archive.school, archive.fall_year)
        asked.keep(archive, lambda path: write(path, archive, found, lambda d, t: jobs.report(job, done=d, total=t)))


def write(path, archive, found, report):
    """Write all to a temporary name, then rename."""
    path = Path(path)
    draft = path.with_name(f".{path.name}.partial")
    total, rows = sum(len(one.shown) for one in found), []
    try:
        with making.usable(path.parent), zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as zipped:
            for standing in found:
                for number, shown in enumerate(standing.shown, start=1):
                    rows.append((standing, shown, *put(zipped, standing, number, shown)))
                    report(len(rows), total)
                rows += [(standing, one, "", "") for one in standing.wanting]
                if not standing.shown and not standing.wanting:
                    rows.append((standing, None, "", ""))
            zipped.writestr("index.html", index(archive, rows))
            zipped.writestr("index.csv", listing(rows))
        put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def put(zipped, standing, number, shown):
    """(name in the zip, what is the matter with it) of the file behind one line."""
    folder = standing.requirement.code
    if shown.evidence:
        plain = shown.evidence.original_name.replace("/", "_").replace("\\", "_")  # it stays in its folder
        name = f"{folder}/{number:02d}-{plain}"
        try:
            with shown.evidence.file.open("rb") as stream, zipped.open(name, "w") as member:
                for chunk in iter(lambda: stream.read(1 << 20), b""):
                    member.write(chunk)
        except FileNotFoundError:
            return "", _("The store has lost this file.")
        return name, ""
    if shown.content:
        name = f"{folder}/{number:02d}-{shown.name}"
        zipped.writestr(name, shown.content())
        return name, ""
    return "", ""


def listing(rows):
    """The index for a spreadsheet; texts that it would run as formulas are made harmless."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Part"), _("Requirement"), _("Statute"), _("State"), _("Evidence"), _("Date"), _("File")])
    for standing, shown, name, trouble in rows:
        one = standing.requirement
        words = [one.part.label, one.label, one.statute, standing.state.label]
        words += [f"{shown.what} {trouble}".strip(), shown.day.isoformat(), name] if shown else ["", "", ""]
        writer.writerow([harmless(str(word)) for word in words])
    return "\ufeff" + text.getvalue()


def harmless(text):
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def index(archive, rows):
    lines = [
        {
            "part": standing.requirement.part.label,
            "requirement": standing.requirement,
            "state": standing.state.label,
            "what": shown.what if shown else "",
            "day": date_format(shown.day) if shown else "",
            "name": name,
            "trouble": trouble,
        }
        for standing, shown, name, trouble in rows
    ]
    context = {
        "language": get_language(),
        "school": archive.school,
        "year": school_years.label(archive.fall_year),
        "district": District.objects.first(),
        "made_at": timezone.now(),
        "lines": lines,
        "missing": list(dict.fromkeys(row[0].requirement for row in rows if row[0].is_missing)),
    }
    return render_to_string("school_evidence/index.html", context)
