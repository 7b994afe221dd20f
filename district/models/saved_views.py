"""Views of the portal that a person keeps: a page with its filters, under a name (issue 7, saved views)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models.mails import OutgoingMail
from district.models.people import User


class Subscription(models.TextChoices):
    """How often a person hears of a view by mail."""

    NEVER = "NEVER", _("Not by mail")
    WEEKLY = "WEEKLY", _("Every week")
    MONTHLY = "MONTHLY", _("Every month")
    ON_NEWS = "ON_NEWS", _("When new figures were published")


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own; whoever has a link to another opens it by its key and sees what their own role may see."""
        return self.filter(owner=user.pk)


@tracked()
class SavedView(models.Model):
    """One kept page. `address` is its path with what was asked for; `key` is what its shared link bears.

    `told_until` is up to when its subscriber knows what was published; `last_mail` is the newest mail about it, the
    only one that still has something to say.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=1500)
    position = models.PositiveIntegerField(_("position"), default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subscription = models.CharField(
        _("by mail"), max_length=8, choices=Subscription.choices, default=Subscription.NEVER
    )
    told_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_mail = models.OneToOneField(
        OutgoingMail, models.SET_NULL, null=True, blank=True, editable=False, related_name="saved_view"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    is_private = True  # its history asks a second saver, and is not told to administrators

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(name="saved_view_subscribed", fields=["subscription"], condition=~Q(subscription="NEVER"))
        ]
        constraints = [
            models.UniqueConstraint(
                F("owner"),
                Lower("name"),
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.CheckConstraint(
                name="saved_view_leads_into_the_portal",
                condition=Q(address__startswith="/") & ~Q(address__startswith="//") & ~Q(address__contains="\\"),
            ),
            models.CheckConstraint(
                name="saved_view_knows_since_when",
                condition=Q(subscription="NEVER") | Q(told_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name
