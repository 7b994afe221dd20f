"""What compacts and engagement policies ask of a person: comments, words of families, votes, translations, handing out,
looking back, what is overdue, and what speaks against an approval."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from district.models import School
from fce_portal.items import Item, link
from governance.compacts import decisions, overview
from governance.models import CompactHandedOut, CompactVersion, FamilyComment
from governance.models.compacts import DISTRICT, CompactState, DocumentKind

MOST = 5  # named one by one
AHEAD = 14  # days before the district's day at which a school hears of it
LATE = {
    DocumentKind.COMPACT: ngettext_lazy(
        "%(total)s school has no approved compact.", "%(total)s schools have no approved compact.", "total"
    ),
    DocumentKind.POLICY: ngettext_lazy(
        "%(total)s school has no approved engagement policy.",
        "%(total)s schools have no approved engagement policy.",
        "total",
    ),
}
WAS_DUE = {
    DocumentKind.COMPACT: gettext_lazy("The compact of %(school)s was to be approved by %(day)s."),
    DocumentKind.POLICY: gettext_lazy("The engagement policy of %(school)s was to be approved by %(day)s."),
}
IS_DUE = {
    DocumentKind.COMPACT: gettext_lazy("The compact of %(school)s is to be approved by %(day)s."),
    DocumentKind.POLICY: gettext_lazy("The engagement policy of %(school)s is to be approved by %(day)s."),
}
LISTS = {DocumentKind.COMPACT: "governance:compact-list", DocumentKind.POLICY: "governance:policy-list"}
# What a state waits for from those who take a text on its way.
NEXT_STEPS = {
    CompactState.APPROVED: gettext_lazy("“%(compact)s” is approved: begin translating it."),
    CompactState.TRANSLATION: gettext_lazy("“%(compact)s” waits to be translated."),
    CompactState.DISTRIBUTED: gettext_lazy("Nobody has been handed “%(compact)s” yet: record how families get it."),
    CompactState.IN_USE: gettext_lazy("Look back at “%(compact)s” with the council before the year ends."),
    CompactState.ANNUAL_REVIEW: gettext_lazy("Close “%(compact)s”, or write down what should change."),
}
REVIEW_FROM = (4, 1)  # month and day: looking back is a matter of spring (facts 5.4)


def items_for(user, today):
    if may_district_wide(user, Can.VIEW_COMPACT):
        return list(late_schools(user, today))
    if not may(user, Can.VIEW_COMPACT):
        return []
    return [*own_texts(user, today), *in_doubt(user), *not_approved(user, today)]


def late_schools(user, today):
    """For central office: how many schools have no approved text though the district's day has passed."""
    if not may_district_wide(user, Can.STEER_COMPACT):
        return
    fall_year = school_years.fall_year_of(today)
    for kind in DocumentKind:
        if today <= overview.approve_by(fall_year, kind):
            continue
        late = School.objects.open_on(today).exclude(pk__in=overview.approved_in(fall_year, kind)).count()
        if late:
            yield Item("warn", LATE[kind] % {"total": late}, link(LISTS[kind], year=fall_year, state="OVERDUE"))
        own = CompactVersion.objects.approved().filter(compact__fall_year=fall_year, compact__school=None)
        if kind == DocumentKind.POLICY and not own.exists():
            sentence = _("The district's own engagement policy is not approved for this year.")
            yield Item("warn", sentence, link("governance:compact-begin", kind, DISTRICT, fall_year))


