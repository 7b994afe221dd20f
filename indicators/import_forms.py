from django import forms
from django.conf import settings
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.forms.files import ReadFileField
from district.models import SchoolYear
from indicators.importing import reading
from indicators.importing.issues import sentence
from indicators.importing.observations import Refused
from indicators.models.imports import RunState

ACCEPTED = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(ReadFileField):
    """One or more files; each is looked at as it comes, and the message names the file."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(SeveralFilesField, self).clean(upload, initial) for upload in uploads or [None]]
        errors = [error for upload in uploads if (error := wrong_with(upload))]
        if errors:
            raise forms.ValidationError(errors)
        return uploads


def wrong_with(upload):
    """What is wrong with a file by its size and first look, as an error that names it; None where nothing is."""
    try:
        if upload.size > settings.IMPORT_MAX_BYTES:
            raise Refused("TOO_LARGE", limit=settings.IMPORT_MAX_BYTES // 2**20)
        reading.look(upload.read())
    except Refused as refused:
        name = get_valid_filename(upload.name)[:80]
        return forms.ValidationError(
            _("%(file)s: %(reason)s"), params={"file": name, "reason": sentence(refused.issue)}, code="unfit"
        )
    return None


class UploadForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files (CSV or Excel)"),
        help_text=_("You may choose several at once. Nothing is stored before you have seen what they hold."),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose at least one file.")},
    )
    fall_year = forms.TypedChoiceField(
        label=_("School year, for files that do not say theirs"),
        help_text=_("Only suspension rates need it, and only where the year is not in the file's name."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = SchoolYear.objects.order_by("-fall_year").values_list("fall_year", flat=True)
        self.fields["fall_year"].choices = [
            ("", _("The files say it")),
            *((year, school_years.label(year)) for year in years),
        ]


class ConfirmForm(forms.Form):
    """Shown with the preview; the schools to let in are listed beside it."""

    create_schools = forms.BooleanField(
        label=_("Add these schools to the portal, and take their rows"),
        help_text=_("When they opened and closed is not known then; say it on the page of each school."),
        required=False,
    )


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it undone?"),
        max_length=300,
        help_text=_("Kept with the import for whoever asks later."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the import is undone.")},
    )


class ListFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *RunState.choices], required=False)
    q = forms.CharField(label=_("File name contains"), max_length=100, required=False)
