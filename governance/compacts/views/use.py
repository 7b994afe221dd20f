"""What is recorded of an approved compact: handed out, talked through at conferences, looked back at."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district.access import Can
from district.drafts import NotTaken, has_typed, kept_while_typing
from governance.compacts.forms import HandedOutForm, ReviewForm, TalksForm
from governance.compacts.kinds import kind_of
from governance.compacts.views.finding import compact_or_404, show_form, version_of
from governance.models import CompactHandedOut, CompactReview, CompactTalks
from governance.models.compacts import CompactState
from indicators.tasks import ring


def version_to_use(request, compact):
    """The approved version that is recorded about: the one in force, else the newest that was approved."""
    version = compact.versions.approved().first()
    if version is None:
        words = _("This belongs to a compact that the council has approved.")
        if has_typed(request):
            raise NotTaken(words)
        messages.warning(request, words)
        return None
    version.compact = compact
    return version


@require_http_methods(["GET", "POST"])
@kept_while_typing
def handed_out_add(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = version_to_use(request, compact)
    if version is None:
        return redirect(compact)
    return record_page(
        request, compact, HandedOutForm, CompactHandedOut(version=version), _("Handed out"), "handed-out"
    )


@require_http_methods(["GET", "POST"])
@kept_while_typing
def handed_out_edit(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    record = get_object_or_404(CompactHandedOut.objects.filter(version__compact=compact), pk=pk)
    return record_page(request, compact, HandedOutForm, record, _("Handed out"), "handed-out")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def talks_add(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    if not kind_of(compact).has_talks:
        raise Http404
    version = version_to_use(request, compact)
    if version is None:
        return redirect(compact)
    return record_page(
        request, compact, TalksForm, CompactTalks(version=version), _("Talked through at conferences"), "talks"
    )


@require_http_methods(["GET", "POST"])
@kept_while_typing
def talks_edit(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    record = get_object_or_404(CompactTalks.objects.filter(version__compact=compact), pk=pk)
    return record_page(request, compact, TalksForm, record, _("Talked through at conferences"), "talks")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def review_edit(request, kind, code, year):
    """Looking back: while the compact is in use or under review."""
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = version_of(compact)
    if version.state not in (CompactState.IN_USE, CompactState.ANNUAL_REVIEW):
        words = _("Looking back belongs to a compact in use.")
        if has_typed(request):
            raise NotTaken(words)
        messages.warning(request, words)
        return redirect(compact)
    review = getattr(version, "review", None) or CompactReview(version=version)
    review.by = request.user
    return record_page(request, compact, ReviewForm, review, _("Looking back at the year"), "review")


def record_page(request, compact, form_class, record, title, anchor):
    form = form_class(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("Saved."))
        return redirect(f"{compact.get_absolute_url()}#{anchor}")
    return show_form(request, form, compact, title)
