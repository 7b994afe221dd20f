"""Mail about kept views: by the week, by the month, or when something new was published; by the one outbox.

Queueing is safe to run twice and in two workers: the outbox keeps one mail for each key, and a view knows up to when
its subscriber has been told. What a mail says is written when it leaves: a link, and for a question to the data the
sentence that its page says. A view whose page the person may no longer open has nothing to say.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from district import mail_links, outbox, own_pages, saved_views
from district.models import OutgoingMail, SavedView
from district.models.mails import MailKind
from district.models.saved_views import Subscription
from district.working_days import Days
from indicators.asking import telling
from indicators.asking.answers import Answer
from indicators.asking.forms import QuestionForm
from indicators.dashboards import Viewer
from indicators.models import ImportRun
from indicators.models.imports import RunState

MOST_AT_ONCE = 2000
OF_ONE_INDICATOR = {"indicators:indicator-detail", "indicators:value-detail"}


def queue_due(on):
    """Put the mail that is due on the day `on` into the outbox. How many views."""
    queued = sum(queue(pk, on) for pk in due(on).values_list("pk", flat=True)[:MOST_AT_ONCE])
    if queued:
        outbox.ring()
    return queued


def due(on):
    """Views whose subscribers may be told on a day: nothing on days off, what is weekly when the week begins."""
    days = Days(on)
    if not days.is_working(on):
        return SavedView.objects.none()
    often = [Subscription.ON_NEWS]
    if days.begins_the_week:
        often.append(Subscription.WEEKLY)
    if begins_the_month(days, on):
        often.append(Subscription.MONTHLY)
    people = Q(owner__is_active=True, owner__last_login__isnull=False)
    return SavedView.objects.filter(people, subscription__in=often).order_by("owner", "position", "pk")


def begins_the_month(days, on):
    """Whether `on` is the first working day of its month."""
    return not any(days.is_working(on.replace(day=day)) for day in range(1, on.day))


@transaction.atomic
def queue(pk, on):
    """Queue the mail about one view: whether there was anything to tell, and nobody else has done it."""
    view = SavedView.objects.select_for_update(of=("self",), skip_locked=True).select_related("owner").filter(pk=pk)
    view = view.first()
    if view is None or view.subscription == Subscription.NEVER or not saved_views.may_be_opened(view.owner, view):
        return False
    now = timezone.now()
    if view.subscription == Subscription.ON_NEWS and not has_news(view, now):
        return False
    mail, is_ours = OutgoingMail.objects.get_or_create(
        key=f"view/{view.pk}/{on}", defaults={"recipient": view.owner, "kind": MailKind.VIEW, "day": on}
    )
    if is_ours:
        SavedView.objects.filter(pk=view.pk).update(last_mail=mail, told_until=now)
    return is_ours


def has_news(view, now):
    """Whether figures that the view can show were published since its subscriber was told."""
    runs = ImportRun.objects.filter(state=RunState.PUBLISHED, published_at__gt=view.told_until, published_at__lte=now)
    codes = indicators_of(view)
    if codes is not None:
        runs = runs.filter(values__indicator_id__in=codes)
    return runs.exists()


def indicators_of(view):
    """The indicators that a view is about; None where it can show any."""
    name, arguments = own_pages.page_of(view.address)
    if name in OF_ONE_INDICATOR:
        return {arguments["code"]}
    question = question_of(view)
    if question is None:
        return None
    return {subject.thing.indicator for subject in question.asked if subject.is_indicator}


def question_of(view):
    """The question to the data that a view holds; None for other pages, and where it can no longer be asked."""
    name, _arguments = own_pages.page_of(view.address)
    if name != "indicators:ask":
        return None
    form = QuestionForm(QueryDict(view.address.partition("?")[2]))
    return form.question() if form.is_valid() else None


def write(mail):
    """The mail, in the language in force; None where the subscription ended, the view is gone or may not be opened."""
    view = SavedView.objects.select_related("owner").filter(last_mail=mail).first()
    if view is None or view.subscription == Subscription.NEVER or not saved_views.may_be_opened(view.owner, view):
        return None
    stop = settings.PORTAL_URL + saved_views.stop_path(view)
    question = question_of(view)
    answer = Answer(question, Viewer.of(view.owner)) if question else None
    context = {
        "person": view.owner,
        "view": view,
        "page": saved_views.page_label(view),
        "sentences": telling.sentences(answer) if answer else [],
        "address": settings.PORTAL_URL + view.address,
        "is_news": view.subscription == Subscription.ON_NEWS,
        "views": settings.PORTAL_URL + reverse("district:saved-view-list"),
        "stop": stop,
    }
    return EmailMultiAlternatives(
        subject=" ".join(render_to_string("indicators/email/view_subject.txt", context).split()),
        body=render_to_string("indicators/email/view.txt", context),
        to=[view.owner.email],
        headers=mail_links.stop_headers(stop),
    )
