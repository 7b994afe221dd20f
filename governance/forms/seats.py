"""Forms of seats, terms, officers and council models."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import Membership, User
from governance import composition, seats
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.models import CouncilModel, Office, SeatLine, SeatTerm
from governance.models.councils import FilledBy, SeatKind
from governance.models.seats import EndReason, HowFilled


def helper(button, draft_key):
    made = FormHelper()
    made.form_class = "form-page"
    made.attrs = {"novalidate": "", "data-draft-key": draft_key, "data-autosave": ""}
    made.add_input(Submit("", button))
    return made


def people_of(school, *named):
    """Whoever has a role at the school today, and those named already."""
    current = Membership.objects.current().filter(school=school).values("user")
    return User.objects.filter(Q(pk__in=current, is_active=True) | Q(pk__in=[one for one in named if one]))


def refuse_reversed(form, first, last):
    """Said beside the day; PostgreSQL takes no range that runs backwards, not even to compare it."""
    if last and last < first:
        form.add_error("ends_on", ValidationError(_("The last day must not be before the first day."), code="reversed"))


HOW_BY = {
    FilledBy.PARENTS: HowFilled.ELECTED,
    FilledBy.TEACHERS: HowFilled.ELECTED,
    FilledBy.STUDENTS: HowFilled.ELECTED,
    FilledBy.MEMBERS: HowFilled.ELECTED,
    FilledBy.OFFICE: HowFilled.OFFICE,
}


class TermForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    """Who holds a seat and for how long: a new term, or a correction of one. How many in a row is worked out."""

    class Meta:
        model = SeatTerm
        fields = ["user", "name", "contact", "name_is_public", "starts_on", "ends_on", "how"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {
            "user": gettext_lazy("Leave empty where somebody has no account, and write the name below."),
            "contact": gettext_lazy("Seen only by those who run the council."),
            "ends_on": gettext_lazy("The last day. Left empty: a full term by the council's rules."),
        }

    helper = helper(gettext_lazy("Save"), "seat-term")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seat = self.instance.seat
        self.instance.take_from_seat()
        self.line = seats.line_of(seat, self.instance.starts_on or timezone.localdate())
        if seat.kind == SeatKind.STUDENT:
            del self.fields["user"], self.fields["contact"]
            self.fields["name"].help_text = _("A first name or initials are enough; it may stay empty.")
        else:
            del self.fields["name_is_public"]
            self.fields["user"].queryset = people_of(seat.council.school, self.instance.user_id)
            self.fields["name"].help_text = _("An adult's name is public. Not needed where an account is chosen.")
        self.fields["how"].choices = [one for one in self.fields["how"].choices if one[0]]
        if not self.instance.pk:
            self._suggest(seat)

    def _suggest(self, seat):
        """From today; for the rest of the term where somebody left early."""
        today = timezone.localdate()
        self.initial["starts_on"] = today
        place = next((one for one in seats.seats_on(seat.council, today) if one.seat.pk == seat.pk), None)
        if place and place.was_left_early and place.last.was_to_end_on > today:
            self.initial["how"] = HowFilled.VACANCY
            self.initial["ends_on"] = place.last.was_to_end_on
        elif self.line:
            self.initial["how"] = HOW_BY.get(self.line.filled_by, HowFilled.APPOINTED)
            if self.line.filled_by != FilledBy.OFFICE:
                self.initial["ends_on"] = seats.planned_end(self.line, today)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"seat", "council", "kind", "votes"}

    def clean(self):
        data = super().clean()
        if data.get("user"):
            data["name"] = ""
        starts_on = data.get("starts_on")
        if not starts_on:
            return data
        seat, how = self.instance.seat, data.get("how")
        if not data.get("ends_on") and self.line and how != HowFilled.OFFICE and "ends_on" not in self.errors:
            data["ends_on"] = seats.planned_end(self.line, starts_on)
        if seat.ends_on and (data.get("ends_on") is None or data["ends_on"] > seat.ends_on):
            words = _("The seat itself is there only until %(day)s.")
            self.add_error("ends_on", ValidationError(words % {"day": date_format(seat.ends_on)}, code="seat_gone"))
        refuse_reversed(self, starts_on, data.get("ends_on"))
        if self.instance.end_reason and not data.get("ends_on"):
            self.add_error("ends_on", _("This term has ended: say on which day."))
        self._ask_for_the_lawful_order(seat, starts_on)
        self._ask_for_the_limit(data, starts_on, how)
        return data

    def _ask_for_the_lawful_order(self, seat, starts_on):
        """Seats that parents and teachers fill stay empty until there are parents and teachers (facts 4.2)."""
        if not self.line or self.line.filled_by != FilledBy.MEMBERS:
            return
        if not composition.can_choose(seats.standing_of(seat.council, starts_on)):
            words = _(
                "This seat is filled by the parents and teachers on the council. On this day no parent or no teacher "
                "holds a seat: fill those first."
            )
            self.add_error("starts_on", ValidationError(words, code="order"))

    def _ask_for_the_limit(self, data, starts_on, how):
        if not self.line or not self.line.most_terms or how == HowFilled.VACANCY:
            return
        asked = SeatTerm(
            pk=self.instance.pk,
            seat=self.instance.seat,
            user=data.get("user"),
            name=data.get("name") or "",
            starts_on=starts_on,
        )
        before = seats.terms_before(asked) if asked.person_key else 0
        if before >= self.line.most_terms:
            words = _("%(person)s has held %(total)s terms in a row; the council's rules allow %(most)s.")
            words = words % {"person": asked.person, "total": before, "most": self.line.most_terms}
            self.add_error(None, ValidationError(words, code="limit"))

    def save(self):
        self.instance.number = seats.terms_before(self.instance) + 1 if self.instance.person_key else 1
        return super().save()


class EndTermForm(forms.Form):
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it ends"),
        choices=[one for one in EndReason.choices if one[0] != EndReason.SEAT_GONE],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("In a sentence"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Seen only by those who run the council. Never a child's name, nothing about health."),
    )

    helper = helper(gettext_lazy("End the term"), "seat-term-end")

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        self.term = term
        self.initial.setdefault("last_day", timezone.localdate())

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < self.term.starts_on:
            words = _("The term began on %(day)s.")
            raise ValidationError(words % {"day": date_format(self.term.starts_on)}, code="before")
        if self.term.ends_on and day >= self.term.ends_on and not self.term.end_reason:
            words = _("The term ends by itself on %(day)s; only an earlier day needs a reason.")
            raise ValidationError(words % {"day": date_format(self.term.ends_on)}, code="later")
        return day


class OfficeForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    """An officer of the council. A new one ends the term in office of the one before, the day before."""

    class Meta:
        model = Office
        fields = ["role", "term", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {
            "starts_on": gettext_lazy("Whoever held this office until then leaves it the day before."),
            "ends_on": gettext_lazy("Left empty: until the term ends, or until another is named."),
        }

    helper = helper(gettext_lazy("Save"), "council-officer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        current = SeatTerm.objects.on(today).filter(council=self.instance.council).exclude(kind=SeatKind.STUDENT)
        named = SeatTerm.objects.filter(pk=self.instance.term_id)
        self.fields["term"].queryset = (current | named).select_related("user", "seat")
        self.fields["term"].label_from_instance = lambda term: f"{term.person} ({term.get_kind_display()})"
        self.initial["starts_on"] = self.initial.get("starts_on") or today

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council"}

    def clean(self):
        data = super().clean()
        term, first, last = data.get("term"), data.get("starts_on"), data.get("ends_on")
        if term and first and (first < term.starts_on or (term.ends_on and first > term.ends_on)):
            self.add_error("starts_on", _("On this day the person does not hold a seat."))
        if first:
            refuse_reversed(self, first, last)
        if term and last and term.ends_on and last > term.ends_on:
            words = _("The person's term ends on %(day)s.")
            self.add_error("ends_on", words % {"day": date_format(term.ends_on)})
        return data

    def _post_clean(self):
        """Whoever held the office until then leaves it before the constraints are asked; not if the form is refused."""
        with transaction.atomic():
            if not self.errors and not self.instance.pk:
                first = self.cleaned_data["starts_on"]
                held = Office.objects.on(first).filter(council=self.instance.council, role=self.cleaned_data["role"])
                held.filter(starts_on__lt=first).update(ends_on=first - timedelta(days=1))
            super()._post_clean()
            transaction.set_rollback(bool(self.errors))


class CouncilModelForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = CouncilModel
        fields = ["name_en", "name_es", "quorum_basis", "source"]
        widgets = {"quorum_basis": forms.RadioSelect}
        labels = {
            "name_en": gettext_lazy("Name in English"),
            "name_es": gettext_lazy("Name in Spanish"),
            "source": gettext_lazy("Where it is written down"),
        }
        help_texts = {"source": gettext_lazy("For example: bylaws of the Board of Education, and their date.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["name_en"].required = self.fields["name_es"].required = True


class SeatLineForm(SaysWhenNothingIsChosen, forms.ModelForm):
    """One kind of seat; without seats the model does not have it. Where a council follows the model its seats stay."""

    class Meta:
        model = SeatLine
        fields = ["seats", "high_school_seats", "votes", "filled_by", "vacancy_filled_by", "term_years", "most_terms"]
        widgets = {
            name: forms.NumberInput(attrs={"inputmode": "numeric"})
            for name in ("seats", "high_school_seats", "term_years", "most_terms")
        }

    def __init__(self, *args, in_use, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        if in_use:
            for name in ("seats", "high_school_seats", "votes"):
                self.fields[name].disabled = True

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"kind"}
