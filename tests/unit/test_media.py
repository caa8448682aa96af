from __future__ import annotations

import io
import json
import os
import struct
import zlib

import numpy as np
import pytest
import scipy.ndimage
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.profile.media import audio, describe_audio, describe_images
from workbench.profile.media.near import HAMMING, difference_hash, near_groups
from workbench.profile.media.outliers import far_from_most

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
soundfile = pytest.importorskip("soundfile", reason="soundfile is not installed")


def scene(seed: int, size=(120, 160)):
    """A picture of soft shapes with some noise."""
    random = np.random.default_rng(seed)
    shapes = Image.fromarray(random.integers(0, 255, (9, 12, 3), dtype=np.uint8))
    soft = np.asarray(shapes.resize(size[::-1], Image.Resampling.BICUBIC), dtype=float)
    noise = random.normal(0, 8, (*size, 3))
    return Image.fromarray(np.clip(soft + noise, 0, 255).astype(np.uint8))


def only(summary):
    assert summary.unreadable == ()
    (file,) = summary.files
    return file


# -- figures of images -------------------------------------------------------------------------


def test_figures_equal_scipy(tmp_path):
    grey = np.asarray(scene(1).convert("L"))
    Image.fromarray(grey).save(tmp_path / "a.png")
    file = only(describe_images(["a.png"], root=tmp_path))
    levels = grey.astype(float)
    assert file.brightness == pytest.approx(levels.mean() / 255)
    assert file.contrast == pytest.approx(levels.std() / 255)
    inside = scipy.ndimage.laplace(levels)[1:-1, 1:-1]
    assert file.sharpness == pytest.approx(inside.var())
    shares = np.bincount(grey.ravel(), minlength=256) / grey.size
    assert file.entropy == pytest.approx(scipy.stats.entropy(shares, base=2))
    assert (file.width, file.height, file.aspect) == (160, 120, 160 / 120)
    assert (file.format, file.mode, file.frames) == ("PNG", "L", 1)
    assert file.file_bytes == (tmp_path / "a.png").stat().st_size


def grey_forms():
    half = np.full((20, 30), 128, dtype=np.uint8)
    grey = Image.fromarray(half)
    palette = Image.new("P", (30, 20), 3)
    palette.putpalette([128] * 768)
    clear = Image.new("RGBA", (30, 20), (0, 0, 0, 127))  # half of black on white
    yield "grey.png", grey, {}
    yield "colour.jpg", grey.convert("RGB"), {}
    yield "cmyk.jpg", grey.convert("RGB").convert("CMYK"), {}
    yield "deep.png", Image.fromarray(np.full((20, 30), 128 * 257, dtype=np.uint16)), {}
    yield "palette.png", palette, {}
    yield "palette_clear.png", palette, {"transparency": 200}
    yield "clear.png", clear, {}
    yield "clear.webp", clear, {"lossless": True}
    yield "lab.tif", Image.merge("LAB", [grey, grey, grey]), {}
    yield "moving.gif", grey, {"save_all": True, "append_images": [grey.point(lambda v: 9)]}


@pytest.mark.parametrize(
    ("name", "image", "options"), list(grey_forms()), ids=lambda x: str(x)[:20]
)
def test_every_form_of_half_grey_is_half_bright(tmp_path, name, image, options):
    image.save(tmp_path / name, **options)
    file = only(describe_images([name], root=tmp_path))
    assert file.brightness == pytest.approx(0.5, abs=0.01)
    assert file.frames == (2 if name == "moving.gif" else 1)
    assert (file.width, file.height) == (30, 20)


def test_floats_are_scaled_to_their_range(tmp_path):
    ramp = np.tile(np.linspace(-5, 70, 100, dtype=np.float32), (50, 1))
    ramp[0, 0] = np.nan
    Image.fromarray(ramp).save(tmp_path / "ramp.tif")
    assert only(describe_images(["ramp.tif"], root=tmp_path)).brightness == pytest.approx(0.5, 0.02)


def test_large_images_are_looked_at_reduced(tmp_path):
    scene(1, (1500, 3000)).save(tmp_path / "large.jpg")
    file = only(describe_images(["large.jpg"], root=tmp_path))
    assert (file.width, file.height) == (3000, 1500)
    assert file.brightness == pytest.approx(np.asarray(scene(1).convert("L")).mean() / 255, abs=0.1)


