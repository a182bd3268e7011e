"""What every contender is asked: six ratios in thirty industries. It imports nobody's library."""

RATIOS = {
    "tax": ("evaluated_tax", "land_area", "10k_yuan/mu", 30),
    "land": ("industrial_value_added", "land_area", "10k_yuan/mu", 20),
    "energy": ("industrial_value_added", "energy_equivalent", "10k_yuan/tce", 20),
    "emission": ("industrial_value_added", "emissions", "10k_yuan/t", 10),
    "staff": ("industrial_value_added", "average_staff", "10k_yuan/persons", 10),
    "rd": ("rd_expense", "sales_revenue", "percent", 10),
}
FIGURES = sorted(
    {name for numerator, denominator, *_ in RATIOS.values() for name in (numerator, denominator)}
)
INDUSTRIES = [f"产业{number:02}" for number in range(1, 31)]
CAP = 1.5
SHARES = (20, 45, 30, 5)
