"""Comments of the central office on an indicator ("what we see, what we do"): written, changed, withdrawn, told.

The page of an indicator, its page of comments, the board packet and the public site all tell them by `told`.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from district import school_years
from indicators.models import IndicatorComment, PublicationStamp

LANGUAGES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}
ON_THE_PAGE = 2  # comments on the page of an indicator; the others stand on a page of their own


@dataclass(frozen=True)
class Told:
    """A comment as a reader of one language reads it. `language` is that of the texts; `missing` says, where it is not
    the reader's, that theirs is not written yet. A withdrawn comment has no texts but its reason."""

    comment: IndicatorComment
    language: str
    seen: str
    done: str
    missing: str
    signed: str

    @property
    def year_label(self):
        return school_years.label(self.comment.fall_year)

    @property
    def key(self):
        return f"comment-{self.comment.pk}"


def told(comment, language=None):
    """A `Told` for the language given, else the one that is active; the other language where only that is written."""
    wanted = (language or get_language() or "en")[:2]
    wanted = wanted if wanted in LANGUAGES else "en"
    has_wanted = bool(getattr(comment, f"seen_{wanted}"))
    speaks = wanted if has_wanted else next(one for one in LANGUAGES if getattr(comment, f"seen_{one}"))
    words = {"wanted": LANGUAGES[wanted], "speaks": LANGUAGES[speaks]}
    missing = "" if has_wanted else _("Not written in %(wanted)s yet; this is the text in %(speaks)s.") % words
    is_shown = not comment.is_withdrawn
    return Told(
        comment,
        speaks,
        getattr(comment, f"seen_{speaks}") if is_shown else "",
        getattr(comment, f"done_{speaks}") if is_shown else "",
        missing if is_shown else "",
        signed(comment),
    )


def signed(comment):
    """Signature and day in one line, with the day of the last change."""
    words = {"signature": comment.signature, "day": day_text(comment.written_at)}
    if comment.withdrawn_at:
        words["withdrawn"] = day_text(comment.withdrawn_at)
        return _("%(signature)s, %(day)s; withdrawn on %(withdrawn)s") % words
    if comment.changed_at:
        words["changed"] = day_text(comment.changed_at)
        return _("%(signature)s, %(day)s; changed on %(changed)s") % words
    return _("%(signature)s, %(day)s") % words


def day_text(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def newest(indicator, user, fall_year, most=ON_THE_PAGE):
    """What stands on the page of an indicator: the newest comments on the school year or earlier ones. One query."""
    found = IndicatorComment.objects.visible_to(user).standing().up_to(fall_year).filter(indicator=indicator)
    return [told(one) for one in found[:most]]


def save(comment, *, by):
    """Store a new or a changed comment; what is kept of the public pages is made anew."""
    if comment.pk:
        comment.changed_at, comment.changed_by = timezone.now(), by
    else:
        comment.written_by = by
    comment.save()
    PublicationStamp.advance()
    return comment


def withdraw(comment, *, by, reason):
    comment.withdrawn_at, comment.withdrawn_by, comment.withdrawn_reason = timezone.now(), by, reason
    comment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    PublicationStamp.advance()
    return comment
