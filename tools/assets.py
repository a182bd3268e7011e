"""Copy the few front-end files and fonts that Permu serves out of node_modules.

Run by `make` after `npm ci`. What npm installed stays outside the repository and outside the program; what a page or a
document needs is copied into two ignored folders, under names that carry the version, so that a browser may keep it
for ever and a built package carries it into a network without the internet.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = Path("src/permu/doors/site/static/vendor")
FONTS = Path("src/permu/documents/fonts")

SOURCE_MAP = re.compile(rb"^[ \t]*(?://|/\*)[#@][ \t]*sourceMappingURL=[^\n]*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Library:
    """One npm package: the name its folder gets, and the files of it that pages use."""

    package: str
    name: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Typeface:
    """One npm font package: the family's file name, and the weights that documents use."""

    package: str
    family: str
    weights: tuple[str, ...] = ("400Regular", "700Bold")


LIBRARIES = (
    Library("htmx.org", "htmx", ("dist/htmx.min.js", "LICENSE")),
    Library(
        "@tabler/core",
        "tabler",
        ("dist/css/tabler.min.css", "dist/js/tabler.min.js", "dist/js/tabler-theme.min.js"),
    ),
    Library("echarts", "echarts", ("dist/echarts.min.js", "LICENSE", "NOTICE")),
)
TYPEFACES = (
    Typeface("@expo-google-fonts/noto-serif-sc", "NotoSerifSC"),
    Typeface("@expo-google-fonts/noto-sans-sc", "NotoSansSC"),
)


def without_source_map(content: bytes) -> bytes:
    """Give a script or style sheet without its pointer to a source map, which is not served and stops `collectstatic`."""
    return SOURCE_MAP.sub(b"", content)


def installed_version(package_folder: Path) -> str:
    """Give the version that npm installed."""
    return str(json.loads((package_folder / "package.json").read_text("utf-8"))["version"])


def copy_libraries(modules: Path, static: Path) -> list[Path]:
    """Copy each library's files to `static/<name>-<version>/`; versions no longer wanted disappear."""
    shutil.rmtree(static, ignore_errors=True)
    copied = []
    for library in LIBRARIES:
        package_folder = modules / library.package
        folder = static / f"{library.name}-{installed_version(package_folder)}"
        folder.mkdir(parents=True)
        for file in library.files:
            target = folder / Path(file).name
            target.write_bytes(without_source_map((package_folder / file).read_bytes()))
            copied.append(target)
    return copied


def copy_fonts(modules: Path, fonts: Path) -> list[Path]:
    """Copy each weight to `fonts/<family>-<weight>.ttf`, the family's licence beside it."""
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    copied = []
    for typeface in TYPEFACES:
        package_folder = modules / typeface.package
        for weight in typeface.weights:
            target = fonts / f"{typeface.family}-{weight[3:]}.ttf"
            shutil.copyfile(package_folder / weight / f"{typeface.family}_{weight}.ttf", target)
            copied.append(target)
        shutil.copyfile(package_folder / "LICENSE_FONT", fonts / f"{typeface.family}-LICENSE.txt")
    return copied


def main() -> int:
    """Copy everything, and say how much."""
    modules = ROOT / "node_modules"
    copied = copy_libraries(modules, ROOT / STATIC) + copy_fonts(modules, ROOT / FONTS)
    size = sum(path.stat().st_size for path in copied)
    print(f"assets: {len(copied)} files, {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
