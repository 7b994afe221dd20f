"""Pictures of stories: judged by what they are, drawn anew in two sizes, without anything the camera wrote.

The upload itself is never kept: what is stored holds pixels and nothing else (no place, no time, no name of a camera or
of a person, no hidden preview), because it is encoded again from those pixels.
"""

import hashlib
import io
import warnings

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from plans.models import StoryPicture

TAKEN = ("jpg", "png", "webp")
MOST_BYTES = 10 * 1024 * 1024  # of the upload
MOST_PIXELS = 50_000_000  # a bomb of a few kB can unpack to gigabytes
LEAST_SIDE = 200  # pixels
SMALL, LARGE = (480, 360), (960, 960)  # pixels, at most
SMALL_BYTES, LARGE_BYTES = 16_000, 80_000  # so that three of them and the page stay below 150 kB


def check(upload):
    """The picture, upright and in plain colours. Raises ValidationError, in words, for what is no picture to take."""
    if upload.size > MOST_BYTES:
        words = {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        raise ValidationError(_("This file has %(size)s. The most is %(most)s.") % words, code="too_large")
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    kind = filetype.guess(data[:8192])
    if kind is None or kind.extension not in TAKEN:
        raise ValidationError(_("This is not a JPG, PNG or WebP picture."), code="not_taken")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This picture has too many pixels. Make it smaller first."), code="too_many")
            picture.draft("RGB", (2 * LARGE[0], 2 * LARGE[1]))  # a JPEG is read no larger than it is needed
            picture.load()
            picture = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        raise ValidationError(_("This picture is broken: it cannot be opened."), code="broken") from None
    if min(picture.size) < LEAST_SIDE:
        words = {"least": LEAST_SIDE}
        raise ValidationError(_("This picture is too small: each side needs %(least)s pixels.") % words, code="small")
    return plain(picture)


def plain(picture):
    """Its pixels in three colours on white, and nothing else that came with the file."""
    pixels = picture.convert("RGBA")
    ground = Image.new("RGB", pixels.size, "white")
    ground.paste(pixels, mask=pixels.getchannel("A"))
    return ground


def keep(picture, *, by):
    """Store a picture that `check` has given, in both sizes."""
    large, size = encoded(picture, LARGE, LARGE_BYTES)
    small, _size = encoded(picture, SMALL, SMALL_BYTES)
    digest = hashlib.sha256(large).hexdigest()
    return StoryPicture.objects.create(
        small=small, large=large, width=size[0], height=size[1], sha256=digest, uploaded_by=by
    )


def encoded(picture, box, most):
    """(JPEG, its size in pixels) within a box and a number of bytes: coarser first, then smaller."""
    scaled = picture.copy()
    scaled.thumbnail(box, Image.Resampling.LANCZOS)
    while True:
        for quality in (78, 65, 50, 38, 28):
            out = io.BytesIO()
            scaled.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= most:
                return out.getvalue(), scaled.size
        scaled = scaled.resize((max(scaled.width * 3 // 4, 1), max(scaled.height * 3 // 4, 1)))
