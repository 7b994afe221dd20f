"""Finding the compact and the version that a page is about, as the person may see and change them."""

from django.contrib import messages
from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from district.drafts import NotTaken, has_typed, put_back
from governance.compacts import life
from governance.models import Compact


def compact_or_404(request, kind, code, year, permission=None):
    """The compact or policy as the person may see it; 403 where they may see but not do `permission`. Locked for what
    is sent."""
    compacts = Compact.objects.visible_to(request.user).at(kind, code, year).select_related("school")
    if request.method == "POST" and connection.in_atomic_block:
        compacts = compacts.select_for_update(of=("self",))
    compact = get_object_or_404(compacts)
    if permission:
        compact.require(request.user, permission)
    return compact


def version_of(compact, number=None):
    """The version of that number, else the newest; the compact is set on it, so that it is not read again."""
    versions = compact.versions.select_related("meeting", "motion", "approved_by")
    version = get_object_or_404(versions, number=number) if number is not None else versions.first()
    if version is None:
        raise Http404
    version.compact = compact
    return version


def open_version(request, compact):
    """The version that is being written, or None with the reason said: as a message, or as NotTaken for what was
    sent."""
    version = version_of(compact)
    if version.is_editable:
        return version
    words = _("The newest version is “%(state)s”: its text stays. Begin a new version to change it.")
    words = words % {"state": version.get_state_display()}
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return None


def show_form(request, form, compact, title, *, back=None, **more):
    put_back(request, form)
    context = {"form": form, "compact": compact, "title": title, "back": back or compact.get_absolute_url(), **more}
    return render(request, "governance/compact_form.html", context)


def save_and_return(request, version, words, anchor=""):
    """After a change of the text: an earlier vote does not cover it, and translations are marked by comparing."""
    life.text_changed(version)
    messages.success(request, words)
    return redirect(f"{version.compact.get_absolute_url()}#{anchor}")
