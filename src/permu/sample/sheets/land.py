"""02, the natural resources bureau's parcels and leases, both complete; certificates and buildings of some."""

from collections.abc import Sequence
from decimal import Decimal

from permu.sample.land import Lease, Parcel
from permu.sample.sheets.grid import SERIAL, Column, Row, Sheet

FILE = "02_自然资源和规划局_工业用地.xlsx"
ISSUER = "制表单位：样例县自然资源和规划局（虚构）"


def parcel_sheet(parcels: Sequence[Parcel]) -> Sheet:
    """One row a parcel; the area is the deed's, in m²."""
    sheet = Sheet(
        file=FILE,
        name="宗地",
        title="样例县工业用地宗地一览表（虚构）",
        note=f"单位：平方米    截止日期：2026-02-28    {ISSUER}",
        code=3,
        label=2,
        columns=(
            SERIAL,
            Column(head=("宗地编号",), look="code", width=23),
            Column(head=("权利人", "企业名称"), look="text", width=36),
            Column(head=("权利人", "统一社会信用代码"), look="code", width=22),
            Column(head=("土地", "坐落"), look="text", width=26),
            Column(head=("土地", "不动产权证号"), look="text", width=36),
            Column(head=("土地", "证载面积（㎡）"), look="two", width=15, item="land_owned", unit="m2", is_summed=True),
        ),
    )  # fmt: skip
    for parcel in sorted(parcels, key=lambda one: one.number):
        cells = (
            None, parcel.number, parcel.holder_name, parcel.holder_code, parcel.place, parcel.deed,
            Decimal(parcel.area) / 100,
        )  # fmt: skip
        sheet.rows.append(Row.of(cells, subject=parcel.holder_code))
    return sheet


def lease_sheet(leases: Sequence[Lease]) -> Sheet:
    """One row a lease: land in mu, floor in m²; the tenant is the row's subject."""
    sheet = Sheet(
        file=FILE,
        name="租赁",
        title="样例县工业用地（厂房）租赁一览表（虚构）",
        note=f"单位：亩、平方米    截止日期：2026-02-28    {ISSUER}",
        code=5,
        label=4,
        columns=(
            SERIAL,
            Column(head=("宗地编号",), look="code", width=23),
            Column(head=("出租方", "企业名称"), look="text", width=36),
            Column(head=("出租方", "统一社会信用代码"), look="code", width=22),
            Column(head=("承租方", "企业名称"), look="text", width=36),
            Column(head=("承租方", "统一社会信用代码"), look="code", width=22),
            Column(head=("出租占地面积（亩）",), look="two", width=13, item="land_leased_in", unit="mu", is_summed=True),
            Column(head=("租赁厂房面积（㎡）",), look="two", width=14, item="leased_floor_area", unit="m2", is_summed=True),
            Column(head=("起始日期",), look="text", width=12),
            Column(head=("终止日期",), look="text", width=12),
        ),
    )  # fmt: skip
    for lease in sorted(leases, key=lambda one: (one.parcel.number, one.tenant_code)):
        sheet.rows.append(lease_row(lease))
    return sheet


def lease_row(lease: Lease) -> Row:
    """The row of one lease."""
    landlord = lease.parcel
    cells = (
        None, landlord.number, landlord.holder_name, landlord.holder_code,
        lease.tenant_name, lease.tenant_code, Decimal(lease.area) / 100, Decimal(lease.floor) / 100,
        f"{lease.starts_on:%Y.%m.%d}", f"{lease.ends_on:%Y.%m.%d}",
    )  # fmt: skip
    return Row.of(cells, subject=lease.tenant_code, landlord=landlord.holder_code)


def certificate_sheet() -> Sheet:
    """One row a holder of a certificate; the area is the whole certificate's."""
    return Sheet(
        file=FILE,
        name="权证",
        title="样例县工业用地共有及一宗多证一览表（虚构）",
        note=f"单位：平方米    截止日期：2026-02-28    {ISSUER}",
        code=4,
        label=3,
        columns=(
            SERIAL,
            Column(head=("不动产权证号",), look="text", width=36),
            Column(head=("宗地编号",), look="code", width=23),
            Column(head=("权利人", "企业名称"), look="text", width=36),
            Column(head=("权利人", "统一社会信用代码"), look="code", width=22),
            Column(head=("证载面积（㎡）",), look="two", width=15),
            Column(head=("共有份额",), look="text", width=12),
        ),
    )  # fmt: skip


def building_sheet() -> Sheet:
    """One row a building on a parcel that is let."""
    return Sheet(
        file=FILE,
        name="房屋",
        title="样例县出租工业厂房一览表（虚构）",
        note=f"单位：平方米    截止日期：2026-02-28    {ISSUER}",
        code=1,
        label=2,
        columns=(
            SERIAL,
            Column(head=("宗地编号",), look="code", width=23),
            Column(head=("幢号",), look="text", width=18),
            Column(head=("层数",), look="count", width=8),
            Column(head=("建筑面积（㎡）",), look="two", width=15, is_summed=True),
            Column(head=("建设状态",), look="text", width=12),
        ),
    )  # fmt: skip
