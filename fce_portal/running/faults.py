"""What went wrong: the newest faults, and looking up the code that somebody was shown."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from district.faults import sightings_of
from district.models import Fault
from fce_portal.running.tabs import tabs

PER_PAGE = 25
SIGHTINGS_SHOWN = 20


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the error page, or id of the request"),
        required=False,
        max_length=64,
        help_text=_("Eight letters and digits, as K7QM-2F9D."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def asked(self):
        return self.cleaned_data["code"] if self.is_valid() else ""


@require_safe
def fault_list(request):
    form = CodeForm(request.GET)
    asked = form.asked()
    context = {
        "tabs": tabs(request),
        "form": form if request.GET.get("code") else CodeForm(),
        "asked": asked,
        "found": list(sightings_of(asked)[:SIGHTINGS_SHOWN]) if asked else [],
        "page": Paginator(Fault.objects.all(), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "running/fault_list.html", context)


@require_safe
def fault_detail(request, pk):
    fault = get_object_or_404(Fault, pk=pk)
    return render(
        request,
        "running/fault_detail.html",
        {"fault": fault, "sightings": fault.sightings.all()[:SIGHTINGS_SHOWN]},
    )
