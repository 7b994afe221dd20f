"""Whose voice is in a compact: sessions with families, what people write without an account, the council's comments."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import Language, School, User
from governance.models.compacts import LONGEST, CompactVersion
from indicators.marks import stale_marks

MOST_PEOPLE = 20_000


def people_count(label, **more):
    return models.PositiveIntegerField(label, validators=[MaxValueValidator(MOST_PEOPLE)], **more)


@tracked()
class InputSession(models.Model):
    """A time at which families, staff and students were heard on a compact: counts and themes, never names."""

    class Mode(models.TextChoices):
        MEETING = "MEETING", _("Meeting at school")
        ONLINE = "ONLINE", _("Online meeting")
        TALKS = "TALKS", _("Calls or home visits")
        SURVEY = "SURVEY", _("Survey")
        OUT = "OUT", _("At a place in the neighborhood")

    version = models.ForeignKey(CompactVersion, models.CASCADE, related_name="sessions", verbose_name=_("version"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="+", verbose_name=_("school"), editable=False
    )
    held_on = models.DateField(_("date"))
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list)
    families_total = people_count(_("families"))
    staff_total = people_count(_("teachers and staff"), default=0)
    students_total = people_count(_("students"), default=0)
    themes = models.TextField(_("what was heard"), max_length=LONGEST)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="compact_session_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]
        triggers = stale_marks(
            "compact_sessions",
            "SELECT rows.school_id, rows.held_on FROM {rows} AS rows WHERE rows.school_id IS NOT NULL",
            leave_out=("mode", "languages", "themes", "version"),
        )

    def __str__(self):
        return str(self.get_mode_display())

    def save(self, *args, **kwargs):
        self.school_id = self.version.compact.school_id
        super().save(*args, **kwargs)


class FamilyComment(models.Model):
    """What somebody wrote on the public page, without an account: the text, its language, and the day. Nothing says
    who it was, and so no event is kept of it, which would hold an address. Read by the school before anybody else."""

    class State(models.TextChoices):
        NEW = "NEW", _("To be read")
        TAKEN = "TAKEN", _("Taken up")
        SET_ASIDE = "SET_ASIDE", _("Set aside")

    version = models.ForeignKey(
        CompactVersion, models.CASCADE, related_name="family_comments", verbose_name=_("version")
    )
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("what you want to say"), max_length=1500)
    sent_on = models.DateField(_("sent on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by")
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.text[:60]


@tracked()
class CompactComment(models.Model):
    """What a council member or the school says of a passage, perhaps with another wording; or a reply to that."""

    version = models.ForeignKey(CompactVersion, models.CASCADE, related_name="comments", verbose_name=_("version"))
    passage = models.CharField(_("passage"), max_length=40)
    quoted = models.TextField(_("what stood there"), blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST)
    wording = models.TextField(_("proposed wording"), max_length=LONGEST, blank=True)
    reply_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="compact_comment_resolved_at_and_by_together",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="compact_reply_is_not_resolved_by_itself",
                condition=Q(reply_to=None) | Q(resolved_at=None),
            ),
        ]

    def __str__(self):
        return self.text[:60]


def languages_by_tag():
    return {language.tag: language for language in Language.objects.all()}
