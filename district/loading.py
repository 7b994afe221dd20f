"""Stores the house's own reference data: languages, school years, and the district where there is none yet."""

from district import school_years
from district.models import District, Language, SchoolYear
from district.reference.languages import LANGUAGES

FIRST_FALL_YEAR, LAST_FALL_YEAR = 2005, 2030
HARTFORD = ("0640011", "Hartford Public Schools")


def load_languages():
    for position, (tag, name, name_es, own_name, is_right_to_left) in enumerate(LANGUAGES, start=1):
        Language.objects.update_or_create(
            tag=tag,
            defaults={
                "name_en": name,
                "name_es": name_es,
                "own_name": own_name,
                "is_right_to_left": is_right_to_left,
                "position": position,
            },
        )


def load_school_years():
    """July to June, as the portal's months run. Years that are there already are left alone."""
    SchoolYear.objects.bulk_create(
        [new_school_year(fall_year) for fall_year in range(FIRST_FALL_YEAR, LAST_FALL_YEAR + 1)],
        ignore_conflicts=True,
    )


def new_school_year(fall_year):
    return SchoolYear(
        fall_year=fall_year,
        starts_on=school_years.first_day(fall_year),
        ends_on=school_years.last_day(fall_year),
    )


def load_district():
    """The district's row. A name that was changed later (by the state's directory file, say) stays."""
    if not District.objects.exists():
        code, name = HARTFORD
        District.objects.create(code=code, name=name)


def load_house():
    load_languages()
    load_school_years()
    load_district()
