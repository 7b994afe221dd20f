"""Finding the agreement, programme or entry that a page is about, as the person may see and change it."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from district.access import roles_granting
from district.drafts import put_back
from partnerships.agreements import service
from partnerships.models import Agreement, Programme, ServiceEntry
from partnerships.models.scope import scope_of


def locked_for_writing(request, rows):
    return rows.select_for_update(of=("self",)) if request.method == "POST" and connection.in_atomic_block else rows


def agreement_or_404(request, pk, permission=None):
    """The agreement as the person may see it; 403 where they may see but not do `permission`."""
    found = Agreement.objects.visible_to(request.user).select_related("partner")
    agreement = get_object_or_404(locked_for_writing(request, found), pk=pk)
    if permission and not may_with_partner(request.user, permission, agreement.partner_id):
        refuse(permission)
    return agreement


def programme_or_404(request, pk, permission=None):
    found = Programme.objects.visible_to(request.user).select_related("agreement__partner")
    programme = get_object_or_404(locked_for_writing(request, found), pk=pk)
    if permission and not may_with_partner(request.user, permission, programme.agreement.partner_id):
        refuse(permission)
    return programme


def entry_or_404(request, pk, permission=None):
    found = ServiceEntry.objects.visible_to(request.user)
    entry = get_object_or_404(
        found.select_related("programme__agreement__partner", "school", "logged_by", "link"), pk=pk
    )
    if permission and not service.lets(request.user, permission, entry):
        refuse(permission)
    return entry


def may_with_partner(user, permission, partner_id):
    """Whether the person may do this with everything of a partner: its contact, or somebody of the district."""
    scope = scope_of(user, permission)
    return scope.everything or partner_id in scope.partners


def refuse(permission):
    """Raise PermissionDenied, in words fit for the 403 page."""
    roles = ", ".join(str(role.label) for role in roles_granting(permission))
    raise PermissionDenied(_("This can be done by: %(roles)s.") % {"roles": roles})


def show_form(request, form, title, back, back_label, status=200, **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, **more}
    return render(request, "partnerships/agreement_form.html", context, status=status)
