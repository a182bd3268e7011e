"""English catalogues: `.po` files as committed, compiled to `.mo` without GNU gettext."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

SOURCES = Path(__file__).parent / "locale"


def compile_catalogs() -> None:
    """Compile each catalogue that is newer than what lies in the data folder."""
    for source in SOURCES.glob("*/LC_MESSAGES/django.po"):
        target = settings.LOCALE_PATHS[0] / source.relative_to(SOURCES).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        catalog = read_po(file)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as compiled:
        write_mo(compiled, catalog)
    stamp = source.stat().st_mtime_ns
    written = Path(compiled.name)
    written.chmod(0o644)
    os.utime(written, ns=(stamp, stamp))
    written.replace(target)  # at once: other processes may be reading
