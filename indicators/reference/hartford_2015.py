"""The eight equity indicators of the plan 2015-2020, as adopted (facts 2.1 to 2.4), in its order.

The plan prints no school year for its baselines, so each has a label and no year. All targets are for 2020, the end of
school year 2019-20.
"""

from decimal import Decimal

from district.models.schools import Grade
from district.reference_text import Text
from indicators.models.reference import Comparator, Direction, Unit
from indicators.reference.shape import IndicatorText, TargetText

CYCLE = "2015-2020"
FIRST_FALL_YEAR, TARGET_FALL_YEAR = 2015, 2019
PLAN_TITLE = "Family and Community Engagement Action Plan 2015"
STRATEGIC_PLAN = "Hartford Public Schools strategic plan 2015-2020; Family and Community Engagement Action Plan 2015"
WHERE_WE_ARE_NOW = Text(
    "“Where we are now”, as printed in 2015; the plan names no school year.",
    "“Dónde estamos ahora”, según se imprimió en 2015; el plan no indica el año escolar.",
)
AT_LEAST, AT_MOST, BELOW = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.BELOW
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER

COLLEGE_ACCEPT = IndicatorText(
    code="COLLEGE_ACCEPT",
    name=Text("College acceptance", "Aceptación universitaria"),
    short_name=Text("College acceptance", "Aceptación universitaria"),
    definition=Text(
        "Share of grade 12 students with at least one documented acceptance to a two- or four-year institution by "
        "30 June. The figures do not say whether the district divides by grade 12 enrollment or by graduates. The "
        "state publishes enrollment in college, not acceptance.",
        "Porcentaje de estudiantes de grado 12 con al menos una aceptación documentada a una institución de dos o "
        "cuatro años al 30 de junio. Las cifras no dicen si el distrito divide por la matrícula de grado 12 o por los "
        "graduados. El estado publica el ingreso a la universidad, no la aceptación.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G12,
    high_grade=Grade.G12,
    primary_instrument="DISTRICT_COLLEGE_ACCEPT",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal("72.5"),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(100),
        comparator=AT_LEAST,
        wording=Text(
            "100 percent: opportunity and skills to choose. Acceptance, not enrollment.",
            "100 por ciento: oportunidad y destrezas para elegir. Aceptación, no matrícula.",
        ),
    ),
)

GRAD_4YR = IndicatorText(
    code="GRAD_4YR",
    name=Text("Graduation rate, four-year cohort", "Tasa de graduación, cohorte de cuatro años"),
    short_name=Text("Graduation in four years", "Graduación en cuatro años"),
    definition=Text(
        "Share of the adjusted cohort of first-time grade 9 students that earns a regular diploma in four years or "
        "less. Students who are still enrolled, who left or who earned an equivalency stay in the cohort. Students "
        "educated elsewhere at the district's expense count for the district only, so that its rate is not the sum of "
        "its schools.",
        "Porcentaje de la cohorte ajustada de estudiantes que entran por primera vez al grado 9 y obtienen un diploma "
        "regular en cuatro años o menos. Quienes siguen matriculados, se fueron u obtuvieron una equivalencia "
        "permanecen en la cohorte. Los estudiantes atendidos en otro lugar por cuenta del distrito cuentan solo para "
        "el distrito; por eso su tasa no es la suma de sus escuelas.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G12,
    high_grade=Grade.G12,
    primary_instrument="EDSIGHT_COHORT4",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal("71.5"),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(90),
        comparator=AT_LEAST,
        wording=Text(
            "90 percent and beyond, for the district and for each high school.",
            "90 por ciento o más, para el distrito y para cada escuela superior.",
        ),
    ),
)

