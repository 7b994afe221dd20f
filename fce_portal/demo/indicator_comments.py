"""What the demo's central office says of its invented figures: most in both languages, one in English alone, one
withdrawn."""

from django.utils import timezone

from district import school_years
from district.models import User
from indicators.models import Indicator, IndicatorComment

OFFICE = "Office of Family and Community Engagement (demo)"
COMMENTS = {
    "CHRONIC_ABS": (
        "Fewer children miss a tenth of their days than three years ago. Students with disabilities and English "
        "learners are still absent more often than all others.",
        "Family liaisons call on the second day of absence. Schools above 15 percent have an attendance team since "
        "autumn, with a parent in it.",
        "Menos niños faltan una décima parte de sus días que hace tres años. Los estudiantes con discapacidades y los "
        "que aprenden inglés todavía faltan más que los demás.",
        "Los enlaces con las familias llaman al segundo día de ausencia. Las escuelas con más del 15 por ciento tienen "
        "desde el otoño un equipo de asistencia en el que participa una madre o un padre.",
    ),
    "READ_G3": (
        "Reading in grade 3 rises slowly, and the distance between English learners and all students has hardly moved.",
        "Reading at home is part of every class team meeting in kindergarten to grade 3. Books go home in Spanish and "
        "in English.",
        "La lectura en grado 3 sube despacio, y la distancia entre quienes aprenden inglés y todos los estudiantes "
        "casi no ha cambiado.",
        "La lectura en casa es parte de cada reunión de equipo de clase, de kindergarten a grado 3. Los libros van a "
        "casa en español y en inglés.",
    ),
    "GRAD_4YR": (
        "More students graduate in four years. The figure of the district includes students educated elsewhere at its "
        "expense, so it is lower than that of its schools together.",
        "Each student who is behind in credits meets with a counselor and the family before the winter break.",
        "Más estudiantes se gradúan en cuatro años. La cifra del distrito incluye a quienes estudian en otro lugar por "
        "cuenta suya; por eso es más baja que la de sus escuelas juntas.",
        "Cada estudiante atrasado en créditos se reúne con un consejero y su familia antes de las vacaciones de "
        "invierno.",
    ),
    "SSP_ADULT": (
        "More students have a plan and an adult who follows it. Where a school has few counselors the plan is there "
        "and the adult is not.",
        "Schools name adults from the whole staff, coaches and office included.",
        "",
        "",
    ),
}


def make_indicator_comments(today):
    central = User.objects.get(email="central@hartford.example")
    known = set(Indicator.objects.filter(code__in=COMMENTS).values_list("code", flat=True))
    fall_year = school_years.fall_year_of(today)
    made = [
        IndicatorComment(
            indicator_id=code, fall_year=fall_year - 1, seen_en=texts[0], done_en=texts[1], seen_es=texts[2],
            done_es=texts[3], signature=OFFICE, written_by=central,
        )
        for code, texts in COMMENTS.items() if code in known
    ]  # fmt: skip
    made += [
        IndicatorComment(
            indicator_id=code, fall_year=fall_year - 2, seen_en="Attendance has fallen at most schools.",
            done_en="We look into it.", signature=OFFICE, written_by=central, withdrawn_by=central,
            withdrawn_at=timezone.now(), withdrawn_reason="It was read from the wrong column.",
        )
        for code in known & {"CHRONIC_ABS"}
    ]  # fmt: skip
    IndicatorComment.objects.bulk_create(made)
