"""The parts of a Word file around its text: page, fonts, footers, and a zip whose bytes depend on nothing else."""

from __future__ import annotations

import io
from dataclasses import dataclass
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LONG_AGO = (1980, 1, 1, 0, 0, 0)
ALSO_KNOWN = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,小标宋,宋体,Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋,FangSong,FangSong_GB2312,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
    "宋体": "SimSun,Noto Serif CJK SC",
}
# A4; the text is 156 mm wide and 225 mm high, 37 mm below the upper and 28 mm from the left edge
PAGE = ('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
        'w:header="851" w:footer="{footer}" w:gutter="0"/>')
NUMBER_FROM_EDGE, LINE_FROM_EDGE = 1304, 1134  # twips: 23 mm to a page's number, 20 mm to a letter's lower line
EVERY_PAGE = (("header", "default", "header"), ("header", "even", "header"), ("footer", "default", "footer-odd"),
              ("footer", "even", "footer-even"))
FIRST_PAGE = (("header", "first", "header-first"), ("footer", "first", "footer-first"))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the first page alone has around its text: paragraphs above and below, and the height of the marks above
    them in points. Such a page has no number."""

    marks_height: int
    above: str
    below: str


def packed(body: str, marks: tuple[str, ...], letterhead: Letterhead | None = None) -> bytes:
    """The file for paragraphs in WordprocessingML; `marks` stand above every page."""
    around = _around(marks, letterhead)
    beside = {"styles": "styles", "settings": "settings", "fontTable": "fontTable",
              **{name: name.partition("-")[0] for name in around}}
    parts = {
        "[Content_Types].xml": _content_types(beside),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml"),
                                       "rId2": ("metadata/core-properties", "docProps/core.xml")}),
        "docProps/core.xml": CORE,
        "word/document.xml": _document(body, letterhead is not None),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": _fonts(),
        **{f"word/{name}.xml": text for name, text in around.items()},
        "word/_rels/document.xml.rels": _relationships(
            {name: (sort, f"{name}.xml") for name, sort in beside.items()}),
    }
    return _zipped({name: HEAD + text for name, text in parts.items()})


def _around(marks: tuple[str, ...], letterhead: Letterhead | None) -> dict[str, str]:
    """Headers and footers by their names."""
    lift = _lift() if letterhead else ""
    around = {"header": _header(marks), "footer-odd": _footer("right", "right", lift),
              "footer-even": _footer("left", "left", lift)}
    if letterhead is None:
        return around
    exact = f'<w:spacing w:after="0" w:line="{letterhead.marks_height * 20}" w:lineRule="exact"/>'
    return {**around, "header-first": _header(marks, exact, letterhead.above),
            "footer-first": f"<w:ftr {MAIN}>{letterhead.below}</w:ftr>"}


def _lift() -> str:
    """Keeps numbers in their place where the footer begins lower, at the line of the first page."""
    height = NUMBER_FROM_EDGE - LINE_FROM_EDGE
    return f'<w:p><w:pPr><w:spacing w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr></w:p>'


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as file:
        for name, text in parts.items():
            about = ZipInfo(name, LONG_AGO)
            about.compress_type, about.create_system, about.external_attr = ZIP_STORED, 0, 0
            file.writestr(about, text.encode("utf-8"))
    return held.getvalue()


def _document(body: str, has_letterhead: bool) -> str:
    references = (*EVERY_PAGE, *FIRST_PAGE) if has_letterhead else EVERY_PAGE
    ends = "".join(f'<w:{part}Reference w:type="{kind}" r:id="{link}"/>' for part, kind, link in references)
    page = PAGE.format(footer=LINE_FROM_EDGE if has_letterhead else NUMBER_FROM_EDGE)
    first = "<w:titlePg/>" if has_letterhead else ""
    return (f'<w:document {MAIN} xmlns:r="{LINKS}"><w:body>{body}<w:sectPr>{ends}{page}{first}</w:sectPr></w:body>'
            "</w:document>")


def _header(marks: tuple[str, ...], spacing: str = "", below: str = "") -> str:
    about = f'<w:pPr>{spacing}<w:jc w:val="right"/></w:pPr>'
    return f'<w:hdr {MAIN}><w:p>{about}{_small("　".join(marks), "黑体")}</w:p>{below}</w:hdr>'


def _footer(side: str, edge: str, below: str) -> str:
    """— 1 — in 四号, one character from the outer edge."""
    field = "".join(f"<w:r>{_small_words('宋体')}{part}</w:r>" for part in (
        '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>'))
    about = f'<w:pPr><w:ind w:{edge}="280"/><w:jc w:val="{side}"/></w:pPr>'
    return f'<w:ftr {MAIN}><w:p>{about}{_small("— ", "宋体")}{field}{_small(" —", "宋体")}</w:p>{below}</w:ftr>'


def _small(text: str, font: str) -> str:
    return f'<w:r>{_small_words(font)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _small_words(font: str) -> str:
    named = f'w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"'
    return f'<w:rPr><w:rFonts {named}/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'


def _fonts() -> str:
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
                    '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
                    for name, others in ALSO_KNOWN.items())
    return f"<w:fonts {MAIN}>{fonts}</w:fonts>"


def _relationships(links: dict[str, tuple[str, str]]) -> str:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_sort(sort)}" Target="{target}"/>' for name, (sort, target) in links.items())
    return f'<Relationships xmlns="{package}">{lines}</Relationships>'


def _sort(sort: str) -> str:
    return f"{LINKS.replace('officeDocument', 'package') if '/' in sort else LINKS}/{sort}"


def _content_types(beside: dict[str, str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main", **beside}
    lines = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
                    for name, kind in kinds.items())
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}'
            f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>')


CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>')
_BASE = ('<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/>'
         '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>')
STYLES = (f'<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr>{_BASE}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
          '<w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
          '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
          '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct/></w:pPr></w:style>'
          '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/>'
          '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>')
SETTINGS = (f'<w:settings {MAIN}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>')
