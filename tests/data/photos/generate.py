#!/usr/bin/env python3
"""Makes the pictures of this directory from one photo; see README.md.

usage: generate.py PHOTO

Needs Pillow, exiftool, heif-enc and cjpeg. The encoders' versions decide the exact bytes, so the files are committed.
"""

import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).parent
# Red, green, blue, yellow: top left, top right, bottom right, bottom left.
MARKERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))

# What a camera does to an upright picture before it stores it under an orientation.
STORED_AS = {
    1: None,
    2: Image.FLIP_LEFT_RIGHT,
    3: Image.ROTATE_180,
    4: Image.FLIP_TOP_BOTTOM,
    5: Image.TRANSPOSE,
    6: Image.ROTATE_90,
    7: Image.TRANSVERSE,
    8: Image.ROTATE_270,
}

PRIVATE = [
    "-EXIF:Make=Baton", "-EXIF:Model=Test camera", "-EXIF:DateTimeOriginal=2024:05:06 07:08:09",
    "-GPSLatitude=51.4779", "-GPSLatitudeRef=N", "-GPSLongitude=0.0015", "-GPSLongitudeRef=W",
    "-XMP-dc:Creator=Private Person", "-IPTC:Caption-Abstract=Private caption", "-Comment=Private comment",
]


def mark(picture, colours):
    """Draws a square in each corner, from top left on, clockwise."""
    width, height = picture.size
    side = min(width, height) // 10
    right, bottom = width - side, height - side
    draw = ImageDraw.Draw(picture)
    for (x, y), colour in zip(((0, 0), (right, 0), (right, bottom), (0, bottom)), colours):
        draw.rectangle((x, y, x + side - 1, y + side - 1), fill=colour)
    return picture


def photo(source, width, height):
    return mark(source.resize((width, height), Image.LANCZOS), MARKERS)


def paletted(picture):
    """The photo in 64 colours, four of them those of its corners."""
    result = picture.quantize(60)
    result.putpalette(result.getpalette()[: 60 * 3] + [value for colour in MARKERS for value in colour])
    return mark(result, range(60, 64))


def exiftool(path, *arguments):
    subprocess.run(["exiftool", "-q", "-n", "-overwrite_original", *arguments, str(path)], check=True)


def stored(picture, orientation):
    step = STORED_AS[orientation]
    return picture if step is None else picture.transpose(step)


def private_jpeg(path, picture, orientation, **saving):
    """A JPEG in the given orientation with everything in it that must not leave."""
    stored(picture, orientation).save(path, quality=80, **saving)
    thumbnail = stored(picture.resize((80, 60)), orientation)
    with tempfile.NamedTemporaryFile(suffix=".jpg") as small:
        thumbnail.save(small.name, quality=60)
        exiftool(path, f"-Orientation={orientation}", f"-XMP-tiff:Orientation={orientation}", *PRIVATE,
                 f"-ThumbnailImage<={small.name}")


def chunk(kind, payload):
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def png(size, depth, colour_type, rows, interlaced=False, extra=b""):
    """A PNG from unfiltered rows; `rows(pass)` yields those of one Adam7 pass, or of the picture."""
    passes = range(7) if interlaced else [None]
    data = b"".join(b"\0" + row for step in passes for row in rows(step))
    header = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data, 9))
            + chunk(b"IEND", b""))


def adam7_rows(picture):
    x0, y0 = [0, 4, 0, 2, 0, 1, 0], [0, 0, 4, 0, 2, 0, 1]
    dx, dy = [8, 8, 4, 4, 2, 2, 1], [8, 8, 8, 4, 4, 2, 2]

    def rows(step):
        for y in range(y0[step], picture.height, dy[step]):
            yield b"".join(bytes(picture.getpixel((x, y))) for x in range(x0[step], picture.width, dx[step]))

    return rows


def rgb16_rows(picture):
    def rows(_):
        for y in range(picture.height):
            # The low byte differs from the high one, so that losing it shows.
            yield b"".join(bytes((value, value ^ 0x5A)) for x in range(picture.width)
                           for value in picture.getpixel((x, y)))

    return rows


