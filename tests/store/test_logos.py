"""The clinic's logo: whatever picture is chosen becomes a small clean one, or says why not."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.letterheads import LOGO_BYTES_LIMIT, LOGO_SIDE
from pico_tracker.store.logo_files import read_logo_file


def opened(logo: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(logo))
    image.load()
    return image


def drawn(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A dark disc on white, or on nothing."""
    image = Image.new(mode, size, (255, 255, 255, 0)[: len(mode)])
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="#1f3a93")
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_large_picture_becomes_a_small_one_of_the_same_proportions(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "logo"
    drawn((3000, 1000)).save(path, kind)
    logo = opened(read_logo_file(path))
    assert logo.size == (LOGO_SIDE, LOGO_SIDE // 3)
    assert logo.format == "PNG"


def test_a_small_picture_keeps_its_size(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    drawn((120, 80)).save(path)
    assert opened(read_logo_file(path)).size == (120, 80)


def test_what_is_transparent_stays_so_and_its_empty_edges_go(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    drawn((400, 400), "RGBA").save(path)
    logo = opened(read_logo_file(path))
    assert logo.mode == "RGBA"
    assert logo.size == (101, 101)
    assert logo.getpixel((0, 0)) == (255, 255, 255, 0)
    assert logo.getpixel((50, 50)) == (31, 58, 147, 255)


def test_nothing_of_the_file_but_its_pixels_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "logo.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Mill Lane 12, private"
    drawn((300, 200)).save(path, "JPEG", exif=exif, comment=b"private")
    logo = read_logo_file(path)
    assert b"private" not in logo
    assert opened(logo).size == (200, 300)
    assert opened(logo).info == {}


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_full_of_grain_still_fits(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "logo.png"
    Image.merge(mode, [Image.effect_noise((600, 600), 90 + band) for band in range(len(mode))]).save(path)
    logo = read_logo_file(path)
    assert len(logo) <= LOGO_BYTES_LIMIT
    assert opened(logo).format == "JPEG"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg/>", "is not a picture in PNG, JPEG or WebP"),
        (b"\x89PNG\r\n\x1a\n", "is not a picture in PNG, JPEG or WebP"),
    ],
)
def test_what_is_no_picture_is_refused_and_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(FileTrouble, match="Nothing was changed") as refused:
        read_logo_file(path)
    assert said in str(refused.value)
    assert "logo.png" in str(refused.value)


def test_half_a_picture_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    half, empty = tmp_path / "half.jpg", tmp_path / "empty.png"
    drawn((900, 900)).save(half, "JPEG")
    half.write_bytes(half.read_bytes()[:4000])
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(empty)
    with pytest.raises(FileTrouble, match=r"half\.jpg is damaged"):
        read_logo_file(half)
    with pytest.raises(FileTrouble, match=r"empty\.png is transparent all over"):
        read_logo_file(empty)
