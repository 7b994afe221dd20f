"""Welcoming walkthroughs (initiative 1.1, facts 9): a mixed team looks at a school, agrees, and recommends.

The team is counts by role, never names. What each rater saw, what the team agreed on and what it recommends are three
records. Once a walkthrough is closed, triggers keep all of it; only what becomes of a recommendation goes on.
"""

import secrets
import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.following import ActionState, FollowedAction, FollowedQuerySet, ends_with_a_day_and_words
from district.history import tracked
from district.models import EvidenceFile, Language, School, User
from indicators.marks import stale_marks
from partnerships.models.activities import Activity
from partnerships.models.standards import Component, StandardSet, WalkthroughItem
from partnerships.models.surveys import Survey
from plans.models import ActionStep

CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that are taken for one another
CODE_LENGTH = 8  # 39 bits, on one day only, and few tries an hour
MOST_IN_A_ROLE = 60
NO_NAMES = _("Never write a name of a child, a family or an employee here.")


def new_code():
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


class Level(models.IntegerChoices):
    """How far an item is met (facts 9). Not seen is no rating: it says that the team could not look."""

    WELL = 4, _("Doing well")
    MOSTLY = 3, _("Mostly there")
    BEGINNING = 2, _("A beginning")
    NO_EVIDENCE = 1, _("No evidence")
    NOT_SEEN = 0, _("Not seen")


RATED = (Level.WELL, Level.MOSTLY, Level.BEGINNING, Level.NO_EVIDENCE)


class TeamRole(models.TextChoices):
    """Who walks along: a mixed team of about twelve (facts 9)."""

    PARENT = "PARENT", _("Parents and caregivers")
    EL_PARENT = "EL_PARENT", _("Parents whose first language is not English")
    STUDENT = "STUDENT", _("Students")
    NEIGHBOR = "NEIGHBOR", _("Neighbors")
    LEADER = "LEADER", _("Community leaders")
    PARTNER = "PARTNER", _("Partners of the school")
    TEACHER = "TEACHER", _("Teachers")
    OFFICE = "OFFICE", _("Office and front-desk staff")
    CUSTODIAN = "CUSTODIAN", _("Custodians and other support staff")
    ADMIN = "ADMIN", _("Administrators")
    OTHER = "OTHER", _("Others")


FAMILY_ROLES = (TeamRole.PARENT, TeamRole.EL_PARENT)
STAFF_ROLES = (TeamRole.TEACHER, TeamRole.OFFICE, TeamRole.CUSTODIAN, TeamRole.ADMIN)
COMMUNITY_ROLES = (TeamRole.NEIGHBOR, TeamRole.LEADER, TeamRole.PARTNER, TeamRole.OTHER)


class WalkthroughQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_where(user, Can.VIEW_WALKTHROUGH))

    def closed(self):
        return self.filter(closed_on__isnull=False)

    def in_school_year(self, fall_year):
        return self.filter(held_on__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))


