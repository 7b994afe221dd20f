"""The library of commitments: to look through, and to borrow from into a section of a draft."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can
from governance.compacts import library, life
from governance.compacts.forms import LibraryForm
from governance.compacts.passages import SECTION_TEXTS
from governance.compacts.views.finding import compact_or_404, open_version
from indicators.parameters import whole_number


@require_safe
def library_list(request):
    """What approved compacts promise, by grade, indicator, who promises, and language."""
    return library_page(request, {})


def library_page(request, start, **more):
    """The library; `start`: the filters where the address has none."""
    form = LibraryForm(request.GET if request.GET else start)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = library.search(**wanted) if form.is_valid() else []
    if section := more.get("section"):
        found = library.not_said_yet(found, more["part"], section)
    active = sum(value not in ("", None) for value in wanted.values())
    context = {"form": form, "found": found, "active": active, "most": library.MOST, "language": wanted.get("language")}
    return render(request, "governance/compact_library.html", {**context, **more})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def library_borrow(request, kind, code, year, pk, part):
    """The library for one text of a draft: one press takes a commitment over."""
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    if part not in SECTION_TEXTS:
        raise Http404
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    section = get_object_or_404(version.sections, pk=pk)
    section.version = version
    if request.method == "POST":
        number = whole_number(request.POST.get("source"))
        source = library.approved_sections().filter(pk=number or 0).first()
        if source is None:
            messages.warning(request, _("Choose what to borrow from the library."))
            return redirect("governance:compact-borrow", kind, code, year, pk, part)
        try:
            library.borrow(part, source, section, by=request.user)
        except life.NotPossible as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("It stands in the draft now, with its source. Make it your own."))
        return redirect(f"{compact.get_absolute_url()}#{section.key}-{part}")
    start = {"grade": section.low_grade, "part": part}
    return library_page(request, start, compact=compact, section=section, into=SECTION_TEXTS[part][1], part=part)
