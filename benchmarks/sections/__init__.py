"""The sections of the page, in its order. Each measures (`measured`), and says what it found (`text`).

`measured` gives what is stored as JSON, nothing where it cannot be measured here; `text` writes it
down without measuring again.
"""

from types import ModuleType

from benchmarks.sections import (
    command,
    county,
    files,
    frontier,
    intake,
    matching,
    million,
    office,
    probabilities,
    scale,
    semantics,
    slider,
    spark,
    steps,
)  # fmt: skip

SECTIONS: dict[str, ModuleType] = {
    "county": county,
    "million": million,
    "files": files,
    "scale": scale,
    "probabilities": probabilities,
    "slider": slider,
    "dea": frontier,
    "spark": spark,
    "semantics": semantics,
    "intake": intake,
    "matching": matching,
    "office": office,
    "command": command,
    "steps": steps,
}
