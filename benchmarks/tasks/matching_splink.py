"""Whose each name is: splink on DuckDB over the parts that Permu's own parser finds; the exact names first."""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.judging import judged
from permu.intake.matching.lexicon import learned
from permu.intake.matching.names import normal
from permu.intake.matching.sounds import sound
from permu.intake.tidy import name_key

_TRAINED_BY = (block_on("brand", "place"), block_on("place", "trade"), block_on("core"))


def table(names: list[str], ids: list[str]) -> pa.Table:
    """The parts of each name, and the keys by which Permu finds candidates too."""
    columns: dict[str, list[object]] = defaultdict(list)
    for name, id_ in zip(names, ids, strict=True):
        parts = lexicon.part(normal(name))
        brand, trade = lexicon.brand(parts.core)
        heard = sound(parts.core)
        row = {"unique_id": id_, "core": parts.core, "heard": heard, "brand": brand, "heard_brand": heard[: len(brand)],
               "trade": trade or None, "place": parts.place or None, "form": parts.form or None,
               "less": [*{parts.core[:at] + parts.core[at + 1 :] for at in range(len(parts.core))}, parts.core]}  # fmt: skip
        for column, value in row.items():
            columns[column].append(value)
    return pa.table(columns)


def level(sql: str, label: str) -> cll.CustomLevel:
    return cll.CustomLevel(sql, label_for_charts=label)


def settings() -> SettingsCreator:
    no_trade = "(trade_l IS NULL OR trade_r IS NULL)"
    core = cl.CustomComparison(
        output_column_name="core",
        comparison_levels=[
            cll.NullLevel("core"),
            cll.ExactMatchLevel("core"),
            cll.ExactMatchLevel("heard"),
            level(f"brand_l = brand_r AND {no_trade}", "the trade is missing"),
            cll.DamerauLevenshteinLevel("core", 1),
            level(f"heard_brand_l = heard_brand_r AND {no_trade}", "alike, the trade is missing"),
            cll.ExactMatchLevel("brand"),
            cll.ElseLevel(),
        ],
    )
    place = cl.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            cll.NullLevel("place"),
            cll.ExactMatchLevel("place"),
            level("contains(place_l, place_r) OR contains(place_r, place_l)", "part of it"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[core, place, cl.ExactMatch("form")],
        blocking_rules_to_generate_predictions=[
            block_on("core"), block_on("heard"), block_on("brand"), block_on("heard_brand"),
            block_on("less", arrays_to_explode=["less"]),
        ],
        retain_matching_columns=False,
        probability_two_random_records_match=1 / len(given["register"]),
    )  # fmt: skip


given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
started = time.process_time()
by_name = defaultdict(list)
for code, name in given["register"]:
    by_name[name_key(name)].append(code)
ranked: list[list[tuple[str, float]]] = [
    [(code, 1001.0) for code in by_name.get(name_key(name), ())] for name, _ in given["rows"]
]
lexicon = learned([normal(name) for _, name in given["register"]])
rest = [at for at, found in enumerate(ranked) if not found]
api = DuckDBAPI()
api.duckdb_con.execute("SET threads TO 1")
tables = [
    api.register(table([name for _, name in given["register"]], [code for code, _ in given["register"]])),
    api.register(table([given["rows"][at][0] for at in rest], [f"row-{at}" for at in rest])),
]  # fmt: skip
linker = Linker(tables, settings(), log_level=50)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for rule in _TRAINED_BY:
    linker.training.estimate_parameters_using_expectation_maximisation(rule)
pairs = linker.inference.predict(threshold_match_weight=-40).as_record_list()
for pair in pairs:
    row, code = sorted(
        (pair["unique_id_l"], pair["unique_id_r"]), key=lambda one: not one.startswith("row-")
    )
    ranked[int(row[4:])].append((code, pair["match_weight"] * 10))
for candidates in ranked:
    candidates.sort(key=lambda one: (-one[1], one[0]))
cpu = time.process_time() - started
truth = [whose for _, whose in given["rows"]]
print(json.dumps({"cpu": cpu, "pairs": len(pairs), **judged(ranked, truth, range(-400, 300, 10))}))
