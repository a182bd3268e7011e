"""The taxes of an enterprise: nine that make the evaluated tax, and what an audit recovered."""

from random import Random

from permu.sample.enterprise import Enterprise


def levy(firm: Enterprise, draw: Random) -> None:
    """Split the tax meant into the items of the tax bureau, each to the 分 (10^-6 of 10,000 yuan)."""
    total = firm.whole("_tax")
    land = min(round(firm.whole("land_owned") / 1_000_000 * 2000 / 3 * 4 * 100), total // 6)
    house = round(total * draw.uniform(0.02, 0.07)) if firm.whole("land_owned") else 0
    rest = total - land - house
    income = 0 if draw.random() < 0.13 else round(rest * draw.uniform(0.14, 0.34))
    stamp = round(rest * draw.uniform(0.008, 0.016))
    base = (rest - income - stamp) / 1.1
    exempt = round(base * draw.uniform(0.2, 0.5)) if draw.random() < 0.18 else 0
    firm.facts |= {
        "vat_paid": round(base) - exempt,
        "vat_exempt_credit": exempt,
        "corporate_income_tax": income,
        "property_tax": house,
        "land_use_tax": land,
        "stamp_tax": stamp,
        "urban_construction_tax": round(base * 0.05),
        "education_surcharge": round(base * 0.03),
        "local_education_surcharge": round(base * 0.02),
        "audit_recovered_tax": round(total * draw.uniform(0.01, 0.08)) if draw.random() < 0.04 else 0,
    }  # fmt: skip
