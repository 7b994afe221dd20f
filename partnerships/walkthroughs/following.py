"""What becomes of a recommendation, until it is carried out or dropped."""

from django.db import transaction

from indicators.tasks import ring
from partnerships.models import Recommendation
from partnerships.walkthroughs import notices


@transaction.atomic
def save(form, *, by):
    """Save a recommendation from its form. Whoever is to do it is told once the walkthrough is closed."""
    before = Recommendation.objects.filter(pk=form.instance.pk).values_list("owner", flat=True).first()
    one = form.save()
    if one.owner_id and one.owner_id != before and one.walkthrough.is_closed:
        notices.of_recommendation(one, by=by)
    return one


@transaction.atomic
def end(one, *, state, ended_on, note, evidence=None):
    """Say that it is carried out, with what shows it, or dropped, with the reason."""
    one.state, one.ended_on, one.ended_note, one.evidence = state, ended_on, note, evidence
    one.save()
    ring()
