"""Access reviews and a staff file of the demo district: some schools have signed this year, some have begun. Invented,
like all of the demo district."""

from datetime import datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from district import school_years
from district.access import SCHOOL_ROLES, Role
from district.models import AccessAnswer, AccessReview, Membership, Outcome, StaffUpload, User
from fce_portal.demo.people import newcomers

SIGNED, BEGUN = 31, 5  # schools; the school in which one signs in as principal has all still to do
WEEKS_AGO = timedelta(weeks=3)
ISSUES = [  # rows that were not taken
    {"line": 31, "who": "m.santos@hartford.example", "reason": "no_school", "detail": "0649999"},
    {"line": 88, "who": "j.ortiz@hartford.example", "reason": "by_hand", "detail": "CENTRAL_OFFICE"},
]


def make_access(today, home):
    """`home`: the school of the people with whom one signs in."""
    administrator = User.objects.filter(memberships__role=Role.ADMINISTRATOR).order_by("pk").first()
    moment = timezone.make_aware(datetime.combine(today - WEEKS_AGO, time(15, 20)))
    held = Membership.objects.current(today).filter(role__in=SCHOOL_ROLES).exclude(school=home)
    by_school = groupby(held.select_related("user", "school").order_by("school__name", "pk"), lambda one: one.school)
    schools = [(school, list(roles)) for school, roles in by_school][: SIGNED + BEGUN]
    reviews = AccessReview.objects.bulk_create(
        AccessReview(school=school, fall_year=school_years.fall_year_of(today)) for school, _roles in schools
    )
    signers = [next((one.user for one in roles if one.role == Role.PRINCIPAL), administrator) for _s, roles in schools]
    AccessAnswer.objects.bulk_create(
        AccessAnswer(
            review=review,
            membership=one,
            person=one.user.name,
            role=one.role,
            starts_on=one.starts_on,
            outcome=Outcome.KEPT,
            answered_by=signer,
        )
        for review, signer, (_school, roles) in zip(reviews, signers, schools, strict=True)
        for one in roles
        if one.user != signer
    )
    for review, signer in zip(reviews[:SIGNED], signers, strict=False):
        review.signed_by, review.signed_at = signer, moment
    AccessReview.objects.bulk_update(reviews[:SIGNED], ["signed_by", "signed_at"])
    make_staff_file(today, administrator, moment)


def make_staff_file(today, administrator, moment):
    """It gave roles to those who begin in January, and named everybody else as they were."""
    roles = list(newcomers().select_related("user", "school").order_by("pk")[:4])
    User.objects.filter(pk__in=[one.user_id for one in roles]).update(invited_at=moment)
    held = Membership.objects.current(today).filter(role__in=[Role.PRINCIPAL, Role.SCHOOL_STAFF])
    same_total = held.exclude(pk__in=[one.pk for one in roles]).count()
    report = {
        "rows_read": same_total + len(roles) + len(ISSUES),
        "rows_passed_over": 0,
        "people": [[one.user.name, one.user.email] for one in roles],
        "roles": [[one.user.name, one.user.email, one.role, one.school.code] for one in roles],
        "renamed": [],
        "changed": [],
        "leaves": [],
        "taken_over": [],
        "same_total": same_total,
        "many_leave": False,
        "issues": ISSUES,
    }
    upload = StaffUpload.objects.create(
        file_name="staff-invented.csv",
        uploaded_by=administrator,
        applied_by=administrator,
        applied_at=moment,
        report=report,
    )
    StaffUpload.objects.filter(pk=upload.pk).update(uploaded_at=moment - timedelta(minutes=6))
