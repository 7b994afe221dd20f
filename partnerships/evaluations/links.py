"""The link by which somebody of a partner without an account rates for it: signed, for some weeks, for one evaluation.

Only the newest link of a side opens; it says nothing once the side is handed in.
"""

from datetime import timedelta

from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from district import letters
from district.models import Membership
from partnerships.models import EvaluationSide
from partnerships.models.evaluations import Side

SALT = "partnerships.evaluations.link"
OPENS_FOR = timedelta(days=45)
LANGUAGES = ("en", "es")


def has_account(partner_id):
    """Whether somebody speaks for the partner with an account: then no link is mailed, for whoever mails one could read
    by it what they have begun."""
    held = Membership.objects.current().filter(partner_account__partner=partner_id, user__is_active=True)
    return held.exists()


def token_of(side):
    return signing.dumps([side.pk, side.link_number], salt=SALT)


def side_of(token):
    """The partner's side that a link opens; None for one that is forged, too old, or no longer the newest."""
    try:
        key, number = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
        sides = EvaluationSide.objects.select_related("evaluation__partner", "evaluation__school", "evaluation__rubric")
        return sides.get(pk=key, side=Side.PARTNER, link_number=number, link_number__gte=1)
    except (signing.BadSignature, ValueError, TypeError, EvaluationSide.DoesNotExist):
        return None


def path_of(side):
    return reverse("partnerships:evaluation-by-link", args=[token_of(side)])


def send(side, address, *, to, by):
    """Mail a new link; links that were sent before open nothing any more. Whether the mail server has it by now.

    `address(path)` makes an address of a path.
    """
    side.link_number += 1
    side.mailed_to, side.mailed_on = to, timezone.localdate()
    side.save()
    context = {
        "evaluation": side.evaluation,
        "by": by,
        "link": address(path_of(side)),
        "days": OPENS_FOR.days,
    }
    parts = [in_language(language, context) for language in LANGUAGES]
    body = "\n\n----------------------------------------\n\n".join(text for _subject, text in parts)
    return letters.send(subject=" / ".join(subject for subject, _text in parts), body=body, to=to)


def in_language(language, context):
    with translation.override(language):
        return tuple(
            render_to_string(f"partnerships/email/evaluation_{part}.txt", context).strip()
            for part in ("subject", "link")
        )
