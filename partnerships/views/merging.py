"""Records that are one organization: which may be, side by side, merging, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships import merging
from partnerships.forms.merging import MergeForm
from partnerships.models import Partner, PartnerMerge, PartnersApart
from partnerships.partners_alike import likely_pairs


@require_safe
def partner_duplicates(request):
    merges = PartnerMerge.objects.select_related("winner", "loser", "merged_by")
    context = {"pairs": likely_pairs(), "merges": merges[:20]}
    return render(request, "partnerships/partner_duplicates.html", context)


def two_or_404(pk, other):
    unmerged = Partner.objects.unmerged()
    winner = get_object_or_404(unmerged, pk=pk)
    return winner, get_object_or_404(unmerged.exclude(pk=pk), pk=other)


@require_http_methods(["GET", "POST"])
def partner_merge(request, pk, other):
    """`pk` is kept, `other` is merged into it."""
    winner, loser = two_or_404(pk, other)
    form = MergeForm(winner, loser, request.POST or None)
    if form.is_valid():
        try:
            made = merging.merge(winner, loser, by=request.user, chosen=form.chosen())
        except merging.CannotMerge as refused:
            form.add_error(None, str(refused))
        else:
            words = {"loser": form.loser_name, "winner": made.winner}
            messages.success(request, _("“%(loser)s” is merged into “%(winner)s”.") % words)
            return redirect(made)
    context = {"form": form, "winner": winner, "loser": loser, "preview": merging.preview(loser)}
    return render(request, "partnerships/partner_merge.html", context)


@require_POST
def partners_apart(request, pk, other):
    one, two = two_or_404(pk, other)
    first, second = sorted([one, two], key=lambda partner: partner.pk)
    PartnersApart.objects.get_or_create(first=first, second=second, defaults={"said_by": request.user})
    messages.success(request, _("They stay two, and are not proposed again."))
    return redirect("partnerships:partner-duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
def partner_merged(request, pk):
    """What a merge did. POST takes it back."""
    made = get_object_or_404(PartnerMerge.objects.select_related("winner", "loser", "merged_by", "undone_by"), pk=pk)
    if request.method == "POST":
        try:
            merging.undo(made, by=request.user)
        except merging.CannotMerge as refused:
            messages.error(request, str(refused))
            return redirect(made)
        messages.success(request, _("“%(loser)s” is a record of its own again.") % {"loser": made.loser})
        return redirect(reverse("partnerships:partner-detail", args=[made.loser_id]))
    context = {"made": made, "accounts": merging.accounts(made), "why_not": merging.why_not_undone(made)}
    return render(request, "partnerships/partner_merged.html", context)
