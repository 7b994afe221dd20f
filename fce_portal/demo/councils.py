"""A council at every open school, and its meetings: most with a quorum, some without, some schools with none."""

from fce_portal.demo import days
from governance.models import Council, CouncilMeeting, CouncilModel

MEETING_MONTHS = {9: 3, 10: 4, 11: 3, 12: 2, 1: 4, 2: 3, 3: 4, 4: 3, 5: 4, 6: 1}


def make_councils(rng, places, people, today):
    models = list(CouncilModel.objects.order_by("code"))
    if not models:
        return
    councils = [
        Council(school=place.school, model=rng.choices(models, weights=[3] + [1] * (len(models) - 1))[0])
        for place in places
        if place.is_open and place.low_grade is not None
    ]
    Council.objects.bulk_create(councils)
    meetings = [meeting for council in councils for meeting in meetings_of(rng, council, people, today)]
    CouncilMeeting.objects.bulk_create(meetings)


def meetings_of(rng, council, people, today):
    wanted = rng.choice([0, 3, 5, 7, 8, 9])  # a year
    attendance = rng.uniform(0.45, 0.85)  # of the voting seats; a majority is a quorum
    held = set()
    for fall_year in days.years_so_far(today):
        for _ in range(wanted):
            held.add(days.random_day(rng, fall_year, MEETING_MONTHS, today))
    for held_on in sorted(held - {None}):
        seats = council.model.voting_seats
        yield CouncilMeeting(
            council=council,
            held_on=held_on,
            voting_present=min(seats, max(1, round(rng.gauss(attendance * seats, 1.6)))),
            quorum_required=council.quorum(),
            recorded_by_id=people.principals.get(council.school_id, people.central),
        )
