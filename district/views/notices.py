"""A person's own notices: the list, going to what one is about, and marking them read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Max
from django.db.models.lookups import IsNull
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district import notices
from district.models import Notice

PER_PAGE = 25


@require_safe
def notice_list(request):
    """The unread ones first, each the newest first."""
    mine = Notice.objects.visible_to(request.user).select_related("by", "school")
    page = Paginator(mine.order_by(IsNull(F("read_at"), False), "-made_at", "-pk"), PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, notices.sentence_of(one)) for one in page],
        "unread": notices.unread_total(request.user),
        "newest": mine.aggregate(newest=Max("pk"))["newest"] or 0,
    }
    return render(request, "district/notice_list.html", context)


@require_safe
def notice_open(request, pk):
    """Go to what it is about; it counts as read. The links in mails lead here, after signing in where need be."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    if notice.read_at is None:
        notices.mark_read(request.user, Notice.objects.filter(pk=notice.pk))
    return redirect(notice.path)


@require_POST
def notice_read_all(request):
    """Mark all of one's notices read, up to the newest that the person saw: what came meanwhile stays unread."""
    seen = request.POST.get("until", "")
    mine = Notice.objects.filter(made_at__lte=timezone.now())
    if seen.isascii() and seen.isdigit() and len(seen) < 19:
        mine = mine.filter(pk__lte=int(seen))
    notices.mark_read(request.user, mine)
    messages.success(request, _("All notices are marked as read."))
    return redirect("district:notice-list")
