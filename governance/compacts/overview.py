"""All compacts of a year at a glance: where each stands, what it lacks, who is overdue."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.models import District, School
from governance.compacts.contents import required_at
from governance.compacts.states import STATE_KINDS
from governance.models import Compact, CompactTranslation, CompactVersion, CompactYear, InputSession
from governance.models.compacts import DISTRICT, IN_FORCE, DocumentKind

DUE_MONTH, DUE_DAY = 11, 15  # where the district has set no day (facts 5.4)


def frame_of(fall_year, kind=DocumentKind.COMPACT):
    """The district's frame of a year; not stored yet where it has set none."""
    kept = CompactYear.objects.filter(kind=kind, fall_year=fall_year).first()
    return kept or CompactYear(kind=kind, fall_year=fall_year, approve_by=date(fall_year, DUE_MONTH, DUE_DAY))


def approve_by(fall_year, kind=DocumentKind.COMPACT):
    return frame_of(fall_year, kind).approve_by


def approved_in(fall_year, kind):
    """The schools whose text of that kind and year is approved, as a subquery of ids."""
    done = CompactVersion.objects.approved().filter(compact__fall_year=fall_year, compact__kind=kind)
    return done.exclude(compact__school=None).values("compact__school")


def is_overdue(version, fall_year, today, due=None):
    """Whether a school has no approved compact though the day has passed. `version`: the newest, or None."""
    if version is not None and version.compact.versions.approved().exists():
        return False  # an approved one may be in force while another is written
    kind = version.compact.kind if version is not None else DocumentKind.COMPACT
    return today > (due or approve_by(fall_year, kind))


@dataclass
class Row:
    """One school in a year, or the district (`school` is None then); `version` is the newest, None where nothing is
    begun."""

    school: School | None
    holder: object
    kind_code: str
    fall_year: int
    version: CompactVersion | None
    missing: list
    languages: list
    families_heard: int
    open_comments: int
    due: date
    is_overdue: bool
    may_begin: bool

    @property
    def place(self):
        return self.school.code if self.school else DISTRICT

    @property
    def code(self):
        return self.version.state if self.version else "NONE"

    @property
    def state(self):
        return self.version.get_state_display() if self.version else _("Not begun")

    @property
    def kind(self):
        return STATE_KINDS[self.version.state] if self.version else "neutral"

    @property
    def since(self) -> datetime | None:
        return self.version.state_since if self.version else None


def rows_for(user, fall_year, kind=DocumentKind.COMPACT):
    """A row for each school of the year that the person may see; of policies, the district's own comes first. The same
    few queries for any number of schools."""
    schools = School.objects.open_in(fall_year)
    if not may_district_wide(user, Can.VIEW_COMPACT):
        schools = schools.filter(pk__in=schools_where(user, Can.VIEW_COMPACT))
    on = min(timezone.localdate(), school_years.last_day(fall_year))
    schools = list(schools.with_profile_on(max(on, school_years.first_day(fall_year)), "low_grade").order_by("name"))
    if kind == DocumentKind.POLICY:
        schools.insert(0, None)
    district = District.objects.first()
    newest = newest_versions(fall_year, kind)
    approved = set(
        CompactVersion.objects.approved()
        .filter(compact__fall_year=fall_year, compact__kind=kind)
        .values_list("compact__school", flat=True)
    )
    due, today = approve_by(fall_year, kind), timezone.localdate()
    found = []
    for school in schools:
        pk = school.pk if school else None
        version = newest.get(pk)
        found.append(
            Row(
                school=school,
                holder=school or district or _("The district"),
                kind_code=kind,
                fall_year=fall_year,
                version=version,
                missing=missing_of(version, school and school.profile_low_grade) if version else [],
                languages=version.published if version else [],
                families_heard=version.families_heard or 0 if version else 0,
                open_comments=version.comments_open if version else 0,
                due=due,
                is_overdue=pk not in approved and today > due,
                may_begin=version is None and Compact(school=school).lets(user, Can.EDIT_COMPACT),
            )
        )
    return found


def newest_versions(fall_year, kind):
    """{school: its newest version of the year}, with what the list shows of it; None is the district. Two queries."""
    heard = InputSession.objects.filter(version=OuterRef("pk")).order_by().values("version")
    last = CompactVersion.objects.filter(compact=OuterRef("compact")).order_by("-number").values("pk")[:1]
    versions = (
        CompactVersion.objects.filter(compact__fall_year=fall_year, compact__kind=kind, pk=Subquery(last))
        .select_related("compact__school")
        .annotate(
            families_heard=Subquery(heard.annotate(total=Sum("families_total")).values("total")),
            comments_open=Count("comments", filter=Q(comments__resolved_at=None, comments__reply_to=None)),
        )
        .prefetch_related(
            Prefetch(
                "translations",
                CompactTranslation.objects.filter(state=CompactTranslation.State.PUBLISHED).select_related("language"),
                to_attr="published",
            )
        )
    )
    return {version.compact.school_id: version for version in versions}


def missing_of(version, low_grade):
    """The required contents that are missing, in words, without a query."""
    asked = required_at(version, low_grade)
    return [str(one.missing) for one in asked if not getattr(version, one.passage).strip()]


def line(row):
    version = row.version
    return (
        row.school.code if row.school else "", str(row.holder), school_years.label(row.fall_year),
        version.number if version else None,
        str(row.state), timezone.localtime(row.since).date() if row.since else None,
        len(row.missing) if version else None, ", ".join(str(one) for one in row.languages), row.families_heard,
        row.open_comments, row.due, int(row.is_overdue),
    )  # fmt: skip


def in_force_everywhere(kind=DocumentKind.COMPACT):
    """The approved texts of a kind that are in force, for everybody to read: the newest of each school."""
    versions = CompactVersion.objects.filter(state__in=IN_FORCE, compact__kind=kind).select_related("compact__school")
    found = {}
    for version in versions.order_by("compact__school__name", "-compact__fall_year", "-number"):
        found.setdefault(version.compact.school_id, version)
    return list(found.values())
