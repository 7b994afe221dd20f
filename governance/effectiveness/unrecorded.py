"""Domains whose records the portal does not keep yet: they say so, and nothing is made up for them."""

from django.utils.translation import gettext as _

from governance.effectiveness.lines import unknown


def duties(asked):
    return for_all(asked, "E-NONE", _("Duties done in time for the decision"))


def training(asked):
    return for_all(asked, "F-NONE", _("Members and officers trained"))


def influence(asked):
    return for_all(asked, "G-NONE", _("Advice answered with a reason"))


def for_all(asked, code, label):
    return {council.pk: [unknown(code, label)] for council in asked.councils}
