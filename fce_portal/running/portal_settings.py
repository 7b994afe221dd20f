"""The settings of the portal: what can be set here, and where everything else that the district decides is set."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from district import portal_settings as settings_in_force
from district import school_years
from district.forms.guard import NotUnseen
from district.history import history_of
from district.models import PortalSettings, SchoolCalendar
from district.models.portal_settings import BOUNDS, INVITING, KEPT_DAYS, NAMED, THRESHOLDS
from district.names import UNLESS_NAMED
from district.working_days import summer_of
from fce_portal.running import decided_elsewhere, retention
from fce_portal.running.tabs import tabs

KEPT = tuple(KEPT_DAYS)
NAMES = tuple(field for fields in NAMED.values() for field in fields)
HISTORY_SHOWN = 10
YEARS_AHEAD = 1


class SettingsForm(NotUnseen, forms.ModelForm):
    """A part of the settings; each number says its bounds, what it is until somebody sets it, and why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & BOUNDS.keys():
            self.fields[name].help_text = _explained(name)
            self.fields[name].widget.attrs |= {"min": BOUNDS[name].least, "max": BOUNDS[name].most}
        for name in self.fields.keys() & set(NAMES):
            thing, _underscore, language = name.rpartition("_")
            self.fields[name].widget.attrs["lang"] = language
            if usual := _usual(thing, language):
                self.fields[name].help_text = _("Until set: %(name)s.") % {"name": usual}
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("seen", *self.parts())
        self.helper.add_input(Submit("save", _("Save the settings")))


class PortalSettingsForm(SettingsForm):
    class Meta:
        model = PortalSettings
        fields = ["support", "signs_in_by_mail", *INVITING, *KEPT]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.inputs.insert(0, Submit("preview", _("Show what would go"), css_class="btn-secondary"))

    def parts(self):
        return [
            Fieldset(_("Help"), "support"),
            Fieldset(_("Signing in"), "signs_in_by_mail", *INVITING),
            Fieldset(_("How long things are kept"), *KEPT),
        ]


class DaysForm(SettingsForm):
    class Meta:
        model = PortalSettings
        fields = [*THRESHOLDS, "review_due_month", "review_due_day", "summer_from", "summer_until"]
        help_texts = {
            "summer_until": gettext_lazy(
                "In years without days of school above. Nobody is reminded then, and no gap is counted."
            )
        }

    def parts(self):
        return [
            Fieldset(_("When something needs somebody"), *THRESHOLDS),
            Fieldset(_("The yearly access review"), "review_due_month", "review_due_day"),
            Fieldset(_("The summer"), "summer_from", "summer_until"),
        ]


class NamesForm(SettingsForm):
    class Meta:
        model = PortalSettings
        fields = ["offers_spanish", *NAMES]

    def parts(self):
        return [
            Fieldset(_("Languages of the portal"), "offers_spanish"),
            Fieldset(_("What things are called here"), *NAMES),
        ]


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


def _usual(thing, language):
    with translation.override(language):
        return str(UNLESS_NAMED[thing])


def _stored():
    return PortalSettings.objects.first()


def _form(request, kind):
    return kind(request.POST or None, instance=_stored() or PortalSettings(pk=1))


def _saved(request, form, page):
    form.save()
    messages.success(request, _("Saved the settings. They hold from now on."))
    return redirect(page)


def _context(request, form):
    stored = _stored()
    entries = history_of(stored)[:HISTORY_SHOWN] if stored else []
    return {"tabs": tabs(request), "form": form, "entries": entries}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def portal_settings(request):
    form = _form(request, PortalSettingsForm)
    shown = settings_in_force.current()
    if form.is_valid():
        if "preview" not in request.POST:
            return _saved(request, form, "portal-settings")
        shown = form.instance
    context = _context(request, form) | {
        "is_preview": "preview" in request.POST and form.is_valid(),
        "going": retention.what_goes(shown),
        "elsewhere": decided_elsewhere.lines(request.user),
    }
    return render(request, "running/portal_settings.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def portal_days(request):
    """Thresholds and the summer; the board's calendars are listed below."""
    form = _form(request, DaysForm)
    if form.is_valid():
        return _saved(request, form, "portal-days")
    this_year = school_years.fall_year_of(timezone.localdate())
    calendars = list(SchoolCalendar.objects.all())
    entered = {one.fall_year for one in calendars}
    context = _context(request, form) | {
        "calendars": calendars,
        "missing": [
            (year, school_years.label(year))
            for year in range(this_year, this_year + YEARS_AHEAD + 1)
            if year not in entered
        ],
        "summer": summer_of(timezone.localdate().year),
    }
    return render(request, "running/portal_days.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def portal_names(request):
    form = _form(request, NamesForm)
    if form.is_valid():
        return _saved(request, form, "portal-names")
    return render(request, "running/portal_names.html", _context(request, form))
