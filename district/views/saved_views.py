"""A person's own views of the portal: list, keeping, renaming, order, deleting; the shared link; the end of mail."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import own_pages, saved_views
from district.forms.saved_views import SavedViewForm
from district.models import SavedView
from district.models.saved_views import Subscription

STEPS = {"up": -1, "down": 1}


@require_safe
def saved_view_list(request):
    views = list(SavedView.objects.visible_to(request.user))
    rows = [
        {
            "view": one,
            "page": saved_views.page_label(one),
            "opens": saved_views.may_be_opened(request.user, one),
            "link": settings.PORTAL_URL + saved_views.link_of(one),
            "is_first": number == 0,
            "is_last": number == len(views) - 1,
        }
        for number, one in enumerate(views)
    ]
    return render(request, "district/saved_view_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def saved_view_add(request):
    """Keep the page that `?path=` names; only pages that the portal lets one keep."""
    address = own_pages.kept_address(request.GET.get("path", ""))
    if not address:
        raise Http404(_("This page cannot be kept as a view."))
    view = SavedView(owner=request.user, address=address)
    with transaction.atomic():
        form = SavedViewForm(request.POST or None, instance=view)
        if form.is_valid():
            form.save()
            messages.success(request, _("Kept. You find it under “My views”."))
            return redirect(address)
    context = {"form": form, "page": saved_views.page_label(view), "address": address}
    return render(request, "district/saved_view_form.html", context)


@require_http_methods(["GET", "POST"])
def saved_view_edit(request, pk):
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    with transaction.atomic():
        form = SavedViewForm(request.POST or None, instance=view)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("district:saved-view-list")
    context = {"form": form, "view": view, "page": saved_views.page_label(view), "address": view.address}
    return render(request, "district/saved_view_form.html", context)


@require_POST
def saved_view_move(request, pk, step):
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if step not in STEPS:
        raise Http404
    saved_views.move(view, STEPS[step])
    return redirect(f"{reverse('district:saved-view-list')}#view-{view.pk}")


@require_http_methods(["GET", "POST"])
def saved_view_delete(request, pk):
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        view.delete()
        messages.success(request, _("The view is deleted. The page itself stays as it is."))
        return redirect("district:saved-view-list")
    return render(request, "district/saved_view_delete.html", {"view": view})


@require_safe
def saved_view_open(request, key):
    """Go to the page of a view that somebody shared: it asks for what it always asks."""
    view = get_object_or_404(SavedView, key=key)
    address = own_pages.kept_address(view.address)
    if not address:
        raise Http404(_("This view leads to a page that the portal no longer has."))
    return redirect(address)


# Mail programs press it for a person without opening a page (RFC 8058): the signed link says whose mail ends, and
# ending it is all that it does.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def saved_view_stop(request, token):
    view = saved_views.view_of(token)
    if view is None:
        raise Http404(_("This link does not end any mail. Perhaps the view was deleted: then no more mail comes."))
    if request.method == "POST":
        saved_views.stop(view)
    return render(
        request,
        "district/saved_view_stop.html",
        {"view": view, "is_stopped": view.subscription == Subscription.NEVER},
    )
