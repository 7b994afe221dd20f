"""Keeping views of the portal: making, ordering, and the signed link that ends the mail about one."""

from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from district import own_pages
from district.access import may_open
from district.models import SavedView
from district.models.saved_views import Subscription

MOST_VIEWS = 100  # of one person: a list that can be read
STOP_SALT = "district.saved_views.stop"


def may_be_opened(user, view):
    """Whether the person may (still) open the page of a view; what they see there their role decides."""
    name, _arguments = own_pages.page_of(view.address)
    return name in own_pages.KEPT_PAGES and may_open(user, name)


def page_label(view):
    """What kind of page it is, in words; empty where the portal no longer has it."""
    return own_pages.label_of(view.address)


@transaction.atomic
def keep(view):
    """Store a new view below the person's others."""
    last = SavedView.objects.filter(owner=view.owner).aggregate(last=Max("position"))["last"]
    view.position = 0 if last is None else last + 1
    view.save()
    return view


def subscribe(view, subscription):
    """Set how often the person hears of it (the caller saves). What was published until now is no news."""
    if subscription != view.subscription or view.told_until is None:
        view.told_until = timezone.now()
    view.subscription = subscription


@transaction.atomic
def move(view, step):
    """One place up (-1) or down (1) among the person's views; at the end nothing happens."""
    views = list(SavedView.objects.select_for_update().filter(owner=view.owner_id).order_by("position", "pk"))
    place = next(number for number, one in enumerate(views) if one.pk == view.pk)
    other = place + step
    if 0 <= other < len(views):
        views[place], views[other] = views[other], views[place]
    for number, one in enumerate(views):
        if one.position != number:
            SavedView.objects.filter(pk=one.pk).update(position=number)


def link_of(view):
    """The path that can be sent to others."""
    return reverse("district:saved-view-open", args=[view.key])


def stop_path(view):
    """The signed path that ends the mail about one view, without signing in."""
    return reverse("district:saved-view-stop", args=[signing.dumps(view.pk, salt=STOP_SALT)])


def view_of(token):
    """The view whose mail a link ends; None for a forged link or a view that is gone."""
    try:
        return SavedView.objects.select_related("owner").filter(pk=signing.loads(token, salt=STOP_SALT)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stop(view):
    """No more mail about it. Pressing twice is no harm."""
    view.subscription = Subscription.NEVER
    view.save(update_fields=["subscription"])


def keep_url(request):
    """Where the page of this request can be kept as a view; empty for pages that cannot, and for guests."""
    user, match = getattr(request, "user", None), getattr(request, "resolver_match", None)
    if user is None or match is None or not user.is_authenticated:
        return ""
    if match.view_name not in own_pages.KEPT_PAGES:
        return ""
    address = own_pages.without_moment(
        request.get_full_path()
    )  # looking its page up again took a twentieth of the page
    return f"{reverse('district:saved-view-add')}?{urlencode({'path': address})}" if address else ""
