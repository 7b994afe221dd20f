"""What school-family compacts ask of a person: comments, words of families, votes to record, what is overdue."""

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from district.models import School
from fce_portal.items import Item, link
from governance.compacts import overview
from governance.models import CompactVersion, FamilyComment
from governance.models.compacts import CompactState

MOST = 5  # named one by one


def items_for(user, today):
    if may_district_wide(user, Can.VIEW_COMPACT):
        return list(late_schools(user, today))
    if not may(user, Can.VIEW_COMPACT):
        return []
    return [*own_compacts(user, today), *not_begun(user, today)]


def late_schools(user, today):
    """For central office: how many schools have no approved compact though the district's day has passed."""
    if not may_district_wide(user, Can.STEER_COMPACT):
        return
    fall_year = school_years.fall_year_of(today)
    if today <= overview.approve_by(fall_year):
        return
    done = CompactVersion.objects.approved().filter(compact__fall_year=fall_year)
    late = School.objects.open_on(today).exclude(pk__in=done.values("compact__school")).count()
    if late:
        sentence = ngettext(
            "%(total)s school has no approved compact.", "%(total)s schools have no approved compact.", late
        )
        yield Item("warn", sentence % {"total": late}, link("governance:compact-list", year=fall_year, state="OVERDUE"))


def own_compacts(user, today):
    """This year's open compacts of a person's schools: what others wrote, and whose turn it is."""
    new = Q(family_comments__state=FamilyComment.State.NEW)
    remarks = Q(comments__resolved_at=None, comments__reply_to=None)
    versions = (
        CompactVersion.objects.filter(compact__school__in=schools_where(user, Can.VIEW_COMPACT))
        .filter(compact__fall_year__gte=school_years.fall_year_of(today))
        .filter(state__in=[CompactState.FAMILY_INPUT, CompactState.COUNCIL_REVIEW, CompactState.TRANSLATION])
        .select_related("compact__school")
        .annotate(
            unread=Count("family_comments", filter=new, distinct=True),
            remarks=Count("comments", filter=remarks, distinct=True),
        )
        .order_by("-compact__fall_year")
    )
    for version in versions[:MOST]:
        school, words = version.compact.school, {"compact": version.compact}
        url = version.compact.get_absolute_url()
        if version.unread and may(user, Can.STEER_COMPACT, school):
            sentence = ngettext(
                "“%(compact)s”: %(total)s word of a family to read.",
                "“%(compact)s”: %(total)s words of families to read.",
                version.unread,
            )
            voices = link("governance:compact-voices", school.code, version.compact.fall_year)
            yield Item("waiting", sentence % {**words, "total": version.unread}, voices)
        if version.state == CompactState.COUNCIL_REVIEW:
            yield from review_items(user, version, words, url)
        if version.state == CompactState.TRANSLATION and may(user, Can.EDIT_COMPACT, school):
            yield Item("waiting", _("“%(compact)s” waits to be translated.") % words, url, version.state_since)


def review_items(user, version, words, url):
    school = version.compact.school
    if version.remarks and may(user, Can.EDIT_COMPACT, school):
        sentence = ngettext(
            "%(total)s comment on “%(compact)s” is open.",
            "%(total)s comments on “%(compact)s” are open.",
            version.remarks,
        )
        yield Item("waiting", sentence % {**words, "total": version.remarks}, url)
    if may(user, Can.APPROVE_COMPACT, school):
        sentence = _("“%(compact)s” waits for the council's vote.")
        yield Item("waiting", sentence % words, url, version.state_since)
    elif may(user, Can.COMMENT_COMPACT, school) and not may(user, Can.EDIT_COMPACT, school):
        yield Item("waiting", _("Read “%(compact)s” and say what you would change.") % words, url, version.state_since)


def not_begun(user, today):
    """Schools of a person without an approved compact, late or within two weeks of the district's day."""
    if not may(user, Can.STEER_COMPACT):
        return
    fall_year = school_years.fall_year_of(today)
    due = overview.approve_by(fall_year)
    if (due - today).days > 14:
        return
    done = CompactVersion.objects.approved().filter(compact__fall_year=fall_year)
    schools = School.objects.open_on(today).filter(pk__in=schools_where(user, Can.STEER_COMPACT))
    for school in schools.exclude(pk__in=done.values("compact__school"))[:MOST]:
        words = {"school": school, "day": date_format(due)}
        url = link("governance:compact-begin", school.code, fall_year)
        if due < today:
            yield Item("bad", _("The compact of %(school)s was to be approved by %(day)s.") % words, url, due)
        else:
            yield Item("waiting", _("The compact of %(school)s is to be approved by %(day)s.") % words, url)
