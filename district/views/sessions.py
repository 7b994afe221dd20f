"""Where I am signed in. Before a session is ended the person says again who they are (a password or a second step), so
that nobody at an unlocked screen shuts the others out; who has neither signs in through a service of their own."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from district import sessions


@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def session_list(request):
    """The list; sent as a form it ends all the others."""
    if request.method == "POST":
        ended = sessions.end_all(request.user, but=request.session.session_key)
        said = ngettext("Signed out on %(count)s other device.", "Signed out on %(count)s other devices.", ended)
        messages.success(request, said % {"count": ended})
        return redirect("usersessions_list")
    return render(request, "usersessions/usersession_list.html", {"sessions": sessions.open_sessions(request.user)})


@require_POST
def session_end(request, pk):
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    return redirect("account_logout") if session.is_current() else _end(request, session)


@reauthentication_required
def _end(request, session):
    session.end()
    messages.success(request, _("Signed out: %(device)s.") % {"device": sessions.device_words(session.user_agent)})
    return redirect("usersessions_list")
