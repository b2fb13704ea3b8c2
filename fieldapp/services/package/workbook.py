"""The tables of a package as one Excel file, with labels beside codes and a codebook.

It is written here and not by a library, because those write the sheets to temporary files in clear,
put the clock and an author into the file, and take as long as all the rest of sealing. Every text
is a text cell, so P-codes keep their zeros and nothing is a formula. As in files of Excel itself
each text stands once in the file, and cells hold its number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from fieldapp.services.columns import BAR, Cell, Column
from fieldapp.services.tables import Table, guarded

PATH = "data.xlsx"
_TEXTS = "xl/sharedStrings.xml"
_DATE = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold, and what Excel would read as an escape of its own.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile(r"[&<>\r_\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32767  # characters in a cell
_TEXT = ' s="2"'  # the look of a text cell

LabelsOf = Callable[[str], Mapping[str, str]]


def workbook(tables: Sequence[Table], labels_of: LabelsOf, stop: Callable[[], None]) -> bytes:
    """The file, with one sheet a table and the codebook at the end."""
    target = io.BytesIO()
    names = [each.title[:31] for each in tables] + ["Codebook"]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for path, content in _frame(names).items():
            archive.writestr(zipfile.ZipInfo(path, _DATE), content, zipfile.ZIP_DEFLATED)
        texts = _Texts()
        sheets = [_sheet(each, labels_of, texts) for each in tables]
        sheets.append(_codebook(tables, labels_of, texts))
        parts = {f"xl/worksheets/sheet{n}.xml": rows for n, rows in enumerate(sheets, 1)}
        # Last, because only when the cells are written is it known which texts there are.
        for path, chunks in (parts | {_TEXTS: texts.chunks()}).items():
            info = zipfile.ZipInfo(path, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as file:
                for chunk in chunks:
                    stop()
                    file.write(chunk.encode())
    return target.getvalue()


class _Texts:
    """Every text of the file once; its number is its place in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def chunks(self) -> Iterator[str]:
        """The part of the file that holds them."""
        yield f'{_XML}<sst xmlns="{_MAIN}">'
        texts = list(self._numbers)
        for start in range(0, len(texts), 500):
            yield "".join(
                [
                    f'<si><t xml:space="preserve">{_shown(text)}</t></si>'
                    for text in texts[start : start + 500]
                ]
            )
        yield "</sst>"


def _sheet(table: Table, labels_of: LabelsOf, texts: _Texts) -> Iterator[str]:
    labels = {
        at: labels_of(column.vocabulary)
        for at, column in enumerate(table.columns)
        if column.vocabulary
    }
    yield _opening()
    yield _rows([_with_titles(table.columns, labels)], _Spelled(texts, ' s="1"'))
    plain = _Spelled(texts)
    ways = [(at, _Spelled(texts, known=known)) for at, known in labels.items()]
    for start in range(0, len(table.rows), 200):
        yield _labelled_rows(table.rows[start : start + 200], plain, ways)
    yield "</sheetData></worksheet>"


def _with_titles(columns: Sequence[Column], labels: Mapping[int, object]) -> list[Cell]:
    cells: list[Cell] = []
    for at, column in enumerate(columns):
        cells.append(column.name)
        if at in labels:
            cells.append(column.title)
    return cells


class _Spelled(dict[Cell, str]):
    """Cells as XML: the same few words stand in most cells, so each is spelled once."""

    def __init__(
        self, texts: _Texts, style: str = _TEXT, known: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._texts, self._begin, self._known = texts, f'<c{style} t="s"><v>', known

    def __missing__(self, cell: Cell) -> str:
        if not isinstance(cell, str):
            # Not kept: 1 and 1.0 are one key.
            made = f"<c><v>{cell}</v></c>"
            return made if self._known is None else made + self._text(str(cell))
        made = self[cell] = self._text(cell) + ("" if self._known is None else self._label(cell))
        return made

    def _text(self, cell: str) -> str:
        return f"{self._begin}{self._texts.number(cell)}</v></c>"

    def _label(self, cell: str) -> str:
        known = self._known or {}
        return self._text(BAR.join(known.get(code, code) for code in cell.split(BAR)))


def _labelled_rows(
    rows: Sequence[Sequence[Cell]], plain: _Spelled, ways: Sequence[tuple[int, _Spelled]]
) -> str:
    """Rows with the words of each code in the column after it."""
    text = []
    for row in rows:
        cells = list(map(plain.__getitem__, row))
        for at, labelled in ways:
            cells[at] = labelled[row[at]]
        text.append(f"<row>{''.join(cells)}</row>")
    return "".join(text)


def _codebook(tables: Sequence[Table], labels_of: LabelsOf, texts: _Texts) -> Iterator[str]:
    yield _opening()
    titles = ["table", "column", "title", "description", "holds", "hxl", "data_class"]
    yield _rows([[*titles, "code", "label"]], _Spelled(texts, ' s="1"'))
    plain = _Spelled(texts)
    for table in tables:
        for each in table.columns:
            row = [table.kind, each.name, each.title, each.about, each.type, each.hxl]
            yield _rows([[*row, each.data_class, "", ""]], plain)
            codes = labels_of(each.vocabulary) if each.vocabulary else {}
            coded = [[table.kind, each.name, *[""] * 5, *pair] for pair in codes.items()]
            yield _rows(coded, plain)
    yield "</sheetData></worksheet>"


def _opening() -> str:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_XML}<worksheet xmlns="{_MAIN}">{view}<sheetData>'


def _rows(rows: Sequence[Sequence[Cell]], cells: _Spelled) -> str:
    return "".join(f"<row>{''.join([cells[cell] for cell in row])}</row>" for row in rows)


def _shown(text: str) -> str:
    """A text as it may stand in XML and in a cell."""
    return _escaped(text) if _SPECIAL.search(text) or len(text) > _LONGEST else text


def _escaped(cell: str) -> str:
    plain = _BAD.sub("\ufffd", cell)[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    plain = _ESCAPE.sub("_x005F_", plain)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _frame(names: Sequence[str]) -> dict[str, str]:
    """Everything of the file but the sheets; no properties, so no author and no clock."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{_escaped(str(guarded(name)))}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    relations = "".join(_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    relations += _relation(len(names) + 1, "styles", "styles.xml")
    relations += _relation(len(names) + 2, "sharedStrings", "sharedStrings.xml")
    parts = "".join(_part(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    parts += _part("/xl/workbook.xml", "sheet.main") + _part("/xl/styles.xml", "styles")
    parts += _part(f"/{_TEXTS}", "sharedStrings")
    defaults = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    main = _relation(1, "officeDocument", "xl/workbook.xml")
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_TYPES}">{defaults}{parts}</Types>',
        "_rels/.rels": _relationships(main),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relationships(relations),
        "xl/styles.xml": _styles(),
    }


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relationships(inner: str) -> str:
    return f'{_XML}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _part(path: str, kind: str) -> str:
    return f'<Override PartName="{path}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'


def _styles() -> str:
    """Three looks: plain, bold for the first row, and text (format 49) for every text cell."""
    font = '<font><sz val="11"/><name val="Calibri"/></font>'
    bold = '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    fills = "".join(
        f'<fill><patternFill patternType="{each}"/></fill>' for each in ("none", "gray125")
    )
    border = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"{}/>'
    looks = (
        plain.format(' xfId="0"'),
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2">{font}{bold}</fonts>'
        f'<fills count="2">{fills}</fills><borders count="1">{border}</borders>'
        f'<cellStyleXfs count="1">{plain.format("")}</cellStyleXfs>'
        f'<cellXfs count="3">{"".join(looks)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
