"""Models of councils that the district makes: a form for the model and one for each kind of seat, saved as one."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from governance.forms.seats import CouncilModelForm, SeatLineForm
from governance.models import Council, CouncilModel, CouncilYear, SeatLine
from governance.models.councils import FilledBy, SeatKind

OWN = "DISTRICT_"
NO_VOTES = _("A council needs at least one voting seat.")
FILLED_BY = {
    SeatKind.PARENT: FilledBy.PARENTS,
    SeatKind.TEACHER: FilledBy.TEACHERS,
    SeatKind.COMMUNITY: FilledBy.MEMBERS,
    SeatKind.ADMINISTRATOR: FilledBy.OFFICE,
    SeatKind.STUDENT: FilledBy.STUDENTS,
    SeatKind.OTHER: FilledBy.COUNCIL,
}


# As in the models that are loaded: who sits there by office has no limit, and a student is chosen each year.
TERMS = {SeatKind.ADMINISTRATOR: {"term_years": 1, "most_terms": 0}, SeatKind.STUDENT: {"term_years": 1}}


def is_in_use(model):
    """Whether a council follows it now, has followed it or will: then its seats do not change, or the past would."""
    return Council.objects.filter(model=model).exists() or CouncilYear.objects.filter(model=model).exists()


def new_code():
    taken = CouncilModel.objects.filter(code__startswith=OWN).values_list("code", flat=True)
    numbers = [int(code.removeprefix(OWN)) for code in taken if re.fullmatch(OWN + r"\d+", code)]
    return f"{OWN}{max(numbers, default=0) + 1}"


class ModelForms:
    """The forms of one model. `like`: a model whose seats a new one starts from."""

    def __init__(self, data, model, like=None):
        in_use = bool(model.code) and is_in_use(model)
        lines = {line.kind: line for line in (like or model).lines.all()} if (like or model).pk else {}
        self.form = CouncilModelForm(data, instance=model, initial=self._like(like))
        self.lines = [self._line(data, model, kind, lines.get(kind), bool(like), in_use) for kind in SeatKind]

    def _like(self, like):
        return {"quorum_basis": like.quorum_basis} if like else None

    def _line(self, data, model, kind, line, is_copied, in_use):
        if line is None or is_copied:
            said = line or SeatLine(seats=0, high_school_seats=0, filled_by=FILLED_BY[kind], **TERMS.get(kind, {}))
            line = SeatLine(
                kind=kind,
                seats=said.seats,
                high_school_seats=said.high_school_seats,
                votes=said.votes and kind not in (SeatKind.ADMINISTRATOR, SeatKind.STUDENT),
                filled_by=said.filled_by,
                vacancy_filled_by=said.vacancy_filled_by or said.filled_by,
                term_years=said.term_years,
                most_terms=said.most_terms,
            )
        return SeatLineForm(data, instance=line, prefix=kind.value, in_use=in_use)

    def is_valid(self):
        return all([self.form.is_valid(), *(line.is_valid() for line in self.lines)]) and self._has_votes()

    def _has_votes(self):
        wanted = [line.cleaned_data for line in self.lines]
        if any(line["votes"] and line["seats"] for line in wanted):
            return True
        self.form.add_error(None, NO_VOTES)
        return False

    @transaction.atomic
    def save(self):
        """Store the model and its lines; a kind without seats is left out."""
        model = self.form.instance
        model.code = model.code or new_code()
        voting = [line.cleaned_data for line in self.lines if line.cleaned_data["votes"]]
        model.voting_seats = sum(line["seats"] for line in voting)
        self.form.save()
        for line in self.lines:
            if line.cleaned_data["seats"] or line.cleaned_data["high_school_seats"]:
                line.instance.model = model
                line.save()
            elif line.instance.pk:
                line.instance.delete()
        return model
