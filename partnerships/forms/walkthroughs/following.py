"""Forms of recommendations: made, planned, carried out; and of the standards."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can
from district.forms.fields import DayInput
from district.forms.following import EndWithEvidenceForm, people_at_or_of_office
from district.forms.guard import NotUnseen
from partnerships.models import Recommendation, StandardSet, WalkthroughItem
from partnerships.walkthroughs.rating import items_of
from partnerships.walkthroughs.standards import editions, headings
from plans.forms.implementation import helper
from plans.models import ActionStep

FROZEN = ("component", "item", "text")


class RecommendationForm(NotUnseen, forms.ModelForm):
    """Once the walkthrough is closed only how it is carried out can change."""

    class Meta:
        model = Recommendation
        fields = [
            "component",
            "item",
            "text",
            "owned_by",
            "needs_resources",
            "owner",
            "who",
            "due_on",
            "resources",
            "shown_by",
            "step",
        ]
        widgets = {"due_on": DayInput()}
        help_texts = {
            "text": gettext_lazy("One thing to do. Never write a name of a child, a family or an employee here."),
            "needs_resources": gettext_lazy("Then say below who, by when, what it takes and what will show it."),
            "owner": gettext_lazy("Somebody with an account sees it under “My work”."),
            "step": gettext_lazy("Where the school action plan already holds it."),
        }

    helper = helper(gettext_lazy("Save"), "walkthrough-recommendation")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        walk = self.instance.walkthrough
        self.fields["owner"].queryset = people_at_or_of_office(
            walk.school, Can.FRAME_WALKTHROUGHS, self.instance.owner_id
        )
        steps = ActionStep.objects.filter(
            Q(goal__plan__school=walk.school, goal__plan__fall_year__gte=walk.fall_year)
            | Q(pk=self.instance.step_id)
        )  # fmt: skip
        self.fields["step"].queryset = steps
        self.fields["item"].queryset = items_of(walk)
        if walk.is_closed:
            for name in FROZEN:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        item, part = data.get("item"), data.get("component")
        if item and part and item.component != part:
            self.add_error("item", _("This item belongs to another part."))
        if data.get("needs_resources"):
            wanted = {"due_on": _("Say by when."), "resources": _("Say what it takes."),
                      "shown_by": _("Say what will show that it is done.")}  # fmt: skip
            for name, words in wanted.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if not data.get("owner") and not data.get("who"):
                self.add_error("owner", _("Say who does it."))
        return data


class EndForm(EndWithEvidenceForm):
    helper = helper(gettext_lazy("Save"), "walkthrough-recommendation-end")


class StandardSetForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = StandardSet
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"note": gettext_lazy("Who was heard, and why it changed: families read it.")}

    helper = helper(gettext_lazy("Save"), "standards-note")


class ItemForm(NotUnseen, forms.ModelForm):
    """An item of a draft. Its code stays: by it walkthroughs are compared."""

    class Meta:
        model = WalkthroughItem
        fields = ["component", "position", "theme", "code", "text", "text_es"]
        help_texts = {
            "code": gettext_lazy("Small letters and hyphens, for example welcome-sign. It stays for good."),
            "position": gettext_lazy("In which place it stands within its part."),
        }

    helper = helper(gettext_lazy("Save"), "standards-item")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = headings()
        newest = max(editions(found), default=None)
        themes = [(heading.theme, f"{heading.theme}. {heading}") for (edition, _t), heading in found.items()
                  if edition == newest]  # fmt: skip
        self.fields["theme"] = forms.TypedChoiceField(
            label=self.fields["theme"].label, choices=[("", "---------"), *sorted(themes)], coerce=int
        )
        if self.instance.pk:
            del self.fields["code"]
