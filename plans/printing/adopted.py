"""The adopted plan on paper, for anyone: what it is for, its Priority Actions, initiatives, indicators and targets."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from district import names
from district.printing.blocks import bullets, facts, heading, note, paragraph, soft, strong, table
from district.printing.document import Document
from indicators.cells import amount
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind
from plans.models import Initiative, TheoryStatement


def cycle_document(cycle):
    """A plan cycle as adopted. Seven queries."""
    initiatives = Initiative.objects.prefetch_related("indicators").order_by("code")
    actions = list(cycle.priority_actions.prefetch_related(Prefetch("initiatives", initiatives)))
    blocks = [
        heading(_("What the plan is for")),
        facts(
            [
                (_("Vision"), cycle.vision),
                (_("Mission"), cycle.mission),
                (_("Family and community engagement"), cycle.fce_definition),
            ]
        ),
        *theory_blocks(cycle),
        heading(_("Four aims that cut across all three")),
        bullets([aim.text for aim in cycle.aims.all()]),
        heading(_("%(actions)s and their initiatives") % {"actions": names.name("actions")}),
    ]
    for action in actions:
        blocks.append(heading(str(action), 2))
        for initiative in action.initiatives.all():
            blocks += initiative_blocks(initiative)
    blocks += target_blocks(cycle)
    blocks.append(note(_("Source: %(source)s") % {"source": cycle.source}))
    return Document(title=cycle.title, kicker=_("The adopted plan"), blocks=blocks)


def theory_blocks(cycle):
    statements = list(cycle.theory_statements.all())
    blocks = [heading(_("Theory of action"))] if statements else []
    for theory in TheoryStatement.Theory:
        of_theory = [line for line in statements if line.theory == theory]
        if of_theory:
            items = [[strong(line.heading), line.text] for line in of_theory]
            blocks += [heading(theory.label, 2), bullets(items)]
    return blocks


def initiative_blocks(initiative):
    none = soft(_("The plan names none"))
    pairs = [
        (_("Measures the plan names"), initiative.named_measures or none),
        (_("Partners and bodies the plan names"), initiative.named_partners or none),
        (_("Equity indicators"), [str(one) for one in initiative.indicators.all()]),
    ]
    return [heading(str(initiative), 3), paragraph(initiative.intent), facts(pairs)]


def target_blocks(cycle):
    """The indicators with the baselines and targets that were adopted: the plan's own words, not measured figures."""
    targets = (
        IndicatorTarget.objects.filter(kind=TargetKind.ADOPTED, cycle=cycle.code, school=None, dimension="ALL")
        .select_related("indicator")
        .order_by("indicator__position")
    )
    rows = [target_row(target) for target in targets]
    if not rows:
        return []
    headers = [_("Indicator"), _("Baseline"), _("Target"), _("By school year")]
    return [
        heading(_("Equity indicators and their adopted targets")),
        table(_("Baselines and targets as adopted"), headers, rows, [4.4, 2.4, 1.6, 1.5]),
    ]


def target_row(target):
    indicator = target.indicator
    baseline = "—"
    if target.baseline_value is not None:
        baseline = amount(target.baseline_value, indicator.unit, exact=True)
    value = amount(target.target_value, indicator.unit, exact=True)
    words = {"how": target.get_comparator_display(), "value": value}
    return [
        [indicator.name, soft(indicator.definition)],
        [baseline, soft(target.baseline_label)],
        _("%(how)s %(value)s") % words,
        target.school_year_label,
    ]
