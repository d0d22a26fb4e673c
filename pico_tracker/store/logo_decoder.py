"""The child process that decodes a logo: bytes of a picture on its input, a small clean one out.

It is run as a file and takes nothing of the program but its neighbour that decodes photos.
Arguments: pixels, pixels of a side, pixels of the logo's longer side, bytes of the logo, MiB of
memory, seconds. Output: one line of JSON, `{"refused": why}` or `{"width", "height"}`, in the latter
case followed by the logo as PNG or JPEG. Anything else, such as its death, is a refusal.
"""

import io
import json
import sys

from PIL import Image

from pico_tracker.store.photo_decoder import (
    ORIENTATION,
    Limits,
    Unfit,
    encode,
    in_srgb,
    limit_process,
    on_white,
    opened,
    upright,
)

JPEG_QUALITY = 90


def logo_of(content: bytes, limits: Limits, side: int) -> Image.Image:
    """The logo upright in sRGB, what is transparent kept so; raises `Unfit`."""
    image = opened(content, limits)
    logo = seen_through(image) if image.has_transparency_data else in_srgb(image)
    logo = upright(logo, image.getexif().get(ORIENTATION))
    logo.thumbnail((side, side), Image.Resampling.LANCZOS)
    return logo


def seen_through(image: Image.Image) -> Image.Image:
    """A picture with an alpha channel without its transparent edges; raises `Unfit` where it is nothing else."""
    logo = image.convert("RGBA")
    edges = logo.getchannel("A").getbbox()
    if edges is None:
        raise Unfit("empty")
    return logo.crop(edges)


def packed(logo: Image.Image, most: int) -> bytes:
    """PNG, which keeps letters sharp and shows the paper through; a JPEG where that would take too much."""
    logo.info = {}
    target = io.BytesIO()
    logo.save(target, "PNG", optimize=True)
    png = target.getvalue()
    if len(png) <= most:
        return png
    return encode(on_white(logo) if logo.mode == "RGBA" else logo, JPEG_QUALITY)


def answer(content: bytes, limits: Limits, side: int, most: int) -> bytes:
    """What is written to the output for the bytes of a file."""
    Image.MAX_IMAGE_PIXELS = None  # judged from the header, before anything is decoded
    try:
        logo = logo_of(content, limits, side)
    except Unfit as why:
        return json.dumps({"refused": str(why)}).encode() + b"\n"
    width, height = logo.size
    return json.dumps({"width": width, "height": height}).encode() + b"\n" + packed(logo, most)


def main() -> None:
    """Answer for the bytes on the input."""
    pixels, longest, side, most, memory, seconds = (int(one) for one in sys.argv[1:])
    limits = Limits(pixels, longest, side, side, side, memory, seconds)
    limit_process(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), limits, side, most))


if __name__ == "__main__":
    main()
