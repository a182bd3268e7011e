"""The taxes of enterprises: nine that make the evaluated tax, and what audits recovered."""

import numpy as np

from permu.sample.economy import Wholes


def taxes(draw: np.random.Generator, meant: Wholes, land_owned: Wholes) -> dict[str, Wholes]:
    """Split the tax meant (10^-6 of 10,000 yuan, which is one 分) into the tax bureau's items.

    `land_owned` in 10^-6 mu: owners pay 4 yuan a m² of land, and tax on their houses.
    """
    count = len(meant)
    land = np.minimum(np.rint(land_owned / 1e6 * 2000 / 3 * 400), meant // 6)
    house = np.where(land_owned > 0, np.rint(meant * draw.uniform(0.02, 0.07, count)), 0)
    rest = meant - land - house
    pays = draw.random(count) >= 0.13
    income = np.where(pays, np.rint(rest * draw.uniform(0.14, 0.34, count)), 0)
    stamp = np.rint(rest * draw.uniform(0.008, 0.016, count))
    base = np.rint((rest - income - stamp) / 1.1)
    exports = draw.random(count) < 0.18
    exempt = np.where(exports, np.rint(base * draw.uniform(0.2, 0.5, count)), 0)
    audited = draw.random(count) < 0.04
    columns = {
        "vat_paid": base - exempt,
        "vat_exempt_credit": exempt,
        "corporate_income_tax": income,
        "property_tax": house,
        "land_use_tax": land,
        "stamp_tax": stamp,
        "urban_construction_tax": base * 0.05,
        "education_surcharge": base * 0.03,
        "local_education_surcharge": base * 0.02,
        "audit_recovered_tax": np.where(audited, meant * draw.uniform(0.01, 0.08, count), 0),
    }
    return {name: np.rint(column).astype(np.int64) for name, column in columns.items()}
