"""The quality guide for compacts as data, version by version: used nationally, restated (facts 5.3).

A change of a question is a further version with a number of its own; what was judged stays with its version.
"""

SOURCE = "Compact quality guide, as restated in Connecticut's material on school-parent compacts"
# version: (code, question, question in Spanish)
GUIDES = {
    1: (
        (
            "school",
            "Does the school's part explain the goals and what teachers do for them?",
            "¿La parte de la escuela explica las metas y qué hacen los maestros por ellas?",
        ),
        (
            "families",
            "Is the families' part specific to the grade and tied to the improvement plan?",
            "¿La parte de las familias es propia de cada grado y está ligada al plan de mejora?",
        ),
        (
            "students",
            "Is the students' part specific to the grade?",
            "¿La parte de los estudiantes es propia de cada grado?",
        ),
        (
            "partnership",
            "Does it name ways to take part, volunteering and visiting classes among them?",
            "¿Nombra maneras de participar, entre ellas el voluntariado y las visitas a clase?",
        ),
        (
            "developed",
            "Does it say how families help to write and to revise it?",
            "¿Dice cómo ayudan las familias a escribirlo y a revisarlo?",
        ),
        (
            "communication",
            "Does it name several regular ways of communication?",
            "¿Nombra varias formas regulares de comunicación?",
        ),
        (
            "plain",
            "Is it in plain, family-friendly words and in a clear format?",
            "¿Está en palabras sencillas para las familias y en un formato claro?",
        ),
    ),
}
