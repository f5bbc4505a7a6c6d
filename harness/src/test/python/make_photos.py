"""Writes small photos of every kind that cameras and programs leave, and what they look like, with Pillow.

The decoder is held to these by PhotoFixturesTest. Each is four flat squares of 16 x 16 pixels, so that neither JPEG nor
the way of scaling changes a value by more than rounding. Run with Pillow 10.2 or newer, which writes restart markers:

    python3 harness/src/test/python/make_photos.py harness/src/test/resources/io/github/dropblock/harness/images/photos
"""
import json
import math
import pathlib
import random
import struct
import sys
import zlib

from PIL import Image, ImageOps

COLOURS = [(220, 40, 30), (30, 160, 60), (40, 70, 200), (230, 210, 120)]
CORNERS = [(0, 0), (16, 0), (0, 16), (16, 16)]


def squares(mode, values):
    image = Image.new(mode, (32, 32))
    for corner, value in zip(CORNERS, values):
        image.paste(value, (*corner, corner[0] + 16, corner[1] + 16))
    return image


def looks(file):
    """The middle of each square as RGB on white, row by row."""
    image = ImageOps.exif_transpose(Image.open(file))
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip
        image = image.point(lambda value: value / 257).convert("L")
    if image.mode in ("LA", "P", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    return [list(image.getpixel((x + 8, y + 8))) for x, y in CORNERS]


def ycck(file):
    """Adobe's other way of storing CMYK: the inverse of CMY as luma and chroma, marked by a 2 in its segment."""
    luma_chroma = squares("RGB", COLOURS).convert("YCbCr").split()
    key = squares("L", [0, 30, 60, 10])
    # Pillow stores 255 less each channel, as Adobe does.
    stored = [channel.point(lambda value: 255 - value) for channel in luma_chroma]
    Image.merge("CMYK", (*stored, key)).save(file, quality=95)
    content = bytearray(file.read_bytes())
    content[content.index(b"Adobe") + 11] = 2
    file.write_bytes(content)


def rgb_png(file, form, extra=()):
    """A PNG of 8 or 16 bits a channel (form 3B or >3H), with chunks that Pillow reads but does not write."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    wide = form == ">3H"
    rows = b""
    for upper in (0, 2):
        row = b"".join(struct.pack(form, *((257 if wide else 1) * v for v in COLOURS[upper + right])) * 16
                       for right in (0, 1))
        rows += (b"\0" + row) * 16
    chunks = [(b"IHDR", struct.pack(">2I5B", 32, 32, 16 if wide else 8, 2, 0, 0, 0)), *extra,
              (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks))


def bmp(file, height, bits, compression, content, palette=b""):
    """A bitmap as Windows' programs write them and Pillow does not; rows from the bottom up unless height is negative."""
    start = 54 + len(palette)
    header = b"BM" + struct.pack("<IHHI", start + len(content), 0, 0, start)
    info = struct.pack("<IiiHHIIiiII", 40, 32, height, 1, bits, compression, len(content), 2835, 2835, len(palette) // 4, 0)
    file.write_bytes(header + info + palette + content)


def bmps(folder):
    lines = [[COLOURS[(y // 16) * 2 + x // 16] for x in range(32)] for y in range(32)]
    blue_first = [b"".join(bytes(reversed(pixel)) for pixel in line) for line in lines]
    bmp(folder / "top-down.bmp", -32, 24, 0, b"".join(blue_first))
    bmp(folder / "unused-alpha.bmp", 32, 32, 0,
        b"".join(bytes((*reversed(pixel), 0)) for line in reversed(lines) for pixel in line))
    bmp(folder / "5-bits.bmp", 32, 16, 0,
        b"".join(struct.pack("<H", (r >> 3) << 10 | (g >> 3) << 5 | b >> 3) for line in reversed(lines) for r, g, b in line))
    runs = b"".join(bytes((16, 2 * (y // 16), 16, 2 * (y // 16) + 1, 0, 0)) for y in reversed(range(32))) + b"\0\1"
    bmp(folder / "run-lengths.bmp", 32, 8, 1, runs, b"".join(bytes((*reversed(colour), 0)) for colour in COLOURS))


def waves():
    """Large and lively enough that a file cut to a fifth still has the photo's beginning."""
    image = Image.new("RGB", (320, 240))
    dice = random.Random(4)
    for y in range(240):
        for x in range(320):
            blue = int((x * 7 + y * 3 + dice.randrange(24)) % 256 * 0.5 + 60)
            red = int(127 + 120 * math.sin(x / 23 + y / 41))
            image.putpixel((x, y), (red, int(127 + 120 * math.cos(x / 31 - y / 17)), blue))
    return image


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rgb = squares("RGB", COLOURS)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        rgb.save(folder / f"orientation-{orientation}.jpg", quality=95, subsampling=0, exif=exif)
    rgb.save(folder / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    rgb.save(folder / "subsampled.jpg", quality=95, subsampling=2)
    squares("L", [10, 90, 170, 250]).save(folder / "grey.jpg", quality=95)
    cmyk = [(200, 10, 30, 0), (0, 180, 40, 20), (20, 30, 220, 60), (90, 60, 30, 10)]
    squares("CMYK", cmyk).save(folder / "cmyk.jpg", quality=95)
    ycck(folder / "ycck.jpg")
    rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(folder / "palette.png")
    rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(
        folder / "palette-transparent.png", transparency=0)
    rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(folder / "palette.gif")
    alpha = [(220, 40, 30, 255), (30, 160, 60, 128), (40, 70, 200, 0), (230, 210, 120, 64)]
    squares("RGBA", alpha).save(folder / "alpha.png")
    squares("LA", [(10, 255), (90, 128), (170, 0), (250, 64)]).save(folder / "grey-alpha.png")
    squares("1", [0, 255, 255, 0]).save(folder / "black-white.png")
    squares("I;16", [10 * 257, 90 * 257, 170 * 257, 250 * 257]).save(folder / "grey-16-bit.png")
    rgb_png(folder / "rgb-16-bit.png", ">3H")
    rgb_png(folder / "rgb-one-transparent.png", "3B", [(b"tRNS", struct.pack(">3H", *COLOURS[0]))])
    rgb.save(folder / "rgb.bmp")
    bmps(folder)
    rgb.save(folder / "rgb-channels.jpg", quality=95, keep_rgb=True)
    rgb.save(folder / "two-pictures.jpg", format="MPO", save_all=True, append_images=[rgb.rotate(180)], quality=95)
    waves().save(folder / "large.jpg", quality=80)
    waves().save(folder / "large-progressive.jpg", quality=80, progressive=True)
    waves().save(folder / "large-restarts.jpg", quality=60, restart_marker_rows=1)
    waves().convert("CMYK").resize((160, 120)).save(folder / "large-cmyk.jpg", quality=60, progressive=True)
    exif = Image.Exif()
    exif[0x010F] = "a maker's name " * 400
    waves().resize((160, 120)).save(folder / "large-exif.jpg", quality=60, exif=exif)
    waves().resize((160, 120)).quantize(32).save(folder / "large.gif")
    expected = {file.name: looks(file) for file in sorted(folder.iterdir())
                if file.suffix != ".json" and not file.name.startswith("large")}
    (folder / "looks.json").write_text(json.dumps(expected, indent=1).replace("\n   ", "").replace("\n  ]", "]") + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
