"""Published figures that explain the indicators: sizes of groups, attendance. They have no target."""

from district.models.schools import Grade
from district.reference_text import Text
from indicators.models.reference import Direction, Unit
from indicators.reference.shape import IndicatorText

CONTEXT = [
    IndicatorText(
        code="ENROLLMENT",
        name=Text("October enrollment", "Matrícula de octubre"),
        short_name=Text("Enrollment", "Matrícula"),
        definition=Text(
            "Students enrolled on 1 October, the state's count day, by group.",
            "Estudiantes matriculados el 1 de octubre, el día de conteo del estado, por grupo.",
        ),
        unit=Unit.COUNT,
        direction=Direction.HIGHER,
        low_grade=Grade.PK,
        high_grade=Grade.G12,
        primary_instrument="ENROLLMENT_OCT",
        source="Connecticut State Department of Education, EdSight",
        zero_may_show=True,
    ),
    IndicatorText(
        code="ATTENDANCE",
        name=Text("Attendance rate", "Tasa de asistencia"),
        short_name=Text("Attendance", "Asistencia"),
        definition=Text(
            "Share of possible days that students were present. It explains chronic absenteeism and is not the same.",
            "Porcentaje de los días posibles en que los estudiantes estuvieron presentes. Explica el ausentismo "
            "crónico y no es lo mismo.",
        ),
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        low_grade=Grade.PK,
        high_grade=Grade.G12,
        primary_instrument="ATTENDANCE_RATE",
        source="Connecticut State Department of Education, Connecticut Open Data",
    ),
]
