"""While I am away: a colleague stands in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district import standing_in
from district.forms.standing_in import AwayForm
from district.models import Membership


@require_http_methods(["GET", "POST"])
def away(request):
    form = AwayForm(request.POST or None, user=request.user)
    if form.is_valid():
        data = form.cleaned_data
        lent = standing_in.lend(
            membership=data["role"], to=data["colleague"], starts_on=data["starts_on"], ends_on=data["ends_on"]
        )
        messages.success(request, _("%(person)s stands in for you.") % {"person": lent.user})
        return redirect("district:away")
    context = {
        "form": form,
        "has_roles": form.fields["role"].queryset.exists(),
        "lent": standing_in.lent_by(request.user),
        "held": standing_in.standing_in_for(request.user),
    }
    return render(request, "district/away.html", context)


@require_POST
def away_end(request, pk):
    lent = get_object_or_404(Membership.objects.select_related("user"), pk=pk, lent_from__user=request.user)
    standing_in.take_back(lent)
    messages.success(request, _("%(person)s no longer stands in for you.") % {"person": lent.user})
    return redirect("district:away")
