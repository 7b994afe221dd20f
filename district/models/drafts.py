from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models.people import User


class FormDraft(models.Model):
    """What a person has typed into a form and not saved yet. Theirs alone; nobody else reads it and nothing counts it.

    `typed`: {field name: [values as the browser sends them]}.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="form_drafts", verbose_name=_("person"))
    path = models.CharField(_("address of the form"), max_length=200)
    title = models.CharField(_("page"), max_length=200, blank=True)
    typed = models.JSONField(_("what was typed"))
    kept_at = models.DateTimeField(_("kept at"), auto_now=True)

    class Meta:
        ordering = ["-kept_at"]
        constraints = [models.UniqueConstraint(name="form_draft_once", fields=["user", "path"])]

    def __str__(self):
        return self.title or self.path
