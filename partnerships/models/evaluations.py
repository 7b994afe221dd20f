"""How a partnership goes (initiative 1.7, facts 8.4): once a year the partner, the school and families rate it, each
without knowing what the others say. It is the partnership that is evaluated, never the organisation.

What a side writes is for that side alone until every side has handed in, or central office closes the round and names
who is missing. One queryset says who reads what (`CriterionRating.objects.visible_to`); triggers keep what was handed
in, and let nothing be shared before its time (decision 023).
"""

import secrets

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import DISTRICT_ROLES, GRANTS, Can, Role, memberships_of, schools_held
from district.following import (
    ActionState,
    FollowedAction,
    FollowedQuerySet,
    ends_with_a_day_and_words,
    has_somebody,
)
from district.history import tracked
from district.models import School, User
from district.sealing import stays_with
from indicators.marks import stale_marks
from partnerships.models.instruments import is_code
from partnerships.models.partners import Partner, PartnerAccount
from partnerships.models.surveys import CODE_LENGTH, CODE_LETTERS

LOWEST, HIGHEST = 1, 4
MOST_CRITERIA = 20
LONGEST_WORDS = 600


class RubricState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    IN_USE = "IN_USE", _("In use")
    RETIRED = "RETIRED", _("Retired")


@tracked()
class EvaluationRubric(models.Model):
    """One version of what is asked. A draft can be written; once in use it stays, and evaluations keep theirs."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=7, choices=RubricState.choices, default=RubricState.DRAFT, editable=False
    )
    in_use_since = models.DateField(_("in use since"), null=True, blank=True, editable=False)
    note = models.TextField(_("where it comes from, what is new"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of the evaluation")
        constraints = [
            models.CheckConstraint(name="evaluation_rubric_state_known", condition=Q(state__in=RubricState.values)),
            models.UniqueConstraint(
                name="evaluation_rubric_one_draft",
                fields=["state"],
                condition=Q(state=RubricState.DRAFT),
                violation_error_message=_("There is a draft already."),
            ),
            models.UniqueConstraint(
                name="evaluation_rubric_one_in_use",
                fields=["state"],
                condition=Q(state=RubricState.IN_USE),
                violation_error_message=_("One version is in use at a time."),
            ),
            models.CheckConstraint(
                name="evaluation_rubric_in_use_since_a_day",
                condition=Q(state=RubricState.DRAFT, in_use_since=None)
                | (~Q(state=RubricState.DRAFT) & Q(in_use_since__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="rubric_in_use_is_no_draft_again",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["IN_USE", "RETIRED"], new__state="DRAFT"),
            ),
        ]

    def __str__(self):
        return str(_("Version %(number)s of the evaluation") % {"number": self.number})

    def get_absolute_url(self):
        return reverse("partnerships:evaluation-rubric", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == RubricState.DRAFT

    @property
    def note_words(self):
        """The note as it reads; the portal's own is told in the language of the page."""
        return str(_(self.note)) if self.note else ""


def words(label, length=LONGEST_WORDS, **options):
    return models.TextField(label, max_length=length, **options)