def kept_once_closed(name, *, through=None, operation=None, condition=None):
    """The trigger of a table whose rows belong to a walkthrough: none of them changes once it is closed.

    `through`: (column, table) in between, where a row does not name the walkthrough itself. The walkthrough's row is
    locked while something of it is written, so that nothing slips in while it is being closed.
    """
    one = "SELECT {row}.walkthrough_id"
    if through:
        column, table = through
        one = f"SELECT among.walkthrough_id FROM {table} AS among WHERE among.id = {{row}}.{column}"
    old, new = one.format(row="OLD"), one.format(row="NEW")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation or pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        condition=condition,
        declare=[("ids", "bigint[]"), ("closed", "date")],
        func=f"""
            IF TG_OP = 'INSERT' THEN ids := ARRAY({new});
            ELSIF TG_OP = 'DELETE' THEN ids := ARRAY({old});
            ELSE ids := ARRAY({old} UNION {new});
            END IF;
            FOR closed IN
                SELECT walk.closed_on FROM partnerships_walkthrough AS walk
                WHERE walk.id = ANY(ids) ORDER BY walk.id FOR SHARE
            LOOP
                IF closed IS NOT NULL THEN RAISE EXCEPTION 'A closed walkthrough is kept as it is.'; END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@tracked()
class Walkthrough(models.Model):
    """A walk through one school on one day, by the standards in use on that day.

    `code` opens the items to team members without an account. `recommendations_total` and `activity` are set when it
    is closed: it is counted once, and among the engagement activities it is one entry (decision 022).
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="walkthroughs", verbose_name=_("school"))
    standards = models.ForeignKey(
        StandardSet, models.PROTECT, related_name="walkthroughs", verbose_name=_("standards"), editable=False
    )
    held_on = models.DateField(_("day"))
    facilitator = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("facilitator")
    )
    led_by = models.CharField(_("or who leads it, in words"), max_length=120, blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), verbose_name=_("languages spoken in the team"), default=list, blank=True
    )
    survey = models.ForeignKey(
        Survey,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="walkthroughs",
        verbose_name=_("survey that goes with it"),
    )
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    recommendations_total = models.PositiveSmallIntegerField(_("recommendations"), default=0, editable=False)
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="walkthrough", editable=False
    )

    objects = WalkthroughQuerySet.as_manager()

    history_references = {"languages": Language}

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="walkthrough_once_a_day",
                fields=["school", "held_on"],
                violation_error_message=_("This school has a walkthrough on this day already."),
            ),
            models.CheckConstraint(
                name="walkthrough_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="walkthrough_has_a_facilitator",
                condition=Q(facilitator__isnull=False) | ~Q(led_by=""),
                violation_error_message=_("Say who leads the walkthrough."),
            ),
            models.CheckConstraint(
                name="walkthrough_closed_after_it_was_held",
                condition=Q(closed_on=None, closed_by=None, activity=None, recommendations_total=0)
                | Q(closed_on__gte=F("held_on"), closed_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_walkthrough_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
            *stale_marks(
                "walkthroughs",
                "SELECT rows.school_id, rows.held_on FROM {rows} AS rows WHERE rows.closed_on IS NOT NULL",
                leave_out=("standards", "facilitator", "led_by", "languages", "survey", "code", "closed_by",
                           "activity"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(_("Walkthrough at %(school)s") % {"school": self.school})

    def get_absolute_url(self):
        return reverse("partnerships:walkthrough", args=[self.pk])

    @property
    def is_closed(self):
        return self.closed_on is not None

    @property
    def leader(self):
        return self.facilitator or self.led_by

    @property
    def fall_year(self):
        return school_years.fall_year_of(self.held_on)


class TeamCount(models.Model):
    """How many of a role walked along, or how many were in the team of a part. Counts, never names."""

    walkthrough = models.ForeignKey(Walkthrough, models.CASCADE, related_name="team")
    role = models.CharField(_("role"), max_length=10, choices=TeamRole.choices, blank=True)
    component = models.CharField(_("part"), max_length=1, choices=Component.choices, blank=True)
    total = models.PositiveSmallIntegerField(_("people"), validators=[MaxValueValidator(MOST_IN_A_ROLE)])

    class Meta:
        ordering = ["walkthrough", "pk"]
        constraints = [
            models.UniqueConstraint(name="team_count_once", fields=["walkthrough", "role", "component"]),
            models.CheckConstraint(
                name="team_count_of_a_role_or_a_part",
                condition=(Q(role__in=TeamRole.values, component="") | Q(role="", component__in=Component.values)),
            ),
            models.CheckConstraint(name="team_count_sensible", condition=Q(total__range=(1, MOST_IN_A_ROLE))),
        ]
        triggers = [kept_once_closed("team_of_closed_is_kept")]

    def __str__(self):
        return f"{self.get_role_display() or self.get_component_display()}: {self.total}"


class RaterSheet(models.Model):
    """One rater's own copy of the items of a part. Nobody's name: `by` only where somebody rated signed in.

    Whoever holds `key` writes here: it is in the address of the page on the rater's phone.
    """

    walkthrough = models.ForeignKey(Walkthrough, models.CASCADE, related_name="sheets")
    component = models.CharField(_("part"), max_length=1, choices=Component.choices)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        ordering = ["walkthrough", "component", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="rater_sheet_once_for_a_person",
                fields=["walkthrough", "component", "by"],
                condition=Q(by__isnull=False),
            ),
            models.CheckConstraint(name="rater_sheet_component", condition=Q(component__in=Component.values)),
        ]
        triggers = [kept_once_closed("sheet_of_closed_is_kept")]

    def __str__(self):
        return f"{self.walkthrough_id} {self.component}"


def level_field():
    return models.PositiveSmallIntegerField(
        _("rating"), choices=Level.choices, validators=[MinValueValidator(0), MaxValueValidator(4)]
    )


class Rating(models.Model):
    """What one rater saw of one item. `tapped`: when it was tapped, in milliseconds of the rater's own device; an
    older tap that arrives late, or the same one twice, changes nothing."""

    sheet = models.ForeignKey(RaterSheet, models.CASCADE, related_name="ratings")
    item = models.ForeignKey(WalkthroughItem, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("rating"), choices=Level.choices, null=True, blank=True)
    note = models.CharField(_("what was seen"), max_length=300, blank=True)
    tapped = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["sheet", "item"]
        constraints = [
            models.UniqueConstraint(name="rating_once", fields=["sheet", "item"]),
            models.CheckConstraint(name="rating_known", condition=Q(level=None) | Q(level__in=Level.values)),
        ]
        triggers = [kept_once_closed("rating_of_closed_is_kept", through=("sheet_id", "partnerships_ratersheet"))]

    def __str__(self):
        return f"{self.item_id}: {self.level}"


@tracked()
class AgreedRating(models.Model):
    """What the team agreed on for an item, after each rated alone."""

    walkthrough = models.ForeignKey(Walkthrough, models.CASCADE, related_name="agreed", editable=False)
    item = models.ForeignKey(WalkthroughItem, models.PROTECT, related_name="+", editable=False)
    level = level_field()
    note = models.CharField(_("what the team saw"), max_length=500, blank=True, help_text=NO_NAMES)

    class Meta:
        ordering = ["walkthrough", "item"]
        constraints = [
            models.UniqueConstraint(name="agreed_rating_once", fields=["walkthrough", "item"]),
            models.CheckConstraint(name="agreed_rating_known", condition=Q(level__in=Level.values)),
        ]
        triggers = [kept_once_closed("agreed_of_closed_is_kept")]

    def __str__(self):
        return self.get_level_display()


@tracked()
class Commendation(models.Model):
    """What the team found done well."""

    walkthrough = models.ForeignKey(Walkthrough, models.CASCADE, related_name="commendations", editable=False)
    component = models.CharField(_("part"), max_length=1, choices=Component.choices)
    text = models.CharField(_("what is done well"), max_length=300, help_text=NO_NAMES)

    class Meta:
        ordering = ["component", "pk"]
        triggers = [kept_once_closed("commendation_of_closed_is_kept")]

    def __str__(self):
        return self.text


class OwnedBy(models.TextChoices):
    """Who sees to it that a recommendation is carried out (facts 9)."""

    SCHOOL = "SCHOOL", _("The principal and staff")
    COUNCIL = "COUNCIL", _("The School Governance Council")
    TEAM = "TEAM", _("The school improvement team")


class RecommendationQuerySet(FollowedQuerySet):
    def visible_to(self, user):
        return self.filter(walkthrough__in=Walkthrough.objects.visible_to(user))


# What measures count by stands in the row itself, whichever way it was written.
_TAKE_SCHOOL = """
SELECT school_id INTO NEW.school_id FROM partnerships_walkthrough WHERE id = NEW.walkthrough_id;
RETURN NEW;
"""


@tracked()
class Recommendation(FollowedAction, models.Model):
    """What the team recommends, and what becomes of it.

    One that needs resources is a planned action: somebody, a day, what it takes and what will show it (facts 9). It
    is followed until it is done or dropped, after the walkthrough is closed too.
    """

    walkthrough = models.ForeignKey(Walkthrough, models.CASCADE, related_name="recommendations", editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", editable=False)
    component = models.CharField(_("part"), max_length=1, choices=Component.choices)
    item = models.ForeignKey(
        WalkthroughItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("item")
    )
    text = models.CharField(_("what is recommended"), max_length=300, help_text=NO_NAMES)
    needs_resources = models.BooleanField(_("needs time, money or people"), default=False)
    owned_by = models.CharField(_("who sees to it"), max_length=8, choices=OwnedBy.choices, default=OwnedBy.SCHOOL)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    who = models.CharField(_("or who does it, in words"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    resources = models.CharField(_("what it takes"), max_length=300, blank=True)
    shown_by = models.CharField(_("what will show that it is done"), max_length=300, blank=True)
    step = models.ForeignKey(
        ActionStep,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("step of the school action plan"),
    )
    state = models.CharField(
        _("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN, editable=False
    )
    ended_on = models.DateField(_("done or dropped on"), null=True, blank=True, editable=False)
    ended_note = models.CharField(_("what shows it, or why it is dropped"), max_length=500, blank=True, editable=False)
    evidence = models.ForeignKey(
        EvidenceFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("evidence"),
        editable=False,
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["component", "pk"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_with_resources_is_planned",
                condition=Q(needs_resources=False)
                | (
                    Q(due_on__isnull=False) & ~Q(resources="") & ~Q(shown_by="") & (Q(owner__isnull=False) | ~Q(who=""))
                ),
                violation_error_message=_(
                    "What needs resources also needs somebody who does it, a day, what it takes and what will show it."
                ),
            ),
            models.CheckConstraint(
                name="recommendation_in_these_centuries",
                condition=(Q(due_on=None) | Q(due_on__range=school_years.all_days()))
                & (Q(ended_on=None) | Q(ended_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            ends_with_a_day_and_words("recommendation_ends_with_a_day_and_words"),
        ]
        indexes = [models.Index(name="recommendation_due", fields=["due_on"], condition=Q(state="OPEN"))]
        triggers = [
            pgtrigger.Trigger(
                name="take_school_of_walkthrough",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_TAKE_SCHOOL,
            ),
            kept_once_closed(
                "recommendation_of_closed_is_kept", operation=pgtrigger.Insert | pgtrigger.Delete
            ),
            kept_once_closed(
                "recommendation_text_of_closed_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("walkthrough", "component", "item", "text"),
            ),
            *stale_marks(
                "walkthrough_recommendations",
                "SELECT rows.school_id, rows.ended_on FROM {rows} AS rows WHERE rows.ended_on IS NOT NULL",
                leave_out=("walkthrough", "component", "item", "text", "needs_resources", "owned_by", "owner", "who",
                           "due_on", "resources", "shown_by", "step", "ended_note", "evidence"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("partnerships:recommendation", args=[self.pk])

    @property
    def person(self):
        return super().person or self.get_owned_by_display()
