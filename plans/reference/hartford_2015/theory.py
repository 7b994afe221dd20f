"""The two theories of action (facts 1.3, 1.4) and the four aims that cut across all Priority Actions (facts 1.5)."""

from district.reference_text import Text
from plans.reference.shape import Aim, Statement

FIVE_ES = (
    Statement(
        heading=Text("Expectations", "Expectativas"),
        text=Text(
            "If we set high expectations for all students and hold to them,",
            "Si fijamos expectativas altas para todos los estudiantes y las mantenemos,",
        ),
    ),
    Statement(
        heading=Text("Engage", "Entusiasmar"),
        text=Text(
            "if we engage them in meaningful, differentiated ways that match their needs and interests,",
            "si los entusiasmamos de maneras significativas y diferenciadas, según sus necesidades e intereses,",
        ),
    ),
    Statement(
        heading=Text("Each and every", "Enfocar"),
        text=Text(
            "if we keep our eyes on the growth of each and every student and school,",
            "si nos enfocamos en el crecimiento de cada estudiante y de cada escuela,",
        ),
    ),
    Statement(
        heading=Text("Expand", "Expandir"),
        text=Text(
            "and if we expand the capacity of leaders, staff and schools,",
            "y si expandimos la capacidad de los líderes, del personal y de las escuelas,",
        ),
    ),
    Statement(
        heading=Text("Equitable", "Equidad"),
        text=Text(
            "then outcomes will be equitable: every student thrives and every school is high performing.",
            "entonces los resultados serán equitativos: todos los estudiantes prosperan y todas las escuelas logran "
            "un alto desempeño.",
        ),
        is_conclusion=True,
    ),
)

FCE_THEORY = (
    Statement(
        text=Text(
            "If engagement is a responsibility that all adults share, in school and beyond it,",
            "Si la participación es una responsabilidad que comparten todos los adultos, dentro y fuera de la escuela,",
        )
    ),
    Statement(
        text=Text(
            "if those adults commit to growing the skills, the knowledge and the mindsets that engagement asks of "
            "them,",
            "si esos adultos se comprometen a desarrollar las destrezas, los conocimientos y las actitudes que la "
            "participación requiere,",
        )
    ),
    Statement(
        text=Text(
            "if schools, families and communities form partnerships that are productive and mutually respectful,",
            "si las escuelas, las familias y las comunidades forman alianzas productivas y de respeto mutuo,",
        )
    ),
    Statement(
        text=Text(
            "and if these partnerships aim at the district's equity indicators,",
            "y si esas alianzas se dirigen a los indicadores de equidad del distrito,",
        )
    ),
    Statement(
        text=Text(
            "then engagement contributes in a meaningful way to student performance, to social and emotional "
            "wellness, to better schools, and to readiness for post-secondary education and a global economy.",
            "entonces la participación contribuye de manera significativa al desempeño de los estudiantes, a su "
            "bienestar social y emocional, a mejores escuelas y a la preparación para la educación postsecundaria y "
            "una economía global.",
        ),
        is_conclusion=True,
    ),
)

AIMS = (
    Aim(
        "X1_EMBED",
        Text(
            "Build engagement into the core processes and the daily work of the district and its schools.",
            "Integrar la participación en los procesos centrales y en el trabajo diario del distrito y de sus "
            "escuelas.",
        ),
    ),
    Aim(
        "X2_LEARNING",
        Text(
            "Find together, and spread, the practices that tie families and partners to what students are to learn "
            "and reach.",
            "Hallar y difundir juntos las prácticas que vinculan a las familias y a los colaboradores con el "
            "aprendizaje y las metas de los estudiantes.",
        ),
    ),
    Aim(
        "X3_CAPACITY_TRUST",
        Text(
            "Grow the capacity, the trust and the engagement of everyone between school, family and community.",
            "Aumentar la capacidad, la confianza y la participación de todas las personas entre la escuela, la "
            "familia y la comunidad.",
        ),
    ),
    Aim(
        "X4_SHARED_COMMITMENT",
        Text(
            "Win the commitment and the investment of the whole community.",
            "Lograr el compromiso y la inversión de toda la comunidad.",
        ),
    ),
)
