"""What the kinds of documents that go the road of a compact differ in: their texts, what the law requires of them, and
how they speak to families. All else is the same for all of them.

The seven contents of a compact: ESSA section 1116(d) (facts 5.1). A school's policy: 1116(b), (c), (d), (e) and (f);
the district's: 1116(a)(2), (a)(3) and (f) (facts 5.2).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from governance.models.compacts import TEXTS, DocumentKind


@dataclass(frozen=True)
class Content:
    """A required content: its code in the facts, the passage that holds it, and what is said where it is missing."""

    code: str
    passage: str
    missing: str


@dataclass(frozen=True)
class Kind:
    """One kind. `before` and `after` the grades: its texts in the order of the page; `heading`: how families see it."""

    before: tuple
    after: tuple
    required: tuple
    heading: str
    lead: str
    poster: str
    has_grades: bool = False
    has_talks: bool = False  # talked through at conferences, and acknowledged on a sheet

    @property
    def texts(self):
        return (*self.before, *self.after)


COMPACT = Kind(
    before=TEXTS[: TEXTS.index("strategies") + 1],
    after=TEXTS[TEXTS.index("strategies") + 1 :],
    required=(
        Content("C0_SHARED", "shared", _("Say how families, staff and students share responsibility for learning.")),
        Content("C1_SCHOOL", "school_role", _("Say what the school does for good teaching.")),
        Content("C1_PARENT", "family_role", _("Say how families support learning.")),
        Content(
            "C2A_CONF",
            "conferences",
            _("Say when conferences are held and that the compact is talked through there."),
        ),
        Content("C2B_REPORTS", "reports", _("Say how often families hear how their child is doing.")),
        Content("C2C_ACCESS", "access", _("Say how families reach staff, volunteer, take part in class and visit it.")),
        Content(
            "C2D_TWOWAY",
            "two_way",
            _("Say how families and staff talk with each other in a language the family understands."),
        ),
    ),
    heading=_("Our school-family compact"),
    lead=_("What school, families and students promise each other this year."),
    poster=_("We are writing our school-family compact: what we all do so that children learn. Read the draft."),
    has_grades=True,
    has_talks=True,
)
INCLUSION = Content(
    "F",
    "inclusion",
    _("Say how families who speak other languages, live with a disability, or move often take part."),
)
DISTRIBUTION = Content(
    "B", "distribution", _("Say how every family gets this policy, in a form and language it understands.")
)
POLICY_HEADING = _("How families and school work together")
POLICY_LEAD = _("Our written parent and family engagement policy.")
POLICY_POSTER = _("We are writing our family engagement policy: how families take part here. Read the draft.")
SCHOOL_POLICY = Kind(
    before=(
        "involvement", "annual_meeting", "flexible", "information", "suggestions", "objections", "compact_part",
        "capacity", "inclusion", "distribution",
    ),
    after=("developed", "heard"),
    required=(
        Content(
            "C3",
            "involvement",
            _("Say how families take part, all year and in time, in planning, review and improvement."),
        ),
        Content(
            "C1",
            "annual_meeting",
            _("Say when the yearly meeting is: what Title I is, what it asks, and the right to take part."),
        ),
        Content("C2", "flexible", _("Say at which different times meetings are held, and what help is given to come.")),
        Content(
            "C4",
            "information",
            _("Say when families learn of programs, what is taught, how it is tested and which levels are expected."),
        ),
        Content("C4_ASK", "suggestions", _("Say how families ask for meetings, make suggestions and get an answer.")),
        Content(
            "C5", "objections", _("Say that what families object to in the school's plan goes on to the district.")
        ),
        Content(
            "D", "compact_part", _("Say how the school-family compact is written and that it belongs to this policy.")
        ),
        Content(
            "E",
            "capacity",
            _("Say what helps families understand standards, what training there is for them, and for staff."),
        ),
        INCLUSION,
        DISTRIBUTION,
    ),
    heading=POLICY_HEADING,
    lead=POLICY_LEAD,
    poster=POLICY_POSTER,
)  # fmt: skip
DISTRICT_POLICY = Kind(
    before=("involvement", "capacity", "coordination", "inclusion", "evaluation", "reserve", "distribution"),
    after=("developed", "heard"),
    required=(
        Content("A2_PLAN", "involvement", _("Say how families take part in writing the district's plan.")),
        Content("A2_SUPPORT", "capacity", _("Say how the district helps its schools to work with families.")),
        Content("A2_COORDINATE", "coordination", _("Say how this is joined with other programs for families.")),
        INCLUSION,
        Content(
            "A2_EVALUATE",
            "evaluation",
            _("Say how families look at this policy each year: what keeps them away, what they need, what works."),
        ),
        Content("A3_RESERVE", "reserve", _("Say how families decide with the district how the reserve is spent.")),
        DISTRIBUTION,
    ),
    heading=POLICY_HEADING,
    lead=POLICY_LEAD,
    poster=POLICY_POSTER,
)


def kind_of(document):
    """The `Kind` of a compact or policy."""
    if document.kind == DocumentKind.COMPACT:
        return COMPACT
    return SCHOOL_POLICY if document.school_id else DISTRICT_POLICY
