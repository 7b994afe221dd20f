"""Naming a view that one keeps, and how often one hears of it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district import saved_views
from district.forms.guard import NotUnseen
from district.models import SavedView
from district.models.saved_views import Subscription


class SavedViewForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "subscription"]
        widgets = {"subscription": forms.RadioSelect}
        help_texts = {
            "name": _("For yourself, for example “Home visits of our schools”."),
            "subscription": _("Each mail has a link that ends it with one click."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subscription"].choices = Subscription.choices
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", _("Keep this view") if self.instance._state.adding else _("Save")))

    def _get_validation_exclusions(self):
        """A name is unique among those of its owner, who is no field."""
        return super()._get_validation_exclusions() - {"owner"}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        data = super().clean()
        others = SavedView.objects.filter(owner=self.instance.owner).exclude(pk=self.instance.pk)
        if self.instance._state.adding and others.count() >= saved_views.MOST_VIEWS:
            words = {"most": saved_views.MOST_VIEWS}
            raise ValidationError(_now("You keep %(most)s views already. Delete one that you no longer need.") % words)
        return data

    def save(self, commit=True):
        before = self.initial.get("subscription")
        chosen = self.instance.subscription
        self.instance.subscription = before or Subscription.NEVER
        saved_views.subscribe(self.instance, chosen)
        if self.instance._state.adding:
            return saved_views.keep(self.instance)
        self.instance.save()
        return self.instance
