"""The truth beside the workbooks: facts as a perfect reading gives them, and every planted error."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from permu.sample.enterprise import Enterprise
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.items import item
from permu.terms.refusal import words

YEAR = 2025
AS_OF = date(2026, 2, 28)


def truth_facts(everybody: Sequence[Enterprise]) -> Facts:
    """Every figure of every enterprise; held ones are missing."""
    columns = {
        "subject": pl.Series([firm.code for firm in everybody], dtype=pl.String()),
        **{
            name: pl.Series([firm.facts[name] for firm in everybody], dtype=COLUMN_TYPES[item(name).kind])
            for name in sorted(everybody[0].facts)
        },
    }  # fmt: skip
    return Facts(table=pl.DataFrame(columns), cells=no_cells(), year=YEAR, as_of=AS_OF)


def write_truth(
    folder: Path, everybody: Sequence[Enterprise], planted: Sequence[Mapping[str, object]]
) -> None:
    """Write `facts/`, `planted.json` and `README.md`."""
    truth_facts(everybody).save(folder / "facts")
    text = json.dumps(list(planted), ensure_ascii=False, indent=1)
    (folder / "planted.json").write_text(text + "\n", "utf-8")
    about = "\n\n".join(words("sample.readme", language) for language in ("zh", "en"))
    (folder / "README.md").write_text(about + "\n", "utf-8")
