"""Priority Action 2 and its three initiatives (facts 1.6)."""

from district.reference_text import Text
from plans.reference.shape import Action, InitiativeText

CHALLENGES = Action(
    code="2",
    title=Text(
        "Address Community Challenges That Impact Students",
        "Atender los desafíos de la comunidad que afectan a los estudiantes",
    ),
    initiatives=(
        InitiativeText(
            code="2.1",
            title=Text(
                "Community Learning and Engagement Opportunities",
                "Oportunidades de aprendizaje y participación comunitaria",
            ),
            intent=Text(
                "Hold community sessions that use the community's own strengths to support growth – on effective "
                "engagement, student-centered learning, literacy or college planning, for example – and that take on "
                "challenges which touch students directly or indirectly, such as critical race theory and cultural "
                "responsiveness, violence and restorative justice, the digital divide, and mental health.",
                "Ofrecer sesiones comunitarias que aprovechan las fortalezas de la propia comunidad para apoyar el "
                "crecimiento –por ejemplo, sobre la participación eficaz, el aprendizaje centrado en el estudiante, "
                "la lectoescritura o la planificación universitaria– y que enfrentan desafíos que afectan a los "
                "estudiantes directa o indirectamente, como la teoría crítica de la raza y la sensibilidad cultural, "
                "la violencia y la justicia restaurativa, la brecha digital y la salud mental.",
            ),
        ),
        InitiativeText(
            code="2.2",
            title=Text(
                "Services for homeless children, youth and families",
                "Servicios para niños, jóvenes y familias sin hogar",
            ),
            intent=Text(
                "Serve homeless children, youth and families consistently, in line with federal and state law and "
                "district guidelines, so that success in school is possible. This includes tutoring in shelters, "
                "uniforms and school supplies, and training and programs for families and school staff.",
                "Servir de manera constante a los niños, jóvenes y familias sin hogar, conforme a las leyes federales "
                "y estatales y a las normas del distrito, para que el éxito escolar sea posible. Incluye tutoría en "
                "los albergues, uniformes y útiles escolares, y adiestramientos y programas para las familias y el "
                "personal escolar.",
            ),
            named_partners=Text("Shelters", "Albergues"),
        ),
        InitiativeText(
            code="2.3",
            title=Text("Communicate engagement results", "Comunicar los resultados de la participación"),
            intent=Text(
                "Tell the community what family and community engagement is for, what it brings, how far it has come "
                "and what it has changed.",
                "Informar a la comunidad sobre las metas, los beneficios, el progreso y el impacto de la participación "
                "de la familia y la comunidad.",
            ),
            named_measures=Text("Reports of progress and impact", "Informes de progreso e impacto"),
        ),
    ),
)
