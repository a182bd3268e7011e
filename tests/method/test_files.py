"""Files that are absent, unreadable or no text are refused like any other fault."""

from pathlib import Path

import pytest

from tests.method.folders import good_folder, refusal, said


def test_a_folder_that_is_not_there_is_refused_without_its_path(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "nowhere")

    assert [one.code for one in refused.findings] == ["method.no_file", "method.no_notice"]
    assert str(tmp_path) not in str(refused)


def test_a_method_without_its_notice_is_refused(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    (folder / "notice.md").unlink()

    assert said(folder) == [
        "notice.md：缺少 notice.md。每条规则都要与办法原文核对，请把办法原文（或已知的部分）连同出处放入此文件。"
    ]


@pytest.mark.parametrize("file", ["method.toml", "above.toml", "notice.md"])
def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path, file: str) -> None:
    folder = good_folder(tmp_path)
    (folder / file).write_bytes("办法".encode("gb18030"))

    assert f"{file}：不是 UTF-8 编码。请用编辑器另存为 UTF-8。" in said(folder)


def test_a_file_that_no_method_can_fill_is_not_read(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    (folder / "above.toml").write_bytes(b"#" * 1_000_001)

    assert said(folder) == ["above.toml：超过 1 MB，不像办法文件。请核对是否放错了文件。"]


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    (folder / "above.toml").unlink()
    (folder / "above.toml").mkdir()

    assert said(folder) == ["above.toml：无法读取。请检查文件是否被占用、是否有读取权限。"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    (folder / "below.toml").write_bytes(b"\xef\xbb\xbf" + b"weight = 3")

    assert said(folder)[0].startswith("below.toml：below.toml 缺少“group”")


def test_lines_of_a_windows_file_are_counted_the_same(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    text = (folder / "above.toml").read_text("utf-8").replace("weight = 60", "weight = 600")
    (folder / "above.toml").write_bytes(text.replace("\n", "\r\n").encode())

    assert said(folder) == [
        "above.toml 第 12 行（第四条）：[[indicator]] tax_per_mu 的权重是 600，应大于 0 且不超过 100。请核对。"
    ]
