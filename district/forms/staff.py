from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from district.forms.files import ReadFileField
from district.staff.uploads import SIZE_LIMIT


class StaffFileForm(forms.Form):
    file = ReadFileField(
        label=_("Staff file (CSV, or OneRoster as ZIP)"),
        help_text=_(
            "Our columns are email, name, role (PRINCIPAL or SCHOOL_STAFF), school (its state code) and, if you like, "
            "starts_on, ends_on and language."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.zip,text/csv,application/zip"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > SIZE_LIMIT:
            limit = filesizeformat(SIZE_LIMIT)
            raise forms.ValidationError(_("The file is larger than %(limit)s.") % {"limit": limit})
        return upload


class TakeBackForm(forms.Form):
    """The report of taking a file back that somebody looked at."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)


class TakeInForm(forms.Form):
    """How the report that somebody looked at is taken in."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)
    with_invitations = forms.BooleanField(label=_("Invite the new people by mail"), required=False, initial=True)
    many_may_leave = forms.BooleanField(
        label=_("The file is whole: so many people really leave"),
        required=False,
        help_text=_("More than a fifth of those whom the staff file gave a role would lose it."),
    )

    def __init__(self, *args, many_leave=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not many_leave:
            del self.fields["many_may_leave"]
