"""What becomes of an approved compact: handed out, talked through at conferences, looked back at."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import Language, School, User
from district.models.schools import Grade
from governance.models.compact_voices import people_count
from governance.models.compacts import CompactVersion, DocumentKind
from indicators.marks import stale_marks


@tracked()
class CompactYear(models.Model):
    """By when the texts of a kind are approved in a year: the district's own day, no law sets one (facts 5.4)."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.COMPACT, editable=False
    )
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    approve_by = models.DateField(_("approved by"))

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            models.UniqueConstraint(name="compact_year_once", fields=["kind", "fall_year"]),
            models.CheckConstraint(
                name="compact_year_in_these_centuries",
                condition=Q(approve_by__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)


@tracked()
class CompactHandedOut(models.Model):
    """A day on which copies, or messages with the address, went to families by one channel in one language."""

    class Channel(models.TextChoices):
        HOME = "HOME", _("Sent home with students")
        CONFERENCE = "CONFERENCE", _("Handed over at conferences")
        EVENT = "EVENT", _("Handed out at an event")
        MAIL = "MAIL", _("Mail")
        EMAIL = "EMAIL", _("E-mail")
        MESSAGE = "MESSAGE", _("Text message or app")

    version = models.ForeignKey(CompactVersion, models.PROTECT, related_name="handed_out", verbose_name=_("version"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="+", verbose_name=_("school"), editable=False
    )
    given_on = models.DateField(_("date"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("language"))
    copies_total = people_count(_("copies or recipients"))
    acknowledged_total = people_count(_("acknowledgements that came back"), null=True, blank=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="compact_handed_out_in_these_centuries",
                condition=Q(given_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="compact_no_more_acknowledged_than_given",
                condition=Q(acknowledged_total=None) | Q(acknowledged_total__lte=F("copies_total")),
                violation_error_message=_("No more can come back than were handed out."),
            ),
        ]
        triggers = stale_marks(
            "compact_copies",
            "SELECT rows.school_id, rows.given_on FROM {rows} AS rows WHERE rows.school_id IS NOT NULL",
            leave_out=("version", "language"),
        )

    def __str__(self):
        return str(self.get_channel_display())

    def save(self, *args, **kwargs):
        self.school_id = self.version.compact.school_id
        super().save(*args, **kwargs)


@tracked()
class CompactTalks(models.Model):
    """In how many conferences of a grade and round the compact was talked through: counts only."""

    version = models.ForeignKey(CompactVersion, models.PROTECT, related_name="talks", verbose_name=_("version"))
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"), editable=False)
    grade = models.SmallIntegerField(_("grade"), choices=Grade.choices)
    round = models.PositiveSmallIntegerField(_("conference round"), validators=[MinValueValidator(1)])
    held_on = models.DateField(_("last day of the round"), default=timezone.localdate)
    held_total = people_count(_("conferences held"))
    discussed_total = people_count(_("with the compact talked through"))

    class Meta:
        ordering = ["round", "grade"]
        constraints = [
            models.UniqueConstraint(
                name="compact_talks_once",
                fields=["version", "grade", "round"],
                violation_error_message=_("This grade and round is recorded already: change that entry."),
            ),
            models.CheckConstraint(
                name="compact_talks_round",
                condition=Q(round__range=(1, 4)),
                violation_error_message=_("Rounds go from 1 to 4."),
            ),
            models.CheckConstraint(
                name="compact_talks_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="compact_talks_no_more_than_held",
                condition=Q(discussed_total__lte=F("held_total")),
                violation_error_message=_("It cannot be talked through in more conferences than were held."),
            ),
        ]
        triggers = stale_marks(
            "compact_talks",
            "SELECT rows.school_id, rows.held_on FROM {rows} AS rows",
            leave_out=("version", "grade", "round"),
        )

    def __str__(self):
        return str(self.get_grade_display())

    def save(self, *args, **kwargs):
        self.school_id = self.version.compact.school_id
        super().save(*args, **kwargs)


@tracked()
class CompactReview(models.Model):
    """Looking back at a compact at the end of its year."""

    version = models.OneToOneField(CompactVersion, models.PROTECT, related_name="review", verbose_name=_("version"))
    worked = models.TextField(_("what worked, and what did not"), max_length=3000)
    data = models.TextField(_("what the figures say"), max_length=3000)
    changes = models.TextField(_("what should change next year"), max_length=3000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return str(_("Annual review"))
