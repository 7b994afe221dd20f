"""Council training: what is taught and to whom, the sessions, and who completed what (facts 4.8; features, row 36)."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.history import tracked, tracked_links
from district.models import EvidenceFile, School, User
from governance.models.councils import SeatKind
from governance.models.meetings import MeetingMode
from governance.models.seats import SeatTerm
from indicators.marks import stale_marks
from partnerships.models import Partner
from plans.models import Initiative

WITHIN_DAYS = 60  # facts 10, domain F: trained within 60 days of seating
MOST_DAYS = 730
MOST_PEOPLE = 5000
NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are taken for one another
NUMBER_LENGTH = 12  # 59 bits: nobody finds one by trying


class Audience(models.TextChoices):
    """Who a module is for: the holders of a kind of seat, officers, and those who work at the school."""

    PARENT = SeatKind.PARENT.value, _("Parent members")
    TEACHER = SeatKind.TEACHER.value, _("Teacher members")
    COMMUNITY = SeatKind.COMMUNITY.value, _("Community members")
    ADMINISTRATOR = SeatKind.ADMINISTRATOR.value, _("Principal or designee on the council")
    STUDENT = SeatKind.STUDENT.value, _("Student members")
    OTHER = SeatKind.OTHER.value, _("Other members")
    OFFICER = "OFFICER", _("Officers of the council")
    PRINCIPAL = "PRINCIPAL", _("Principals")
    STAFF = "STAFF", _("School staff with an account")


@tracked()
class TrainingRules(models.Model):
    """What the district sets for all training: who signs certificates. One row."""

    signer = models.CharField(_("who signs certificates"), max_length=120, blank=True)
    office = models.CharField(_("office of the signer"), max_length=160, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="training_rules_one_row", condition=Q(pk=1))]

    def __str__(self):
        return self.signer


class TrainingModuleQuerySet(models.QuerySet):
    def on(self, day):
        """Those that are taught on a day."""
        return self.filter(required_from__lte=day).filter(Q(retired_on=None) | Q(retired_on__gt=day))


@tracked()
class TrainingModule(models.Model):
    """Something that people in office learn. Whoever is in its `audiences` has to, within `within_days` of the day
    they took office; without audiences it is offered and asked of nobody.

    `valid_years`: for how long it holds, None for good. `each_term`: it is asked anew with each term of a seat.
    """

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9_]+\Z", _("Capital letters, digits and _, for example COMPACT."))],
        error_messages={"unique": _("A module with this code is there already.")},
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what it is about"), max_length=1500, blank=True)
    audiences = ArrayField(
        models.CharField(max_length=9, choices=Audience.choices),
        verbose_name=_("required of"),
        default=list,
        blank=True,
    )
    within_days = models.PositiveSmallIntegerField(
        _("days after taking office by which it is due"),
        default=WITHIN_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    valid_years = models.PositiveSmallIntegerField(
        _("years for which it holds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Leave empty where it holds for good."),
    )
    each_term = models.BooleanField(_("asked anew with each term of a seat"), default=False)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(960)]
    )
    required_from = models.DateField(
        _("required from"),
        default=timezone.localdate,
        help_text=_("Whoever was in office before has the days from then on."),
    )
    retired_on = models.DateField(_("no longer required from"), null=True, blank=True)
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("initiative")
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)

    objects = TrainingModuleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="training_module_within_bounds",
                condition=Q(within_days__range=(1, MOST_DAYS))
                & Q(minutes__range=(5, 960))
                & (Q(valid_years=None) | Q(valid_years__range=(1, 10))),
            ),
            models.CheckConstraint(
                name="training_module_in_these_centuries",
                condition=Q(required_from__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="training_module_retires_after_it_began",
                condition=Q(retired_on=None) | Q(retired_on__gte=F("required_from")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("governance:training-module", args=[self.code])

    @property
    def audience_words(self):
        labels = dict(Audience.choices)
        return [labels[one] for one in Audience.values if one in self.audiences]


@tracked()
class TrainingContent(models.Model):
    """From a day on a module has another content; `asks_again` where those trained before have to come again."""

    module = models.ForeignKey(TrainingModule, models.CASCADE, related_name="contents", verbose_name=_("module"))
    content_on = models.DateField(_("content as of"))
    changes = models.CharField(_("what is new"), max_length=500)
    asks_again = models.BooleanField(
        _("whoever was trained before has to come again"),
        default=False,
        help_text=_("Everybody then has the days of the module from this day on."),
    )

    class Meta:
        ordering = ["-content_on"]
        constraints = [
            models.UniqueConstraint(
                name="training_content_once_a_day",
                fields=["module", "content_on"],
                violation_error_message=_("The content of this day is noted already."),
            ),
            models.CheckConstraint(
                name="training_content_in_these_centuries",
                condition=Q(content_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return f"{self.module_id} {self.content_on}"


class SessionState(models.TextChoices):
    PLANNED = "PLANNED", _("Planned")
    HELD = "HELD", _("Took place")
    CANCELLED = "CANCELLED", _("Cancelled")


class TrainingSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the whole district, and those for a school where the person may read."""
        schools = schools_where(user, Can.VIEW_ACTIVITY)
        mine = TrainingSession.schools.through.objects.filter(school__in=schools)
        return self.filter(Q(is_district_wide=True) | Q(pk__in=mine.values("trainingsession")))

    def for_school(self, school):
        """Those to which people of a school may come."""
        of_school = TrainingSession.schools.through.objects.filter(school=school)
        return self.filter(Q(is_district_wide=True) | Q(pk__in=of_school.values("trainingsession")))

    def coming(self, day):
        return self.filter(held_on__gte=day, state=SessionState.PLANNED)


