"""Priority Action 1 and its seven initiatives (facts 1.6)."""

from district.reference_text import Text
from plans.reference.shape import Action, InitiativeText

PARTNERSHIPS = Action(
    code="1",
    title=Text(
        "Develop Learning-Focused Family & Community Partnerships",
        "Desarrollar alianzas con las familias y la comunidad centradas en el aprendizaje",
    ),
    initiatives=(
        InitiativeText(
            code="1.1",
            title=Text("Welcoming, family-friendly schools", "Escuelas acogedoras para las familias"),
            intent=Text(
                "Make Hartford's schools more welcoming and more family-friendly, against standards that Hartford's "
                "own community sets and that national standards for family-friendly schools inform.",
                "Hacer que las escuelas de Hartford sean más acogedoras y más amigables con las familias, según normas "
                "que fija la propia comunidad de Hartford con base en las normas nacionales de escuelas amigables con "
                "las familias.",
            ),
            named_partners=Text(
                "National standards for family-friendly schools",
                "Normas nacionales de escuelas amigables con las familias",
            ),
        ),
        InitiativeText(
            code="1.2",
            title=Text("Superintendent's Parent Advisory Group", "Grupo Asesor de Padres de la Superintendencia"),
            intent=Text(
                "Keep a standing group of parents with a direct line to the Superintendent. Its members share their "
                "experience, advise on district initiatives, and carry what they learn back to the parents of each "
                "school.",
                "Mantener un grupo permanente de padres con comunicación directa con la Superintendencia. Sus miembros "
                "comparten su experiencia, aconsejan sobre las iniciativas del distrito y llevan la información de "
                "regreso a los padres de cada escuela.",
            ),
            named_partners=Text("The Superintendent; parents", "La Superintendencia; los padres"),
        ),
        InitiativeText(
            code="1.3",
            title=Text("Joint capacity building", "Desarrollo conjunto de capacidades"),
            intent=Text(
                "Build the capacity of parents and families together with that of educators – teachers, principals, "
                "other school staff and central office – so that engagement is productive and means something to both.",
                "Desarrollar la capacidad de los padres y las familias junto con la de los educadores –maestros, "
                "directores, otro personal escolar y la oficina central–, para que la participación sea productiva y "
                "tenga sentido para todos.",
            ),
            named_partners=Text("Dual Capacity-Building Framework", "Marco de Desarrollo Dual de Capacidades"),
        ),
        InitiativeText(
            code="1.4",
            title=Text(
                "Community organizations aligned to goals", "Organizaciones comunitarias alineadas con las metas"
            ),
            intent=Text(
                "Work with community-based organizations on developing, running and monitoring programs, initiatives "
                "and supports that are tied directly to the goals of the district and its schools and to the equity "
                "indicators.",
                "Trabajar con organizaciones comunitarias para desarrollar, llevar a cabo y dar seguimiento a "
                "programas, iniciativas y apoyos vinculados directamente con las metas del distrito y de sus escuelas "
                "y con los indicadores de equidad.",
            ),
            named_measures=Text(
                "As examples: proficiency in third-grade reading; less chronic absenteeism",
                "Como ejemplos: dominio de la lectura en tercer grado; menos ausentismo crónico",
            ),
            named_partners=Text("Community-based organizations", "Organizaciones comunitarias"),
            indicators=("READ_G3", "CHRONIC_ABS"),
        ),
        InitiativeText(
            code="1.5",
            title=Text("Community Schools", "Escuelas comunitarias"),
            intent=Text(
                "Run the Community Schools model so that the work of departments joins up, good practice is shared, "
                "funding is aligned, and improvement never stops.",
                "Llevar a cabo el modelo de escuelas comunitarias de modo que el trabajo de los departamentos se "
                "coordine, las buenas prácticas se compartan, los fondos se alineen y la mejora sea continua.",
            ),
            named_partners=Text("Community Schools", "Escuelas comunitarias"),
        ),
        InitiativeText(
            code="1.6",
            title=Text("Major community-wide initiatives", "Grandes iniciativas de toda la comunidad"),
            intent=Text(
                "Deepen the support for students' achievement and growth through seven city-wide efforts that the plan "
                "names.",
                "Profundizar el apoyo al rendimiento y al crecimiento de los estudiantes por medio de siete esfuerzos "
                "de toda la ciudad que el plan nombra.",
            ),
            named_partners=Text(
                "College and Career Readiness Framework Partnership; Hartford Public Library; Hartford Performs; "
                "Hartford Campaign for Grade Level Reading; Hartford Promise; Hartford Partnership for Student "
                "Success; Hartford Student Internship Plan",
                "Alianza del Marco de Preparación Universitaria y Profesional; Biblioteca Pública de Hartford; "
                "Hartford Performs; Campaña de Hartford por la Lectura a Nivel de Grado; Hartford Promise; Alianza de "
                "Hartford para el Éxito Estudiantil; Plan de Prácticas Estudiantiles de Hartford",
            ),
        ),
        InitiativeText(
            code="1.7",
            title=Text("Evaluating partner engagement", "Evaluación de la participación de los colaboradores"),
            intent=Text(
                "Create a more effective system to evaluate how family partners and community partners are engaged.",
                "Crear un sistema más eficaz para evaluar la participación de las familias y de los colaboradores de "
                "la comunidad.",
            ),
            named_measures=Text("The evaluation system itself", "El propio sistema de evaluación"),
        ),
    ),
)