CCR_ACCESS = IndicatorText(
    code="CCR_ACCESS",
    name=Text(
        "Access to college and career readiness opportunities",
        "Acceso a oportunidades de preparación universitaria y profesional",
    ),
    short_name=Text("College and career readiness", "Preparación universitaria y profesional"),
    definition=Text(
        "Access at all high schools to advanced coursework, internships and college entrance exams. The plan does not "
        "say how its baseline was worked out; the district states the formula of its index. The state publishes "
        "related rates: coursework, exams, and results of the SAT School Day.",
        "Acceso en todas las escuelas superiores a cursos avanzados, internados y exámenes de admisión universitaria. "
        "El plan no dice cómo se calculó su línea base; el distrito indica la fórmula de su índice. El estado publica "
        "tasas relacionadas: cursos, exámenes y resultados del SAT escolar.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G9,
    high_grade=Grade.G12,
    primary_instrument="DISTRICT_CCR_ACCESS",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal("75.92"),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(100),
        comparator=AT_LEAST,
        wording=Text("100 percent, at all schools.", "100 por ciento, en todas las escuelas."),
    ),
)

OSS_COUNT = IndicatorText(
    code="OSS_COUNT",
    name=Text("Out-of-school suspensions", "Suspensiones fuera de la escuela"),
    short_name=Text("Suspensions", "Suspensiones"),
    definition=Text(
        "Number of out-of-school suspensions in a school year: events, not students. The state also publishes the "
        "share of students with at least one suspension or expulsion, which is another figure. A count falls when "
        "enrollment falls, so read it beside the rate.",
        "Número de suspensiones fuera de la escuela en un año escolar: eventos, no estudiantes. El estado publica "
        "además el porcentaje de estudiantes con al menos una suspensión o expulsión, que es otra cifra. El número "
        "baja cuando baja la matrícula; por eso léalo junto con la tasa.",
    ),
    unit=Unit.COUNT,
    direction=LOWER,
    low_grade=Grade.K,
    high_grade=Grade.G12,
    primary_instrument="EDSIGHT_OSS_EVENTS",
    source=STRATEGIC_PLAN,
    zero_may_show=True,
    target=TargetText(
        baseline=Decimal(4835),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(483),
        comparator=AT_MOST,
        reduction=Decimal(90),
        wording=Text(
            "A 90 percent reduction (483.5): at most 483 suspensions. The one-page plan says “eliminate” through "
            "restorative justice, as an aspiration.",
            "Una reducción de 90 por ciento (483.5): a lo sumo 483 suspensiones. El plan de una página dice “eliminar” "
            "mediante la justicia restaurativa, como aspiración.",
        ),
    ),
)

ALG1_G9 = IndicatorText(
    code="ALG1_G9",
    name=Text("Algebra 1 by the end of grade 9", "Álgebra 1 al final del grado 9"),
    short_name=Text("Algebra 1 by grade 9", "Álgebra 1 en grado 9"),
    definition=Text(
        "Share of first-time grade 9 students who by the end of grade 9 hold a final grade of C or better in Algebra 1 "
        "or a higher course, those included who did so in grade 8. The state publishes no such figure; its nearest is "
        "the share of grade 9 students on track.",
        "Porcentaje de estudiantes que cursan por primera vez el grado 9 y al final de este tienen una nota final de C "
        "o más en Álgebra 1 o en un curso superior, incluidos quienes la obtuvieron en grado 8. El estado no publica "
        "esta cifra; la más cercana es el porcentaje de estudiantes de grado 9 bien encaminados.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G9,
    high_grade=Grade.G9,
    primary_instrument="DISTRICT_ALG1_G9",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal(55),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(80),
        comparator=AT_LEAST,
        wording=Text("80 percent.", "80 por ciento."),
    ),
)

SSP_ADULT = IndicatorText(
    code="SSP_ADULT",
    name=Text("Success Plan and connection to a caring adult", "Plan de Éxito y conexión con un adulto de apoyo"),
    short_name=Text("Success Plan and caring adult", "Plan de Éxito y adulto de apoyo"),
    definition=Text(
        "Share of students in grades 6 to 12 with a current-year Success Plan and at least one named caring adult who "
        "follows it: both, not one of the two. State law asks for the plan from grade 6.",
        "Porcentaje de estudiantes de grados 6 a 12 con un Plan de Éxito del año en curso y al menos un adulto "
        "designado que le da seguimiento: ambas cosas, no una de las dos. La ley estatal exige el plan desde el grado "
        "6.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G6,
    high_grade=Grade.G12,
    primary_instrument="DISTRICT_SSP_ADULT",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal(72),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(100),
        comparator=AT_LEAST,
        wording=Text(
            "100 percent of students; the Success Plan starts in grade 6.",
            "100 por ciento de los estudiantes; el Plan de Éxito comienza en grado 6.",
        ),
    ),
)

