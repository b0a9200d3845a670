"""Every printed cell of the appendices against the catalogue: a second reading, by a parser that shares no code.

How the documents are read here, independently of the catalogue files:

- Lai Châu (001): the text has one cell per line and leaves empty cells out. A row starts with a line that is only a
  number, a Roman one, a letter or a dash; its name follows; the cell "Toàn tỉnh" or "Trong tỉnh/Ngoài tỉnh" parts the
  unit before it from the frequency after it; the last of what remains is the office, one before that the
  disaggregation.
- Lào Cai (003): nine cells between tabs. A row with a number opens an indicator, one without continues it; in a row
  that has lost its place the unit stands first, or the item second.

The numbers of rows below are what this reading of the seeds finds; those of the groups were also counted by hand
(Lai Châu A: sections I and II with the numbers 1 to 23, of which 21 is printed twice and 22 never, and 1 to 22).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from geoops.indicators.catalogue import Node, nodes, read_catalogue

SETS = {file.content.set: file.content for file in read_catalogue()}
ROWS = {name: list(nodes(content)) for name, content in SETS.items()}

SCOPES = ("Toàn tỉnh", "Trong tỉnh/Ngoài tỉnh")
STARTS = re.compile(r"\d+(?:[.,]\d+)?|[A-E]|I{1,2}|-|\.\.\.")


def plain(text: str) -> str:
    """Marks of the conversion taken out, superscripts as characters, white space single."""
    text = re.sub(r"\s*<sup>\s*([23])\s*</sup>", lambda found: "²³"[int(found[1]) - 2], text)
    text = re.sub(r"\^2", "²", re.sub(r"</?[bi]>|[*$]", "", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def seed(shared_data: Path, name: str) -> list[str]:
    found = list((shared_data.parent / "seeds").glob(f"{name}_*.txt"))
    if not found:
        pytest.skip("the decisions are not beside the reference data")
    return found[0].read_text(encoding="utf-8").split("\n")


def lai_chau_print(shared_data: Path) -> list[list[str]]:
    """The rows of the appendix, each a list of the cells that are printed."""
    lines = [plain(line) for line in seed(shared_data, "001")]
    rows: list[list[str]] = []
    for line in lines[lines.index("Ghi chú") + 1 :]:
        if line.startswith("Nguồn tra cứu"):
            break
        if line and STARTS.fullmatch(line) and not (line == "..." and rows and rows[-1] == ["..."]):
            rows.append([line])
        elif line:
            rows[-1].append(line)
    return rows


def cells_of(row: list[str]) -> dict[str, str | None]:
    """Stt, name and the named cells of a row of Lai Châu."""
    found: dict[str, str | None] = dict.fromkeys(("unit", "scope", "frequency", "disaggregation", "office"))
    found |= {"stt": row[0], "name": row[1]}
    rest = row[2:]
    at = next((index for index, cell in enumerate(rest) if cell in SCOPES), None)
    if at is None:
        assert not rest, row
        return found
    assert at <= 1, row
    found |= {"unit": rest[0] if at else None, "scope": rest[at], "frequency": rest[at + 1]}
    tail = rest[at + 2 :]
    assert len(tail) <= 2, row
    found["office"] = tail[-1] if tail else None
    found["disaggregation"] = tail[0] if len(tail) == 2 else None
    return found


def own_office(node: Node) -> str | None:
    return node.row.printed.get("responsible", node.row.responsible)


def test_lai_chau_is_the_print_cell_by_cell(shared_data: Path) -> None:
    printed = [row for row in lai_chau_print(shared_data) if row[0] != "..." and row[0] not in "ABCDE"]
    kept = ROWS["lai_chau"]
    assert len(printed) == len(kept)
    for row, node in zip(map(cells_of, printed), kept, strict=True):
        stt = "-" if node.kind == "dash" else node.row.stt
        assert (stt, node.row.name_vi) == (row["stt"], row["name"]), node.code
        assert node.row.unit == row["unit"], node.code
        assert node.row.scope == row["scope"], node.code
        assert node.row.frequency == row["frequency"], node.code
        assert node.row.disaggregation == row["disaggregation"], node.code
        assert own_office(node) == row["office"], node.code


def test_lai_chau_has_the_rows_of_each_group(shared_data: Path) -> None:
    """Counted from the print: rows of a group are those between its letter and the next, dots left out."""
    counts: Counter[str] = Counter()
    group = ""
    for row in lai_chau_print(shared_data):
        if row[0] in "ABCDE":
            group = row[0]
        elif row[0] != "...":
            counts[group] += 1
    assert counts == Counter(node.group for node in ROWS["lai_chau"])
    assert counts == {"A": 164, "B": 11, "C": 12, "D": 6}
    tops = {
        (node.section, node.row.stt) for node in ROWS["lai_chau"] if node.group == "A" and node.row.key is None
        and node.row.stt and node.row.stt.isdigit()
    }  # fmt: skip
    assert {stt for section, stt in tops if section == "I"} == {str(n) for n in range(1, 24)} - {"22"}
    assert {stt for section, stt in tops if section == "II"} == {str(n) for n in range(1, 23)}


def test_every_row_of_dots_opens_a_list(shared_data: Path) -> None:
    """The row of dots continues the list of the row above it, so that row's parent or group is open."""
    rows = lai_chau_print(shared_data)
    kept = iter(ROWS["lai_chau"])
    by_code = {node.code: node for node in ROWS["lai_chau"]}
    groups = {group.code: group for group in SETS["lai_chau"].groups}
    opened: set[str] = set()
    last: Node | None = None
    for row in rows:
        if row[0] == "...":
            assert last is not None
            parent = by_code[last.parent] if last.parent else None
            if last.group in ("B", "C", "D"):  # the dots end the group
                assert groups[last.group].open
            else:
                assert parent is not None and parent.row.open, last.code
                opened.add(parent.code)
        elif row[0] not in "ABCDE":
            last = next(kept)
    assert opened == {node.code for node in ROWS["lai_chau"] if node.row.open and node.group == "A"}


