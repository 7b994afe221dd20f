"""Board packets: composed of sections, made by a worker, kept as they were handed out.

`sections.py` says what a section is and reads the list of all (`settings.PACKET_SECTIONS`), `composition.py` what they
are made from, `figures.py` the sections of indicators and engagement, `making.py` makes and keeps, `slides.py` gives
each drawing as a picture, `schedules.py` makes packets by itself.
"""
