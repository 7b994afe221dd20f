"""Closing a profile: what it shows on that day is kept, word for word in each language, and no later change of the
records reaches it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.effectiveness import improving, notices, reading
from governance.effectiveness.assessing import NotPossible
from governance.models import Council, DomainRating, EffectivenessProfile
from governance.models.effectiveness import Rating, Side


def missing(profile):
    """What stands in the way of closing, in words: both views, and an action wherever a side says "needs help"."""
    waiting = profile.assessments.filter(submitted_on=None)
    words = {
        Side.COUNCIL: _("The council has not submitted its view yet."),
        Side.DISTRICT: _("The district has not submitted its view yet."),
    }
    found = [words[side] for side in waiting.values_list("side", flat=True)]
    if found:
        return found
    helped = DomainRating.objects.filter(assessment__profile=profile, rating=Rating.NEEDS_HELP)
    today = timezone.localdate()
    planned = {one.action.domain for one in improving.followed(profile.school_id, profile.fall_year, today)}
    for one in helped.order_by("domain").distinct("domain"):
        if one.domain not in planned:
            words = _("“%(domain)s” needs help: plan an action for it.")
            found.append(words % {"domain": one.get_domain_display()})
    return found


@transaction.atomic
def close(profile, *, by):
    """Close the profile for good. Raises NotPossible with what is missing."""
    locked = EffectivenessProfile.objects.select_for_update(of=("self",)).select_related("school").get(pk=profile.pk)
    if locked.is_closed:
        raise NotPossible(_("This profile is closed already."))
    if found := missing(locked):
        raise NotPossible(" ".join(found))
    locked.kept = {language: in_language(locked, language) for language, _name in settings.LANGUAGES}
    locked.closed_by, locked.closed_on = by, timezone.localdate()
    locked.save()
    notices.of_closing(locked, by=by)
    return locked


def in_language(profile, language):
    """All that the profile shows today, in one language, as plain data."""
    council = Council.objects.select_related("school", "model").get(school=profile.school_id)
    with translation.override(language):
        shown = reading.reading_of(council, profile.fall_year)
        return {
            "parts": [
                {"domain": str(part.domain), "lines": [line.kept() for line in part.lines]} for part in shown.parts
            ],
            "actions": [action_line(one) for one in improving.followed(profile.school_id, profile.fall_year,
                                                                       timezone.localdate())],
        }  # fmt: skip


def action_line(followed):
    action = followed.action
    return {
        "domain": action.domain,
        "what": action.what,
        "who": action.person,
        "due": date_format(action.due_on, "DATE_FORMAT"),
        "how": str(followed.how.label),
        "support": str(action.get_service_display() or ""),
    }
