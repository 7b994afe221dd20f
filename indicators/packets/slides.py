"""Each drawing of a packet as a picture for a slide: of the data kept with the packet, so it shows what was printed."""

from dataclasses import dataclass

from district.printing.engine import compile_png

PIXELS_PER_INCH = 144  # of a slide of 13.3 by 7.5 inches: 1,920 by 1,080 pixels


@dataclass(frozen=True)
class Slide:
    """`number` counts the drawings of a packet from 1; `under` is the heading below which it stands."""

    number: int
    under: str
    caption: str
    alternative: str
    svg: str

    @property
    def place(self):
        """The heading below which it stands, where its sentence does not begin with it."""
        return "" if self.caption.startswith(self.under) else self.under


def slides_of(packet):
    """The drawings of a packet that is made, in order."""
    found, under = [], ""
    for block in packet.content["blocks"]:
        if block["block"] == "heading":
            under = block["text"]
        elif block["block"] == "figure":
            found.append(Slide(len(found) + 1, under, block["caption"], block["alternative"], block["svg"]))
    return found


def picture_of(packet, slide):
    """The slide as a PNG."""
    content = packet.content
    words = content["words"]
    foot = " · ".join(part for part in (content["of"], packet.title, words["made"], words["demo"]) if part)
    data = {
        **{name: value for name, value in content.items() if name != "blocks"},
        "kicker": slide.under,
        "title": slide.caption,
        "svg": slide.svg,
        "foot": foot,
    }
    return compile_png(data, template="slide.typ", pixels_per_inch=PIXELS_PER_INCH)
