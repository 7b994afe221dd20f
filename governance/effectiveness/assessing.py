"""Two views of a council that do not know of each other: its own and the district's. Then what they differ in."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district.access import Can, may_district_wide, schools_held
from governance.effectiveness import notices
from governance.models import Assessment, EffectivenessProfile
from governance.models.effectiveness import RATED, Domain, Rating, Side

RATING_KINDS = {Rating.STRONG: "good", Rating.WORKING: "active", Rating.NEEDS_HELP: "bad"}


class NotPossible(Exception):
    """What the profile does not allow now; the text says why, in words for the page."""


def begin(*, school, fall_year, by):
    """The profile of a council for a year, with an empty view for each side; or the one that is there."""
    with transaction.atomic():
        profile, is_new = EffectivenessProfile.objects.get_or_create(
            school=school, fall_year=fall_year, defaults={"begun_by": by}
        )
        if is_new:
            Assessment.objects.bulk_create(Assessment(profile=profile, side=side) for side in Side)
    return profile, is_new


def side_of(user, school):
    """The side on which the person rates this council; None for who rates neither.

    Whoever has a role at the school is on the council's side, so that nobody reviews their own council.
    """
    return side_with(Can.ASSESS_COUNCIL, user, school)


def may_submit(user, school):
    """Whether the person may submit their side's view: the chair for the council, any reviewer for the district."""
    return side_with(Can.SUBMIT_ASSESSMENT, user, school) is not None


def side_with(permission, user, school):
    if school.pk in schools_held(user, Can.VIEW_EFFECTIVENESS):
        return Side.COUNCIL if school.pk in schools_held(user, permission) else None
    return Side.DISTRICT if may_district_wide(user, permission) else None


@dataclass(frozen=True)
class Pair:
    """A domain with what each side says of it, as far as the reader may see it."""

    domain: Domain
    council: object = None
    district: object = None

    @property
    def differs(self):
        return bool(self.council and self.district and self.council.rating != self.district.rating)


def seen_by(user, profile):
    """{side: assessment with its ratings} as far as the person may see them."""
    seen = Assessment.objects.visible_to(user).filter(profile=profile).select_related("submitted_by")
    found = {one.side: one for one in seen.prefetch_related("ratings")}
    for one in found.values():
        one.by_domain = {rating.domain: rating for rating in one.ratings.all()}
        for rating in one.by_domain.values():
            rating.kind = RATING_KINDS[rating.rating]
    return found


def pairs(seen):
    """A `Pair` for each domain that is rated."""
    council, district = (getattr(seen.get(side), "by_domain", {}) for side in Side)
    return {domain: Pair(domain, council.get(domain), district.get(domain)) for domain in RATED}


def unrated(assessment):
    """The domains that a view does not rate yet, in their order."""
    rated = set(assessment.ratings.values_list("domain", flat=True))
    return [domain for domain in RATED if domain not in rated]


@transaction.atomic
def submit(assessment, *, by):
    """Close one side's view for good. Raises NotPossible, in words."""
    EffectivenessProfile.objects.select_for_update().get(pk=assessment.profile_id)
    locked = Assessment.objects.select_related("profile__school").get(pk=assessment.pk)
    if locked.is_submitted:
        raise NotPossible(_("This view is submitted already."))
    if missing := unrated(locked):
        names = ", ".join(str(domain.label) for domain in missing)
        raise NotPossible(_("Rate these first: %(domains)s.") % {"domains": names})
    locked.submitted_by, locked.submitted_on = by, timezone.localdate()
    locked.save()
    notices.of_submission(locked, by=by)
    return locked


def is_for_both(profile):
    """Whether both sides have submitted, so that each may read the other."""
    return profile.assessments.exclude(submitted_on=None).count() == len(Side)