def test_exif_turns_the_image_and_tells_the_place(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    scene(1).save(tmp_path / "a.jpg", exif=exif)
    file = only(describe_images(["a.jpg"], root=tmp_path))
    assert (file.width, file.height, file.orientation, file.gps) == (120, 160, 6, True)
    assert {"rotated", "gps"} <= set(file.flags)
    assert not any(isinstance(value, tuple) and 52.0 in value for value in vars(file).values())


# -- flags -------------------------------------------------------------------------------------


def test_flags(tmp_path):
    for i in range(30):
        scene(i).save(tmp_path / f"{i}.png")
    odd = {
        "black.png": (Image.new("L", (160, 120), 2), {"dark", "low_information"}),
        "white.png": (Image.new("L", (160, 120), 255), {"bright", "low_information"}),
        "blur.png": (
            Image.fromarray(scipy.ndimage.gaussian_filter(np.asarray(scene(50)), (4, 4, 0))),
            {"blurred"},
        ),
        "long.png": (scene(51, (60, 320)), {"odd_aspect"}),
        "large.png": (scene(52, (480, 640)), {"odd_size"}),
        "dim.png": (scene(53).point(lambda v: v // 12), {"dark"}),
    }
    for name, (image, _) in odd.items():
        image.save(tmp_path / name)
    found = describe_images([*map("{}.png".format, range(30)), *odd], root=tmp_path)
    flagged = {file.path: set(file.flags) for file in found.files if file.flags}
    assert flagged == {name: flags for name, (_, flags) in odd.items()}
    assert found.flags["dark"] == 2
    assert found.quantiles["width"] == (160, 160, 160, 160, 640)


def test_few_files_are_not_compared():
    assert not far_from_most([1.0] * 18 + [99.0], least=2).any()
    assert far_from_most([1.0] * 19 + [99.0], least=2).tolist() == [0] * 19 + [1]
    assert far_from_most([100.0] * 30 + [60.0], least=2, logarithm=True).sum() == 0
    assert far_from_most([100.0] * 30 + [40.0, 0.0], least=2, logarithm=True)[-2:].tolist() == [
        -1,
        -1,
    ]


# -- duplicates --------------------------------------------------------------------------------


def test_duplicates_and_near_duplicates(tmp_path):
    for i in range(12):
        scene(i).save(tmp_path / f"{i}.png")
    (tmp_path / "copy.png").write_bytes((tmp_path / "3.png").read_bytes())
    scene(3).save(tmp_path / "again.jpg", quality=60)
    scene(3).resize((80, 60)).save(tmp_path / "small.png")
    scene(3).point(lambda v: int(v * 0.9)).save(tmp_path / "darker.webp")
    for value in (10, 200):  # flat images look alike to any hash
        Image.new("L", (160, 120), value).save(tmp_path / f"flat{value}.png")
    names = sorted(path.name for path in tmp_path.iterdir())
    found = describe_images(names, root=tmp_path)
    assert found.duplicates == (("3.png", "copy.png"),)
    (group,) = found.near_duplicates
    assert set(group) == {"3.png", "again.jpg", "small.png", "darker.webp"}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.sets(st.integers(0, 63), max_size=9)), max_size=12),
)
def test_near_groups_miss_no_pair(seeds, changes):
    hashes = list(seeds)
    for place, bits in changes:
        code = hashes[place % len(hashes)]
        for bit in bits:
            code ^= 1 << bit
        hashes.append(code)
    thumbs = np.zeros((len(hashes), 16), dtype=np.uint8)
    group = list(range(len(hashes)))
    for a in range(len(hashes)):
        for b in range(a):
            if (hashes[a] ^ hashes[b]).bit_count() <= HAMMING:
                group = [group[b] if g == group[a] else g for g in group]
    expected = {tuple(i for i, g in enumerate(group) if g == name) for name in group}
    found = near_groups(np.array(hashes, dtype=np.uint64), thumbs)
    assert {tuple(g) for g in found} == {g for g in expected if len(g) > 1}


def test_near_groups_join_across_pieces_and_look_at_the_pictures():
    hashes = np.random.default_rng(0).integers(0, 2**63, 700, dtype=np.uint64)
    hashes[[5, 300, 690]] = 77
    thumbs = np.zeros((700, 16), dtype=np.uint8)
    assert near_groups(hashes, thumbs) == [[5, 300, 690]]
    thumbs[300, ::2] = 200
    assert near_groups(hashes, thumbs) == [[5, 690]]


