"""A file whose columns nobody knows is settled on its page, once, and reads from then on."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import add_files, is_read, open_requests
from permu.evaluations.models import ColumnMeaning, Round, RoundFile
from permu.evaluations.settling.gathering import columns_for
from permu.intake.profiles import profiles
from permu.intake.recognise import with_choices
from tests.intake.forms import (
    FAN,
    LAMP,
    LEASES,
    NAMES,
    PARCELS,
    TAX,
    Sheet,
    register,
    tax,
    tax_row,
    workbook,
)
from tests.office.requested import read_files, send

pytestmark = pytest.mark.django_db

RENAMED = ["增值税额" if name == "增值税" else name for name in TAX]


@pytest.fixture
def file(round_: Round, clerk, tmp_path: Path) -> RoundFile:
    return send(round_, clerk, register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=RENAMED))


def test_a_renamed_column_is_named_once_and_the_file_reads(round_, clerk, file, page_of):
    assert read_files(round_, clerk).state == "failed"
    page, address = page_of(clerk), f"/files/{file.pk}/columns/"
    shown = page.get(address).content.decode()
    assert "增值税额（100）" in shown
    assert "缺少" in shown or "没有" in shown

    page.post(
        f"{address}settle/",
        {"form": "03-tax", "0:vat_paid": "增值税额", "reason": "税务局说明改名"},
    )

    (meaning,) = ColumnMeaning.objects.all()
    assert (meaning.heading, meaning.column, meaning.sheet) == (
        "增值税额",
        "vat_paid",
        "年度入库税款",
    )
    assert "各列都认得出" in page.get(address).content.decode()
    assert read_files(round_, clerk).state == "done"
    assert is_read(Round.objects.get(pk=round_.pk))


def test_what_was_said_this_year_holds_next_year_and_not_last(
    round_, clerk, file, page_of, tmp_path
):
    page_of(clerk).post(
        f"/files/{file.pk}/columns/settle/",
        {"form": "03-tax", "0:vat_paid": "增值税额", "reason": "改名"},
    )
    paths = register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=RENAMED)
    states = {}
    for year in (2024, 2026):
        other = Round.objects.create(
            key=str(year), year=year, title=str(year), method="sample",
            as_of=f"{year + 1}-02-28", created_by=clerk,
        )  # fmt: skip
        other.refresh_from_db()
        later = tmp_path / str(year)
        later.mkdir()
        sent = [later / path.name for path in paths]
        sent[0].write_bytes(paths[0].read_bytes())
        _tax_of(paths[1], sent[1], year)
        send(other, clerk, *sent)
        states[year] = read_files(other, clerk).state

    assert states == {2024: "failed", 2026: "done"}


def _tax_of(path: Path, to: Path, year: int) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active.title = f"{year}年度"
    book.save(to)


def test_saying_nothing_new_keeps_nothing(file, clerk, page_of):
    page_of(clerk).post(f"/files/{file.pk}/columns/settle/", {"form": "03-tax", "reason": "看过"})

    assert not ColumnMeaning.objects.exists()


def test_two_columns_cannot_be_the_same_and_no_reason_is_no_answer(file, clerk, page_of):
    page = page_of(clerk)
    for answer in (
        {"0:vat_paid": "增值税额", "reason": " "},
        {"0:vat_paid": "没有的列", "reason": "改名"},
    ):
        page.post(f"/files/{file.pk}/columns/settle/", {"form": "03-tax", **answer})

    assert not ColumnMeaning.objects.exists()


def test_a_file_that_cannot_be_opened_says_so_on_its_page(round_, clerk, page_of):
    add_files(round_, [SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing")], by=clerk)
    broken = round_.files.get()

    shown = page_of(clerk).get(f"/files/{broken.pk}/columns/")

    assert shown.status_code == 200
    assert "重新上传" in shown.content.decode()


def test_a_form_that_changed_since_last_year_is_among_the_findings(round_, clerk, tmp_path):
    earlier = Round.objects.create(
        key="e", year=2024, title="2024", method="sample", as_of="2025-02-28", created_by=clerk
    )
    earlier.refresh_from_db()
    now = register(tmp_path), tax(tmp_path, tax_row(FAN, 100), head=[*TAX, "消费税"])
    before = tmp_path / "before"
    before.mkdir()
    old = register(before), tax(before, tax_row(FAN, 100))
    _tax_of(old[1], old[1], 2024)
    send(earlier, clerk, *old)
    assert read_files(earlier, clerk).state == "done"

    send(round_, clerk, *now)
    assert read_files(round_, clerk).state == "done"

    assert "消费税" in round_.findings.get(code="intake.form_columns_changed").text_zh


def without(*names: str) -> dict[str, list]:
    """The tax form without these columns."""
    kept = [at for at, name in enumerate(TAX) if name not in names]
    row = tax_row(FAN, 100)
    return {"head": [TAX[at] for at in kept], "row": [row[at] for at in kept if at < len(row)]}


@pytest.mark.parametrize(
    ("lacking", "state"), [(("稽查查补",), "done"), (("稽查查补", "印花税"), "failed")]
)
def test_a_departments_own_table_may_lack_what_it_was_not_asked_for_and_nothing_else(
    round_, clerk, tmp_path, due, lacking, state
):
    own = without(*lacking)
    paths = register(tmp_path), tax(tmp_path, own["row"], head=own["head"])
    send(round_, clerk, *paths)
    assert read_files(round_, clerk).state == "failed"

    open_requests(round_, due_on=due, note="", by=clerk)

    assert read_files(round_, clerk).state == state


def test_what_is_not_asked_for_is_not_said_to_be_necessary(round_, clerk, file, page_of, due):
    address = f"/files/{file.pk}/columns/"
    before = page_of(clerk).get(address).content.decode().count("必需")

    open_requests(round_, due_on=due, note="", by=clerk)

    assert page_of(clerk).get(address).content.decode().count("必需") == before - 1


def settled(page, file: RoundFile, **answers: str):
    """What the page answers to these choices for the tax form."""
    sent = {"form": "03-tax", "reason": "税务局说明改名"} | {
        key.replace("_0_", "0:", 1): value for key, value in answers.items()
    }
    return page.post(f"/files/{file.pk}/columns/settle/", sent, follow=True).content.decode()


def test_one_column_chosen_for_two_is_asked_about_and_the_choice_stays_on_the_page(
    file, clerk, page_of
):
    shown = settled(page_of(clerk), file, _0_vat_paid="印花税", reason="税务局说")

    assert "“印花税”这一列同时指给了“增值税”和“印花税”" in shown
    assert 'value="税务局说"' in shown
    assert not ColumnMeaning.objects.exists()


def test_what_somebody_else_settled_meanwhile_is_not_overwritten_unseen(file, clerk, page_of):
    page = page_of(clerk)
    settled(page, file, _0_vat_paid="增值税额", seen="")

    shown = settled(page, file, _0_vat_paid="", seen="")

    assert "别人保存过" in shown
    assert ColumnMeaning.objects.get(withdrawn_at=None).heading == "增值税额"


def test_what_was_settled_stands_on_the_page_with_its_reason_and_can_be_taken_back(
    file, clerk, page_of
):
    page = page_of(clerk)
    shown = settled(page, file, _0_vat_paid="增值税额")
    assert "<b>增值税额</b> → 增值税" in shown
    assert "税务局说明改名" in shown

    page.post(f"/files/{file.pk}/columns/undo/", {"form": "03-tax"})

    shown = page.get(f"/files/{file.pk}/columns/").content.decode()
    assert not ColumnMeaning.objects.filter(withdrawn_at=None).exists()
    assert "人工指定的列" not in shown
    assert "增值税额（100）" in shown  # among the columns taken for nothing


def test_what_an_earlier_year_said_can_be_said_no_more(round_, file, clerk, page_of):
    earlier = Round.objects.create(
        key="e", year=2024, title="2024", method="sample", as_of="2025-02-28", created_by=clerk
    )
    ColumnMeaning.objects.create(
        round=earlier, profile="03-tax", sheet="年度入库税款", heading="增值税额",
        column="vat_paid", reason="去年改名", made_by=clerk,
    )  # fmt: skip
    page = page_of(clerk)
    assert "各列都认得出" in page.get(f"/files/{file.pk}/columns/").content.decode()

    settled(page, file, _0_vat_paid="")

    assert [(one.heading, one.column) for one in columns_for(round_)] == [("增值税额", "")]
    assert "各列都认得出" not in page.get(f"/files/{file.pk}/columns/").content.decode()


def test_a_column_that_serves_tenant_and_landlord_is_chosen_once_and_counts_for_both(
    round_, clerk, page_of, tmp_path
):
    leases = [("出租占地" if name.startswith("出租占地面积") else name) for name in LEASES]
    path = workbook(
        tmp_path / "02_自然资源和规划局_工业用地.xlsx",
        {
            "宗地": Sheet([PARCELS, (1, "Z1", NAMES[FAN], FAN, "", "", 20_000)]),
            "租赁": Sheet(
                [leases, (1, "Z1", NAMES[FAN], FAN, NAMES[LAMP], LAMP, 3, 500, "2025-01-01", "2027-01-01")]
            ),
        },
    )  # fmt: skip
    file = send(round_, clerk, register(tmp_path), path)
    page = page_of(clerk)
    assert page.get(f"/files/{file.pk}/columns/").content.decode().count(">出租占地面积 ") == 1

    page.post(
        f"/files/{file.pk}/columns/settle/",
        {"form": "02-land", "1:land_leased_in": "出租占地", "1:land_leased_in:unit": "mu", "reason": "改名"},
    )  # fmt: skip

    assert "各列都认得出" in page.get(f"/files/{file.pk}/columns/").content.decode()
    assert read_files(round_, clerk).state == "done"


def test_what_one_department_was_said_to_mean_says_nothing_of_anothers_form(
    file, clerk, page_of, round_
):
    settled(page_of(clerk), file, _0_vat_paid="增值税额")

    assert {one.profile for one in columns_for(round_)} == {"03-tax"}
    assert (
        with_choices(next(one for one in profiles() if one.id == "07-staff"), columns_for(round_))
        .sheets[0]
        .settled
        == ()
    )
