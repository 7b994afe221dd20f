"""The poster of an activity: one question, the short address and its QR code, in the reader's language."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.printing.blocks import figure, paragraph
from district.printing.document import Document
from district.printing.qr import qr_for_paper
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.paper import LARGE


def address_of(request, feedback):
    return request.build_absolute_uri(reverse("partnerships:feedback-answer", args=[feedback.code]))


def poster(feedback, address, language):
    texts = texts_of(feedback.version, language)
    return Document(
        texts.get("title", str(feedback.activity)),
        [
            paragraph(_("Point your phone here. No account, no name, half a minute.")),
            figure(qr_for_paper(address), _("QR code of the address below"), address),
            paragraph(_("Open until %(day)s.") % {"day": date_format(feedback.closes_on, "DATE_FORMAT")}),
        ],
        _("%(activity)s, %(day)s") % {
            "activity": feedback.activity,
            "day": date_format(feedback.activity.held_on, "DATE_FORMAT"),
        },
        description=_("Poster of an activity"),
        scale=LARGE,
    )  # fmt: skip
