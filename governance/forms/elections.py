"""Forms of elections: the frame, candidates, the count, the lot."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.working_days import school_days_after
from governance import elections
from governance.forms.seats import helper, people_of
from governance.models import Candidate, Election
from governance.models.councils import SeatKind
from governance.models.elections import MOST_BALLOTS, Constituency

DAYS = ["nominations_from", "nominations_until", "voting_from", "voting_until", "term_starts_on", "term_ends_on"]


def school_day_from(day):
    """This day, or the next one on which schools are open."""
    return school_days_after(day - timedelta(days=1), 1)


class ElectionForm(NotUnseen, forms.ModelForm):
    """Who votes for how many seats, when, and what the notice says. How many seats are free is looked up."""

    class Meta:
        model = Election
        fields = ["constituency", "seats_total", *DAYS, "place", "electors_total", "notice_en", "notice_es"]
        widgets = {
            **{day: DayInput() for day in DAYS},
            "constituency": forms.RadioSelect,
            "notice_en": forms.Textarea(attrs={"rows": 5, "lang": "en"}),
            "notice_es": forms.Textarea(attrs={"rows": 5, "lang": "es"}),
        }
        help_texts = {
            "seats_total": gettext_lazy("Not more than are free when the term begins."),
            "electors_total": gettext_lazy(
                "Households with a child at the school, teachers, or students: a number, never a list. Needed for the "
                "count."
            ),
            "place": gettext_lazy("For example: main office, 8 to 4; paper ballots, one per household."),
            "notice_en": gettext_lazy("In a few sentences; dates and seats are added by themselves."),
        }

    helper = helper(gettext_lazy("Save"), "council-election")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["constituency"].choices = [one for one in self.fields["constituency"].choices if one[0]]
        if self.instance.pk:
            del self.fields["constituency"]
        else:
            self._suggest()

    def _suggest(self):
        today = timezone.localdate()
        opens = today + timedelta(days=7)
        closes = school_day_from(opens + timedelta(days=14))
        votes = school_day_from(closes + timedelta(days=7))
        begins = school_years.first_day(school_years.fall_year_of(today) + 1)
        suggested = {
            "nominations_from": opens,
            "nominations_until": closes,
            "voting_from": votes,
            "voting_until": school_days_after(votes, 5),
            "term_starts_on": begins,
            "term_ends_on": school_years.last_day(school_years.fall_year_of(begins) + 1),
            "seats_total": None,
        }
        self.initial.update(suggested)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council", "constituency", "state"}

    def clean(self):
        data = super().clean()
        constituency = data.get("constituency") or self.instance.constituency
        first, last, wanted = (data.get(name) for name in ("term_starts_on", "term_ends_on", "seats_total"))
        if not (constituency and first and last and wanted):
            return data
        asked = Election(
            council=self.instance.council, constituency=constituency, term_starts_on=first, term_ends_on=last
        )
        free = len(elections.free_seats(asked))
        if wanted > free:
            words = ngettext(
                "In these days %(free)s seat of this kind is free.",
                "In these days %(free)s seats of this kind are free.",
                free,
            )
            self.add_error("seats_total", ValidationError(words % {"free": free}, code="not_free"))
        self._know_the_electors(data, constituency, asked)
        return data

    def _know_the_electors(self, data, constituency, asked):
        """The parents and teachers on the council are counted by the portal itself."""
        if constituency == Constituency.MEMBERS and not data.get("electors_total"):
            data["electors_total"] = elections.electors_on_council(asked).count() or None


class CandidateForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Candidate
        fields = ["user", "name", "contact", "name_is_public", "statement_en", "statement_es"]
        widgets = {
            "statement_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
            "statement_es": forms.Textarea(attrs={"rows": 4, "lang": "es"}),
        }
        help_texts = {
            "user": gettext_lazy("Leave empty where somebody has no account, and write the name below."),
            "contact": gettext_lazy("Seen only by those who run the council."),
            "statement_en": gettext_lazy("In the candidate's own words; it stands in the notice and is public."),
        }

    helper = helper(gettext_lazy("Save"), "council-candidate")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        election = self.instance.election
        if election.seat_kind == SeatKind.STUDENT:
            del self.fields["user"], self.fields["contact"]
            self.fields["name"].help_text = _("As it stands on the ballot; a first name is enough. It is not public.")
        else:
            del self.fields["name_is_public"]
            self.fields["user"].queryset = people_of(election.council.school, self.instance.user_id)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"election", "withdrawn_on"}

    def clean(self):
        data = super().clean()
        if data.get("user"):
            data["name"] = ""
        return data


def ballots(label, help_text=""):
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_BALLOTS,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CountForm(WithEvidence, forms.Form):
    """The tally: ballots, then the votes of each candidate. Nothing is kept unless it all agrees."""

    electors_total = ballots(gettext_lazy("Entitled to vote"), gettext_lazy("Households, teachers or students."))
    ballots_issued = ballots(gettext_lazy("Ballots handed out"))
    ballots_returned = ballots(gettext_lazy("Ballots returned"))
    ballots_spoilt = ballots(gettext_lazy("Spoilt ballots among them"))
    votes_unused = ballots(
        gettext_lazy("Votes not used on valid ballots"),
        gettext_lazy("Each valid ballot has as many votes as there are seats; count those that were left blank."),
    )
    FIGURES = ("electors_total", "ballots_issued", "ballots_returned", "ballots_spoilt", "votes_unused")

    helper = helper(gettext_lazy("Enter the count"), "council-count")

    def __init__(self, *args, election, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = list(elections.standing_candidates(election))
        for name in self.FIGURES:
            self.initial.setdefault(name, getattr(election, name))
        self.order_fields(["electors_total", "ballots_issued", "ballots_returned", "ballots_spoilt"])
        for candidate in self.candidates:
            self.fields[f"votes_{candidate.pk}"] = ballots(_("Votes for %(person)s") % {"person": candidate})
            self.initial.setdefault(f"votes_{candidate.pk}", candidate.votes)
        self.fields["votes_unused"] = self.fields.pop("votes_unused")
        self.add_evidence(by, election.sheet)
        self.fields["upload"].label = _("Paper tally sheet, as a file")

    def figures(self):
        return {name: self.cleaned_data[name] for name in self.FIGURES}

    def votes(self):
        return {one: self.cleaned_data[f"votes_{one.pk}"] for one in self.candidates}


class LotForm(forms.Form):
    """How a tie was decided: a place for each of the tied, how it was drawn and by whom."""

    helper = helper(gettext_lazy("Keep the lot"), "council-lot")

    def __init__(self, *args, tied, **kwargs):
        super().__init__(*args, **kwargs)
        self.tied = tied
        for candidate in tied:
            self.fields[f"place_{candidate.pk}"] = forms.IntegerField(
                label=_("Place of %(person)s in the lot") % {"person": candidate}, min_value=1, max_value=len(tied)
            )
        self.fields["how"] = forms.CharField(
            label=_("How the lot was drawn"), max_length=300, help_text=_("For example: papers from a box, in public.")
        )
        self.fields["by"] = forms.CharField(label=_("Who drew it"), max_length=120)
        self.fields["on"] = forms.DateField(label=_("Drawn on"), widget=DayInput(), initial=timezone.localdate)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day

    def clean(self):
        data = super().clean()
        places = [data.get(f"place_{one.pk}") for one in self.tied]
        if None not in places and len(set(places)) < len(places):
            self.add_error(None, _("Each has a place of their own in the lot."))
        return data

    def places(self):
        return {one: self.cleaned_data[f"place_{one.pk}"] for one in self.tied}


class MoveForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Why, in a sentence"), max_length=300, required=False)

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = move.needs_note
        self.helper = helper(move.label, "council-election-move")
