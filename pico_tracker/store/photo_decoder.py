"""The child process that decodes a photo: bytes on its input; a clean JPEG, a thumbnail and one for paper out.

It stands alone and is run as a file, so that nothing of the program is near what a hostile picture
may do. Arguments: pixels, pixels of a side, pixels of the thumbnail's side, pixels across and down on
paper, MiB of memory, seconds. Output: one line of JSON, `{"refused": why}` or `{"width", "height",
"thumbnail": bytes, "print": bytes}`, in the latter case followed by the thumbnail, the one for paper
and the photo. Anything else, such as its death, is a refusal.
"""

import io
import json
import sys
from dataclasses import dataclass

from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin

try:
    import resource
except ImportError:  # Windows has no such limits; there the parent's clock has to do
    resource = None  # type: ignore[assignment]  # the module is there or it is not

PLUGINS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Imported, they know their formats; no other is ever tried."""
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY, PRINT_QUALITY, THUMBNAIL_QUALITY = 92, 88, 85
ORIENTATION = 0x0112
"""EXIF: how the camera was held."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture may cost: pixels, memory in MiB, processor time in seconds."""

    pixels: int
    side: int
    thumbnail_side: int
    print_width: int
    print_height: int
    memory_mib: int
    seconds: int


class Unfit(Exception):
    """The picture is refused; the argument is the word for why."""


def limit_process(limits: Limits) -> None:
    """Let the system end this process when it asks for too much; it leaves no core file."""
    if resource is None:
        return
    memory = limits.memory_mib * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def decode(content: bytes, limits: Limits) -> Image.Image:
    """The picture upright in sRGB, with nothing of the file but its pixels; raises `Unfit`."""
    image = opened(content, limits)
    return upright(in_srgb(image), image.getexif().get(ORIENTATION))


def opened(content: bytes, limits: Limits) -> Image.Image:
    """The picture with all its pixels read, as the file has it; raises `Unfit`."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise Unfit("format") from None
    if image.width * image.height > limits.pixels or max(image.size) > limits.side:
        raise Unfit("size")
    try:
        image.load()
    except (OSError, SyntaxError, ValueError):
        raise Unfit("damaged") from None
    return image


def upright(image: Image.Image, orientation: object) -> Image.Image:
    """Turned and mirrored as EXIF says; as it is where EXIF says nothing known."""
    turn = TURNS.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def in_srgb(image: Image.Image) -> Image.Image:
    """Red, green and blue as every screen takes them; what is transparent lies on white."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = on_white(image.convert("RGBA"))
    if profile and image.mode == "RGB":
        try:
            return translated(image, profile)
        except ImageCms.PyCMSError:  # a profile that cannot be read says nothing; the pixels do
            return image
    return image.convert("RGB")


def translated(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours of a wide profile, as of a phone, in sRGB."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image


def on_white(image: Image.Image) -> Image.Image:
    """A picture with an alpha channel, laid on white."""
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def encode(image: Image.Image, quality: int) -> bytes:
    """A JPEG without EXIF, comment, profile or anything else that came with the file."""
    image.info = {}
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return target.getvalue()


def answer(content: bytes, limits: Limits) -> bytes:
    """What is written to the output for the bytes of a file."""
    Image.MAX_IMAGE_PIXELS = None  # judged here, from the header and before anything is decoded
    try:
        image = decode(content, limits)
    except Unfit as why:
        return json.dumps({"refused": str(why)}).encode() + b"\n"
    photo = encode(image, QUALITY)
    width, height = image.size
    image.thumbnail((limits.print_width, limits.print_height))
    for_paper = encode(image, PRINT_QUALITY)
    image.thumbnail((limits.thumbnail_side, limits.thumbnail_side))
    thumbnail = encode(image, THUMBNAIL_QUALITY)
    head = {"width": width, "height": height, "thumbnail": len(thumbnail), "print": len(for_paper)}
    return json.dumps(head).encode() + b"\n" + thumbnail + for_paper + photo


def main() -> None:
    """Answer for the bytes on the input."""
    limits = Limits(*(int(one) for one in sys.argv[1:]))
    limit_process(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), limits))


if __name__ == "__main__":
    main()
