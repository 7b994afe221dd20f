"""A packet of all sections and some schools: its pages, bytes, and seconds; and those of one picture for a slide."""

import time

from bench.inside import run


def main(schools_total):
    from district.models import School
    from indicators.models import Packet
    from indicators.packets import making, sections, slides
    from indicators.parameters import this_year

    schools = School.objects.order_by("code").values_list("pk", flat=True)[:schools_total]
    packet = Packet(
        title="Board packet",
        fall_year=this_year(),
        sections=list(sections.sections()),
        schools=list(schools),
    )
    packet.save()
    started = time.perf_counter()
    making.make(packet)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    slides.picture_of(packet, slides.slides_of(packet)[0])
    return {
        "pages": packet.pages,
        "bytes": len(packet.pdf),
        "seconds": seconds,
        "slide_seconds": time.perf_counter() - started,
    }


if __name__ == "__main__":
    run(main)