def test_difference_hash_reads_from_left_to_right():
    ramp = np.tile(np.arange(9, dtype=np.uint8), (8, 1))
    assert difference_hash(ramp) == 2**64 - 1
    assert difference_hash(ramp[:, ::-1]) == 0


# -- what cannot be read -----------------------------------------------------------------------


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def broken(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    scene(1).save(tmp_path / "secret.png")
    scene(1).save(root / "good.jpg")
    (root / "folder.png").mkdir()
    (root / "empty.png").touch()
    (root / "text.jpg").write_text("no image at all")
    (root / "cut.jpg").write_bytes((root / "good.jpg").read_bytes()[:900])
    (root / "bomb.png").write_bytes(bomb(60_000, 60_000))
    (root / "wide.png").write_bytes(bomb(12_000, 9_000))
    (root / "page.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF\n")
    (root / "loop.png").symlink_to("loop.png")
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(root / "pipe.png")
    return root


def test_what_cannot_be_read_has_a_reason(broken):
    reasons = {
        "none.png": "no such file",
        "folder.png": "a folder",
        "empty.png": "empty",
        "text.jpg": "not an image",
        "cut.jpg": "truncated",
        "bomb.png": "bomb",
        "wide.png": "bomb",
        "page.eps": "not an image",
        "loop.png": "leads to itself",
        "out.png": "outside the root",
        "../secret.png": "outside the root",
        str(broken.parent / "secret.png"): "outside the root",
        "pipe.png": "no regular file",
        "a\x00b.png": "no valid path",
        "n" * 400 + ".png": "too long",
        "https://example.org/a.png": "not fetched",
        "data:image/png;base64,AAAA": "not fetched",
    }
    found = describe_images([*reasons, "good.jpg", str(broken / "good.jpg")], root=broken)
    told = {bad.path: bad.reason for bad in found.unreadable}
    assert told.keys() == reasons.keys()
    for path, reason in reasons.items():
        assert reason in told[path].lower(), path
    assert len(found.files) == 2


def test_the_permission_is_told(broken):
    (broken / "good.jpg").chmod(0)
    found = describe_images(["good.jpg"], root=broken)
    if os.getuid():
        assert "no permission" in found.unreadable[0].reason
    else:
        assert len(found.files) == 1


def test_without_a_root_paths_are_as_they_are(broken, monkeypatch):
    monkeypatch.chdir(broken)
    found = describe_images(["../secret.png", "good.jpg", "loop.png"])
    assert len(found.files) == 2
    assert "link" in found.unreadable[0].reason


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=60), st.integers(0, 3000), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"])
)
def test_broken_bytes_never_raise(noise, place, form):
    file = io.BytesIO()
    scene(1, (30, 40)).save(file, form)
    content = bytearray(file.getvalue())
    place %= len(content)
    content[place : place + len(noise)] = noise
    found = describe_images(["x:y", "xx:y"], fetch=lambda address: bytes(content))
    assert len(found.files) + len(found.unreadable) == 2


# -- which files are looked at -----------------------------------------------------------------


def test_rows_missing_and_draw(tmp_path):
    for i in range(9):
        scene(i, (12, 16)).save(tmp_path / f"{i}.png")
    paths = [f"{i}.png" for i in range(9)] * 2 + [None, "", "  "]
    found = describe_images(paths, root=tmp_path)
    assert (found.rows, found.missing, found.distinct, found.looked_at) == (21, 3, 9, 9)
    assert not found.partial
    assert {file.rows for file in found.files} == {2}
    told = []
    some = describe_images(
        paths, root=tmp_path, limit=4, seed=1, progress=lambda *x: told.append(x)
    )
    assert (some.looked_at, len(some.files), some.partial) == (4, 4, True)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert some == describe_images(paths, root=tmp_path, limit=4, seed=1)
    others = {describe_images(paths, root=tmp_path, limit=4, seed=i).files for i in range(5)}
    assert len(others) > 1


def test_a_million_paths():
    found = describe_images([f"no/{i}.png" for i in range(1_000_000)], limit=3)
    assert (found.distinct, len(found.unreadable)) == (1_000_000, 3)


