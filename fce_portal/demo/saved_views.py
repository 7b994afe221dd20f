"""Views that the people of the demo keep: a dashboard, an indicator, a list, and questions to the data."""

from django.urls import reverse
from django.utils import timezone

from district import school_years
from district.models import SavedView, User
from district.models.saved_views import Subscription
from fce_portal.demo.people import HOME_SCHOOL
from indicators.asking.question import By, Question

CENTRAL, PRINCIPAL, BOARD = "central@hartford.example", "principal@hartford.example", "board@hartford.example"


def make_saved_views(today):
    year = school_years.fall_year_of(today)
    linked = Question(("r.linked_to_learning_share", "m.activities_held"), By.SCHOOL, year - 1, year)
    absence = Question(("i.DISTRICT_CHRONIC", "m.home_visits_relational_first"), By.TIER, year - 1, year - 1)
    families = Question(("m.families_attending",), By.MONTH, year - 1, year, schools=(HOME_SCHOOL,))
    indicator = reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])
    rows = [
        (CENTRAL, "Linked to learning, school by school", linked.address, Subscription.WEEKLY),
        (CENTRAL, "Absence and home visits by tier", absence.address, Subscription.NEVER),
        (CENTRAL, "Chronic absence by race and ethnicity", f"{indicator}?groups=RACE_ETH", Subscription.ON_NEWS),
        (CENTRAL, "Home visits of this year", f"/activities/?year={year}&type=HOME_VISIT_PTHV", Subscription.NEVER),
        (PRINCIPAL, "Families at our events", families.address, Subscription.MONTHLY),
        (BOARD, "Where the eight indicators stand", reverse("indicators:district-dashboard"), Subscription.ON_NEWS),
    ]
    people = User.objects.in_bulk([CENTRAL, PRINCIPAL, BOARD], field_name="email")
    SavedView.objects.bulk_create(
        SavedView(
            owner=people[email],
            name=name,
            address=address,
            subscription=subscription,
            told_until=timezone.now() if subscription != Subscription.NEVER else None,
            position=position,
        )
        for position, (email, name, address, subscription) in enumerate(rows)
    )
