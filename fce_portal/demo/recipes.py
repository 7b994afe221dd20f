"""What schools do with families in a year, as recipes: how often, when, with how many, for which plan line."""

from dataclasses import dataclass

from partnerships.activity_types import ActivityType as T
from partnerships.models.activities import Audience, Place

AUTUMN = {8: 2, 9: 5, 10: 5, 11: 3, 12: 1, 1: 2, 2: 2, 3: 3, 4: 2, 5: 2, 6: 1, 7: 0}  # weight of each month
IN_SESSION = {9: 3, 10: 4, 11: 3, 12: 2, 1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 1}  # what needs classes and their teachers
EVENLY = {9: 3, 10: 4, 11: 3, 12: 2, 1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 1, 7: 0.3, 8: 1}


ALL_GRADES = (-1, 12)


def overlap(grades, others):
    """Whether two spans of grades (lowest, highest) meet; a span that is not known, (None, None), meets all."""
    return None in (*grades, *others) or (grades[0] <= others[1] and others[0] <= grades[1])


@dataclass(frozen=True)
class Title:
    """A title that fits only in some `months`, on some `days` of the month (first, last), for some `grades`."""

    text: str
    months: tuple = tuple(range(1, 13))
    days: tuple = (1, 31)
    grades: tuple = ALL_GRADES

    def fits(self, day, grades):
        first, last = self.days
        return day.month in self.months and first <= day.day <= last and overlap(self.grades, grades)


@dataclass(frozen=True)
class Recipe:
    """`titles`: a plain text fits always, a `Title` says when. `yearly`: times at a busy school. `share`: of the
    school's families who come. `learning`: mean rating, 0-3."""

    type: T
    titles: tuple
    yearly: float
    months: dict
    share: tuple
    learning: float
    run_by: tuple
    initiatives: tuple = ()
    indicators: tuple = ()
    audience: str = Audience.FAMILIES
    place: str = Place.SCHOOL
    grades: tuple = ALL_GRADES
    partner_chance: float = 0.1

    def titles_for(self, day, grades):
        """The titles that fit a day, and a school with these grades (lowest, highest)."""
        titles = (Title(title) if isinstance(title, str) else title for title in self.titles)
        return [title.text for title in titles if title.fits(day, grades)]


REASONS = {
    "linked_to_learning": (
        "Families left with two reading strategies for grade 3.",
        "Built on the class data and one goal per child.",
        "Tied to the attendance goal of the school plan.",
    ),
    "relational": ("Teachers and families ate together and visited homes before.",),
    "development": ("Parents and teachers both practiced the strategy.",),
    "collaborative": ("Families of one class worked in groups and stay in touch.",),
    "interactive": ("Everyone practiced with a book and got feedback.",),
    "systemic": ("School plan, goal 2.",),
    "integrated": ("Part of the weekly team planning.",),
    "sustained": ("Paid from Title I; four dates a year.",),
}

FOLLOW_UPS = (
    "Send the slides in English and Spanish.",
    "Call the families who could not come.",
    "Ask the library for a second date.",
    "Bring the questions to the next council meeting.",
)
