"""Who can sign in and what each of them works on, and what everybody reads: JSON for `bench.load`."""

from bench.inside import run

EACH = 12  # records of each kind that a person works on
READ = 300  # records that anybody reads


def main(people_total):
    return {"people": people(people_total), "read": read()}


def people(people_total):
    """{role: [person]}; `people_total` at most, of each role some."""
    from django.contrib.auth.hashers import is_password_usable

    from district.models import Membership

    held = Membership.objects.current().select_related("user", "school").order_by("pk")
    found = {}
    for membership in held:
        if is_password_usable(membership.user.password):
            found.setdefault(str(membership.role), []).append(membership)
    share = people_total / max(1, sum(map(len, found.values())))
    kept = {role: some[: max(2, round(len(some) * share))] for role, some in found.items()}
    return {role: [described(one) for one in some] for role, some in kept.items()}


def described(membership):
    from django.utils import timezone

    from district import school_years
    from governance.models import CompactVersion
    from governance.models.compacts import CompactState
    from partnerships.models import Activity
    from plans.models import ActionStep
    from plans.models.action_plans import PlanState

    year, school = school_years.fall_year_of(timezone.localdate()), membership.school
    person = {"email": membership.user.email, "role": str(membership.role), "year": year}
    if school is None:
        return person
    activities = Activity.objects.kept().filter(school_key=school.pk).in_school_year(year).order_by("-held_on", "-pk")
    steps = ActionStep.objects.filter(goal__plan__school=school, goal__plan__fall_year=year)
    versions = CompactVersion.objects.filter(compact__school=school, compact__fall_year=year)
    review = versions.filter(state=CompactState.COUNCIL_REVIEW)
    return person | {
        "school": school.code,
        "activities": list(activities.values_list("pk", flat=True)[:EACH]),
        "steps": list(steps.filter(goal__plan__state=PlanState.APPROVED).values_list("pk", flat=True)[:EACH]),
        "has_compact": versions.exists(),
        "reviews": review.exists(),
    }


def read():
    from django.utils import timezone

    from district import school_years
    from district.models import School
    from governance.models import CompactVersion
    from governance.models.compacts import CompactState
    from indicators.models import Indicator, Packet
    from partnerships.models import Activity
    from plans.models import InitiativeWork

    year = school_years.fall_year_of(timezone.localdate())
    in_use = CompactVersion.objects.filter(compact__fall_year=year, state=CompactState.IN_USE, compact__kind="COMPACT")
    works = InitiativeWork.objects.values_list("initiative__priority_action__cycle__code", "initiative__code")
    newest = Activity.objects.kept().filter(school__isnull=False).order_by("-pk")
    return {
        "year": year,
        "schools": list(School.objects.order_by("code").values_list("code", flat=True)[:READ]),
        "activities": list(newest.values_list("pk", flat=True)[:READ]),
        "compacts": list(in_use.values_list("compact__code", flat=True)[:READ]),
        "indicators": list(Indicator.objects.equity().values_list("code", flat=True)),
        "packets": list(Packet.objects.exclude(pdf=None).values_list("pk", flat=True)[:10]),
        "works": [list(work) for work in works.order_by("initiative__code")],
    }


if __name__ == "__main__":
    run(main)
