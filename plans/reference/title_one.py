"""What the law says of the Title I engagement reserve: thresholds by year, and what the reserve may be spent on.

Restated in our words from ESEA section 1116(a)(3) (20 USC 6318(a)(3); facts 5.2). The district may add thresholds of a
later year, or change these; loading again leaves thresholds that are there alone.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from district.reference_text import Text


@dataclass(frozen=True)
class Thresholds:
    """The thresholds from a school year on; amounts in dollars."""

    first_fall_year: int
    schools_percent: Decimal
    source: str
    reserve_percent: Decimal = Decimal(1)
    exempt_up_to: Decimal = Decimal(5000)
    high_need_tiers: list = field(default_factory=lambda: ["INTENSIVE"])


@dataclass(frozen=True)
class Category:
    code: str
    statute: str
    label: Text


THRESHOLDS = (
    Thresholds(2002, Decimal(95), "No Child Left Behind Act, section 1118(a)(3)"),
    Thresholds(2017, Decimal(90), "Every Student Succeeds Act, ESEA section 1116(a)(3), 20 USC 6318(a)(3)"),
)

CATEGORIES = (
    Category(
        "STAFF",
        "1116(a)(3)(D)(i)",
        Text(
            "Training for staff on engaging families, also with community organizations",
            "Capacitación del personal para la participación de las familias, también con organizaciones comunitarias",
        ),
    ),
    Category(
        "REACH",
        "1116(a)(3)(D)(ii)",
        Text(
            "Programs that reach families at home, in the community and at school",
            "Programas que llegan a las familias en el hogar, en la comunidad y en la escuela",
        ),
    ),
    Category(
        "PRACTICE",
        "1116(a)(3)(D)(iii)",
        Text(
            "Sharing best practice in engaging families, above all families in need",
            "Difusión de buenas prácticas de participación familiar, sobre todo de familias necesitadas",
        ),
    ),
    Category(
        "COMMUNITY",
        "1116(a)(3)(D)(iv)",
        Text(
            "Working with community organizations and employers, also by sub-grants to schools",
            "Colaboración con organizaciones comunitarias y empleadores, también con subvenciones a las escuelas",
        ),
    ),
    Category(
        "OTHER",
        "1116(a)(3)(D)(v)",
        Text(
            "Other activities in line with the district's engagement policy",
            "Otras actividades acordes con la política de participación del distrito",
        ),
    ),
)
