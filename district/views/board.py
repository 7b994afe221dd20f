"""The dates on which the board of education meets: for everybody to read, for central office to keep."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, may
from district.forms.board import BoardMeetingForm
from district.models import BoardMeeting

EARLIER_SHOWN = 60


@require_safe
def board_meeting_list(request):
    today = timezone.localdate()
    meetings = BoardMeeting.objects.all()
    context = {
        "coming": meetings.filter(held_on__gte=today).order_by("held_on", "pk"),
        "earlier": meetings.filter(held_on__lt=today)[:EARLIER_SHOWN],
        "may_keep": may(request.user, Can.KEEP_BOARD_DATES),
    }
    return render(request, "district/board_meeting_list.html", context)


@require_http_methods(["GET", "POST"])
def board_meeting_add(request):
    return edit(request, BoardMeeting(), _("Add a board meeting"), _("Add the meeting"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def board_meeting_edit(request, pk):
    meeting = get_object_or_404(BoardMeeting, pk=pk)
    return edit(request, meeting, _("Change a board meeting"), _("Save the meeting"))


def edit(request, meeting, title, button):
    form = BoardMeetingForm(request.POST or None, instance=meeting, button=button)
    if form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # somebody entered the same a moment ago
            form.add_error("held_on", _("A meeting of this kind is entered for this day already."))
        else:
            messages.success(request, _("Saved: %(meeting)s.") % {"meeting": meeting})
            return redirect("district:board-meeting-list")
    context = {"form": form, "title": title, "meeting": meeting if meeting.pk else None}
    return render(request, "district/board_meeting_form.html", context)


@require_http_methods(["GET", "POST"])
def board_meeting_remove(request, pk):
    """Take off what was entered by mistake; a meeting that does not take place is cancelled instead."""
    meeting = get_object_or_404(BoardMeeting, pk=pk)
    if request.method == "POST":
        name = str(meeting)
        try:
            meeting.delete()
        except ProtectedError:
            messages.error(request, _("A packet was made for this meeting, so it stays. It can be cancelled instead."))
            return redirect("district:board-meeting-edit", meeting.pk)
        messages.success(request, _("“%(line)s” is taken off. Its history stays.") % {"line": name})
        return redirect("district:board-meeting-list")
    return render(request, "district/board_meeting_remove.html", {"meeting": meeting})
