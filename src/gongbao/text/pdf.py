"""The text layer of a PDF; lines that the page broke are left as they stand, the paragraph pass joins them."""

from __future__ import annotations

from gongbao.text.source import Unreadable

PAGES = 3_000
"""More pages than this are refused."""


def text_of_pdf(data: bytes, name: str) -> str:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unreadable(
            f"文件“{name}”不是完整的 pdf，或有密码，请另存为不加密的 pdf 或 docx 再导入。",
            f"“{name}” is not a whole pdf, or it is locked; save it without a password, or as docx.",
        ) from error
    try:
        _refuse_length(len(document), name)
        text = "\n".join(_page_text(page) for page in document)
    finally:
        document.close()
    if not text.strip():
        raise Unreadable(
            f"文件“{name}”的页面是图片，没有文字层，请换成 docx、txt，或先做文字识别再导入。",
            f"“{name}” consists of pictures without a text layer; use a docx or txt, or run text recognition first.",
        )
    return text


def _refuse_length(pages: int, name: str) -> None:
    if pages > PAGES:
        raise Unreadable(
            f"文件“{name}”有 {pages} 页，超过 {PAGES} 页的上限，请拆成几个文件再导入。",
            f"“{name}” has {pages} pages, over the limit of {PAGES}; split it.",
        )


def _page_text(page: object) -> str:
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()  # type: ignore[attr-defined]
    return text.replace("\r\n", "\n").replace("\ufffe", "").replace("\x00", "")
