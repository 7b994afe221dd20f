from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, Role, schools_where
from district.history import tracked
from district.models.people import Membership, User
from district.models.schools import School
from district.sealing import stays_with


class AccessReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_where(user, Can.REVIEW_ACCESS))


@tracked()
class AccessReview(models.Model):
    """Once a school year somebody looks at who may do what at a school, and signs for it (features, row 100)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="access_reviews", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    objects = AccessReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "school__name"]
        verbose_name = _("access review")
        constraints = [
            models.UniqueConstraint(fields=["school", "fall_year"], name="access_review_once_a_year"),
            models.CheckConstraint(
                name="access_review_signed_at_and_by_together",
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.school}, {school_years.label(self.fall_year)}"

    def get_absolute_url(self):
        return reverse("district:access-review", args=[self.school.code])


class Outcome(models.TextChoices):
    KEPT = "KEPT", _("stays")
    ENDED = "ENDED", _("ended")


@tracked()
class AccessAnswer(models.Model):
    """What a review said of one role. Name, role and first day are kept as they were, whatever becomes of them."""

    review = models.ForeignKey(AccessReview, models.CASCADE, related_name="answers", verbose_name=_("access review"))
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+", verbose_name=_("role held"), db_constraint=False
    )
    person = models.CharField(_("person"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    outcome = models.CharField(_("outcome"), max_length=5, choices=Outcome.choices)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("answered by"))
    answered_at = models.DateTimeField(_("answered at"), auto_now=True)

    class Meta:
        ordering = ["person", "pk"]
        verbose_name = _("answer of an access review")
        constraints = [models.UniqueConstraint(fields=["review", "membership"], name="access_answer_once")]
        triggers = [
            stays_with(
                "access_answer_stays",
                whole="district_accessreview",
                column="review_id",
                condition="whole.signed_at IS NOT NULL",
                words="an access review that is signed stays as it is",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_role_display()}"
