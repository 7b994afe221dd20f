"""The scales of items: which answers there are, in which order, how they read, and which of them are favourable."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.models.instruments import Scale

LARGEST_NUMBER = 999  # of an item that is answered by a number


@dataclass(frozen=True)
class Steps:
    """`labels`: {value: words}, from least to most; `favorable`: the values on the favourable side."""

    labels: dict
    favorable: frozenset

    @property
    def values(self):
        return tuple(self.labels)


STEPS = {
    Scale.AGREE5: Steps(
        {
            1: _("Strongly disagree"),
            2: _("Disagree"),
            3: _("Neither agree nor disagree"),
            4: _("Agree"),
            5: _("Strongly agree"),
        },
        frozenset({4, 5}),
    ),
    Scale.AGREE4: Steps(
        {1: _("Strongly disagree"), 2: _("Disagree"), 3: _("Agree"), 4: _("Strongly agree")}, frozenset({3, 4})
    ),
    Scale.OFTEN4: Steps({1: _("Never"), 2: _("Seldom"), 3: _("Often"), 4: _("Very often")}, frozenset({3, 4})),
    Scale.YES_NO: Steps({0: _("No"), 1: _("Yes")}, frozenset({1})),
}
CHOSEN = Steps({0: _("Not chosen"), 1: _("Chosen")}, frozenset({1}))


def steps_of(item):
    """The steps of an item's scale, or of each choice where several can be chosen; None for numbers and words."""
    return CHOSEN if item.scale == Scale.SEVERAL else STEPS.get(Scale(item.scale))


def sides_of(item):
    """For each step, whether it is favourable; agreeing may be the unfavourable side of an item."""
    steps = steps_of(item)
    return tuple((value in steps.favorable) != item.is_reversed for value in steps.values)


def label_key(scale, value):
    """The key of a step's label among the texts of a version, for languages that the portal itself does not speak."""
    return f"scale-{scale}-{value}"
