"""Answering what one person proposed and only another one can approve."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def is_answered(request, form, rules, change, approved):
    """Whether the decision of a valid form was taken; what speaks against it is put into the form.

    `rules` has `approve(change, by)`, which raises ValidationError, and `decline(change, by, reason)`; `approved`: what
    is said once it holds.
    """
    if form.cleaned_data["decision"] == form.DECLINE:
        rules.decline(change, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The proposal is declined. Nothing has changed."))
        return True
    try:
        rules.approve(change, by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    messages.success(request, approved)
    return True
