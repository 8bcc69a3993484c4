"""The parts of a Word file around its text: page, fonts, footers, and a zip whose bytes depend on nothing else."""

from __future__ import annotations

import io
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
        'w:header="851" w:footer="1304" w:gutter="0"/>')
BESIDE = {"rId1": ("styles", "styles.xml"), "rId2": ("settings", "settings.xml"),
          "rId3": ("fontTable", "fontTable.xml"), "rId4": ("header", "header.xml"),
          "rId5": ("footer", "footer-odd.xml"), "rId6": ("footer", "footer-even.xml")}
REFERENCES = (("header", "default", "rId4"), ("header", "even", "rId4"), ("footer", "default", "rId5"),
              ("footer", "even", "rId6"))


def packed(body: str, marks: tuple[str, ...]) -> bytes:
    """The file for paragraphs in WordprocessingML; `marks` stand above every page."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml"),
                                       "rId2": ("metadata/core-properties", "docProps/core.xml")}),
        "docProps/core.xml": CORE,
        "word/document.xml": _document(body),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": _fonts(),
        "word/header.xml": _header(marks),
        "word/footer-odd.xml": _footer("right", "right"),
        "word/footer-even.xml": _footer("left", "left"),
        "word/_rels/document.xml.rels": _relationships(BESIDE),
    }
    return _zipped({name: HEAD + text for name, text in parts.items()})


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as file:
        for name, text in parts.items():
            about = ZipInfo(name, LONG_AGO)
            about.compress_type, about.create_system, about.external_attr = ZIP_STORED, 0, 0
            file.writestr(about, text.encode("utf-8"))
    return held.getvalue()


def _document(body: str) -> str:
    ends = "".join(f'<w:{part}Reference w:type="{kind}" r:id="{link}"/>'
                   for part, kind, link in REFERENCES)
    return f'<w:document {MAIN} xmlns:r="{LINKS}"><w:body>{body}<w:sectPr>{ends}{PAGE}</w:sectPr></w:body></w:document>'


def _header(marks: tuple[str, ...]) -> str:
    return f'<w:hdr {MAIN}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{_small("　".join(marks), "黑体")}</w:p></w:hdr>'


def _footer(side: str, edge: str) -> str:
    """— 1 — in 四号, one character from the outer edge."""
    field = "".join(f"<w:r>{_small_words('宋体')}{part}</w:r>" for part in (
        '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>'))
    about = f'<w:pPr><w:ind w:{edge}="280"/><w:jc w:val="{side}"/></w:pPr>'
    return f'<w:ftr {MAIN}><w:p>{about}{_small("— ", "宋体")}{field}{_small(" —", "宋体")}</w:p></w:ftr>'


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


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable",
             "header": "header", "footer-odd": "footer", "footer-even": "footer"}
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