@tracked()
class EvaluationCriterion(models.Model):
    """One of the criteria of a version, with what each level looks like. English is written, Spanish beside it.

    `code` stays for good; `wording` counts how often what it asks became something else, so that years are compared
    only where the same was asked. Where `families_ask` is empty, families are not asked.
    """

    rubric = models.ForeignKey(
        EvaluationRubric, models.CASCADE, related_name="criteria", verbose_name=_("version"), editable=False
    )
    code = models.CharField(_("code"), max_length=40, validators=[is_code], editable=False)
    wording = models.PositiveSmallIntegerField(_("wording"), default=1, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    title = models.CharField(_("title"), max_length=120)
    title_es = models.CharField(_("title, in Spanish"), max_length=120)
    asks = words(_("what is asked"))
    asks_es = words(_("what is asked, in Spanish"))
    prompt = words(_("what shows it"))
    prompt_es = words(_("what shows it, in Spanish"))
    level_1 = words(_("level 1 looks like"))
    level_1_es = words(_("level 1 looks like, in Spanish"))
    level_2 = words(_("level 2 looks like"))
    level_2_es = words(_("level 2 looks like, in Spanish"))
    level_3 = words(_("level 3 looks like"))
    level_3_es = words(_("level 3 looks like, in Spanish"))
    level_4 = words(_("level 4 looks like"))
    level_4_es = words(_("level 4 looks like, in Spanish"))
    families_ask = words(_("what families are asked"), 300, blank=True)
    families_ask_es = words(_("what families are asked, in Spanish"), 300, blank=True)

    class Meta:
        ordering = ["rubric", "position", "pk"]
        verbose_name = _("criterion")
        constraints = [
            models.UniqueConstraint(
                name="evaluation_criterion_once",
                fields=["rubric", "code"],
                violation_error_message=_("This version has a criterion with this code already."),
            ),
            models.CheckConstraint(
                name="evaluation_criterion_asks_families_in_both",
                condition=Q(families_ask="", families_ask_es="") | (~Q(families_ask="") & ~Q(families_ask_es="")),
                violation_error_message=_("Ask families in English and in Spanish, or not at all."),
            ),
        ]
        triggers = [
            stays_with(
                "criterion_in_use_stays",
                whole="partnerships_evaluationrubric",
                column="rubric_id",
                condition="whole.state <> 'DRAFT'",
                words="a version in use stays as it is: begin a new version",
            )
        ]

    def __str__(self):
        return self.say("title")

    def say(self, name):
        """One of its texts, in the reader's language."""
        return getattr(self, f"{name}_es" if (get_language() or "").startswith("es") else name)

    def levels(self):
        """[(1, what it looks like), …] in the reader's language."""
        return [(level, self.say(f"level_{level}")) for level in range(LOWEST, HIGHEST + 1)]

    @property
    def trend_key(self):
        """Years are compared only where this is the same."""
        return self.code, self.wording


class Side(models.TextChoices):
    """Who rates. For a partnership with the district as a whole central office is what a school is elsewhere."""

    PARTNER = "PARTNER", _("The partner")
    SCHOOL = "SCHOOL", _("The school")
    FAMILIES = "FAMILIES", _("Families")


class Decision(models.TextChoices):
    RENEW = "RENEW", _("Go on as it is")
    IMPROVE = "IMPROVE", _("Go on, and get better")
    END = "END", _("End")


def partners_of(user):
    """Ids of the partners for whom a person speaks today, as a subquery."""
    held = [one.pk for one in memberships_of(user) if Can.RATE_PARTNERSHIP in GRANTS[Role(one.role)]]
    return PartnerAccount.objects.filter(membership__in=held).values("partner")


def is_of_the_district(user, permission):
    """Whether a role in the district's own house grants it; who speaks for a partner is a guest there."""
    return any(
        held.role in DISTRICT_ROLES and held.role != Role.PARTNER_CONTACT and permission in GRANTS[Role(held.role)]
        for held in memberships_of(user)
    )


def may_here(user, permission, evaluation):
    """Whether the person may do this with an evaluation: as the district, at its school, or for its partner."""
    if is_of_the_district(user, permission) or evaluation.school_id in schools_held(user, permission):
        return True
    held = [one.pk for one in memberships_of(user) if permission in GRANTS[Role(one.role)]]
    return PartnerAccount.objects.filter(membership__in=held, partner=evaluation.partner_id).exists()


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That an evaluation is there: for the district all, for people of a school its own, for a partner its own."""
        if is_of_the_district(user, Can.VIEW_EVALUATION):
            return self
        here = schools_held(user, Can.VIEW_EVALUATION)
        return self.filter(Q(school__in=here) | Q(partner__in=partners_of(user)))

    def shared(self):
        return self.filter(shared_on__isnull=False)

    def open(self):
        return self.filter(shared_on=None)

    def of_schools(self):
        return self.exclude(school=None)


@tracked()
class Evaluation(models.Model):
    """One partnership (a partner with a school, or with the district as a whole) in one school year."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="evaluations", verbose_name=_("partner"), editable=False
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="partner_evaluations", verbose_name=_("school"),
        editable=False,
    )  # fmt: skip
    fall_year = models.PositiveSmallIntegerField(_("school year"), editable=False)
    rubric = models.ForeignKey(
        EvaluationRubric, models.PROTECT, related_name="evaluations", verbose_name=_("version"), editable=False
    )
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by"))
    opened_on = models.DateField(_("opened on"), editable=False)
    due_on = models.DateField(_("due on"))
    shared_on = models.DateField(_("shared on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("closed by")
    )
    closed_because = models.TextField(_("why it was closed without a side"), max_length=500, blank=True, editable=False)
    decision = models.CharField(_("decision"), max_length=7, choices=Decision.choices, blank=True)
    decision_reason = models.TextField(_("reason"), max_length=1500, blank=True)
    ends_on = models.DateField(_("last day of the partnership"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "partner__name", "school__name"]
        verbose_name = _("evaluation of a partnership")
        constraints = [
            models.UniqueConstraint(
                name="evaluation_once_a_year", fields=["partner", "school", "fall_year"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="evaluation_in_these_centuries",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR))
                & Q(due_on__range=school_years.all_days())
                & (Q(ends_on=None) | Q(ends_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="evaluation_due_after_it_opens",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message=_("The day is before the day on which it was opened."),
            ),
            models.CheckConstraint(
                name="evaluation_closed_early_with_a_reason",
                condition=Q(closed_by=None, closed_because="") | (Q(closed_by__isnull=False) & ~Q(closed_because="")),
            ),
            models.CheckConstraint(
                name="evaluation_decided_by_somebody_with_a_reason",
                condition=Q(decision="", decision_reason="", decided_by=None, decided_on=None)
                | (
                    Q(decision__in=Decision.values, decided_by__isnull=False, decided_on__isnull=False)
                    & Q(shared_on__isnull=False)
                    & ~Q(decision_reason="")
                ),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="evaluation_that_ends_has_a_last_day",
                condition=Q(decision="END", ends_on__isnull=False) | (~Q(decision="END") & Q(ends_on=None)),
                violation_error_message=_("Say the last day where the partnership ends, and only there."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="evaluation_is_shared_when_all_are_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF TG_OP = 'INSERT' THEN
                    IF NEW.shared_on IS NOT NULL THEN
                        RAISE EXCEPTION 'an evaluation begins unshared';
                    END IF;
                    RETURN NEW;
                END IF;
                IF OLD.shared_on IS NULL AND NEW.shared_on IS NOT NULL AND (
                    NOT EXISTS (SELECT 1 FROM partnerships_evaluationside AS side
                                WHERE side.evaluation_id = NEW.id AND side.submitted_on IS NOT NULL)
                    OR EXISTS (SELECT 1 FROM partnerships_evaluationside AS side WHERE side.evaluation_id = NEW.id
                               AND side.submitted_on IS NULL AND NOT side.is_left_out)
                ) THEN
                    RAISE EXCEPTION 'a side has not handed in: nothing is shared yet';
                END IF;
                IF OLD.shared_on IS NOT NULL
                    AND (NEW.shared_on, NEW.rubric_id, NEW.fall_year, NEW.opened_on, NEW.due_on)
                    IS DISTINCT FROM (OLD.shared_on, OLD.rubric_id, OLD.fall_year, OLD.opened_on, OLD.due_on) THEN
                    RAISE EXCEPTION 'the evaluation is shared: it stays';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="shared_evaluation_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__shared_on__isnull=False),
            ),
            *stale_marks(
                "partner_evaluations",
                "SELECT school_id, due_on FROM {rows} AS rows WHERE school_id IS NOT NULL",
                leave_out=("partner", "fall_year", "rubric", "opened_by", "opened_on", "closed_by", "closed_because",
                           "decision", "decision_reason", "ends_on", "decided_by", "decided_on"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.partner}: {self.place}, {self.year_label}"

    def get_absolute_url(self):
        return reverse("partnerships:evaluation", args=[self.pk])

    @property
    def place(self):
        return str(self.school) if self.school_id else str(_("the district as a whole"))

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def is_shared(self):
        return self.shared_on is not None

    def side_label(self, side):
        if side == Side.SCHOOL and not self.school_id:
            return str(_("The district"))
        return str(Side(side).label)


class SideQuerySet(models.QuerySet):
    def rated_by(self, user):
        """The sides for which a person rates. Who has a role at the school is on the school's side there, whatever
        else they are; so nobody writes for two sides."""
        here = schools_held(user, Can.RATE_PARTNERSHIP)
        school = Q(side=Side.SCHOOL, evaluation__school__in=here)
        partner = Q(side=Side.PARTNER, evaluation__partner__in=partners_of(user)) & ~Q(evaluation__school__in=here)
        if is_of_the_district(user, Can.RATE_PARTNERSHIP):
            school |= Q(side=Side.SCHOOL, evaluation__school=None)
            partner &= Q(evaluation__school__isnull=False)
        return self.filter(school | partner)

    def waiting(self):
        return self.filter(submitted_on=None, is_left_out=False)


def new_code():
    """The code of an address for families; short enough to be typed from a poster."""
    return "".join(secrets.choice(CODE_LETTERS) for _sign in range(CODE_LENGTH))


@tracked()
class EvaluationSide(models.Model):
    """One side that is expected to rate. `code`: of the families' address. `link_number`: only the newest link that
    was mailed to a partner without an account opens; `mailed_to` is a work address."""

    evaluation = models.ForeignKey(
        Evaluation, models.CASCADE, related_name="sides", verbose_name=_("evaluation"), editable=False
    )
    side = models.CharField(_("whose view"), max_length=8, choices=Side.choices, editable=False)
    code = models.CharField(_("code"), max_length=10, unique=True, null=True, blank=True, editable=False)
    mailed_to = models.EmailField(_("link sent to"), blank=True)
    mailed_on = models.DateField(_("link sent on"), null=True, blank=True, editable=False)
    link_number = models.PositiveSmallIntegerField(_("links sent"), default=0, editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("handed in by")
    )
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True, editable=False)
    is_left_out = models.BooleanField(_("closed without it"), default=False, editable=False)

    objects = SideQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "pk"]
        verbose_name = _("side of an evaluation")
        constraints = [
            models.UniqueConstraint(name="evaluation_side_once", fields=["evaluation", "side"]),
            models.CheckConstraint(name="evaluation_side_known", condition=Q(side__in=Side.values)),
            models.CheckConstraint(
                name="evaluation_side_in_or_left_out", condition=Q(is_left_out=False) | Q(submitted_on=None)
            ),
            models.CheckConstraint(
                name="evaluation_side_of_families_has_a_code",
                condition=Q(side=Side.FAMILIES, code__isnull=False) | (~Q(side=Side.FAMILIES) & Q(code=None)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="side_that_is_over_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_on__isnull=False) | pgtrigger.Q(old__is_left_out=True),
            ),
            stays_with(
                "sides_of_a_shared_evaluation_stay",
                whole="partnerships_evaluation",
                column="evaluation_id",
                condition="whole.shared_on IS NOT NULL",
                words="the evaluation is shared: its sides stay",
            ),
        ]

    def __str__(self):
        return f"{self.evaluation}: {self.label}"

    def get_absolute_url(self):
        return self.evaluation.get_absolute_url()

    @property
    def label(self):
        return self.evaluation.side_label(self.side)

    @property
    def is_waiting(self):
        return self.submitted_on is None and not self.is_left_out


OVER = "(whole.submitted_on IS NOT NULL OR whole.is_left_out)"


class RatingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own side's; all that was handed in, once the evaluation is shared. There is no other way."""
        own = Q(side__in=EvaluationSide.objects.rated_by(user))
        return self.filter(own | Q(pk__in=self.model.objects.shared().values("pk"))).filter(
            side__evaluation__in=Evaluation.objects.visible_to(user)
        )

    def shared(self):
        return self.filter(side__evaluation__shared_on__isnull=False, side__submitted_on__isnull=False)


@tracked()
class CriterionRating(models.Model):
    """How one side rates one criterion, and what shows it. No level: it cannot say. Families are never rows here."""

    side = models.ForeignKey(
        EvaluationSide, models.CASCADE, related_name="ratings", verbose_name=_("side"), editable=False
    )
    criterion = models.ForeignKey(
        EvaluationCriterion, models.PROTECT, related_name="ratings", verbose_name=_("criterion"), editable=False
    )
    level = models.PositiveSmallIntegerField(
        _("level"), null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    evidence = models.TextField(_("what shows it"), max_length=1500, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["criterion__position"]
        verbose_name = _("rating of a partnership")
        constraints = [
            models.UniqueConstraint(name="criterion_rated_once_a_side", fields=["side", "criterion"]),
            models.CheckConstraint(
                name="criterion_rating_on_the_scale", condition=Q(level=None) | Q(level__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="criterion_rating_says_what_shows_it",
                condition=Q(level=None) | ~Q(evidence=""),
                violation_error_message=_("Say what shows it."),
            ),
        ]
        triggers = [
            stays_with(
                "rating_of_a_side_that_is_over_stays",
                whole="partnerships_evaluationside",
                column="side_id",
                condition=OVER,
                words="the side is handed in or left out: its ratings stay",
            ),
            stays_with(
                "families_are_counted_only",
                whole="partnerships_evaluationside",
                column="side_id",
                condition="whole.side = 'FAMILIES' AND TG_OP <> 'DELETE'",
                words="families are counted, never rated for one by one",
            ),
        ]

    def __str__(self):
        return f"{self.side}: {self.criterion}"

    def get_absolute_url(self):
        return self.side.get_absolute_url()

    @classmethod
    def events_told(cls, events):
        """Of its history the audit trail tells what is shared: an administrator is no way around blindness."""
        return events.filter(pgh_obj__in=cls.objects.shared())


class FamilyCount(models.Model):
    """How many families gave an answer; without a criterion, how many forms came. An answer is added and forgotten: no
    name, no address, no time, and no history, which would keep the moment. Value 0: cannot say."""

    side = models.ForeignKey(EvaluationSide, models.CASCADE, related_name="family_counts", verbose_name=_("side"))
    criterion = models.ForeignKey(
        EvaluationCriterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("criterion")
    )
    value = models.PositiveSmallIntegerField(_("answer"), default=0)
    total = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="family_count_once", fields=["side", "criterion", "value"], nulls_distinct=False
            ),
            models.CheckConstraint(name="family_count_on_the_scale", condition=Q(value__lte=HIGHEST)),
        ]
        triggers = [
            stays_with(
                "family_counts_of_a_side_that_is_over_stay",
                whole="partnerships_evaluationside",
                column="side_id",
                condition=OVER,
                words="the answers of families are closed",
            )
        ]

    def __str__(self):
        return f"{self.side_id} {self.criterion_id}"


# ---------------------------------------------------------------------- what was agreed


class AgreedActionQuerySet(FollowedQuerySet):
    def visible_to(self, user):
        return self.filter(evaluation__in=Evaluation.objects.visible_to(user).shared())


@tracked()
class AgreedAction(FollowedAction, models.Model):
    """What partner and school agreed to do about a criterion: who, by when, what will show it. It has one life, shown
    in each later year's evaluation of the same partnership until it ends."""

    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="actions", verbose_name=_("evaluation"), editable=False
    )
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    criterion = models.ForeignKey(
        EvaluationCriterion, models.PROTECT, related_name="+", verbose_name=_("criterion")
    )  # fmt: skip
    what = models.CharField(_("what is done"), max_length=300)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    who = models.CharField(_("or who does it, in words"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"))
    shown_by = models.CharField(_("what will show that it is done"), max_length=300)
    state = models.CharField(
        _("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN, editable=False
    )
    ended_on = models.DateField(_("done or dropped on"), null=True, blank=True, editable=False)
    ended_note = models.CharField(
        _("what shows it, or why it is dropped"), max_length=500, blank=True, editable=False
    )  # fmt: skip

    objects = AgreedActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("agreed action")
        constraints = [
            has_somebody("agreed_action_has_somebody"),
            models.CheckConstraint(
                name="agreed_action_in_these_centuries",
                condition=Q(due_on__range=school_years.all_days())
                & (Q(ended_on=None) | Q(ended_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            ends_with_a_day_and_words(
                "agreed_action_ends_with_a_day_and_words",
                violation_error_message=_("Say when, and what shows it or why it is dropped."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="agreed_action_of_a_shared_evaluation",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF NOT EXISTS (SELECT 1 FROM partnerships_evaluation AS whole
                               WHERE whole.id = NEW.evaluation_id AND whole.shared_on IS NOT NULL) THEN
                    RAISE EXCEPTION 'actions are agreed on when the evaluation is shared';
                END IF;
                SELECT school_id INTO NEW.school_id FROM partnerships_evaluation WHERE id = NEW.evaluation_id;
                RETURN NEW;
                """,
            ),
            *stale_marks(
                "partner_actions",
                "SELECT school_id, ended_on FROM {rows} AS rows WHERE ended_on IS NOT NULL AND school_id IS NOT NULL",
                leave_out=("evaluation", "criterion", "what", "owner", "who", "shown_by", "ended_note"),
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("partnerships:agreed-action", args=[self.pk])


@tracked()
class AgreedNote(models.Model):
    """How an agreed action is going, said at a moment. Never changed."""

    action = models.ForeignKey(
        AgreedAction, models.CASCADE, related_name="notes", verbose_name=_("action"), editable=False
    )
    text = models.TextField(_("how it is going"), max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="agreed_note_stays", operation=pgtrigger.Update)]

    def __str__(self):
        return self.text[:60]
