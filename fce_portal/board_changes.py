"""What is told to the board as news, in the order in which it reads. There is no other registration."""

from django.utils.translation import gettext_lazy as _

from governance.board_changes import of_councils
from indicators.scorecard.own_changes import of_figures
from partnerships.board_changes import of_partnerships
from plans.board_changes import of_plans

PROVIDERS = (
    (_("Figures and targets"), of_figures),
    (_("Plans"), of_plans),
    (_("Councils and compacts"), of_councils),
    (_("Partners and surveys"), of_partnerships),
)
