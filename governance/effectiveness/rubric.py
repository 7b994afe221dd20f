"""The observation rubric: four criteria, four levels, the words of each in English and Spanish (facts 10 I).

Words that were used stay: a change of them is a new version with a number of its own. No published instrument of the
state or of Hartford was found; version 1 is a proposal built from the law on open meetings and the plan's own words.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """A text that belongs to a version, in both languages."""

    en: str
    es: str

    def __str__(self):
        return self.es if (translation.get_language() or "").startswith("es") else self.en


@dataclass(frozen=True)
class Criterion:
    """`code` names the fields of an observation; `levels` holds the words of levels 1 to 4."""

    code: str
    title: Words
    levels: tuple

    def words(self, level):
        return str(self.levels[level - 1])


LEVEL_LABELS = {1: _("1: not yet"), 2: _("2: beginning"), 3: _("3: working"), 4: _("4: strong")}

VERSION_1 = (
    Criterion(
        "agenda",
        Words("Quality of the agenda", "Calidad de la agenda"),
        (
            Words(
                "There is no written agenda, or the meeting does not follow it.",
                "No hay agenda escrita, o la reunión no la sigue.",
            ),
            Words(
                "The agenda lists reports; what the council is to decide is not clear.",
                "La agenda enumera informes; no queda claro qué debe decidir el consejo.",
            ),
            Words(
                "The agenda says what is to be decided, members had it in time, and the meeting keeps to it.",
                "La agenda dice qué se va a decidir, los miembros la recibieron a tiempo y la reunión la respeta.",
            ),
            Words(
                "Members and families shaped the agenda; most time goes to the council's duties and to decisions.",
                "Miembros y familias dieron forma a la agenda; la mayor parte del tiempo va a los deberes y "
                "decisiones del consejo.",
            ),
        ),
    ),
    Criterion(
        "voice",
        Words("Shared voice", "Voz compartida"),
        (
            Words("One or two people speak; parents listen.", "Hablan una o dos personas; las familias escuchan."),
            Words(
                "Parents are asked, and few answer; who needs an interpreter follows with difficulty.",
                "Se pregunta a las familias y pocas responden; quien necesita intérprete sigue la reunión con "
                "dificultad.",
            ),
            Words(
                "Parents, teachers and community members all speak, in their language, and are answered.",
                "Hablan familias, docentes y miembros de la comunidad, en su idioma, y reciben respuesta.",
            ),
            Words(
                "Parents lead parts of the meeting; different views are invited, heard and weighed before a vote.",
                "Las familias dirigen partes de la reunión; se invitan, escuchan y sopesan opiniones distintas "
                "antes de votar.",
            ),
        ),
    ),
    Criterion(
        "data",
        Words("Use of data", "Uso de datos"),
        (
            Words("No figures of the school are used.", "No se usan cifras de la escuela."),
            Words(
                "Figures are shown; members do not talk about what they mean.",
                "Se muestran cifras; los miembros no hablan de lo que significan.",
            ),
            Words(
                "Members understand the figures, ask about groups of students, and use them in their advice.",
                "Los miembros entienden las cifras, preguntan por grupos de estudiantes y las usan en su consejo.",
            ),
            Words(
                "The council brings figures and families' experience together and follows its indicator over time.",
                "El consejo une las cifras con la experiencia de las familias y sigue su indicador a lo largo "
                "del tiempo.",
            ),
        ),
    ),
    Criterion(
        "follow_up",
        Words("Follow-up", "Seguimiento"),
        (
            Words("Earlier decisions are not mentioned.", "No se mencionan las decisiones anteriores."),
            Words(
                "Earlier decisions are mentioned; who does what by when is open.",
                "Se mencionan las decisiones anteriores; queda abierto quién hace qué y para cuándo.",
            ),
            Words(
                "Each decision has a person and a day, and the meeting looks at what became of the last ones.",
                "Cada decisión tiene responsable y fecha, y la reunión revisa qué pasó con las últimas.",
            ),
            Words(
                "The council learns from what worked and what did not, and tells families what came of it.",
                "El consejo aprende de lo que funcionó y lo que no, y cuenta a las familias qué resultó.",
            ),
        ),
    ),
)

RUBRICS = {1: VERSION_1}
CURRENT = max(RUBRICS)


def criteria(version=CURRENT):
    return RUBRICS[version]


def level_choices(criterion):
    """(level, "3: working. Parents, teachers …") for a form, in the reader's language."""
    return [(level, lazystr(f"{label}. {criterion.words(level)}")) for level, label in LEVEL_LABELS.items()]