def with_alpha(picture):
    """The photo, half transparent in its middle third."""
    alpha = Image.new("L", picture.size, 255)
    width, height = picture.size
    ImageDraw.Draw(alpha).rectangle((width // 3, height // 3, 2 * width // 3, 2 * height // 3), fill=0)
    result = picture.convert("RGBA")
    result.putalpha(alpha)
    return result


def make_pngs(picture):
    paletted(picture).save(HERE / "palette.png", optimize=True)
    small = picture.resize((160, 120))
    palette = paletted(small)
    palette.save(HERE / "palette_alpha.png", transparency=palette.getpixel((80, 60)))
    picture.convert("L").save(HERE / "gray.png", optimize=True)
    with_alpha(small).convert("LA").save(HERE / "gray_alpha.png")
    with_alpha(small).save(HERE / "alpha.png")
    (HERE / "rgb16.png").write_bytes(png(small.size, 16, 2, rgb16_rows(small)))
    (HERE / "interlaced.png").write_bytes(png(small.size, 8, 2, adam7_rows(small), interlaced=True))
    plain = io.BytesIO()
    small.save(plain, "PNG")
    (HERE / "truncated.png").write_bytes(plain.getvalue()[: len(plain.getvalue()) * 2 // 3])
    broken = bytearray(chunk(b"tEXt", b"Comment\0harmless"))
    broken[-1] ^= 0xFF
    (HERE / "bad_chunk.png").write_bytes(plain.getvalue()[:33] + bytes(broken) + plain.getvalue()[33:])
    header = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
    (HERE / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                                    + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b""))
    private = HERE / "private.png"
    stored(small, 6).save(private)
    exiftool(private, "-EXIF:Orientation=6", *PRIVATE[:-2], "-PNG:Author=Private Person", "-PNG:ModifyDate=2024:05:06 07:08:09")


def make_jpegs(picture, icc):
    picture.convert("CMYK").save(HERE / "cmyk.jpg", quality=80)
    picture.convert("L").save(HERE / "gray.jpg", quality=80)
    picture.save(HERE / "icc.jpg", quality=80, icc_profile=icc)
    private_jpeg(HERE / "progressive_6.jpg", picture, 6, progressive=True)
    private_jpeg(HERE / "fullchroma_6.jpg", picture.resize((328, 248)), 6, subsampling=0)
    with tempfile.NamedTemporaryFile(suffix=".ppm") as bitmap:
        picture.save(bitmap.name)
        for name, option in {"rgb": "-rgb", "arithmetic": "-arithmetic"}.items():
            subprocess.run(["cjpeg", "-quality", "80", option, "-outfile", str(HERE / f"{name}.jpg"), bitmap.name],
                           check=True)
    plain = io.BytesIO()
    picture.save(plain, "JPEG", quality=80)
    data = plain.getvalue()
    scan = data.index(b"\xff\xda")
    (HERE / "truncated.jpg").write_bytes(data[: len(data) * 2 // 3])
    corrupt = bytearray(data)
    for at in range(scan + 2000, scan + 2040):
        corrupt[at] = corrupt[at] ^ 0x55 if corrupt[at] ^ 0x55 != 0xFF else 0
    (HERE / "corrupt.jpg").write_bytes(bytes(corrupt))
    (HERE / "trailing.jpg").write_bytes(data + b"\0\0\0\x18ftypmp42" + b"a film that follows the picture" * 20)
    (HERE / "padded.jpg").write_bytes(data[:-2] + b"\0" * 7 + data[-2:])


def box(kind, payload):
    return struct.pack(">I", len(payload) + 8) + kind + payload


def with_irot(heic, turns):
    """Adds `irot` (counter-clockwise quarter turns) to the first item of a file from heif-enc."""
    irot = box(b"irot", bytes([turns]))
    grown = len(irot) + 1
    data = bytearray(heic)

    def grow(at, by):
        data[at : at + 4] = struct.pack(">I", struct.unpack(">I", data[at : at + 4])[0] + by)

    meta, iprp, ipco, ipma, iloc = (data.index(kind) - 4 for kind in (b"meta", b"iprp", b"ipco", b"ipma", b"iloc"))
    # iloc version 0 with four-byte base offsets, as heif-enc writes it: everything after meta moves.
    items = struct.unpack(">H", data[iloc + 14 : iloc + 16])[0]
    entry = iloc + 16
    for _ in range(items):
        grow(entry + 4, grown)
        entry += 10 + 8 * struct.unpack(">H", data[entry + 8 : entry + 10])[0]
    properties = 0
    at, end = ipco + 8, ipma
    while at < end:
        properties += 1
        at += struct.unpack(">I", data[at : at + 4])[0]
    associations = ipma + 18
    count = data[associations]
    data[associations] = count + 1
    data[associations + 1 + count : associations + 1 + count] = bytes([0x80 | (properties + 1)])
    for at, by in ((meta, grown), (iprp, grown), (ipco, len(irot)), (ipma, 1)):
        grow(at, by)
    data[ipma:ipma] = irot
    return bytes(data)


def make_heics(picture):
    with tempfile.TemporaryDirectory() as directory:
        source, made = pathlib.Path(directory, "in.jpg"), pathlib.Path(directory, "out.heic")
        exif = Image.Exif()
        exif[0x0112] = 6
        stored(picture, 6).save(source, quality=90, exif=exif)
        subprocess.run(["heif-enc", "-q", "40", "-o", str(made), str(source)], check=True, stdout=subprocess.DEVNULL)
        heic = made.read_bytes()
        picture.save(source, quality=95)
        subprocess.run(["heif-enc", "-A", "-q", "45", "-o", str(HERE / "upright.avif"), str(source)], check=True,
                       stdout=subprocess.DEVNULL)
    (HERE / "exif6.heic").write_bytes(heic)
    # Turned once by the container; a reader that also believes EXIF turns it twice.
    (HERE / "irot.heic").write_bytes(with_irot(heic, 3))


def make_webps(picture):
    stored(picture, 6).save(HERE / "exif6.webp", quality=70)
    exiftool(HERE / "exif6.webp", "-EXIF:Orientation=6", *PRIVATE[:-2])
    small = picture.resize((160, 120))
    with_alpha(small).save(HERE / "alpha.webp", lossless=True)
    small.save(HERE / "animated.webp", save_all=True, append_images=[small.transpose(Image.ROTATE_180)], duration=100,
               quality=60)


def main():
    original = Image.open(sys.argv[1])
    icc = original.info["icc_profile"]
    source = original.convert("RGB").crop((0, 300, 2200, 1950))
    # Pillow would write the profile into every file, the grey ones too.
    source.info.clear()
    for name, size in {"upright": (640, 480), "odd": (641, 479)}.items():
        picture = photo(source, *size)
        for orientation in STORED_AS:
            private_jpeg(HERE / f"{name}_{orientation}.jpg", picture, orientation, icc_profile=icc)
    medium = photo(source, 320, 240)
    make_jpegs(medium, icc)
    make_pngs(medium)
    make_webps(medium)
    make_heics(medium)


if __name__ == "__main__":
    main()
