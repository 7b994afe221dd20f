from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked


class BoardMeetingQuerySet(models.QuerySet):
    def taking_place(self):
        return self.filter(is_cancelled=False)

    def before(self, day):
        """Those held before `day`, the last one first."""
        return self.taking_place().filter(held_on__lt=day).order_by("-held_on", "-pk")

    def from_day(self, day):
        """Those held on `day` or later, the next one first."""
        return self.taking_place().filter(held_on__gte=day).order_by("held_on", "pk")


@tracked()
class BoardMeeting(models.Model):
    """A day on which the board of education meets: what is new is told from one such day to the next.

    Only the date and what people need to find the room; agenda and minutes are the board's own.
    """

    class Kind(models.TextChoices):
        REGULAR = "REGULAR", _("Regular meeting")
        SPECIAL = "SPECIAL", _("Special meeting")
        WORKSHOP = "WORKSHOP", _("Workshop")

    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.REGULAR)
    place = models.CharField(_("place"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("For example what is on its agenda."))
    is_cancelled = models.BooleanField(_("cancelled"), default=False)

    objects = BoardMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("board meeting")
        constraints = [
            models.UniqueConstraint(
                name="board_meeting_once_a_day",
                fields=["held_on", "kind"],
                violation_error_message=_("A meeting of this kind is entered for this day already."),
            ),
            models.CheckConstraint(
                name="board_meeting_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {date_format(self.held_on)}"

    def get_absolute_url(self):
        return f"{reverse('district:board-meeting-list')}#meeting-{self.pk}"

    @property
    def begins(self):
        """The moment it begins, or None where only the day is known."""
        if self.starts_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))
