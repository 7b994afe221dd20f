from governance.models.councils import Council, CouncilModel, CouncilYear, SeatLine
from governance.models.elections import Candidate, Election
from governance.models.meetings import CouncilMeeting
from governance.models.seats import Office, Seat, SeatTerm

__all__ = [
    "Candidate",
    "Council",
    "CouncilMeeting",
    "CouncilModel",
    "CouncilYear",
    "Election",
    "Office",
    "Seat",
    "SeatLine",
    "SeatTerm",
]
