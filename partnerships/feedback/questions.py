"""What families are asked after an event: an instrument of surveys, so that the district can write it anew and
translate it into any language of the portal."""

from django.utils.translation import gettext as _

from partnerships.evaluations.refusals import NotPossible
from partnerships.models import InstrumentVersion
from partnerships.models.instruments import Scale, VersionState

CODE = "after-event"  # of the instrument, see `partnerships.surveys.standard`


def in_use():
    """The version that is asked now. Raises NotPossible, in words, where there is none that can be summed to a mean."""
    found = InstrumentVersion.objects.filter(instrument__code=CODE, state=VersionState.IN_USE).first()
    if found is None:
        raise NotPossible(_("The questions after an event are not loaded yet. Ask the central office."))
    if found.items.exclude(scale=Scale.AGREE5).exists():
        raise NotPossible(_("The questions after an event must all be answered on the scale with five steps."))
    return found
