"""Directory files brought through the page: kept, looked at, taken in once."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from district.directory.applying import apply
from district.directory.planning import plan
from district.directory.reading import read
from district.directory.reasons import sentence
from district.models import DirectoryUpload, District, School, SchoolProfile
from district.models.schools import Grade

SIZE_LIMIT = 5 * 1024 * 1024  # the state's file has a quarter of a megabyte


def district_code():
    return District.objects.values_list("code", flat=True).first() or ""


def keep(*, upload, as_of, by):
    """Store an uploaded file that can be read; raises FileRefused for any other."""
    read(upload.read(), district_code())
    upload.seek(0)
    return DirectoryUpload.objects.create(file=upload, file_name=upload.name[:200], as_of=as_of, uploaded_by=by)


def preview(kept):
    """What taking it in would do now."""
    directory = read(kept.content, district_code())
    return report_of(directory, plan(directory, district_code(), kept.as_of))


@transaction.atomic
def take_in(*, kept, by):
    """Take a kept file in; raises TakenInAlready the second time, also when two people press at once."""
    kept.claim(by)
    directory = read(kept.content, district_code())
    planned = apply(directory, district_code=district_code(), as_of=kept.as_of, by=by)
    DirectoryUpload.objects.filter(pk=kept.pk).update(report=report_of(directory, planned))


def report_of(directory, planned):
    """Plain data, so that it can be stored: names, codes and reason codes, no sentences."""
    return {
        "rows_read": directory.rows_read,
        "rows_other_districts": directory.rows_other_districts,
        "district_name": planned.district_name,
        "new": [{"code": listed.code, "name": listed.name} for listed in planned.new],
        "changed": [
            {
                "code": change.listed.code,
                "name": change.listed.name,
                "fields": {name: [str_or_none(one) for one in pair] for name, pair in change.differences.items()},
            }
            for change in planned.changed
        ],
        "same_total": len(planned.same),
        "not_listed": [{"code": school.code, "name": school.name} for school in planned.not_listed],
        "issues": [asdict(issue) for issue in planned.issues],
    }


def str_or_none(value):
    return None if value is None or value == "" else str(value)


def for_people(report):
    """The report in the reader's language: fields by their label, values and reasons in words."""
    return report | {
        "changed": [
            one | {"fields": [in_words(*field) for field in one["fields"].items()]} for one in report["changed"]
        ],
        "issues": [issue | {"sentence": sentence(issue)} for issue in report["issues"]],
    }


def in_words(name, pair):
    model = School if name == "opened_on" else SchoolProfile
    before, after = (said(name, value) for value in pair)
    return {"label": capfirst(model._meta.get_field(name).verbose_name), "before": before, "after": after}


def said(name, value):
    if value is None:
        return ""
    if name in ("low_grade", "high_grade"):
        return str(Grade(int(value)).label)
    if name == "is_magnet":
        return _("Yes") if value == "True" else _("No")
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if name == "opened_on" else value
