"""The page behind a link in a mail: one form with which service of one programme is logged, and nothing else."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from district.flood import attempts
from partnerships.agreements import links
from partnerships.forms.agreements.service import ServiceForm
from partnerships.views.agreements.service import saved_by

MOST_AN_HOUR = 40  # entries from one address: a month of several schools, typed by hand


@never_cache
@require_http_methods(["GET", "POST"])
def service_by_link(request, token):
    """Without an account. A forged, expired or revoked link finds nothing; a working one shows the name of the
    programme and its schools, and none of what was logged."""
    link = links.link_of(token)
    if link is None:
        return render(request, "partnerships/service_by_link.html", {"link": None}, status=404)
    address = reverse("partnerships:service-by-link", args=[token])
    sites = links.sites_of(link)
    data = request.POST if request.method == "POST" else None  # an empty form is a form, and is refused like others
    form = ServiceForm(sites, data, action=address, initial={"place": request.GET.get("place", "")[:12]})
    status = 200
    if request.method == "POST":
        if attempts(request, "service-link") > MOST_AN_HOUR:
            form.add_error(None, _("Too much was sent from here within an hour. Please come back later."))
            status = 429
        elif form.is_valid() and saved_by(form, link=link):
            return redirect(f"{address}?saved=1&place={form.site.pk}")
    context = {"link": link, "form": form, "is_saved": request.GET.get("saved") == "1" and not form.is_bound}
    return render(request, "partnerships/service_by_link.html", context, status=status)
