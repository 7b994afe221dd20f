"""The first version of the evaluation: the ten criteria of facts 8.4, with what each level looks like.

The criteria are anchored in the plan (initiatives 1.4 and 1.7). No published instrument of Hartford was found: the
words of the levels are a proposal, and central office writes the next version.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnerships.models import EvaluationCriterion, EvaluationRubric
from partnerships.models.evaluations import RubricState

NOTE = gettext_noop(
    "The ten criteria come from Hartford's Family and Community Engagement plan (initiatives 1.4 and 1.7). "
    "The words of the levels are a proposal of the portal."
)

# code: (title, what is asked, what shows it, levels 1 to 4, what families are asked or ""), each (English, Spanish)
CRITERIA = {
    "goals": (
        ("Shared goals", "Metas compartidas"),
        ("How well do the goals of the partnership fit named indicators and the school's improvement plan?",
         "¿Qué tan bien se ajustan las metas de la alianza a indicadores concretos y al plan de mejora de la escuela?"),
        ("Name the indicator or the goal of the school's plan, and where the two are written together.",
         "Nombre el indicador o la meta del plan de la escuela, y dónde están escritos juntos."),
        ("Goals are not written, or have nothing to do with the school's plan.",
         "Las metas no están escritas, o no tienen que ver con el plan de la escuela."),
        ("Goals fit the plan in general; no indicator is named.",
         "Las metas se ajustan al plan en general; no se nombra ningún indicador."),
        ("Each goal names an indicator or a goal of the school's plan.",
         "Cada meta nombra un indicador o una meta del plan de la escuela."),
        ("Goals were set together, name their indicators, and are looked at together during the year.",
         "Las metas se fijaron en conjunto, nombran sus indicadores y se revisan en conjunto durante el año."),
        ("", ""),
    ),
    "learning": (
        ("Focus on learning and needs", "Enfoque en el aprendizaje y las necesidades"),
        ("How much does the work help what students learn or need?",
         "¿Cuánto ayuda el trabajo a lo que los estudiantes aprenden o necesitan?"),
        ("Name what students or families can do now, or which need was met.",
         "Nombre qué pueden hacer ahora los estudiantes o las familias, o qué necesidad se atendió."),
        ("It is not clear how the work helps learning or a need.",
         "No queda claro cómo el trabajo ayuda al aprendizaje o a una necesidad."),
        ("Some of the work helps; much is apart from what the school works on.",
         "Parte del trabajo ayuda; mucho queda aparte de lo que la escuela trabaja."),
        ("Most of the work helps learning or a need that the school has named.",
         "La mayor parte del trabajo ayuda al aprendizaje o a una necesidad que la escuela ha nombrado."),
        ("The work is planned from what students and families say they need, and changes with it.",
         "El trabajo se planea a partir de lo que estudiantes y familias dicen necesitar, y cambia con ello."),
        ("Does what this partner offers help your child learn, or help with something your family needs?",
         "¿Lo que ofrece esta organización aliada ayuda a su hijo o hija a aprender, o con algo que su familia "
         "necesita?"),
    ),
    "roles": (
        ("Clear roles", "Funciones claras"),
        ("Does everybody know who does what?", "¿Saben todos quién hace qué?"),
        ("Name the paper or the meeting in which it was settled, and who is asked first.",
         "Nombre el documento o la reunión en que se acordó, y a quién se pregunta primero."),
        ("Nobody can say who is responsible for what.", "Nadie puede decir quién es responsable de qué."),
        ("Roles are known to some; things fall between two stools.",
         "Algunos conocen las funciones; hay cosas de las que nadie se encarga."),
        ("Roles are written, and both sides keep to them.",
         "Las funciones están escritas y ambas partes las respetan."),
        ("Roles are written, looked at when people change, and new people are shown in.",
         "Las funciones están escritas, se revisan cuando cambian las personas, y a las nuevas se les explica."),
        ("Do you know whom to ask about what this partner does at the school?",
         "¿Sabe a quién preguntar sobre lo que hace esta organización aliada en la escuela?"),
    ),
    "reach": (
        ("Reach and amount delivered", "Alcance y cantidad entregada"),
        ("How does what was delivered (people reached, sessions, hours) compare with what was agreed?",
         "¿Cómo se compara lo entregado (personas, sesiones, horas) con lo acordado?"),
        ("Give both figures: agreed and delivered.", "Dé ambas cifras: lo acordado y lo entregado."),
        ("Less than half of what was agreed, or nothing was agreed.",
         "Menos de la mitad de lo acordado, o no se acordó nada."),
        ("More than half, with gaps nobody explained.", "Más de la mitad, con faltantes que nadie explicó."),
        ("Nearly all that was agreed; both sides knew early of what could not be done.",
         "Casi todo lo acordado; ambas partes supieron a tiempo lo que no se pudo hacer."),
        ("All that was agreed, and the families who were meant were reached.",
         "Todo lo acordado, y se llegó a las familias previstas."),
        ("Did this partner do as much as you were told it would?",
         "¿Hizo esta organización aliada tanto como le dijeron que haría?"),
    ),
    "accountability": (
        ("Shared accountability", "Responsabilidad compartida"),
        ("Are the data that each side owes the other supplied in time and used?",
         "¿Se entregan a tiempo y se usan los datos que cada parte debe a la otra?"),
        ("Name the last data that were owed, the day they were due, and the day they came.",
         "Nombre los últimos datos debidos, la fecha en que se debían y la fecha en que llegaron."),
        ("Data were not supplied.", "Los datos no se entregaron."),
        ("Data came late or incomplete.", "Los datos llegaron tarde o incompletos."),
        ("Data came in time and complete.", "Los datos llegaron a tiempo y completos."),
        ("Data came in time, and both sides sat down and changed something because of them.",
         "Los datos llegaron a tiempo, y ambas partes se reunieron y cambiaron algo a partir de ellos."),
        ("", ""),
    ),
    "trust": (
        ("Communication and trust", "Comunicación y confianza"),
        ("How well do the two sides talk with each other, and can each rely on the other?",
         "¿Qué tan bien se comunican las dos partes, y puede cada una confiar en la otra?"),
        ("Name something difficult that came up, and how it was settled.",
         "Nombre algo difícil que surgió y cómo se resolvió."),
        ("We hear of each other when something has gone wrong.", "Sabemos del otro cuando algo ha salido mal."),
        ("We talk when there is a reason; bad news comes late.",
         "Hablamos cuando hay un motivo; las malas noticias llegan tarde."),
        ("We talk regularly, and can say what does not work.",
         "Hablamos con regularidad y podemos decir lo que no funciona."),
        ("We tell each other early what is difficult, and settle it together.",
         "Nos decimos pronto lo que es difícil y lo resolvemos en conjunto."),
        ("Do the people of this partner listen to you and treat your family with respect?",
         "¿Las personas de esta organización aliada le escuchan y tratan a su familia con respeto?"),
    ),
    "capacity": (
        ("Strengthens families and staff", "Fortalece a familias y personal"),
        ("Does the work build what both families and staff know and can do together (dual capacity)?",
         "¿El trabajo desarrolla lo que familias y personal saben y pueden hacer juntos (doble capacidad)?"),
        ("Name one thing families, and one thing staff, do now that they did not do before.",
         "Nombre algo que las familias, y algo que el personal, hacen ahora y antes no hacían."),
        ("Services are given to families; nobody learns from it.",
         "Se dan servicios a las familias; nadie aprende de ello."),
        ("Either families or staff learn something.", "Aprenden algo las familias o el personal."),
        ("Both families and staff learn, each by themselves.", "Aprenden familias y personal, cada cual por su lado."),
        ("Families and staff learn together and from each other.",
         "Familias y personal aprenden juntos y unos de otros."),
        ("Did you learn something here that helps you help your child?",
         "¿Aprendió aquí algo que le sirve para ayudar a su hijo o hija?"),
    ),
    "results": (
        ("Results", "Resultados"),
        ("How are the results on the measures that were agreed?", "¿Cómo son los resultados en las medidas acordadas?"),
        ("Give the measure, where it began, and where it is now.", "Dé la medida, dónde empezó y dónde está ahora."),
        ("No measure was agreed, or nobody has looked.", "No se acordó ninguna medida, o nadie la ha revisado."),
        ("Measured, and not moved yet.", "Se midió, y aún no se mueve."),
        ("Moved in the direction that was agreed.", "Se movió en la dirección acordada."),
        ("Reached what was agreed, for the groups that were meant.",
         "Alcanzó lo acordado, para los grupos previstos."),
        ("Do you see that something got better because of this partner?",
         "¿Ve que algo mejoró gracias a esta organización aliada?"),
    ),
    "planning": (
        ("Joint planning and funding", "Planificación y financiamiento conjuntos"),
        ("Do both sides plan the year together and say what each brings?",
         "¿Planean ambas partes el año en conjunto y dicen qué aporta cada una?"),
        ("Name the plan, and what each side brings in money, people or rooms.",
         "Nombre el plan y lo que cada parte aporta en dinero, personas o espacios."),
        ("Each side plans for itself.", "Cada parte planea por su cuenta."),
        ("Dates are agreed; money and people are not talked about.",
         "Se acuerdan fechas; no se habla de dinero ni de personas."),
        ("The year is planned together, with what each side brings.",
         "El año se planea en conjunto, con lo que aporta cada parte."),
        ("Planned together beyond this year, and money is sought together.",
         "Se planea en conjunto más allá de este año, y se busca financiamiento en conjunto."),
        ("", ""),
    ),
    "equity": (
        ("Fit with equity", "Coherencia con la equidad"),
        ("Does the work reach the schools, tiers and languages where it is needed most?",
         "¿Llega el trabajo a las escuelas, niveles de apoyo e idiomas donde más se necesita?"),
        ("Name the groups of families who were reached, and those who were not.",
         "Nombre los grupos de familias a los que se llegó y a los que no."),
        ("Whoever comes is served; nobody looks at who does not come.",
         "Se atiende a quien viene; nadie mira quién no viene."),
        ("We know whom we do not reach.", "Sabemos a quiénes no llegamos."),
        ("Interpretation, times and places are chosen so that families come who came less before.",
         "Interpretación, horarios y lugares se eligen para que vengan familias que antes venían menos."),
        ("Families who came least before come as often as others, and help to plan.",
         "Las familias que menos venían vienen tanto como las demás y ayudan a planear."),
        ("Is it easy for your family to take part: language, time, place?",
         "¿Le es fácil a su familia participar: idioma, horario, lugar?"),
    ),
}  # fmt: skip
TEXTS = ("title", "asks", "prompt", "level_1", "level_2", "level_3", "level_4", "families_ask")


@transaction.atomic
def load_standard():
    """Make the first version where there is none, and take it into use; what the district writes is left alone."""
    if EvaluationRubric.objects.exists():
        return
    rubric = EvaluationRubric.objects.create(number=1, note=NOTE)
    rows = []
    for position, (code, texts) in enumerate(CRITERIA.items(), start=1):
        said = {}
        for name, (english, spanish) in zip(TEXTS, texts, strict=True):
            said[name], said[f"{name}_es"] = english, spanish
        rows.append(EvaluationCriterion(rubric=rubric, code=code, position=position, **said))
    EvaluationCriterion.objects.bulk_create(rows)
    rubric.state, rubric.in_use_since = RubricState.IN_USE, timezone.localdate()
    rubric.save()
