"""What the rule says, put together for pages and files: a council's table, all schools, one person."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from district.models import School, User
from governance.models import SeatTerm, TrainingModule
from governance.models.councils import SeatKind
from governance.models.training import Audience
from governance.seats import KINDS
from governance.training import standing
from governance.training.standing import State

STATE_KINDS = {State.DONE: "good", State.EXPIRING: "waiting", State.DUE: "neutral", State.OVERDUE: "bad"}
STATE_WORDS = {
    State.DONE: gettext_lazy("Completed"),
    State.EXPIRING: gettext_lazy("Ends soon"),
    State.DUE: gettext_lazy("Due"),
    State.OVERDUE: pgettext_lazy("training", "Overdue"),
}
SCHOOLS_AT_ONCE = 200  # in a file


@dataclass(frozen=True)
class Cell:
    """A person and a module in words: the state, its kind, and the day that belongs to it."""

    line: standing.Line
    module: TrainingModule

    @property
    def label(self):
        return STATE_WORDS[self.line.state]

    @property
    def kind(self):
        return STATE_KINDS[self.line.state]

    @property
    def words(self):
        line = self.line
        if line.is_done:
            done = _("on %(day)s") % {"day": date_format(line.done_on, "SHORT_DATE_FORMAT")}
            if line.valid_until is None:
                return done
            until = _("holds until %(day)s") % {"day": date_format(line.valid_until, "SHORT_DATE_FORMAT")}
            return f"{done}, {until}"
        return _("by %(day)s") % {"day": date_format(line.due_on, "SHORT_DATE_FORMAT")}


@dataclass
class Row:
    """A person with their cells by module; `role` says what they hold."""

    label: str
    role: str
    term: SeatTerm | None = None
    user: User | None = None
    cells: dict = field(default_factory=dict)

    @property
    def lacking(self):
        """What is not done, the most pressing first."""
        open_ones = [one for one in self.cells.values() if not one.line.is_done]
        return sorted(open_ones, key=lambda one: (one.line.due_on, one.module.position))


def rows_of(lines):
    """[(school id, [Row])] of lines, people in the order of seats. Three queries, however many there are."""
    lines = list(lines)
    modules = TrainingModule.objects.in_bulk({line.module_id for line in lines})
    terms = SeatTerm.objects.select_related("seat", "user").in_bulk({one.term_id for one in lines if one.term_id})
    users = User.objects.in_bulk({one.user_id for one in lines if one.user_id and not one.term_id})
    found = {}
    for line in lines:
        people = found.setdefault(line.school_id, {})
        if line.person not in people:
            people[line.person] = row_of(line, terms, users)
        module = modules[line.module_id]
        people[line.person].cells[module.pk] = Cell(line, module)
    return [(school, sorted(people.values(), key=in_order)) for school, people in found.items()]


def row_of(line, terms, users):
    term = terms.get(line.term_id)
    if term is None:
        user = users.get(line.user_id)
        return Row(str(user), roles_in_words(line), user=user)
    label = _("A student") if term.kind == SeatKind.STUDENT else term.person
    return Row(label, str(term.seat), term=term, user=term.user)


def roles_in_words(line):
    labels = dict(Audience.choices)
    return ", ".join(str(labels[one]) for one in line.audiences)


def in_order(row):
    if row.term is None:
        return (len(KINDS), 0, row.label)
    return (KINDS[row.term.kind], row.term.seat.number, row.label)


def modules_in(rows):
    """The modules that are required of anybody in these rows, in their order."""
    found = {cell.module.pk: cell.module for row in rows for cell in row.cells.values()}
    return sorted(found.values(), key=lambda one: (one.position, one.code))


def council_table(school, day):
    """(modules, rows) of one school; of each row a cell for each module, None where it is not required of them."""
    found = rows_of(standing.lines(day, schools=[school.pk]))
    rows = found[0][1] if found else []
    modules = modules_in(rows)
    return modules, [(row, [(module, row.cells.get(module.pk)) for module in modules]) for row in rows]


def headers():
    return [
        _("State code"), _("School"), _("Who"), _("Seat or role"), _("Module code"), _("Module"), _("State"),
        _("Due on"), _("Days overdue"), _("Completed on"), _("Holds until"),
    ]  # fmt: skip


def file_rows(schools, day):
    """Who lacks what, and who has done what, one line for each person and module; schools in parts."""
    schools = list(schools)
    for start in range(0, len(schools), SCHOOLS_AT_ONCE):
        part = {school.pk: school for school in schools[start : start + SCHOOLS_AT_ONCE]}
        for pk, rows in sorted(
            rows_of(standing.lines(day, schools=list(part))), key=lambda pair: (part[pair[0]].name, pair[0])
        ):
            for row in rows:
                yield from row_lines(part[pk], row)


def row_lines(school, row):
    for cell in sorted(row.cells.values(), key=lambda one: (one.module.position, one.module.code)):
        line = cell.line
        yield (
            school.code, school.name, row.label, row.role, cell.module.code, cell.module.name, str(cell.label),
            line.due_on, line.overdue_days or None, line.done_on, line.valid_until,
        )  # fmt: skip


def own_cells(user, day):
    """[(school, [Cell])] of one account: what is required of them where, the most pressing first. Three queries."""
    lines = standing.lines(day, user=user)
    modules = TrainingModule.objects.in_bulk({line.module_id for line in lines})
    schools = School.objects.in_bulk({line.school_id for line in lines})
    found = {}
    for line in lines:
        found.setdefault(line.school_id, []).append(Cell(line, modules[line.module_id]))
    for cells in found.values():
        cells.sort(key=lambda one: (one.line.is_done, one.line.due_on or day, one.module.position))
    return sorted(((schools[pk], cells) for pk, cells in found.items()), key=lambda pair: str(pair[0]))
