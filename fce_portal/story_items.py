"""What stories ask of those who tell them: one waits for a second person, or a permission is about to end."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.access import Can, may
from fce_portal.items import Item
from plans.models import Story, StoryPermission
from plans.models.stories import StoryState

MOST = 5
ENDS_WITHIN = timedelta(days=30)


def items_for(user, today):
    """Two queries, for those who tell stories."""
    if not may(user, Can.TELL_STORY):
        return
    waiting = Story.objects.filter(state=StoryState.READY).exclude(written_by=user).exclude(ready_by=user)
    for one in waiting.order_by("pk")[:MOST]:
        sentence = _("“%(story)s” waits for a second person who publishes it.")
        yield Item("waiting", sentence % {"story": one}, one.get_absolute_url())
    ending = StoryPermission.objects.in_force(today).filter(
        story__state=StoryState.PUBLISHED, ends_on__lte=today + ENDS_WITHIN
    )
    for one in ending.select_related("story").order_by("ends_on", "pk")[:MOST]:
        words = {"story": one.story, "day": date_format(one.ends_on)}
        sentence = _("A permission for the story “%(story)s” ends on %(day)s; then it is taken down.")
        yield Item("waiting", sentence % words, one.story.get_absolute_url())
