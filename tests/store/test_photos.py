"""Photos from files: what is taken, what is refused, and what lies on the disk afterwards."""

import io
import os
import stat
import struct
import sys
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.store import photo_files
from pico_tracker.store.photo_files import read_photo_file
from pico_tracker.store.photos import MARK, PhotoFolder

KEY = bytes(range(32))
RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (250, 250, 250)
CORNERS = (RED, GREEN, BLUE, WHITE)
"""Upper left, upper right, lower left, lower right of the picture as it was seen."""
ORIENTATION = 0x0112
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores the picture under each EXIF value: what undoes the turn that the value asks for."""


def picture(width: int = 80, height: int = 48) -> Image.Image:
    """Four corners of four colours."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for number, colour in enumerate(CORNERS):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return image


def corners(image: Image.Image) -> list[int]:
    """Which of the four colours is nearest in each corner."""
    width, height = image.size
    spots = ((8, 8), (width - 9, 8), (8, height - 9), (width - 9, height - 9))
    found = []
    for spot in spots:
        seen = image.getpixel(spot)
        assert isinstance(seen, tuple)
        far = [sum((a - b) ** 2 for a, b in zip(seen, colour, strict=True)) for colour in CORNERS]
        found.append(far.index(min(far)))
    return found


def saved(path: Path, image: Image.Image, kind: str = "JPEG", **options: object) -> Path:
    image.save(path, kind, **options)
    return path


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.fixture
def folder(tmp_path: Path) -> PhotoFolder:
    return PhotoFolder(tmp_path / "clinic.pico", KEY)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_is_judged_by_its_content_and_becomes_a_jpeg(tmp_path: Path, kind: str) -> None:
    photo = read_photo_file(saved(tmp_path / "photo.txt", picture(640, 400), kind))
    image, thumbnail = opened(photo.content), opened(photo.thumbnail)
    assert (image.format, image.size, (photo.width, photo.height)) == ("JPEG", (640, 400), (640, 400))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (320, 200))
    assert corners(image) == corners(thumbnail) == [0, 1, 2, 3]


def test_a_small_photo_keeps_its_size_as_thumbnail(tmp_path: Path) -> None:
    assert opened(read_photo_file(saved(tmp_path / "a.png", picture(), "PNG")).thumbnail).size == (80, 48)


@pytest.mark.parametrize("orientation", HELD)
def test_a_photo_stands_upright_however_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    turn, image = HELD[orientation], picture()
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = image if turn is None else image.transpose(turn)
    photo = read_photo_file(saved(tmp_path / "a.jpg", stored, quality=95, exif=exif))
    assert (photo.width, photo.height) == (80, 48)
    assert corners(opened(photo.content)) == corners(opened(photo.thumbnail)) == [0, 1, 2, 3]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 15.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    exif[0x8825] = exif.get_ifd(0x8825)
    path = saved(tmp_path / "a", picture(), kind, exif=exif, comment=b"SecretComment", xmp=b"<x>SecretPlace</x>")
    assert b"SecretMaker" in path.read_bytes()
    assert opened(path.read_bytes()).getexif().get_ifd(0x8825)
    photo = read_photo_file(path)
    for content in (photo.content, photo.thumbnail):
        image = opened(content)
        assert not dict(image.getexif())
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
        assert b"Secret" not in content


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    photo = read_photo_file(saved(tmp_path / "a.png", clear, "PNG"))
    assert opened(photo.content).getpixel((20, 20)) == (255, 255, 255)


def refusal(path: Path) -> str:
    with pytest.raises(FileTrouble) as refused:
        read_photo_file(path)
    said = str(refused.value)
    assert "Nothing was kept." in said
    assert path.name in said
    return said


def test_a_text_with_the_name_of_a_photo_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arm.jpg"
    path.write_text("This is a letter.")
    assert "not a photo in JPEG, PNG or WebP" in refusal(path)
    path.write_bytes(b"")
    assert "not a photo in JPEG, PNG or WebP" in refusal(path)