def own_texts(user, today):
    """This year's texts of a person's schools: what others wrote, and whose turn it is."""
    new = Q(family_comments__state=FamilyComment.State.NEW)
    remarks = Q(comments__resolved_at=None, comments__reply_to=None)
    versions = (
        CompactVersion.objects.filter(compact__school__in=schools_where(user, Can.VIEW_COMPACT))
        .filter(compact__fall_year__gte=school_years.fall_year_of(today))
        .exclude(state__in=[CompactState.DRAFT, CompactState.RETIRED])
        .select_related("compact__school")
        .annotate(
            unread=Count("family_comments", filter=new, distinct=True),
            remarks=Count("comments", filter=remarks, distinct=True),
            was_handed_out=Exists(CompactHandedOut.objects.filter(version=OuterRef("pk"))),
        )
        .order_by("-compact__fall_year", "compact__kind", "compact__school__name")
    )
    for version in versions[: 2 * MOST]:
        compact, words = version.compact, {"compact": version.compact}
        if version.unread and compact.lets(user, Can.STEER_COMPACT):
            sentence = ngettext(
                "“%(compact)s”: %(total)s word of a family to read.",
                "“%(compact)s”: %(total)s words of families to read.",
                version.unread,
            )
            voices = link("governance:compact-voices", *compact.key)
            yield Item("waiting", sentence % {**words, "total": version.unread}, voices)
        if version.state == CompactState.COUNCIL_REVIEW:
            yield from review_items(user, version, words)
        elif waits_for_a_step(version, today) and compact.lets(user, Can.EDIT_COMPACT):
            yield Item("waiting", NEXT_STEPS[version.state] % words, compact.get_absolute_url(), version.state_since)


def waits_for_a_step(version, today):
    """Whether somebody has to do something for the text to go on, now and not some time."""
    if version.state == CompactState.DISTRIBUTED:
        return not version.was_handed_out
    if version.state == CompactState.IN_USE:
        return (today.month, today.day) >= REVIEW_FROM and today.year > version.compact.fall_year
    return version.state in NEXT_STEPS


def review_items(user, version, words):
    compact, url = version.compact, version.compact.get_absolute_url()
    if version.remarks and compact.lets(user, Can.EDIT_COMPACT):
        sentence = ngettext(
            "%(total)s comment on “%(compact)s” is open.",
            "%(total)s comments on “%(compact)s” are open.",
            version.remarks,
        )
        yield Item("waiting", sentence % {**words, "total": version.remarks}, url)
    if compact.lets(user, Can.APPROVE_COMPACT):
        sentence = _("“%(compact)s” waits for the council's vote.")
        yield Item("waiting", sentence % words, url, version.state_since)
    elif compact.lets(user, Can.COMMENT_COMPACT) and not compact.lets(user, Can.EDIT_COMPACT):
        yield Item("waiting", _("Read “%(compact)s” and say what you would change.") % words, url, version.state_since)


def in_doubt(user):
    """Approvals against which the records of the meeting speak by now, for whoever can undo them."""
    if not may(user, Can.APPROVE_COMPACT):
        return
    schools = schools_where(user, Can.APPROVE_COMPACT)
    approved = CompactVersion.objects.approved().filter(compact__school__in=schools).exclude(motion=None)
    for version in approved.filter(ending="").select_related("compact__school").order_by("-approved_on")[:2]:
        if decisions.doubts(version):
            sentence = _("Something speaks against the approval of “%(compact)s”.") % {"compact": version.compact}
            yield Item("bad", sentence, version.compact.get_absolute_url())


def not_approved(user, today):
    """Schools of a person without an approved text, late or within two weeks of the district's day."""
    if not may(user, Can.STEER_COMPACT):
        return
    fall_year = school_years.fall_year_of(today)
    for kind in DocumentKind:
        due = overview.approve_by(fall_year, kind)
        if (due - today).days > AHEAD:
            continue
        schools = School.objects.open_on(today).filter(pk__in=schools_where(user, Can.STEER_COMPACT))
        for school in schools.exclude(pk__in=overview.approved_in(fall_year, kind))[:MOST]:
            words = {"school": school, "day": date_format(due)}
            url = link("governance:compact-begin", kind, school.code, fall_year)
            if due < today:
                yield Item("bad", WAS_DUE[kind] % words, url, due)
            else:
                yield Item("waiting", IS_DUE[kind] % words, url)
