"""The welcoming standards: to read for everybody, to change as a draft for central office."""

from django.contrib import messages
from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may
from district.drafts import kept_while_typing
from partnerships.forms.walkthroughs.following import ItemForm, StandardSetForm
from partnerships.models import Component, StandardSet, WalkthroughItem
from partnerships.views.walkthroughs.finding import show_form
from partnerships.walkthroughs import standards

HIGHEST = 32_767  # that a version's number can be
KINDS = {"DRAFT": "waiting", "IN_USE": "good", "RETIRED": "stopped"}


@require_safe
def standards_now(request):
    """The version in use; where none is yet, the newest that the person may read."""
    found = standards.in_use()
    if found is None:
        found = StandardSet.objects.first() if may(request.user, Can.FRAME_WALKTHROUGHS) else None
    if found is None:
        return render(request, "partnerships/standards.html", {"version": None, "parts": [], "versions": []})
    return standards_page(request, found)


@require_safe
def standards_version(request, number):
    found = version_or_404(number)
    if found.is_draft and not may(request.user, Can.FRAME_WALKTHROUGHS):
        raise Http404
    return standards_page(request, found)


def version_or_404(number):
    if number > HIGHEST:
        raise Http404
    return get_object_or_404(StandardSet, number=number)


def standards_page(request, version):
    may_frame = may(request.user, Can.FRAME_WALKTHROUGHS)
    headings = standards.headings()
    editions = standards.editions(headings)
    items = list(version.items.all())
    for item in items:
        item.headings = [headings[edition, item.theme] for edition in editions if (edition, item.theme) in headings]
    versions = list(StandardSet.objects.all())
    context = {
        "version": version,
        "note": standards.note_of(version, may_frame),
        "kind": KINDS[version.state],
        "parts": [(part, [item for item in items if item.component == part]) for part in Component],
        "editions": [
            (edition, [heading for (of, _theme), heading in headings.items() if of == edition]) for edition in editions
        ],
        "versions": [one for one in versions if may_frame or not one.is_draft],
        "may_frame": may_frame,
        "may_change": may_frame and version.is_draft,
        "missing": standards.missing(version) if may_frame and version.is_draft else [],
        "has_draft": any(one.is_draft for one in versions),
    }
    return render(request, "partnerships/standards.html", context)


@require_POST
def standards_begin(request):
    draft = standards.begin_version()
    messages.success(request, _("Draft begun. It changes nothing until it is taken into use."))
    return redirect(draft)


def draft_or_404(request, number):
    """A draft, locked for what is sent, so that it is not taken into use meanwhile; 404 for what is in use."""
    if number > HIGHEST:
        raise Http404
    drafts = StandardSet.objects.filter(state="DRAFT")
    if request.method == "POST" and connection.in_atomic_block:
        drafts = drafts.select_for_update()
    return get_object_or_404(drafts, number=number)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def standards_note(request, number):
    draft = draft_or_404(request, number)
    form = StandardSetForm(request.POST or None, instance=draft)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(draft)
    return show_form(request, form, _("Who worked on it, and what changed"), draft.get_absolute_url(), draft)


@require_POST
def standards_use(request, number):
    draft = version_or_404(number)
    try:
        standards.take_into_use(draft)
    except standards.NotReady as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("In use. New walkthroughs go by this version."))
    return redirect(draft)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_add(request, number):
    draft = draft_or_404(request, number)
    part = request.GET.get("part", "")
    last = draft.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = WalkthroughItem(
        standards=draft, component=part if part in Component.values else "", position=min(last + 1, HIGHEST)
    )
    return item_page(request, item, _("Add something to look for"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_edit(request, pk):
    return item_page(request, item_or_404(request, pk), _("Change what is looked for"))


def item_or_404(request, pk):
    item = get_object_or_404(WalkthroughItem.objects.select_related("standards"), pk=pk)
    item.standards = draft_or_404(request, item.standards.number)
    return item


def item_page(request, item, title):
    draft = item.standards
    form = ItemForm(request.POST or None, instance=item)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(draft)
    guidance = _("What reads otherwise than before is a new wording: it is not compared with earlier walkthroughs.")
    return show_form(request, form, title, draft.get_absolute_url(), draft, guidance=guidance)


@require_POST
def item_remove(request, pk):
    item = item_or_404(request, pk)
    item.delete()
    messages.success(request, _("Taken away. Walkthroughs that rated it keep it."))
    return redirect(item.standards)
