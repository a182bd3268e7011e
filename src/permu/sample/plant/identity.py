"""Errors of codes and names: who does this row speak of?"""

from collections.abc import Callable

from permu.sample.enterprise import Enterprise
from permu.sample.plant.desk import Desk, Planting, Right
from permu.sample.sheets.grid import Odd, Row, Sheet, Value
from permu.terms.credit_code import ALPHABET

LOOK_ALIKE = {"0": "O", "1": "I"}
Alter = Callable[[Desk, Enterprise, Sheet, Row], None]


def misread(desk: Desk, key: str, *, kind: str, right: Right, alter: Alter) -> Planting:
    """Alter the code or the name on one row."""
    fits = NEEDS.get(kind, bool)
    firm, row = desk.pick(key, lambda firm, _row: fits(firm) and firm.facts["land_leased_out"] == 0)
    sheet = desk.sheets[key]
    alter(desk, firm, sheet, row)
    column = sheet.label if kind.startswith("name_") else sheet.code
    return Planting(
        kind, key, [row], right=right, figures=desk.of_row(firm, key), column=column,
        subject=firm.code,
    )  # fmt: skip


def code_of_another(desk: Desk, key: str) -> Planting:
    """The code of an enterprise that has no row here, beside another's exact name."""
    other = desk.pick_absent(key)
    firm, row = desk.pick(key)
    row.cells[desk.sheets[key].code] = other.code
    return Planting(
        "code_of_another", key, [row], right="held", figures=desk.of_row(firm, key),
        column=desk.sheets[key].code,
    )  # fmt: skip


NEEDS: dict[str, Callable[[Enterprise], bool]] = {
    "code_look_alike": lambda firm: any(letter in firm.code[8:] for letter in LOOK_ALIKE),
    "code_as_number": lambda firm: firm.code.isdigit(),
    "name_brackets_and_spaces": lambda firm: "（" in firm.name,
    "name_former": lambda firm: bool(firm.former_name),
}


def no_code(_desk: Desk, _firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """Only the exact name is left."""
    row.cells[sheet.code] = None


def look_alike(desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """A letter for a digit, behind the place code, where clerks retype."""
    at = desk.draw.choice([i for i in range(8, 18) if firm.code[i] in LOOK_ALIKE])
    row.cells[sheet.code] = firm.code[:at] + LOOK_ALIKE[firm.code[at]] + firm.code[at + 1 :]


def wrong_check(_desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """The last character is another."""
    last = ALPHABET[(ALPHABET.index(firm.code[-1]) + 7) % 31]
    row.cells[sheet.code] = firm.code[:-1] + last


def as_number(_desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """An all-digit code that a spreadsheet took for a number: fifteen digits are left."""
    row.cells[sheet.code] = Odd("number", firm.code[:15] + "000")


def registry_number(desk: Desk, _firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """The fifteen digits of the old business license."""
    row.cells[sheet.code] = f"990101{desk.draw.randrange(10**8, 10**9)}"


def masked(_desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """样**有限公司 and no code: nobody can tell who that is."""
    row.cells[sheet.code] = None
    row.cells[sheet.label] = f"{firm.name[0]}**{'厂' if firm.name.endswith('厂') else '有限公司'}"


def brackets_and_spaces(_desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """Half-width brackets and stray spaces."""
    name = firm.name.replace("（", "(").replace("）", ") ")
    row.cells[sheet.label] = f"{name[:2]} {name[2:]}　"


def former(_desk: Desk, firm: Enterprise, sheet: Sheet, row: Row) -> None:
    """The name before the last change."""
    row.cells[sheet.label] = firm.former_name


def stranger_row(desk: Desk, key: str) -> Planting:
    """A row, right in itself, of an enterprise that is not on the register."""
    sheet = desk.sheets[key]
    after = desk.draw.choice([row for row in sheet.rows if row.subject in desk.firms])
    model = desk.draw.choice([row for row in sheet.rows if row.town == after.town and row.subject])
    cells: list[Value] = list(model.meant)  # its cells may bear an error of their own
    town = desk.firms[model.subject].text("town")
    code = desk.namer.credit_code()
    cells[sheet.code], cells[sheet.label] = code, desk.namer.enterprise(town, "工贸")
    if key == "power":
        cells[0] = f"32{desk.draw.randrange(10**8, 10**9 - 1)}"
    row = Row.beside(cells, town=after.town)
    desk.insert(key, row, after=after)
    return Planting("not_registered", key, [row], right="held", subject=code)
