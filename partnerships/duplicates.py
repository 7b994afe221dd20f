"""Pointing out what may have been logged twice; it never stops anybody."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from partnerships.models import Activity

ALIKE = 0.4  # trigram similarity from which two titles are called alike: one word more or less, a typing mistake


def suspects_of(activity, most=5):
    """Other activities of the same school on the same day, of the same type or with a similar title."""
    same_day = Activity.objects.kept().filter(school_key=activity.school_key, held_on=activity.held_on)
    alike = same_day.exclude(pk=activity.pk).annotate(similarity=TrigramSimilarity("title", activity.title))
    suspects = alike.filter(Q(activity_type=activity.activity_type) | Q(similarity__gte=ALIKE))
    return list(suspects.select_related("logged_by").order_by("-similarity", "-pk")[:most])
