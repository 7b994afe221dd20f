"""What people of a chaos run need beside the synthetic district: a partner with a program, a council with open motions,
mail at once. Prints it as JSON."""

import json
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from district import school_years  # noqa: E402
from district.models import Membership, NoticeChoice, User  # noqa: E402
from district.models.notices import Group, HowOften  # noqa: E402
from governance import motions  # noqa: E402
from governance.models import Attendance, Council, CouncilMeeting, Motion, Seat, SeatTerm  # noqa: E402
from partnerships.models import Agreement, Partner, PartnerAccount, Programme, ProgrammeSite  # noqa: E402

MOTIONS, VOTERS = 4, 6


@transaction.atomic
def main():
    today = timezone.localdate()
    central = User.objects.get(email="central@hartford.example")
    school = Membership.objects.get(user__email="principal@hartford.example").school
    User.objects.update(last_login=timezone.now())
    for name in ("partner", "principal", "central"):
        user = User.objects.get(email=f"{name}@hartford.example")
        NoticeChoice.objects.update_or_create(
            user=user, group=Group.DEADLINES, defaults={"how_often": HowOften.AT_ONCE}
        )
    make_programme(central, school, today)
    print(json.dumps({"school": school.code, "motions": make_motions(central, school, today)}))


def make_programme(central, school, today):
    partner = Partner.objects.create(name="Chaos Library")
    account_of(User.objects.get(email="partner@hartford.example"), partner)
    year = school_years.fall_year_of(today)
    agreement = Agreement.objects.create(
        partner=partner,
        kind="MOU",
        name="Chaos agreement",
        starts_on=school_years.first_day(year),
        ends_on=school_years.first_day(year + 1) - timedelta(days=1),
        state="ACTIVE",
        made_by=central,
    )
    programme = Programme.objects.create(
        agreement=agreement, fall_year=year, name="Chaos tutoring", area="TUTORING", objective="Read.", made_by=central
    )
    months = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    ProgrammeSite.objects.create(programme=programme, school=school, sessions=4, months=months)


def account_of(user, partner):
    Membership.objects.filter(user=user).delete()
    held = Membership.objects.create(user=user, role="PARTNER_CONTACT", starts_on="2020-07-01")
    PartnerAccount.objects.create(membership=held, partner=partner)


def make_motions(central, school, today):
    council = Council.objects.get(school=school)
    voters = list(
        SeatTerm.objects.filter(seat__council=council, seat__votes=True, ends_on__gte=today, starts_on__lte=today)
    )
    while len(voters) < VOTERS:
        seat = Seat.objects.create(
            council=council, kind="PARENT", number=90 + len(voters), votes=True, starts_on="2015-07-01"
        )
        term = SeatTerm.objects.create(
            seat=seat,
            name=f"Member {len(voters)}",
            how="ELECTED",
            starts_on=today - timedelta(days=100),
            ends_on=today + timedelta(days=500),
        )
        voters.append(term)
    taken = set(council.meetings.values_list("held_on", flat=True))
    day = next(day for n in range(1, 60) if (day := today + timedelta(days=n)) not in taken)
    meeting = CouncilMeeting.objects.create(
        council=council, held_on=day, starts_at="18:00", state="NOTICED", recorded_by=central
    )
    for term in voters:
        Attendance.objects.create(meeting=meeting, term=term, how="PRESENT")
    made = [motions.put(Motion(meeting=meeting, text=f"Chaos {n}", mover=voters[0])) for n in range(MOTIONS)]
    return [
        {
            "meeting": meeting.pk,
            "motion": one.pk,
            "terms": list(one.votes.order_by("term").values_list("term", flat=True)),
        }
        for one in made
    ]


if __name__ == "__main__":
    main()