READ_G3 = IndicatorText(
    code="READ_G3",
    name=Text("Reading proficiency by the end of grade 3", "Dominio de la lectura al final del grado 3"),
    short_name=Text("Grade 3 reading", "Lectura en grado 3"),
    definition=Text(
        "Share of tested grade 3 students at or above proficiency. The plan names no test. The state's measure is "
        "Smarter Balanced English language arts at level 3 or 4, which covers writing, listening and research too; "
        "figures of different tests are never one line.",
        "Porcentaje de estudiantes examinados de grado 3 que demuestran dominio. El plan no nombra ninguna prueba. La "
        "medida del estado es Smarter Balanced de artes del lenguaje en inglés en los niveles 3 o 4, que abarca "
        "también escritura, escucha e investigación; las cifras de pruebas distintas nunca forman una misma línea.",
    ),
    unit=Unit.PERCENT,
    direction=HIGHER,
    low_grade=Grade.G3,
    high_grade=Grade.G3,
    primary_instrument="SBAC_ELA_L34",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal(49),
        baseline_label=Text(
            "“Where we are now”, as printed in 2015, of a test that the plan does not name.",
            "“Dónde estamos ahora”, según se imprimió en 2015, de una prueba que el plan no nombra.",
        ),
        target=Decimal(75),
        comparator=AT_LEAST,
        wording=Text(
            "75 percent. The plan also says “halfway there” at 49, which is about two thirds of 75.",
            "75 por ciento. El plan también dice “a mitad de camino” con 49, que es cerca de dos tercios de 75.",
        ),
    ),
)

CHRONIC_ABS = IndicatorText(
    code="CHRONIC_ABS",
    name=Text("Chronic absenteeism", "Ausentismo crónico"),
    short_name=Text("Chronic absenteeism", "Ausentismo crónico"),
    definition=Text(
        "Share of students from kindergarten to grade 12 who were absent on at least 10 percent of the days enrolled. "
        "Excused, unexcused and disciplinary absences count, out-of-school suspension included. A rate of 10 percent "
        "in the district or 15 percent in a school calls for an attendance review team under state law.",
        "Porcentaje de estudiantes de kínder a grado 12 que estuvieron ausentes al menos 10 por ciento de los días en "
        "que estuvieron matriculados. Cuentan las ausencias justificadas, injustificadas y disciplinarias, incluida la "
        "suspensión fuera de la escuela. Una tasa de 10 por ciento en el distrito o de 15 por ciento en una escuela "
        "exige un equipo de revisión de asistencia según la ley estatal.",
    ),
    unit=Unit.PERCENT,
    direction=LOWER,
    low_grade=Grade.K,
    high_grade=Grade.G12,
    primary_instrument="EDSIGHT_CHRONIC",
    source=STRATEGIC_PLAN,
    target=TargetText(
        baseline=Decimal("25.1"),
        baseline_label=WHERE_WE_ARE_NOW,
        target=Decimal(10),
        comparator=BELOW,
        wording=Text(
            "Less than 10 percent, said to be a 60 percent reduction. The action plan says 10 percent.",
            "Menos de 10 por ciento, descrito como una reducción de 60 por ciento. El plan de acción dice 10 por "
            "ciento.",
        ),
    ),
)

EQUITY = [COLLEGE_ACCEPT, GRAD_4YR, CCR_ACCESS, OSS_COUNT, ALG1_G9, SSP_ADULT, READ_G3, CHRONIC_ABS]