def people_count(label):
    return models.PositiveSmallIntegerField(label, default=0, validators=[MaxValueValidator(MOST_PEOPLE)])


@tracked()
class TrainingSession(models.Model):
    """A time at which one or more modules are taught, for the whole district or for chosen schools.

    Nobody has to register. `school` is the one school whose session it is, None where it is for several: it counts
    there. Who came hangs on `TrainingRecord`; of others only counts are kept.
    """

    modules = models.ManyToManyField(TrainingModule, related_name="sessions", verbose_name=_("modules"))
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Empty: the names of the modules."))
    about = models.TextField(_("what to know before coming"), max_length=1000, blank=True)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))
    mode = models.CharField(_("how"), max_length=10, choices=MeetingMode.choices, default=MeetingMode.IN_PERSON)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part"), max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list)
    interpretation = models.CharField(_("interpretation and support"), max_length=200, blank=True)
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partner organization")
    )
    is_district_wide = models.BooleanField(_("for the whole district"), default=True)
    schools = models.ManyToManyField(School, blank=True, related_name="+", verbose_name=_("for these schools"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    capacity = models.PositiveSmallIntegerField(
        _("seats in the room"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    state = models.CharField(_("state"), max_length=9, choices=SessionState.choices, default=SessionState.PLANNED)
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    families_total = people_count(_("family members without a seat"))
    staff_total = people_count(_("staff without an account"))
    others_total = people_count(_("others"))
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("planned by"))

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="training_session_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="training_session_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It must end after it begins."),
            ),
            models.CheckConstraint(
                name="training_session_of_a_school_is_not_district_wide",
                condition=Q(is_district_wide=False) | Q(school=None),
            ),
            models.CheckConstraint(
                name="training_session_cancelled_with_a_reason",
                condition=Q(state=SessionState.CANCELLED) ^ Q(cancelled_reason=""),
            ),
        ]
        triggers = stale_marks(
            "training_sessions",
            "SELECT rows.school_key, rows.held_on FROM {rows} AS rows",
            leave_out=(
                "title", "title_en", "title_es", "about", "about_en", "about_es", "starts_at", "ends_at", "mode",
                "place", "link", "languages", "interpretation", "trainer", "partner", "is_district_wide", "school",
                "capacity", "cancelled_reason", "planned_by",
            ),
        )  # fmt: skip

    def __str__(self):
        return self.title or ", ".join(str(module) for module in self.modules.all())

    def get_absolute_url(self):
        return reverse("governance:training-session", args=[self.pk])

    @property
    def is_cancelled(self):
        return self.state == SessionState.CANCELLED

    @property
    def minutes(self):
        """Its length in minutes."""
        begins, ends = self.starts_at, self.ends_at
        return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


@tracked_links()
class SessionModule(TrainingSession.modules.through):
    class Meta:
        proxy = True


@tracked_links()
class SessionSchool(TrainingSession.schools.through):
    class Meta:
        proxy = True


@tracked()
class TrainingMaterial(models.Model):
    """A sheet or a link that belongs to a session: one of the two."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="materials", verbose_name=_("session"))
    title = models.CharField(_("title"), max_length=160)
    link = models.URLField(_("link"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="training_materials", verbose_name=_("file")
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="training_material_is_a_file_or_a_link",
                condition=Q(link="", evidence__isnull=False) | (~Q(link="") & Q(evidence=None)),
                violation_error_message=_("Give either a file or a link."),
            )
        ]

    def __str__(self):
        return self.title


def new_number():
    return "".join(secrets.choice(NUMBER_SIGNS) for _place in range(NUMBER_LENGTH))


class TrainingRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, and those of the schools where the person may read who was trained."""
        if not user.is_authenticated:
            return self.none()
        own = Q(user=user) | Q(term__user=user)
        if may_district_wide(user, Can.VIEW_TRAINING):
            return self
        return self.filter(own | Q(school__in=schools_where(user, Can.VIEW_TRAINING)))

    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def waiting(self):
        """Said to be completed elsewhere, and nobody has looked at the proof yet."""
        return self.filter(confirmed_at=None, refused_reason="")


@tracked()
class TrainingRecord(models.Model):
    """That somebody completed a module on a day: at a session, or elsewhere with a proof that another person confirmed.

    A member is named by the term of their seat, staff by their account. `due_on`: by when it was due as things stood
    when it was recorded. `number`: what stands on the certificate so that anybody can check it; students have none.
    """

    module = models.ForeignKey(TrainingModule, models.PROTECT, related_name="records", verbose_name=_("module"))
    session = models.ForeignKey(
        TrainingSession, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("session")
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    term = models.ForeignKey(
        SeatTerm, models.CASCADE, null=True, blank=True, related_name="trainings", verbose_name=_("member")
    )
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name=_("person with an account")
    )
    day = models.DateField(_("completed on"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), validators=[MinValueValidator(5), MaxValueValidator(960)]
    )
    due_on = models.DateField(_("was due on"), null=True, blank=True, editable=False)
    place_taken = models.CharField(_("where it was completed"), max_length=160, blank=True)
    proof = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="training_proofs", verbose_name=_("proof")
    )
    number = models.CharField(_("check number"), max_length=12, unique=True, null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    refused_reason = models.CharField(_("why it does not count"), max_length=300, blank=True)

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="training_record_names_a_member_or_an_account",
                condition=Q(term__isnull=False, user=None) | Q(term=None, user__isnull=False),
            ),
            models.CheckConstraint(
                name="training_record_at_a_session_or_elsewhere",
                condition=Q(session__isnull=False, place_taken="", proof=None) | (Q(session=None) & ~Q(place_taken="")),
                violation_error_message=_("Say where it was completed."),
            ),
            models.CheckConstraint(
                name="training_record_elsewhere_confirmed_by_another",
                condition=Q(session__isnull=False) | Q(user=None) | Q(confirmed_by=None) | ~Q(confirmed_by=F("user")),
                violation_error_message=_("Somebody else has to confirm it."),
            ),
            models.CheckConstraint(
                name="training_record_confirmed_at_and_by_together",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, refused_reason=""),
            ),
            models.CheckConstraint(
                name="training_record_in_these_centuries",
                condition=Q(day__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.UniqueConstraint(name="training_record_once_for_a_member", fields=["session", "module", "term"]),
            models.UniqueConstraint(name="training_record_once_for_an_account", fields=["session", "module", "user"]),
        ]
        triggers = stale_marks(
            "training_records",
            "SELECT rows.school_id, rows.day FROM {rows} AS rows",
            leave_out=(
                "session", "user", "minutes", "place_taken", "proof", "number", "recorded_by", "recorded_at",
                "confirmed_by", "refused_reason",
            ),
        )  # fmt: skip

    def __str__(self):
        return f"{self.module}, {self.day}"

    @property
    def is_of_a_student(self):
        return self.term is not None and self.term.kind == SeatKind.STUDENT

    @property
    def printed_name(self):
        """The name on the certificate: none for a student."""
        if self.is_of_a_student:
            return ""
        return str(self.user) if self.user_id else self.term.person

    @property
    def holder_id(self):
        """The account whose training it is, or None."""
        return self.user_id or (self.term.user_id if self.term_id else None)
