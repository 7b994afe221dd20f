"""Every section that a board packet may hold, in the order of print. There is no other registration."""

import governance.packets
import indicators.packets.comparing
import indicators.packets.figures
import partnerships.packets
import plans.packets

SECTIONS = [
    indicators.packets.figures.GLANCE,
    indicators.packets.comparing.NEWS,
    indicators.packets.comparing.SCORECARD,
    indicators.packets.figures.INDICATORS,
    indicators.packets.comparing.PEERS,
    plans.packets.PLAN,
    plans.packets.ACTION_PLANS,
    indicators.packets.figures.ENGAGEMENT,
    indicators.packets.comparing.TOGETHER,
    governance.packets.COUNCILS,
    governance.packets.COMPACTS,
    partnerships.packets.PARTNERS,
    indicators.packets.figures.SCHOOLS,
    indicators.packets.figures.READING,
]
