"""Priority Action 3 and its three initiatives (facts 1.6)."""

from district.reference_text import Text
from plans.reference.shape import Action, InitiativeText

COUNCILS = Action(
    code="3",
    title=Text("Strengthen School Governance Councils", "Fortalecer los Consejos de Gobierno Escolar"),
    initiatives=(
        InitiativeText(
            code="3.1",
            title=Text("Council capacity and effectiveness", "Capacidad y eficacia de los consejos"),
            intent=Text(
                "Raise the capacity and the effectiveness of School Governance Councils, at each school and at the "
                "district, through training for parents and staff, help with planning and operation, and guidance on "
                "communication and outreach.",
                "Aumentar la capacidad y la eficacia de los Consejos de Gobierno Escolar, en cada escuela y en el "
                "distrito, por medio de adiestramiento para padres y personal, apoyo a la planificación y al "
                "funcionamiento, y orientación sobre comunicación y alcance a la comunidad.",
            ),
            named_partners=Text("School Governance Councils", "Consejos de Gobierno Escolar"),
        ),
        InitiativeText(
            code="3.2",
            title=Text("Compact training and support", "Adiestramiento y apoyo para los acuerdos"),
            intent=Text(
                "Give training and support on several levels so that school-family compacts are written and regularly "
                "brought up to date, led by interests and needs that have been identified, with the best practice that "
                "treats a compact as a way to engage.",
                "Dar adiestramiento y apoyo en varios niveles para que los acuerdos entre la escuela y la familia se "
                "redacten y se actualicen con regularidad, según los intereses y las necesidades identificados, con la "
                "mejor práctica, que usa el acuerdo como estrategia de participación.",
            ),
            named_partners=Text(
                "School Governance Councils; families; school staff",
                "Consejos de Gobierno Escolar; familias; personal escolar",
            ),
        ),
        InitiativeText(
            code="3.3",
            title=Text("Council evaluation tool", "Instrumento de evaluación de los consejos"),
            intent=Text(
                "Develop a tool with multiple measures that shows how effective a School Governance Council is and "
                "drives its continuous improvement.",
                "Desarrollar un instrumento de múltiples medidas que muestre la eficacia de un Consejo de Gobierno "
                "Escolar e impulse su mejora continua.",
            ),
            named_measures=Text("The evaluation tool itself", "El propio instrumento de evaluación"),
            named_partners=Text("School Governance Councils", "Consejos de Gobierno Escolar"),
        ),
    ),
)