def test_addresses_are_fetched_by_the_caller_alone():
    file = io.BytesIO()
    scene(1).save(file, "PNG")

    def fetch(address):
        if "gone" in address:
            raise OSError("404")
        return file.getvalue()

    found = describe_images(["https://x.org/a.png", "https://x.org/gone"], fetch=fetch)
    assert found.files[0].width == 160
    assert found.unreadable[0].reason == "not fetched: OSError: 404"


def test_empty_columns_and_bad_arguments(tmp_path):
    for describe in (describe_images, describe_audio):
        found = describe([])
        assert (found.rows, found.files) == (0, ())
        assert found.quantiles["file_bytes"] == ()
        assert found.to_frame().columns[0] == "path"
        assert describe([None]).missing == 1
        with pytest.raises(InputError, match="is no folder"):
            describe(["a"], root=tmp_path / "none")
        with pytest.raises(InputError, match="at least 1"):
            describe(["a"], limit=0)
        with pytest.raises(InputError, match="a path is 3, a int"):
            describe([3])


def test_missing_libraries_are_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    with pytest.raises(InputError, match="pip install pillow"):
        describe_images(["a"])
    monkeypatch.setattr(audio.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install soundfile"):
        describe_audio(["a"])


def test_results_are_plain(tmp_path):
    scene(1).save(tmp_path / "a.png")
    soundfile.write(tmp_path / "a.wav", np.zeros(800), 8000)
    for found in (
        describe_images(["a.png", "b"], root=tmp_path),
        describe_audio(["a.wav", "b"], root=tmp_path),
    ):
        told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
        assert told["partial"] is False
        assert told["unreadable"][0]["reason"] == "no such file"
        assert len(found.to_frame()) == 1


# -- sound -------------------------------------------------------------------------------------

RATE = 8000
TIME = np.arange(2 * RATE) / RATE


def tone(level: float, hertz: float = 440.0) -> np.ndarray:
    return level * np.sin(2 * np.pi * hertz * TIME)


@pytest.mark.parametrize(
    ("form", "encoding", "tolerance"),
    [
        ("wav", "PCM_16", 0.01),
        ("wav", "PCM_24", 0.01),
        ("wav", "FLOAT", 0.001),
        ("wav", "PCM_U8", 0.2),
        ("flac", "PCM_16", 0.01),
        ("ogg", "VORBIS", 0.3),
        ("mp3", "MPEG_LAYER_III", 1.0),
    ],
)
def test_a_tone(tmp_path, form, encoding, tolerance):
    soundfile.write(tmp_path / f"a.{form}", tone(0.5), RATE, subtype=encoding)
    file = only(describe_audio([f"a.{form}"], root=tmp_path))
    assert file.duration == pytest.approx(2, abs=0.15)
    assert (file.sample_rate, file.channels) == (RATE, 1)
    assert file.peak == pytest.approx(20 * np.log10(0.5), abs=tolerance)
    assert file.rms == pytest.approx(20 * np.log10(0.5) - 3.0103, abs=tolerance)
    assert (file.clipped, file.not_finite, file.flags) == (0, 0, ())
    assert file.dc_offset == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize("at_once", [100, 2**18])
def test_levels_equal_numpy_however_the_file_is_cut(tmp_path, monkeypatch, at_once):
    from workbench.profile.media import sound

    monkeypatch.setattr(sound, "AT_ONCE", at_once)
    random = np.random.default_rng(0)
    signal = np.clip(random.normal(0.1, 0.4, (5001, 2)).cumsum(axis=0) / 9, -1, 1)
    signal[1000:3000] = 0
    signal = signal.astype(np.float32)
    soundfile.write(tmp_path / "a.wav", signal, RATE, subtype="FLOAT")
    file = only(describe_audio(["a.wav"], root=tmp_path))
    exact = signal.astype(float)
    assert file.peak == pytest.approx(20 * np.log10(np.abs(exact).max()))
    assert file.rms == pytest.approx(10 * np.log10((exact**2).mean()))
    assert file.dc_offset == pytest.approx(exact.mean())
    windows = [np.abs(exact[i : i + 400]).max() <= 1e-3 for i in range(0, 5001, 400)]
    lengths = [len(exact[i : i + 400]) for i in range(0, 5001, 400)]
    assert file.silence == pytest.approx(np.dot(windows, lengths) / 5001)
    flat = [
        abs(exact[i, c]) >= 0.999 and exact[i, c] == exact[i - 1, c] == exact[i - 2, c]
        for i in range(2, 5001)
        for c in (0, 1)
    ]
    assert file.clipped == sum(flat) / exact.size > 0


def test_flags_of_sound(tmp_path):
    usual = [f"{i}.wav" for i in range(25)]
    for i, name in enumerate(usual):
        soundfile.write(tmp_path / name, tone(0.3, 300 + i), RATE)
    odd = {
        "clip.wav": (np.clip(tone(3), -1, 1), RATE, {"clipped"}),
        "zero.wav": (np.zeros(2 * RATE), RATE, {"silent"}),
        "mostly.wav": (tone(0.3) * (TIME > 1.8), RATE, {"mostly_silent"}),
        "quiet.wav": (tone(0.01), RATE, {"quiet"}),
        "offset.wav": (tone(0.3) + 0.1, RATE, {"dc_offset"}),
        "short.wav": (tone(0.3)[:400], RATE, {"odd_duration"}),
        "long.wav": (np.tile(tone(0.3), 9), RATE, {"odd_duration"}),
        "rate.wav": (tone(0.3), 2 * RATE, {"odd_sample_rate"}),
        "both.wav": (np.c_[tone(0.3), tone(0.3)], RATE, {"odd_channels"}),
    }
    for name, (signal, rate, _) in odd.items():
        soundfile.write(tmp_path / name, signal, rate)
    soundfile.write(tmp_path / "nan.wav", np.r_[tone(0.3), np.nan, np.inf], RATE, subtype="FLOAT")
    found = describe_audio([*usual, *odd, "nan.wav"], root=tmp_path)
    flagged = {file.path: set(file.flags) for file in found.files if file.flags}
    assert flagged == {name: flags for name, (*_, flags) in odd.items()} | {
        "nan.wav": {"not_finite"}
    }
    assert found.seconds == pytest.approx(sum(file.duration for file in found.files))
    assert next(f for f in found.files if f.path == "zero.wav").rms is None


def test_the_same_sound_in_other_files(tmp_path):
    signal = (tone(0.5) * 30_000).astype(np.int16)
    soundfile.write(tmp_path / "a.wav", signal, RATE)
    soundfile.write(tmp_path / "b.flac", signal, RATE)
    soundfile.write(tmp_path / "c.wav", signal, RATE // 2)
    (tmp_path / "d.wav").write_bytes((tmp_path / "a.wav").read_bytes())
    found = describe_audio(["a.wav", "b.flac", "c.wav", "d.wav"], root=tmp_path)
    assert found.duplicates == (("a.wav", "d.wav"),)
    assert found.same_sound == (("a.wav", "b.flac"),)


def test_broken_sound_has_a_reason(tmp_path):
    for form in ("wav", "flac"):
        soundfile.write(tmp_path / f"a.{form}", tone(0.5), RATE)
        content = (tmp_path / f"a.{form}").read_bytes()
        (tmp_path / f"cut.{form}").write_bytes(content[: len(content) // 2])
    (tmp_path / "head.wav").write_bytes(content[:30])
    soundfile.write(tmp_path / "none.wav", np.zeros(0), RATE)
    (tmp_path / "text.mp3").write_text("la la la " * 1000)
    (tmp_path / "a.raw").write_bytes(b"\x01\x02" * 900)
    names = ["cut.wav", "cut.flac", "head.wav", "none.wav", "text.mp3", "a.raw", "../a.wav"]
    found = describe_audio(names, root=tmp_path)
    assert [(file.path, file.flags) for file in found.files] == [("cut.wav", ("truncated",))]
    reasons = {bad.path: bad.reason for bad in found.unreadable}
    assert reasons.keys() == set(names[1:])
    assert "no samples" in reasons["none.wav"]
    assert "lost sync" in reasons["cut.flac"]


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3000))
def test_broken_bytes_of_sound_never_raise(noise, place):
    file = io.BytesIO()
    soundfile.write(file, tone(0.5)[:900], RATE, format="WAV")
    content = bytearray(file.getvalue())
    place %= len(content)
    content[place : place + len(noise)] = noise
    found = describe_audio(["xx:y"], fetch=lambda address: bytes(content))
    assert len(found.files) + len(found.unreadable) == 1
    json.dumps(found.to_dict(), allow_nan=False)
