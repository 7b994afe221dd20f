"""The settings of the portal: what can be set here, and where everything else that the district decides is set."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district import portal_settings as settings_in_force
from district.forms.guard import NotUnseen
from district.history import history_of
from district.models import PortalSettings
from district.models.portal_settings import BOUNDS
from fce_portal.running import decided_elsewhere, retention
from fce_portal.running.tabs import tabs

KEPT = tuple(BOUNDS)
HISTORY_SHOWN = 10


class PortalSettingsForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = PortalSettings
        fields = ["support", *KEPT]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in KEPT:
            self.fields[name].help_text = _explained(name)
            self.fields[name].widget.attrs |= {"min": BOUNDS[name].least, "max": BOUNDS[name].most}
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "seen",
            Fieldset(_("Help"), "support"),
            Fieldset(_("How long things are kept"), *KEPT),
        )
        self.helper.add_input(Submit("preview", _("Show what would go"), css_class="btn-secondary"))
        self.helper.add_input(Submit("save", _("Save the settings")))


def _explained(name):
    """The field's own words, its bounds, what it is until somebody sets it, and why it is that."""
    bounds = BOUNDS[name]
    words = PortalSettings._meta.get_field(name).help_text
    range_ = _("From %(least)s to %(most)s; until set: %(value)s.") % {
        "least": bounds.least,
        "most": bounds.most,
        "value": bounds.default,
    }
    return f"{words} {range_} {bounds.source}"


@require_http_methods(["GET", "POST"])
@transaction.atomic
def portal_settings(request):
    stored = PortalSettings.objects.first()
    form = PortalSettingsForm(request.POST or None, instance=stored or PortalSettings(pk=1))
    shown = settings_in_force.current()
    if form.is_valid():
        if "preview" not in request.POST:
            form.save()
            settings_in_force.forget()
            messages.success(request, _("Saved the settings. They hold from now on."))
            return redirect("portal-settings")
        shown = form.instance
    context = {
        "tabs": tabs(request),
        "form": form,
        "is_preview": "preview" in request.POST and form.is_valid(),
        "going": retention.what_goes(shown),
        "elsewhere": decided_elsewhere.lines(request.user),
        "entries": history_of(stored)[:HISTORY_SHOWN] if stored else [],
    }
    return render(request, "running/portal_settings.html", context)
