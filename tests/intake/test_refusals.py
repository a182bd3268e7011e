"""What cannot be read is refused with one whole Chinese sentence, and nothing else happens."""

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.intake import reader
from permu.intake.reader import read_grid
from permu.intake.reading import package, wire
from permu.terms.refusal import Refused

from .forms import REGISTER, Sheet, imported, land, parcel, register, tax, tax_row, workbook

from .forms import FAN, TAX  # isort: skip


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return workbook(tmp_path / "原.xlsx", {"表": Sheet([["户名", "用电量"], ["甲", 5229.4]])})


def repacked(path: Path, name: str, **changes: bytes | None) -> Path:
    """A copy with parts replaced, added, or (None) left out; `sheet` is the first worksheet."""
    short = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml"}
    parts = {short.get(key, key): content for key, content in changes.items()}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_name(name), "w", 8) as new:
        for part in old.namelist():
            if part not in parts:
                new.writestr(part, old.read(part))
        for part, content in parts.items():
            if content is not None:
                new.writestr(part, content)
    return path.with_name(name)


def part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(path) as book:
        return book.read(name)


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_grid(path)
    assert refused.value.text("en") != refused.value.text("zh")
    return str(refused.value)


def compound(*names: str) -> bytes:
    """A compound file with these empty streams at its root, after [MS-CFB] 2.2–2.6."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for at, name in enumerate(("Root Entry", *names)):
        raw = (name + "\0").encode("utf-16-le")
        right = at + 1 if 0 < at < len(names) else 0xFFFFFFFF
        child = 1 if at == 0 else 0xFFFFFFFF
        kind = 5 if at == 0 else 2
        entries += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIQ", len(raw), kind, 1, 0xFFFFFFFF, right, child, 0xFFFFFFFE, 0
        )
    return (header + fat + entries).ljust(2048, b"\0")


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "密.xlsx"
    path.write_bytes(compound("EncryptedPackage", "EncryptionInfo"))

    assert refusal(path) == (
        "“密.xlsx”有密码保护，打不开。请在 Excel 或 WPS 中输入密码打开，另存为不加密的副本后重新上传。"
    )


def test_a_truncated_workbook_says_so(sound: Path) -> None:
    path = sound.with_name("断.xlsx")
    path.write_bytes(sound.read_bytes()[:-200])

    assert refusal(path) == (
        "“断.xlsx”不完整，可能上传或拷贝时中断，后面的内容已经丢失。请向报送部门要回原表后重新上传。"
    )


def test_a_truncated_xls_says_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲" * 9000)
    book.save(tmp_path / "全.xls")
    path = tmp_path / "断.xls"
    path.write_bytes((tmp_path / "全.xls").read_bytes()[:4000])

    assert "断.xls”不完整" in refusal(path)


def test_a_misnamed_file_is_refused_with_what_it_really_is(sound: Path) -> None:
    path = sound.with_name("错.csv")
    path.write_bytes(sound.read_bytes())

    assert refusal(path) == (
        "“错.csv”的扩展名是 .csv，内容其实是 .xlsx，名实不符，无法确定报送的是哪一份。"
        "请核对来源，改成正确的扩展名或重新另存后上传。"
    )


@pytest.mark.parametrize(("content", "really"), [
    (b"<html><table><tr><td>1</td></tr></table></html>", "网页（HTML）"),
    (b"%PDF-1.7 ...", "PDF 文件"), (b"\x89PNG\r\n\x1a\n", "图片"),
    (compound("WordDocument"), "Word 文档"), (compound("Book"), "Excel 5.0/95 的旧工作簿"),
    (b"MZ\0\0\0\0", "二进制文件"),
])  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, really: str) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(content)

    assert refusal(path) == (
        f"“表.xls”其实是{really}，不是可以读取的表格。"
        "内容是表格的，请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，再重新上传；"
        "传错了的，请撤回，换成报送部门的表。"
    )


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_bytes(b"")

    assert refusal(tmp_path / "空.csv") == (
        "“空.csv”是空文件，没有任何内容。请向报送部门要回原表后重新上传。"
    )


def test_a_zip_bomb_is_refused_whatever_size_it_states(sound: Path) -> None:
    zeros = part(sound).replace(b"<sheetData>", b"<sheetData>" + b" " * (210 << 20))
    path = repacked(sound, "弹.xlsx", sheet=zeros)
    assert path.stat().st_size < 1 << 20
    stated = "“弹.xlsx”解压后超过 200 MB，可能是恶意文件或误带了大量空白单元格。请把数据复制到新工作簿，另存后重新上传。"
    assert refusal(path) == stated

    # the same with a lie about the size in both headers
    size = struct.pack("<I", len(zeros))
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 1000)))
    assert "“弹.xlsx”" in refusal(path)


def test_the_size_is_counted_while_reading_not_believed(sound: Path, monkeypatch) -> None:
    opened = package.Package(sound.read_bytes())
    monkeypatch.setattr(package, "MAX_UNPACKED", 100)

    with pytest.raises(Refused) as refused:
        list(opened.chunks("xl/worksheets/sheet1.xml"))

    assert refused.value.code == "intake.unpacks_too_large"


def test_a_far_cell_costs_nothing(sound: Path) -> None:
    far = part(sound).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )

    (sheet,) = read_grid(repacked(sound, "远.xlsx", sheet=far)).sheets

    assert sheet.cell(1048576, 16384).text == "1"
    assert sheet.cell(2, 2).text == "5229.4"


def test_a_document_type_is_refused_before_its_entities_exist(sound: Path) -> None:
    laughs = part(sound).replace(
        b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet', 1
    )

    assert refusal(repacked(sound, "体.xlsx", sheet=laughs)) == (
        "“体.xlsx”内含文档类型声明（DTD），正常的工作簿不会有，可能是恶意文件，不予读取。"
        "请向报送部门核实来源，重新报送。"
    )


def test_two_parts_of_one_name_are_refused(sound: Path) -> None:
    twin = repacked(sound, "重.xlsx", **{"xl/worksheets/SHEET1.xml": part(sound)})

    assert refusal(twin) == (
        "“重.xlsx”里有重名的部件或工作表，不同软件会读出不同的数。"
        "请用 Excel 或 WPS 打开核对，另存为新的工作簿后重新上传。"
    )


@pytest.mark.parametrize("name", ["../../etc/x.xml", "/x.xml", "xl\\x.xml", "c:x.xml"])
def test_a_path_out_of_the_package_is_refused(sound: Path, name: str) -> None:
    assert "路径越出压缩包" in refusal(repacked(sound, "径.xlsx", **{name: b""}))


def test_more_than_five_thousand_parts_are_refused(sound: Path) -> None:
    many = repacked(sound, "多.xlsx", **{f"xl/media/{at}.png": b"" for at in range(5001)})

    assert "超过 5000 个的上限" in refusal(many)


@pytest.mark.parametrize(("old", "new"), [
    (b'r="B2"', b'r="A2"'), (b'<row r="2"', b'<row r="1"'), (b'r="B2"', b'r="B3"'),
])  # fmt: skip
def test_a_cell_that_stands_twice_is_refused(sound: Path, old: bytes, new: bytes) -> None:
    assert "不同软件会读出不同的数" in refusal(
        repacked(sound, "双.xlsx", sheet=part(sound).replace(old, new))
    )


def test_rows_out_of_order_and_a_lying_dimension_lose_nothing(sound: Path) -> None:
    xml = part(sound)
    start, end = xml.index(b"<row"), xml.index(b"</sheetData>")
    first, second = xml[start:end].split(b"</row>")[:2]
    mixed = xml[:start] + second + b"</row>" + first + b"</row>" + xml[end:]
    lying = mixed.replace(b'ref="A1:B2"', b'ref="A1"')
    assert lying != mixed != xml

    (sheet,) = read_grid(repacked(sound, "乱.xlsx", sheet=lying)).sheets

    assert [sheet.cell(1, 1).text, sheet.cell(2, 2).text] == ["户名", "5229.4"]


def test_damaged_xml_is_refused(sound: Path) -> None:
    assert refusal(repacked(sound, "坏.xlsx", sheet=part(sound)[:-30])) == (
        "“坏.xlsx”已损坏，内容前后矛盾，无法可靠读取。请用 Excel 或 WPS 打开核对，另存为新的工作簿后重新上传。"
    )


def test_a_child_that_needs_too_much_memory_becomes_a_refusal(sound: Path) -> None:
    space = b"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    long = b"_x" + "𠮷".encode() * (48 << 20)
    strings = b"<sst " + space + b"><si><t>" + long + b"</t></si></sst>"

    assert refusal(repacked(sound, "大.xlsx", **{"xl/sharedStrings.xml": strings})) == (
        "“大.xlsx”需要的内存超出上限，已停止读取，没有采用其中任何数据。请把数据复制到新工作簿，另存后重新上传。"
    )


def test_a_child_that_takes_too_long_becomes_a_refusal(sound: Path, monkeypatch) -> None:
    monkeypatch.setattr(reader, "WALL_SECONDS", 0.001)

    assert "没有读完，已停止读取" in refusal(sound)


def test_more_cells_than_a_form_has_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(wire, "MAX_CELLS", 3)
    writer = wire.Writer(io.BytesIO())
    writer.row(1, {1: "n1", 2: "n2"})

    with pytest.raises(Refused) as refused:
        writer.row(2, {1: "n1", 2: "n2"})

    assert refused.value.code == "intake.too_many_cells"


def test_a_csv_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "码.csv").write_bytes(b"\xff\xff,\xff\n")

    assert "既不是 UTF-8 也不是 GB18030" in refusal(tmp_path / "码.csv")


def test_a_column_that_is_absent_is_named_with_the_headings_seen(tmp_path: Path) -> None:
    head = [*TAX]
    head[4] = "增值税（百元）"
    with pytest.raises(Refused) as refused:
        imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 1), head=head))

    assert str(refused.value) == (
        "“03_税务局_入库税款.xlsx”像是“入库税款”，但工作表“2025年度”里找不到这些列：增值税。看到的表头为："
        "序号、纳税人识别号、纳税人名称、所属乡镇(街道)、增值税(百元)、免抵调库、企业所得税、房产税、城镇土地使用税、"
        "印花税、城市维护建设税、教育费附加、地方教育附加、稽查查补、合计。请补上缺的列，或把表头改回原来的名称后重新上传。"
    )


def test_two_columns_of_one_heading_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="分不清该用哪一列：增值税"):
        imported(register(tmp_path), tax(tmp_path, (*tax_row(FAN, 1), 9), head=[*TAX, "增值税"]))


def test_a_form_of_no_department_is_refused_with_its_headings(tmp_path: Path) -> None:
    other = workbook(tmp_path / "食堂.xlsx", {"表": Sheet([["菜名", "单价"], ["红烧肉", 12]])})

    with pytest.raises(Refused) as refused:
        imported(register(tmp_path), other)

    assert str(refused.value) == (
        "“食堂.xlsx”不像任何一个部门的报表，表头为：菜名、单价。"
        "请核对是否传错文件；若部门换了新表样，请先登记新表样。"
    )


def test_a_heading_in_an_unlike_unit_is_refused(tmp_path: Path) -> None:
    head = [*TAX]
    head[4] = "增值税（亩）"

    with pytest.raises(Refused, match="表头注明单位是“亩”，与该列应有的“元”不是同一类单位"):
        imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 1), head=head))


def test_a_note_with_an_unknown_unit_is_refused_where_columns_rely_on_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="“百元”又不能确定它的单位"):
        imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 1), note="单位：百元"))


def test_one_file_twice_is_refused(tmp_path: Path) -> None:
    first = register(tmp_path)
    second = tmp_path / "副本.xlsx"
    second.write_bytes(first.read_bytes())

    with pytest.raises(Refused) as refused:
        imported(first, second)

    assert str(refused.value) == (
        "“01_市场监管局_企业名册.xlsx”与“副本.xlsx”内容完全相同，是同一份文件传了两次。请删去其中一份后重新导入。"
    )


def test_two_files_of_one_department_are_refused(tmp_path: Path) -> None:
    first = tax(tmp_path, tax_row(FAN, 1))
    other = first.rename(tmp_path / "税务旧.xlsx")

    with pytest.raises(Refused, match="都是税务局的报表，不知道以哪一份为准"):
        imported(register(tmp_path), other, tax(tmp_path, tax_row(FAN, 2)))


def test_without_a_register_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有企业名册（市场监管局），无法确定谁参加评价"):
        imported(land(tmp_path, [parcel("G1", FAN, 2000)]))


def test_a_register_without_one_valid_code_is_refused(tmp_path: Path) -> None:
    rows = [(1, "无", "甲厂", "", "2010-05-06", "C3670", "东溪镇", "")]

    with pytest.raises(Refused, match="没有一家企业的统一社会信用代码是有效的"):
        imported(register(tmp_path, rows))


def test_all_files_that_cannot_be_read_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "图.xlsx").write_bytes(b"\x89PNG")

    with pytest.raises(Refused) as refused:
        imported(register(tmp_path), tmp_path / "空.csv", tmp_path / "图.xlsx")

    assert "“空.csv”是空文件" in str(refused.value)
    assert "“图.xlsx”其实是图片" in str(refused.value)


def test_no_sentence_shows_a_path_of_this_machine(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        imported(tmp_path / "没有.xlsx")

    assert str(tmp_path) not in str(refused.value)
    assert str(refused.value).startswith("“没有.xlsx”打不开")


@settings(max_examples=25)
@given(st.binary(max_size=400), st.sampled_from(["xlsx", "xls", "csv"]))
def test_arbitrary_bytes_are_read_or_refused(tmp_path_factory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"x.{suffix}"
    path.write_bytes(content)
    with suppress(Refused):
        read_grid(path)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4),
       st.sampled_from(["xlsx", "xls", "raw"]))  # fmt: skip
def test_a_mutated_workbook_is_read_or_refused(tmp_path_factory, changes, kind) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    rows = [REGISTER, (1, FAN, "样例县清风风机有限公司", "", "2010-05-06", "C3670", "东溪镇", "")]
    path = workbook(folder / "x.xlsx", {"企业名册": Sheet(rows)})
    if kind == "xls":
        path = folder / "x.xls"
        book = xlwt.Workbook()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                book_sheet = book.add_sheet("册") if not at and not column else book.get_sheet(0)
                book_sheet.write(at, column, cell)
        book.save(path)
    content = bytearray(part(path) if kind == "xlsx" else path.read_bytes())
    for where, put in changes:
        start = int(where * (len(content) - 1))
        content[start : start + len(put)] = put
    changed = repacked(path, "y.xlsx", sheet=bytes(content)) if kind == "xlsx" else path
    if kind != "xlsx":
        path.write_bytes(bytes(content))
    with suppress(Refused):
        read_grid(changed)
