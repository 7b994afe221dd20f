"""Stories: what everybody reads, and where central office writes, reads over, publishes and takes down."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from district.models import School
from plans.models import Story, StoryPermission
from plans.models.stories import StoryState
from plans.stories import life
from plans.stories.forms import PermissionForm, StoryForm, TakeDownForm

PER_PAGE = 12


@require_safe
def story_list(request):
    """The newest first; `school` narrows by its code. Who tells stories also sees those on their way."""
    school = None
    stories = Story.objects.shown().newest()
    if code := request.GET.get("school", ""):
        school = School.objects.filter(code=code).first() if code.isalnum() else None
        stories = stories.filter(school=school) if school else stories.none()
    tells = may(request.user, Can.TELL_STORY)
    context = {
        "page": Paginator(stories, PER_PAGE).get_page(request.GET.get("page")),
        "school": school,
        "tells": tells,
        "others": others() if tells else [],
    }
    return render(request, "plans/stories/story_list.html", context)


def others():
    """What is on its way to the public, or was taken down, with the kind of its tag."""
    on_the_way = Story.objects.exclude(pk__in=Story.objects.shown().values("pk"))
    return [(one, life.KINDS[StoryState(one.state)]) for one in on_the_way.select_related("school", "written_by")[:50]]


@require_safe
def story(request, pk):
    found = get_object_or_404(Story.objects.visible_to(request.user).newest(), pk=pk)
    return render(request, "plans/stories/story.html", {"story": found, **told(request, found)})


def told(request, found):
    """What only those who tell stories see of one."""
    if not may(request.user, Can.TELL_STORY):
        return {"tells": False}
    today = timezone.localdate()
    steps = life.moves_of(found)
    return {
        "tells": True,
        "kind": life.KINDS[StoryState(found.state)],
        "why": life.why_taken_down(found),
        "moves": [(name, step, " ".join(life.missing(found, name, request.user))) for name, step in steps],
        "missing": life.permissions_missing(found),
        "permissions": [(one, one.is_in_force(today)) for one in found.permissions.all()],
        "is_draft": found.state == StoryState.DRAFT,
        "history": history_of(found),
    }


@require_safe
def story_picture(request, pk, size):
    """The picture of a story that this person may read, in one of its two sizes."""
    found = Story.objects.visible_to(request.user).filter(pk=pk).select_related("picture").first()
    if found is None or found.picture is None or size not in ("small", "large"):
        raise Http404
    picture = found.picture
    answer = HttpResponse(bytes(getattr(picture, size)), content_type="image/jpeg")
    answer["ETag"] = quote_etag(f"{picture.sha256[:32]}-{size}")
    answer["Last-Modified"] = http_date(picture.uploaded_at.timestamp())
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "POST"])
@kept_while_typing
@transaction.atomic
def story_add(request):
    return story_page(request, Story(written_by=request.user, happened_on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@kept_while_typing
@transaction.atomic
def story_edit(request, pk):
    found = get_object_or_404(Story.objects.visible_to(request.user).select_for_update(of=("self",)), pk=pk)
    if found.state != StoryState.DRAFT:
        messages.warning(request, _("Only a draft is changed: take the story back to a draft first."))
        return redirect(found)
    return story_page(request, found)


def story_page(request, found):
    form = StoryForm(request.POST or None, request.FILES or None, instance=found, by=request.user)
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("Saved."))
        return redirect(saved)
    context = {"form": put_back(request, form), "story": found}
    return render(request, "plans/stories/story_form.html", context)


@require_POST
def story_move(request, pk, name):
    """One step on its way, from the buttons of its page; taking down asks why on a page of its own."""
    found = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    if name not in life.MOVES or life.MOVES[name].says_why:
        raise Http404
    try:
        found = life.move(found, name, by=request.user)
        messages.success(request, _("Saved: %(state)s.") % {"state": found.get_state_display()})
    except life.NotPossible as reason:
        messages.error(request, str(reason))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def story_take_down(request, pk):
    found = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    form = TakeDownForm(request.POST or None)
    if form.is_valid():
        try:
            life.move(found, "take-down", by=request.user, because=form.cleaned_data["because"])
            messages.success(request, _("The story is taken down."))
        except life.NotPossible as reason:
            messages.error(request, str(reason))
        return redirect(found)
    title = _("Take this story down")
    return render(request, "plans/stories/page_form.html", {"form": form, "story": found, "title": title})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def permission_add(request, pk):
    found = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    return permission_page(request, StoryPermission(story=found, recorded_by=request.user))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def permission_edit(request, pk, permission):
    found = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    return permission_page(request, get_object_or_404(found.permissions, pk=permission))


def permission_page(request, permission):
    """A permission, with its story settled afterwards: a shorter end may take it down."""
    form = PermissionForm(request.POST or None, instance=permission)
    if form.is_valid():
        form.save()
        life.settle(story=permission.story)
        messages.success(request, _("Saved."))
        return redirect(permission.story)
    title = _("Permission of a person in the story")
    return render(request, "plans/stories/page_form.html", {"form": form, "story": permission.story, "title": title})


@require_POST
def permission_withdraw(request, pk, permission):
    found = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    life.withdraw(get_object_or_404(found.permissions, pk=permission))
    messages.success(request, _("The permission is withdrawn. A story that needs it is no longer shown."))
    return redirect(found)
