"""What the district may set of the portal itself: few things, each within bounds, with a default and its reason."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.history import tracked


@dataclass(frozen=True)
class Bounds:
    """A setting that is a number: from `least` to `most`, `default` until somebody sets it, and why it is that."""

    default: int
    least: int
    most: int
    source: str


BOUNDS = {
    "mails_kept_days": Bounds(90, 30, 730, _("The portal's own choice: long enough to answer “I never got it”.")),
    "notices_kept_days": Bounds(400, 90, 1500, _("The portal's own choice: a school year and a month.")),
    "drafts_kept_days": Bounds(60, 14, 365, _("The portal's own choice: longer than most breaks.")),
    "uploads_kept_days": Bounds(30, 7, 365, _("The portal's own choice: a month to find a mistake and take it back.")),
    "runs_kept_days": Bounds(60, 14, 365, _("The portal's own choice: two months show what fails each month.")),
    "faults_kept_days": Bounds(90, 14, 365, _("The portal's own choice: as long as mails.")),
}


def number(name, label, help_text):
    bounds = BOUNDS[name]
    return models.PositiveSmallIntegerField(
        label,
        default=bounds.default,
        help_text=help_text,
        validators=[MinValueValidator(bounds.least), MaxValueValidator(bounds.most)],
    )


@tracked()
class PortalSettings(models.Model):
    """The one row of the portal's settings; where there is none, the defaults hold (`district.portal_settings`)."""

    support = models.CharField(
        _("whom to ask for help"),
        max_length=120,
        blank=True,
        help_text=_("A telephone number or an office. Error pages name it beside the code."),
    )
    mails_kept_days = number(
        "mails_kept_days", _("days that the list of sent mails is kept"), _("Mails that wait or failed stay.")
    )
    notices_kept_days = number(
        "notices_kept_days", _("days that notices are kept"), _("What a person was told, under the bell.")
    )
    drafts_kept_days = number(
        "drafts_kept_days", _("days that what was typed and not saved is kept"), _("Counted from the last change.")
    )
    uploads_kept_days = number(
        "uploads_kept_days",
        _("days that tables which were brought are kept"),
        _("Their files and cells; what was logged from them stays. After that a table cannot be taken back whole."),
    )
    runs_kept_days = number(
        "runs_kept_days",
        _("days that runs of nightly tasks are kept"),
        _("For finding out since when one fails. The last good one of each task stays."),
    )
    faults_kept_days = number(
        "faults_kept_days", _("days that faults are kept"), _("Counted from the last time that they happened.")
    )

    class Meta:
        verbose_name = _("settings of the portal")
        constraints = [
            models.CheckConstraint(name="portal_settings_are_one_row", condition=Q(pk=1)),
            *(
                models.CheckConstraint(
                    name=f"portal_settings_{name}_in_bounds",
                    condition=Q(**{f"{name}__range": (bounds.least, bounds.most)}),
                )
                for name, bounds in BOUNDS.items()
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)
