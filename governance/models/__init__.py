from governance.models.councils import Council, CouncilModel, CouncilYear, SeatLine
from governance.models.meetings import CouncilMeeting
from governance.models.seats import Office, Seat, SeatTerm

__all__ = ["Council", "CouncilMeeting", "CouncilModel", "CouncilYear", "Office", "Seat", "SeatLine", "SeatTerm"]
