from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import DISTRICT_ROLES, SCHOOL_ROLES, Can, Role
from district.history import tracked
from district.models.schools import School
from district.ranges import DateRange
from district.words import AddressParts, Words, names_index

PERSON_WORDS = Words("name", "email", AddressParts("email"))


class Digest(models.TextChoices):
    """How often a person wants to be told by mail what waits for them."""

    DAILY = "DAILY", _("On each weekday")
    WEEKLY = "WEEKLY", _("Once a week, on Mondays")
    NEVER = "NEVER", _("Never")


class UserQuerySet(models.QuerySet):
    def waiting(self):
        """Invited, with an open account, and never signed in."""
        return self.filter(is_active=True, last_login=None, invited_at__isnull=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in, by e-mail. What they may do follows from their memberships alone."""

    history_asks = Can.MANAGE_PEOPLE
    history_labels = {"date_joined": _("account made at")}  # it is made with the invitation: nobody has joined yet

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    preferred_language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("es", "Español")], blank=True
    )
    digest = models.CharField(
        _("mail about what waits"),
        max_length=6,
        choices=Digest.choices,
        default=Digest.WEEKLY,
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        indexes = [PERSON_WORDS.index("user_words"), names_index("name", "user_names_alike")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once_in_any_case",
                violation_error_message=_("A person with this e-mail is here already."),
            ),
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_invited(self):
        """Waits for the first sign-in, by an invitation that is good or was."""
        return self.is_active and self.last_login is None and self.invited_at is not None

    @property
    def invitation_expires_at(self):
        """The moment after which the link of the newest invitation no longer works."""
        from district.portal_settings import known

        return self.invited_at + timedelta(days=known().invitation_days)

    @property
    def invitation_is_over(self):
        return self.is_invited and self.invitation_expires_at < timezone.now()

    def get_absolute_url(self):
        return reverse("district:person-detail", args=[self.pk])


class MembershipQuerySet(models.QuerySet):
    def current(self, on=None):
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def granting(self, permission):
        from district.access import roles_granting

        return self.filter(role__in=roles_granting(permission))


@tracked()
class Membership(models.Model):
    """A role that a person holds, for a school or for the district, from one day to another (design section 7)."""

    history_asks = Can.MANAGE_PEOPLE

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("school")
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty for no end."))
    legitimate_interest = models.CharField(
        _("legitimate educational interest"),
        max_length=300,
        blank=True,
        help_text=_("Why this person needs to see small counts that others do not. Each such view is logged."),
    )

    lent_from = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="lent", editable=False, verbose_name=_("lent from")
    )

    from_file = models.BooleanField(
        _("came from the staff file"),
        default=False,
        editable=False,
        help_text=_("A role that the staff file gave ends when the file no longer names it; others never do."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_school_roles_name_a_school",
                condition=(Q(role__in=SCHOOL_ROLES) & Q(school__isnull=False))
                | (Q(role__in=DISTRICT_ROLES) & Q(school=None)),
                violation_error_message=_("Choose a school for a school role, and none for a district role."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="membership_lent_with_an_end",
                condition=Q(lent_from=None) | Q(ends_on__isnull=False, legitimate_interest=""),
            ),
            ExclusionConstraint(  # a contact may speak for several partners at once
                name="membership_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Coalesce("school_id", models.Value(0), output_field=models.BigIntegerField()),
                        RangeOperators.EQUAL,
                    ),
                    (DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(role=Role.PARTNER_CONTACT),
                violation_error_message=_("This person holds this role in these days already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @property
    def is_current_or_later(self):
        return self.ends_on is None or self.ends_on >= timezone.localdate()
