"""Beginning and ending a maintenance by a button; at the command line it is `manage.py maintenance`."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from district import maintenance
from district.models import MaintenancePeriod
from fce_portal.running.tabs import tabs

PERIODS_SHOWN = 10


class MaintenanceForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("What readers are told"),
        max_length=200,
        help_text=gettext_lazy("In plain words, for example: We move to a new server. They read it as you write it."),
    )
    until = forms.DateTimeField(
        label=gettext_lazy("When it should be over"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=gettext_lazy("Readers are told. It does not end by itself."),
    )

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", _("Save what readers are told") if held else _("Begin the maintenance")))

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This moment has passed."))
        return until


@require_http_methods(["GET", "POST"])
def maintenance_page(request):
    held = maintenance.current()
    initial = {"why": held.why, "until": held.until} if held else None
    form = MaintenanceForm(request.POST or None, initial=initial, held=held)
    if form.is_valid():
        maintenance.begin(form.cleaned_data["why"], until=form.cleaned_data["until"], by=request.user)
        messages.success(request, _("The maintenance holds: readers see the page, jobs wait. Administrators come in."))
        return redirect("maintenance")
    periods = MaintenancePeriod.objects.select_related("by", "ended_by")[:PERIODS_SHOWN]
    context = {"tabs": tabs(request), "held": held, "form": form, "periods": periods}
    return render(request, "running/maintenance.html", context)


@require_POST
def maintenance_end(request):
    maintenance.end(by=request.user)
    messages.success(request, _("The maintenance is over. What was put off is done within a minute."))
    return redirect("maintenance")
