"""QR codes of addresses, for a page and for paper."""

import io
import re

import segno

QUIET_MODULES = 2  # around the code


def qr_svg(address):
    """The QR code of an address as an SVG that stands alone."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=8, border=QUIET_MODULES, xmldecl=False, omitsize=True)
    return out.getvalue().decode()


def qr_for_paper(address):
    """The same with empty room at both sides: a drawing fills the width of the page, and this one is to fill half."""
    drawn = qr_svg(address)
    side = int(re.search(r'viewBox="0 0 (\d+) ', drawn)[1])
    return drawn.replace(f'viewBox="0 0 {side} {side}"', f'viewBox="{-side // 2} 0 {side * 2} {side}"')
