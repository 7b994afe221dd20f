"""Hartford's Family and Community Engagement Action Plan of 2015, which runs beside the 2015-2020 strategic plan."""

from district.reference_text import Text
from plans.reference.hartford_2015.challenges import CHALLENGES
from plans.reference.hartford_2015.councils import COUNCILS
from plans.reference.hartford_2015.partnerships import PARTNERSHIPS
from plans.reference.hartford_2015.theory import AIMS, FCE_THEORY, FIVE_ES
from plans.reference.shape import Cycle

CYCLE = Cycle(
    code="2015-2020",
    title=Text(
        "Family and Community Engagement Action Plan 2015–2020",
        "Plan de acción para la participación de la familia y la comunidad 2015–2020",
    ),
    first_fall_year=2015,
    last_fall_year=2019,
    vision=Text(
        "Hartford Public Schools students will transform their world.",
        "Los estudiantes de las Escuelas Públicas de Hartford transformarán su mundo.",
    ),
    mission=Text(
        "Inspire and prepare ALL students to create their own success in and beyond school.",
        "Inspirar y preparar a TODOS los estudiantes para que creen su propio éxito dentro y fuera de la escuela.",
    ),
    fce_definition=Text(
        "Family and community engagement is anything that a parent, a caregiver or another caring adult does in a "
        "child's life that supports the child's learning and healthy development, in school or out of it. It is "
        "about what adults do.",
        "La participación de la familia y la comunidad es todo lo que un padre, una madre, un cuidador u otro adulto "
        "que se preocupa por un niño hace en su vida para apoyar su aprendizaje y su desarrollo sano, dentro o fuera "
        "de la escuela. Se trata de lo que hacen los adultos.",
    ),
    source=Text(
        "Hartford Public Schools, Family and Community Engagement Action Plan (October 2015), and the strategic plan "
        "2015-2020 that it runs beside. Restated in our words.",
        "Escuelas Públicas de Hartford, plan de acción para la participación de la familia y la comunidad (octubre de "
        "2015), y el plan estratégico 2015-2020 que lo acompaña. Redactado en nuestras palabras.",
    ),
    five_es=FIVE_ES,
    fce_theory=FCE_THEORY,
    aims=AIMS,
    actions=(PARTNERSHIPS, CHALLENGES, COUNCILS),
)
