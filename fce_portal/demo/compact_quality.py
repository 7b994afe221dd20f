"""What councils and the district found in the demo's compacts by the quality guide; and one borrowed commitment."""

from datetime import timedelta

from django.utils import timezone

from district.models import User
from fce_portal.demo.people import HOME_SCHOOL
from governance.compacts import library, quality
from governance.models import CompactBorrowing, CompactVersion, QualityReview
from governance.models.compacts import IN_FORCE, CompactState, DocumentKind

JUDGED = 16  # compacts beside the home school's
FIXES = {
    "families": "Tie it to the reading goal, grade by grade.",
    "students": "Say it for grades 3 to 5 in their own words.",
    "communication": "Only letters are named: add texts and calls.",
    "plain": "Shorter sentences. Families stopped at the second one.",
    "developed": "Say when families can change it again.",
}


def judge_compacts(rng, today):
    central = User.objects.get(email="central@hartford.example")
    guide = quality.current_guide()
    states = [CompactState.COUNCIL_REVIEW, *IN_FORCE]
    found = CompactVersion.objects.filter(compact__kind=DocumentKind.COMPACT, state__in=states)
    found = list(found.select_related("compact__school").order_by("compact__school__code", "compact__fall_year"))
    home = [one for one in found if one.compact.school.code == HOME_SCHOOL]
    for version in [*home, *rng.sample(found, min(JUDGED, len(found)))]:
        for side in quality.Side.values[: 1 if version.state == CompactState.COUNCIL_REVIEW else 2]:
            missed = rng.sample(sorted(FIXES), rng.choice([0, 1, 1, 2]))
            answers = {one: (one.code not in missed, FIXES.get(one.code, "")) for one in guide.items.all()}
            review = quality.judge(version, side, answers, guide=guide, by=central)
            QualityReview.objects.filter(pk=review.pk).update(at=moment_in(rng, version))
    borrow(home, central)


def moment_in(rng, version):
    """Within four weeks after it came to the council, or into force; not in the future."""
    return version.state_since + rng.random() * min(timezone.now() - version.state_since, timedelta(weeks=4))


def borrow(home, by):
    """The home school's newest text took a commitment over from another school."""
    section = home[-1].sections.first() if home else None
    others = library.approved_sections().exclude(version__compact__school__code=HOME_SCHOOL)
    source = others.filter(low_grade=section.low_grade).first() if section else None
    if source:
        CompactBorrowing.objects.create(section=section, part="families", source=source, text=source.families_do, by=by)