Row = tuple[str, ...]


def lao_cai_print(shared_data: Path) -> Iterator[tuple[str, str, str, list[Row]]]:
    """Group, number and name of each indicator, with its rows of seven cells: unit, item, office, frequency,
    database, owner, source."""
    group, current = "", None
    for line in seed(shared_data, "003"):
        cells = tuple(plain(cell) for cell in line.split("\t"))
        if len(cells) != 9 or cells[0] == "STT":
            continue
        if re.fullmatch("[A-D]", cells[0]):
            group = cells[0]
        elif cells[0].isdigit():
            if current:
                yield current
            current = (group, cells[0], cells[1], [cells[2:]])
        else:
            assert current
            if cells[0] or cells[1]:
                assert not any(cells[2:]), cells
                cells = ("", "", *cells[:2], *cells[4:])
            current[3].append(cells[2:])
    assert current
    yield current


def below(code: str) -> list[Node]:
    return [node for node in ROWS["lao_cai"] if node.code.startswith(code + ".")]


def test_lao_cai_is_the_print_cell_by_cell(shared_data: Path) -> None:
    seen = set()
    for group, stt, name, rows in lao_cai_print(shared_data):
        code = f"lao_cai.{group}.{stt}"
        heading = next(node for node in ROWS["lao_cai"] if node.code == code)
        assert heading.row.name_vi == name
        seen |= {code, *(node.code for node in below(code))}
        check_items(code, rows)
        check_shared_cells(code, heading, rows)
    assert seen == {node.code for node in ROWS["lao_cai"]}


def check_items(code: str, rows: list[Row]) -> None:
    """The items of the catalogue, in their order, make up the cells of the column; each has its cell's unit."""
    items = iter(below(code))
    unit = ""
    for row in rows:
        if not row[1]:  # a level of education, printed in the column of the unit
            node = next(items)
            assert (node.kind, node.row.name_vi) == ("heading", row[0]), node.code
            unit = ""
            continue
        unit = row[0] or unit
        built = ""
        while built != row[1]:
            node = next(items)
            built = f"{built} {node.row.name_vi}".strip()
            assert row[1].startswith(built), (node.code, row[1])
            if node.row.unit is None:
                assert not unit, node.code
            else:
                assert node.row.unit in unit and (
                    len(unit.split()) > 2 or node.row.unit == unit or " " in unit
                )
    assert next(items, None) is None


def check_shared_cells(code: str, heading: Node, rows: list[Row]) -> None:
    """Office, frequency, database, owner and source are printed once, or run on in the next row after a page break."""
    columns = {"responsible": 2, "frequency": 3, "database": 4, "database_owner": 5, "data_source": 6}
    for name, column in columns.items():
        printed = [row[column] for row in rows if row[column]]
        kept = [getattr(heading.row, name)]
        kept += [getattr(node.row, name) for node in below(code)]
        texts = [text for text in kept if text]
        assert texts == printed or texts == [" ".join(printed)], (code, name, texts, printed)


def test_lao_cai_has_the_rows_of_each_group(shared_data: Path) -> None:
    """By hand, rows per indicator in the order of print:

    A: 7 6 4 7 3 6 3 3 3 5 4 4 4 5 3 3 3 5 5 9 1 2 2 1 2 1 1 1 5 2 1 = 111; B: 1 4 3 5 4 4 8 8 1 1 3 4 3 38 5 3 2 2 2 4
    5 3 1 1 = 115; C: 2 5 3 4 4 3 = 21; D: 8. Items that run together in one cell: A.21 holds 3 more than it has
    rows, A.23 5, A.24 5, A.25 2, A.26 7, A.27 5, A.28 1, A.29 2, A.30 2, A.31 4, together 36; B.1 3.
    """
    indicators = Counter(group for group, *_ in lao_cai_print(shared_data))
    assert indicators == {"A": 31, "B": 24, "C": 6, "D": 1}
    cells: Counter[str] = Counter()
    for group, _, _, rows in lao_cai_print(shared_data):
        cells[group] += len(rows)
    assert cells == {"A": 111, "B": 115, "C": 21, "D": 8}
    items = Counter(node.group for node in ROWS["lao_cai"] if node.item is not None)
    assert items == {"A": 111 + 36, "B": 115 + 3, "C": 21, "D": 8}
    heads = Counter(node.group for node in ROWS["lao_cai"] if node.item is None)
    assert heads == indicators


def test_gia_lai_prints_four_groups_and_no_appendix(shared_data: Path) -> None:
    text = plain("\n".join(seed(shared_data, "002")))
    for group in SETS["gia_lai"].groups:
        assert f"{group.code}. {group.name_vi}" in text
    assert "STT" not in text
