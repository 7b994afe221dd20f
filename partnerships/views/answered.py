"""What is sent from a page behind a short address, where people answer without an account: a survey, feedback on an
activity, families on a partnership. Nothing of the request is kept with an answer."""

from django.utils.translation import gettext as _

from district.flood import attempts
from partnerships.surveys.answering import NotTaken

MOST_AN_HOUR = 150  # from one address: a school evening, where everybody is behind the same router


def refused_with(request, form, purpose, take):
    """The status with which the form is shown again, saying why; None where `take()` has counted what was sent, or a
    program sent it, which learns nothing. `form` is a `FormForAnybody`, `take` raises NotTaken."""
    if form.is_from_a_program:
        return None
    if attempts(request, purpose) > MOST_AN_HOUR:
        form.add_error(None, _("Too much was sent from here within an hour. Please come back later."))
        return 429
    if not form.is_valid():
        return 200
    try:
        take()
    except NotTaken as refusal:
        form.add_error(refusal.field, str(refusal))
        return 200
    return None
