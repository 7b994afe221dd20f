"""A whole table against the portal as it is now: what can be logged, what is asked about, what cannot be logged."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partnerships.importing import columns
from partnerships.importing.row_form import Known, Question, RowForm
from partnerships.models import Activity


@dataclass
class Checked:
    """Rows as forms, each in exactly one list; `asked` are right, but somebody should say that they are meant."""

    right: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    @property
    def total(self):
        return len(self.right) + len(self.asked) + len(self.refused)


def check(rows, user):
    """`rows` as `sheets` gives them."""
    known, checked = Known(user), Checked()
    forms = [RowForm(known, line, cells) for line, cells in rows]
    sound = [form for form in forms if form.is_valid()]
    point_out_logged_twice(sound)
    for form in forms:
        if form.errors:
            checked.refused.append(form)
        else:
            (checked.asked if form.questions else checked.right).append(form)
    return checked


def point_out_logged_twice(forms):
    """Ask about rows that say the same as an activity of that school on that day, or as a row above."""
    logged, above = logged_already(forms), {}
    for form in forms:
        values = form.values()
        place = values["school"].pk if values["school"] else 0, values["held_on"]
        what = (*place, values["activity_type"], columns.plain(values["title"]))
        for activity in logged[place]:
            if activity.activity_type == values["activity_type"] or columns.plain(activity.title) == what[-1]:
                message = _("“%(activity)s” is logged for the same day already.") % {"activity": activity.title}
                form.questions.append(Question("title", message, activity.get_absolute_url()))
                break
        if what in above:
            form.questions.append(Question("title", _("Line %(line)s says the same.") % {"line": above[what]}))
        above.setdefault(what, form.line)


def logged_already(forms):
    """{(school or 0, day): activities} of the days and schools in these rows, in one query."""
    found = defaultdict(list)
    days = {form.cleaned_data["held_on"] for form in forms}
    schools = {form.cleaned_data["school_code"] for form in forms}
    keys = {school.pk if school else 0 for school in schools}
    near = Activity.objects.kept().filter(school_key__in=keys, held_on__in=days)
    for activity in near.only("school_key", "held_on", "activity_type", "title").order_by("pk"):
        found[activity.school_key, activity.held_on].append(activity)
    return found


def reasons(form):
    """(heading of the column or "", sentence) of each mistake of a row."""
    labels = columns.labels()
    return [(labels.get(name, ""), str(message)) for name, messages in form.errors.items() for message in messages]


def file_of_refused(forms):
    """Headings and rows of a file that can be corrected and brought again: the same columns, line and reason first."""
    added = columns.refusal_labels()
    headers = [added["line"], added["why"], *columns.file_headers(columns.ASKED)]
    return headers, ([form.line, in_words(form), *texts(form)] for form in forms)


def texts(form):
    return [form.cells.get(name, "") for name in columns.ASKED]


def in_words(form):
    pairs = reasons(form) if form.errors else [(columns.labels()[one.column], one.text) for one in form.questions]
    return " ".join(f"{label}: {text}" if label else text for label, text in pairs)
