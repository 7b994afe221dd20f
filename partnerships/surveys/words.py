"""How figures and answers of a survey read."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from partnerships.models.instruments import Scale
from partnerships.surveys.scales import STEPS, label_key


def percent(share):
    return "" if share is None else f"{round(100 * share)}%"


def mean_words(mean):
    return "" if mean is None else number_format(round(mean, 1), 1)


def steps_values(item):
    return (0, 1) if item.scale == Scale.SEVERAL else STEPS[Scale(item.scale)].values


def step_label(item, value, texts):
    if item.scale == Scale.SEVERAL:
        return _("Chosen") if value else _("Not chosen")
    return texts[label_key(item.scale, value)]


def side_labels(item):
    """The words for the two sides of an item: (favourable, the rest)."""
    if item.scale == Scale.SEVERAL:
        return _("Chosen"), _("Not chosen")
    if item.scale == Scale.YES_NO:
        return (_("No"), _("Yes")) if item.is_reversed else (_("Yes"), _("No"))
    return _("Favorable"), _("Not favorable")
