"""The same arithmetic as an analyst writes it in pandas: float64, no reasons, no clauses, no addresses."""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

TAXES = [
    "vat_paid", "vat_exempt_credit", "corporate_income_tax", "property_tax", "land_use_tax", "stamp_tax",
    "urban_construction_tax", "education_surcharge", "local_education_surcharge",
]  # fmt: skip
POLLUTANTS = ["cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides"]
ABOVE = {
    "tax_per_mu": ("tax", "land", 30, 20), "value_added_per_mu": ("industrial_value_added", "land", 20, None),
    "value_added_per_tce": ("industrial_value_added", "energy_equivalent", 20, None),
    "value_added_per_tonne_emitted": ("industrial_value_added", "emissions", 10, None),
    "labor_productivity": ("industrial_value_added", "staff", 10, None), "rd_intensity": ("rd_expense", "sales_revenue", 10, None),
}  # fmt: skip
BELOW = {"tax_per_mu": ("tax", "land", 60, 12), "tax_per_kwh": ("tax", "kwh", 40, 0.8e-4)}
MAY_LACK = ("value_added_per_tonne_emitted", "rd_intensity")
GRADES = np.array(["A", "B", "C", "D"])


def prepared(folder: Path) -> pd.DataFrame:
    table = pd.read_parquet(folder / "facts.parquet")
    table["tax"] = table[TAXES].sum(axis=1, min_count=1) / 1e6
    table["land"] = (table["land_owned"] + table["land_leased_in"] - table["land_leased_out"]) / 1e6
    table["emissions"] = table[POLLUTANTS].sum(axis=1, min_count=1) / 1e6
    table["staff"], table["kwh"] = table["average_staff"] / 100, table["electricity"] / 100
    for name in ("industrial_value_added", "energy_equivalent", "rd_expense", "sales_revenue"):
        table[name] = table[name] / 1e6
    return table


def in_scope(table: pd.DataFrame) -> pd.DataFrame:
    above = table["is_above_scale"].fillna(value=False).astype(bool)
    exempt = table["industry"].str.startswith("D").fillna(value=False).astype(bool)
    young = 2025 - pd.to_datetime(table["commissioned_on"]).dt.year < 2
    project = table["builds_major_project"].fillna(value=False).astype(bool)
    stands = ~exempt & ~young & (above | (table["land"] >= 3)) & ~project
    return table[stands].assign(above=above[stands])


def scored(
    group: pd.DataFrame, indicators: dict[str, tuple[str, str, int, float | None]]
) -> pd.DataFrame:
    needed = [n for name, (a, b, *_) in indicators.items() if name not in MAY_LACK for n in (a, b)]
    group = group.dropna(subset=needed).copy()
    score = pd.Series(0.0, index=group.index)
    for name, (above, below, weight, benchmark) in indicators.items():
        value = group[above] / group[below].where(group[below] > 0)
        known = value.notna()
        base = benchmark or group.loc[known, above].sum() / group.loc[known, below].sum()
        points = (weight * value / base).clip(0, 1.5 * weight)
        points = points.fillna(points.mean() if name == "value_added_per_tonne_emitted" else 0)
        group[f"value:{name}"], group[f"points:{name}"] = value, points
        score += points
    bonus = (
        group["is_high_tech"].fillna(value=False) * 3
        + group["green_factory"].fillna(value=False) * 2
    ).clip(upper=4)
    group["score"] = np.floor((score + bonus) * 100 + 0.5) / 100
    return group


def graded(group: pd.DataFrame) -> pd.DataFrame:
    group["rank"] = group["score"].rank(method="min", ascending=False)
    cuts = [np.floor(len(group) * share / 100 + 0.5) for share in (20, 65, 95)]
    place = np.select([group["rank"] <= cut for cut in cuts], [0, 1, 2], 3)
    place = np.where((group["tax"] / group["land"] < 3) & (place < 1), 1, place)
    place = np.where(group["is_new_above_scale"].fillna(value=False) & (place > 2), 2, place)
    place = np.where((group["environment_violations"] >= 1) & (place < 2), 2, place)
    group["grade"] = GRADES[np.where(group["major_safety_accidents"] >= 1, 3, place)]
    rate = group["grade"].map({"D": 0.3, "C": 0.1})
    group["surcharge"] = np.floor(rate * group["kwh"] * 100 + 0.5) / 100
    return group


table = prepared(Path(sys.argv[1]))
started = time.process_time()
standing = in_scope(table)
parts = [scored(standing[standing["above"]], ABOVE), scored(standing[~standing["above"]], BELOW)]
result = pd.concat([graded(part) for part in parts])
took = time.process_time() - started
with tempfile.TemporaryDirectory() as folder:
    result.to_parquet(Path(folder) / "evaluation.parquet")
print(json.dumps({"cpu": took, "d": int((result["grade"] == "D").sum())}))
