"""The bylaws that a council gave itself: the text, and the rules in it that the portal goes by (facts 4.3, 4.7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked
from district.models import EvidenceFile, User
from governance.models.councils import Council, QuorumBasis
from governance.models.meeting_records import Motion


@tracked()
class Bylaws(models.Model):
    """One version of a council's bylaws, in force from a day until the next version is.

    A rule that is left empty goes by the council's model. `term_years` and `most_terms` are those of the voting seats;
    `most_missed`: meetings in a row that a member may miss (Hartford's policy of 2009: two).
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="bylaws", verbose_name=_("council"))
    in_force_from = models.DateField(_("in force from"))
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="bylaws", verbose_name=_("vote that adopted them")
    )
    document = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="bylaws", verbose_name=_("text"))
    quorum_basis = models.CharField(
        _("quorum is the majority of"), max_length=6, choices=QuorumBasis.choices, blank=True
    )
    term_years = models.PositiveSmallIntegerField(
        _("years of a term"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    most_terms = models.PositiveSmallIntegerField(
        _("terms in a row at most"), null=True, blank=True, validators=[MaxValueValidator(20)],
        help_text=_("0 for no limit."),
    )  # fmt: skip
    most_missed = models.PositiveSmallIntegerField(
        _("meetings in a row that a member may miss"), null=True, blank=True, validators=[MaxValueValidator(20)]
    )
    what_changed = models.CharField(_("what is new in them"), max_length=500, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("bylaws")
        verbose_name_plural = _("bylaws")
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                name="bylaws_one_version_a_day",
                fields=["council", "in_force_from"],
                violation_error_message=_("This council has bylaws that are in force from this day already."),
            ),
            models.CheckConstraint(
                name="bylaws_within_bounds",
                condition=(Q(term_years=None) | Q(term_years__range=(1, 10)))
                & (Q(most_terms=None) | Q(most_terms__lte=20))
                & (Q(most_missed=None) | Q(most_missed__lte=20)),
            ),
            models.CheckConstraint(
                name="bylaws_in_these_centuries",
                condition=Q(in_force_from__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(_("Bylaws in force from %(day)s") % {"day": date_format(self.in_force_from)})
