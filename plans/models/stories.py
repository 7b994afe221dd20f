"""Stories of the plan: what happened, told by central office to everybody, with the permission of the people in it.

A story needs no name of anybody. Who can be recognized in its words or its picture has given permission, on a paper
that is kept outside the portal; for a child a parent or guardian has. Without it nobody reads the story (facts 11).
"""

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may
from district.history import tracked
from district.models import School, User
from district.words import Words
from indicators.models import Indicator
from plans.models.adopted import Initiative

STORY_WORDS = Words("title_en", "title_es", texts=["text_en", "text_es"])
MOST_PEOPLE = 200
NO_NAMES = _("No name is needed, and none of a child belongs here.")
TOLD = ("title_en", "title_es", "text_en", "text_es", "signed_es")
# What a second person has read and let through: it does not change behind their back.
AS_READ = (
    *TOLD, "picture_id", "alt_en", "alt_es", "happened_on", "signed_en", "school_id", "initiative_id",
    "indicator_id", "people_in_words", "people_in_picture",
)  # fmt: skip


class StoryState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    READY = "READY", _("Ready to be read by a second person")
    PUBLISHED = "PUBLISHED", _("Published")
    TAKEN_DOWN = "TAKEN_DOWN", _("Taken down")


class StoryPicture(models.Model):
    """A picture as everybody gets it: scaled, drawn anew, without what the camera wrote into it.

    In the database and not in a folder of files: it is small (100 kB at most), goes with its story, and none is left
    behind. It is not tracked: a picture that is gone is gone. `small` and `large` are JPEG files.
    """

    small = models.BinaryField(_("for lists"))
    large = models.BinaryField(_("for its page"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    def __str__(self):
        return f"{self.width} × {self.height}"


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All stories for who tells them; for everybody else what is shown today."""
        return self if may(user, Can.TELL_STORY) else self.shown()

    def shown(self, on=None):
        """What everybody may read on a day: published, and everybody in it has agreed and still does."""
        on = on or timezone.localdate()
        return self.with_permissions(on).filter(
            state=StoryState.PUBLISHED,
            words_given__gte=F("people_in_words"),
            picture_given__gte=F("people_in_picture"),
        )

    def with_permissions(self, on):
        """Each with how many permissions for its words and its picture are in force on a day."""
        return self.annotate(words_given=given(on, covers_words=True), picture_given=given(on, covers_picture=True))

    def newest(self):
        """For lists: the latest first, with what a line names, without the bytes of pictures."""
        related = self.select_related("school", "initiative__priority_action__cycle", "indicator", "picture")
        return related.defer("picture__small", "picture__large").order_by("-happened_on", "-pk")


def given(on, **covers):
    """How many permissions that cover this are in force on a day, as a number beside each story."""
    found = StoryPermission.objects.in_force(on).filter(story=OuterRef("pk"), **covers)
    counted = found.order_by().values("story").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@tracked()
class Story(models.Model):
    """A short story in both languages, each with its own text. It is signed by an office or a role, in words.

    `people_in_words` and `people_in_picture` say how many people others could recognize there; as many permissions must
    be in force. From READY on a trigger keeps what is told; a further change goes through a draft again.
    """

    title_en = models.CharField(_("title in English"), max_length=120)
    title_es = models.CharField(_("title in Spanish"), max_length=120, blank=True)
    text_en = models.TextField(_("text in English"), max_length=3000)
    text_es = models.TextField(_("text in Spanish"), max_length=3000, blank=True)
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    signed_en = models.CharField(_("signed by, in English"), max_length=120)
    signed_es = models.CharField(_("signed by, in Spanish"), max_length=120, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("school")
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("initiative")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("indicator")
    )
    picture = models.ForeignKey(
        StoryPicture, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("picture")
    )
    alt_en = models.CharField(_("what the picture shows, in English"), max_length=250, blank=True)
    alt_es = models.CharField(_("what the picture shows, in Spanish"), max_length=250, blank=True)
    people_in_words = models.PositiveSmallIntegerField(
        _("people who can be recognized in the text"), default=0, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    people_in_picture = models.PositiveSmallIntegerField(
        _("people who can be recognized in the picture"), default=0, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    state = models.CharField(_("state"), max_length=10, choices=StoryState.choices, default=StoryState.DRAFT)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    ready_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("said to be ready by")
    )
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    taken_down_because = models.CharField(_("why it was taken down"), max_length=200, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index("happened_on", name="story_shown_newest", condition=Q(state="PUBLISHED")),
            STORY_WORDS.index("story_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_of_these_centuries",
                condition=Q(happened_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="story_in_both_languages_once_ready",
                condition=Q(state__in=["DRAFT", "TAKEN_DOWN"])
                | ~(Q(title_en="") | Q(title_es="") | Q(text_en="") | Q(text_es="") | Q(signed_es="")),
                violation_error_message=_("A story is told in both languages before anybody reads it."),
            ),
            models.CheckConstraint(
                name="story_picture_described_once_ready",
                condition=Q(state__in=["DRAFT", "TAKEN_DOWN"]) | Q(picture=None) | ~(Q(alt_en="") | Q(alt_es="")),
                violation_error_message=_("Say in both languages what the picture shows."),
            ),
            models.CheckConstraint(
                name="story_people_only_in_a_picture_that_is_there",
                condition=Q(people_in_words__lte=MOST_PEOPLE)
                & (Q(people_in_picture=0) | Q(picture__isnull=False, people_in_picture__lte=MOST_PEOPLE)),
                violation_error_message=_("People can be recognized only in a picture that is there, 200 at most."),
            ),
            models.CheckConstraint(
                name="story_published_by_a_second_person",
                condition=~Q(state="PUBLISHED")
                | Q(ready_by__isnull=False, published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("ready_by")) & ~Q(published_by=F("written_by")),
                violation_error_message=_("Somebody who has not written it publishes a story."),
            ),
            models.CheckConstraint(
                name="story_taken_down_with_a_reason",
                condition=~Q(state="TAKEN_DOWN") | ~Q(taken_down_because=""),
                violation_error_message=_("Say why the story is taken down."),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="story_kept_as_read",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('READY', 'PUBLISHED') AND NEW.state IN ('READY', 'PUBLISHED') AND ("
                    + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in AS_READ)
                    + ")"
                ),
                func="RAISE EXCEPTION 'What a second person reads does not change: make it a draft first.';",
            ),
            pgtrigger.Trigger(
                name="story_stays_once_published",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
                func="RAISE EXCEPTION 'A story that was published is taken down, not deleted.';",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stories:story", args=[self.pk])

    @property
    def title(self):
        """In the reader's language; in English while the other is missing."""
        return (self.title_es if get_language() == "es" else "") or self.title_en

    @property
    def text(self):
        return (self.text_es if get_language() == "es" else "") or self.text_en

    @property
    def signed(self):
        return (self.signed_es if get_language() == "es" else "") or self.signed_en

    @property
    def alt(self):
        return (self.alt_es if get_language() == "es" else "") or self.alt_en

    @property
    def is_missing_a_language(self):
        return not all(getattr(self, name) for name in TOLD)


class StoryPermissionQuerySet(models.QuerySet):
    def in_force(self, on):
        """Given by this day, not over and not withdrawn: from the day of its withdrawal a permission is none."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), given_on__lte=on, ends_on__gte=on)


@tracked()
class StoryPermission(models.Model):
    """One person's permission to be in a story. The name stands on the paper, wherever that is kept, and not here."""

    class Giver(models.TextChoices):
        SELF = "SELF", _("the person, who is an adult")
        GUARDIAN = "GUARDIAN", _("a parent or guardian, for a child")

    story = models.ForeignKey(Story, models.CASCADE, related_name="permissions", verbose_name=_("story"))
    person = models.CharField(_("whose permission, without a name"), max_length=120)
    giver = models.CharField(_("who gave it"), max_length=8, choices=Giver.choices)
    covers_words = models.BooleanField(_("covers the text"), default=False)
    covers_picture = models.BooleanField(_("covers the picture"), default=False)
    given_on = models.DateField(_("given on"))
    ends_on = models.DateField(_("holds until"))
    kept_at = models.CharField(_("where the paper is kept"), max_length=200)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    objects = StoryPermissionQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="story_permission_days_in_order",
                condition=Q(ends_on__gte=F("given_on")) & Q(given_on__range=school_years.all_days()),
                violation_error_message=_("A permission ends after the day on which it was given."),
            ),
            models.CheckConstraint(
                name="story_permission_withdrawn_once_given",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message=_("A permission is withdrawn after it was given."),
            ),
            models.CheckConstraint(
                name="story_permission_covers_something",
                condition=Q(covers_words=True) | Q(covers_picture=True),
                violation_error_message=_("Say what the permission covers: the text, the picture, or both."),
            ),
        ]

    def __str__(self):
        return self.person

    def is_in_force(self, on):
        is_withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= on
        return self.given_on <= on <= self.ends_on and not is_withdrawn