def test_another_kind_of_picture_is_refused(tmp_path: Path) -> None:
    assert "not a photo in JPEG, PNG or WebP" in refusal(saved(tmp_path / "arm.jpg", picture(), "GIF"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_photo_is_refused(tmp_path: Path, kind: str) -> None:
    noise = Image.frombytes("RGB", (200, 200), Random(1).randbytes(120_000))
    path = saved(tmp_path / "arm", noise, kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refusal(path)


def empty_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    parts = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(10_000, 6_100), (20_001, 2), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_says_it_is_too_large_is_refused_by_its_header(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "arm.png"
    path.write_bytes(empty_png(*size))
    assert "larger than 60 million pixels" in refusal(path)
    path.write_bytes(empty_png(10_000, 6_000))
    assert "damaged or incomplete" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFO")
def test_a_fifo_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "arm.jpg"
    os.mkfifo(path)
    assert "not a file but a folder or a device" in refusal(path)


def test_a_folder_a_device_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    assert "not a file but a folder or a device" in refusal(tmp_path)
    assert "not a file but a folder or a device" in refusal(Path(os.devnull))
    assert "cannot be read" in refusal(tmp_path / "gone.jpg")
    assert "cannot be read" in refusal(tmp_path / ("long" * 1_000))
    assert "cannot be read" in refusal(tmp_path / "a\0b.jpg")


def test_a_link_to_a_photo_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(saved(tmp_path / "a.jpg", picture()))
    assert read_photo_file(link).width == 80


def test_a_file_of_41_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "arm.jpg", picture())
    os.truncate(path, 41_000_000)
    assert "larger than 40 MB" in refusal(path)


@pytest.fixture
def decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another program in the decoder's place."""
    path = tmp_path / "decoder.py"
    monkeypatch.setattr(photo_files, "DECODER", path)
    return path


@pytest.mark.parametrize(
    "end", ["import os; os.abort()", "import os; os.kill(os.getpid(), 9)", "raise MemoryError"]
)
def test_a_decoder_that_dies_is_a_refusal(tmp_path: Path, decoder: Path, end: str) -> None:
    decoder.write_text(end)
    assert "damaged or incomplete" in refusal(saved(tmp_path / "arm.jpg", picture()))


def test_a_decoder_that_never_ends_is_ended(tmp_path: Path, decoder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_files, "SECONDS", 0.2)
    decoder.write_text("while True: pass")
    assert "takes too long" in refusal(saved(tmp_path / "arm.jpg", picture()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit on memory reliably")
def test_a_picture_that_asks_for_too_much_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_files, "MEMORY_MIB", 300)
    assert "damaged or incomplete" in refusal(saved(tmp_path / "arm.png", picture(9_000, 6_000), "PNG"))


def test_no_flipped_byte_and_no_cut_makes_a_decoder_answer_nonsense(tmp_path: Path) -> None:
    random, whole = Random(7), saved(tmp_path / "a.jpg", picture()).read_bytes()
    path, refused = tmp_path / "arm.jpg", 0
    for _ in range(12):
        spoiled = bytearray(whole[: random.randrange(2, len(whole) + 1)])
        spoiled[random.randrange(len(spoiled))] ^= 1 << random.randrange(8)
        path.write_bytes(spoiled)
        try:
            photo = read_photo_file(path)
        except FileTrouble:
            refused += 1
        else:
            assert opened(photo.content).size == (photo.width, photo.height)
    assert refused


def test_a_kept_photo_is_read_back_and_lies_sealed_in_a_folder_of_its_own(
    folder: PhotoFolder, tmp_path: Path
) -> None:
    content = read_photo_file(saved(tmp_path / "a.jpg", picture())).content
    name = folder.keep(content)
    path = tmp_path / "clinic.pico.photos" / name[:2] / f"{name}.photo"
    assert folder.read(name) == content
    assert content[:64] not in path.read_bytes()
    assert PhotoFolder(tmp_path / "clinic.pico", KEY).read(name) == content
    if os.name == "posix":
        modes = [stat.S_IMODE(one.stat().st_mode) for one in (folder.path, path.parent, path)]
        assert modes == [0o700, 0o700, 0o600]
    assert not list(folder.path.rglob("*.part"))


def test_the_same_photo_has_one_file_and_another_key_another_name(folder: PhotoFolder, tmp_path: Path) -> None:
    name = folder.keep(b"photo")
    before = folder.file_of(name).read_bytes()
    assert folder.keep(b"photo") == name
    assert folder.file_of(name).read_bytes() == before
    other = PhotoFolder(tmp_path / "other.pico", bytes(32))
    assert other.keep(b"photo") != name
    assert PhotoFolder(tmp_path / "demonstration.pico", None).keep(b"photo") != name


def test_one_flipped_byte_anywhere_is_detected_and_mended_by_the_same_photo(folder: PhotoFolder) -> None:
    name = folder.keep(b"a photo of some bytes")
    path = folder.file_of(name)
    whole = path.read_bytes()
    for place in range(len(whole)):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0x10
        path.write_bytes(spoiled)
        with pytest.raises(FileTrouble, match="missing or damaged"):
            folder.read(name)
    assert folder.keep(b"a photo of some bytes") == name
    assert folder.read(name) == b"a photo of some bytes"


@pytest.mark.parametrize("content", [b"", MARK, MARK + bytes(12), b"PicoPhoto1"])
def test_a_cut_off_file_is_detected(folder: PhotoFolder, content: bytes) -> None:
    name = folder.keep(b"photo")
    folder.file_of(name).write_bytes(content)
    with pytest.raises(FileTrouble, match="missing or damaged"):
        folder.read(name)


def test_a_photo_under_another_photos_name_is_detected(folder: PhotoFolder) -> None:
    one, other = folder.keep(b"one"), folder.keep(b"other")
    folder.file_of(one).write_bytes(folder.file_of(other).read_bytes())
    with pytest.raises(FileTrouble, match="missing or damaged"):
        folder.read(one)


@pytest.mark.parametrize("name", ["../../clinic.pico", "", "A" * 64, "a" * 63, "/" + "a" * 63])
def test_a_name_never_leads_out_of_the_folder(folder: PhotoFolder, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a photo"):
        folder.read(name)


def test_a_folder_that_cannot_be_written_is_said(folder: PhotoFolder) -> None:
    folder.path.write_text("in the way")
    with pytest.raises(FileTrouble, match="cannot be written"):
        folder.keep(b"photo")


def test_a_photo_for_paper_is_as_large_as_it_is_printed_and_no_larger(tmp_path: Path) -> None:
    wide = read_photo_file(saved(tmp_path / "a.jpg", picture(3000, 2250))).for_paper
    assert (opened(wide).format, opened(wide).size) == ("JPEG", (960, 720))
    assert opened(read_photo_file(saved(tmp_path / "b.jpg", picture(4200, 1400))).for_paper).size == (1050, 350)
    assert opened(read_photo_file(saved(tmp_path / "c.jpg", picture())).for_paper).size == (80, 48)


def test_the_small_form_lies_sealed_beside_its_photo_and_opens_under_its_name_only(folder: PhotoFolder) -> None:
    name, other = folder.keep(b"photo"), folder.keep(b"another photo")
    assert folder.find_for_paper(name) is None
    folder.keep_for_paper(name, b"a small photo")
    small = folder.file_of(name).with_suffix(".paper")
    assert folder.find_for_paper(name) == b"a small photo"
    assert b"a small photo" not in small.read_bytes()
    folder.file_of(other).with_suffix(".paper").write_bytes(small.read_bytes())
    assert folder.find_for_paper(other) is None
    folder.file_of(name).write_bytes(small.read_bytes())
    with pytest.raises(FileTrouble, match="missing or damaged"):
        folder.read(name)


def test_a_damaged_small_form_is_none(folder: PhotoFolder) -> None:
    name = folder.keep(b"photo")
    folder.keep_for_paper(name, b"a small photo")
    small = folder.file_of(name).with_suffix(".paper")
    small.write_bytes(small.read_bytes()[:-1])
    assert folder.find_for_paper(name) is None
