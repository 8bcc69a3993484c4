"""Links of a sample as an Excel file to send out; answers that a third party brings in one: all of them or none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from county import business
from county.accounts.actor import Actor
from county.agencies.sheets import FORMULA, as_text
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.models import ServiceAct, Survey, SurveyAnswer
from county.reviews.protection.screening import screened
from county.reviews.surveys.kinds import STEPS, measures_of
from county.reviews.surveys.services import MOST, WORDS, require_manager, require_open
from county.reviews.tokens import fresh_token, hash_of

SIZE, UNPACKED = 2 * 1024 * 1024, 64 * 1024 * 1024
REF, TEXT = "问卷编号", "意见"
LINKS = {"服务编号": 24, "事项": 30, "办结日期": 14, "答卷链接": 60}


@dataclass(frozen=True, slots=True)
class Brought:
    """An answer as it stands in the file."""

    ref: str
    said: dict[str, int]
    text: str


def links_workbook(links: Iterable[tuple[ServiceAct, str]]) -> bytes:
    """`links`: services with the full address of their answer sheet."""
    rows = [(act.number, act.item.name, act.finished_at.astimezone(business.ZONE).date().isoformat(), address)
            for act, address in links]
    return _workbook("链接", LINKS, rows)


def answers_template(survey: Survey) -> bytes:
    """The columns that a third party fills in."""
    return _workbook("答卷", {REF: 20, **dict.fromkeys(measures_of(survey.subject), 14), TEXT: 40}, [])


def bring_in(*, actor: Actor, survey: Survey, data: bytes, at: datetime | None = None) -> tuple[int, int]:
    """(new ones, those that were there already by their number). CannotDo: one row does not fit, none is kept."""
    require_manager(actor)
    rows, moment = read_answers(survey, data), at or business.now()
    with transaction.atomic():
        held = Survey.objects.select_for_update().get(pk=survey.pk)
        require_open(held)
        known = set(SurveyAnswer.objects.filter(survey=held).exclude(ref="").values_list("ref", flat=True))
        fresh = [one for one in rows if one.ref not in known]
        if held.is_drawn or len(known) + len(fresh) > held.size:
            raise CannotDo(_("这次调查登记的是向 %(size)s 人调查，答卷不能比人多。") % {"size": held.size}, "file")
        SurveyAnswer.objects.bulk_create([_answer(held, one, moment) for one in fresh], batch_size=500)
        record(actor=actor, verb="review.survey_brought", thing_kind="review_survey", thing_id=held.pk,
               business_at=moment, content={"survey": held.pk, "count": len(fresh)})
    return len(fresh), len(rows) - len(fresh)


def read_answers(survey: Survey, data: bytes) -> list[Brought]:
    """CannotDo: no such file, or a row that does not fit, said by its number."""
    lines = _lines(data)
    measures = measures_of(survey.subject)
    head = [_said(cell) for cell in lines[0]] if lines else []
    if missing := [one for one in (REF, *measures) if one not in head]:
        raise CannotDo(_("表头缺少这些列：%(columns)s。请用本页下载的模板。") % {"columns": "、".join(missing)}, "file")
    rows = [(number, dict(zip(head, map(_said, cells), strict=False))) for number, cells in enumerate(lines[1:], 2)]
    found = [_brought(number, row, measures) for number, row in rows if any(row.values())]
    if not found:
        raise CannotDo(_("表里没有答卷，请从第 2 行起填写。"), "file")
    if len({one.ref for one in found}) < len(found):
        raise CannotDo(_("有两份答卷的问卷编号相同，请核对；一份也没有导入。"), "file")
    return found


def _brought(number: int, row: dict[str, str], measures: tuple[str, ...]) -> Brought:
    steps = {str(step): step for step in STEPS} | {word: step for step, word in STEPS.items()}
    said = {one: steps.get(row[one], 0) for one in measures}
    if wrong := next((one for one, step in said.items() if not step), ""):
        says = _("第 %(row)s 行“%(column)s”要填 1 到 5（1 最好）或“很高、较高、一般、较低、很低”；一份也没有导入。")
        raise CannotDo(says % {"row": number, "column": wrong}, "file")
    ref, text = row[REF], row.get(TEXT, "")
    if not ref or len(ref) > 60 or len(text) > WORDS:
        says = _("第 %(row)s 行：问卷编号要填，最多 60 个字；意见最多 500 个字。一份也没有导入。")
        raise CannotDo(says % {"row": number}, "file")
    return Brought(ref, said, text)


def _answer(survey: Survey, one: Brought, moment: datetime) -> SurveyAnswer:
    return SurveyAnswer(survey=survey, ref=one.ref, token_hash=hash_of(fresh_token()), said=one.said,
                        text=screened(one.text, WORDS), answered_on=moment.astimezone(business.ZONE).date())


def _lines(data: bytes) -> Sequence[Sequence[object]]:
    if len(data) > SIZE:
        raise CannotDo(_("文件超过 2 MB，没有接收。请只留答卷，再上传。"), "file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:  # a small file can unpack to one that fills the memory
            if sum(one.file_size for one in parts.infolist()) > UNPACKED:
                raise CannotDo(_("文件里的内容太多，没有接收。请只留答卷，再上传。"), "file")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=False, nrows=MOST + 2)
    except (CalamineError, OSError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise CannotDo(_("这个文件不是能读的 Excel 表格（xlsx），请用本页下载的模板填写。"), "file") from error
    if len(lines) > MOST + 1:
        raise CannotDo(_("一次最多导入 %(rows)s 行，请分成几个文件。") % {"rows": MOST}, "file")
    return lines


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\0", "").strip()[:2001]
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _workbook(name: str, widths: dict[str, int], rows: Iterable[Sequence[str]]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, text, bold = book.add_worksheet(name), book.add_format({"num_format": "@"}), book.add_format({"bold": 1})
        for column, (title, width) in enumerate(widths.items()):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, title, bold)
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, as_text(cell), text)
    return held.getvalue()
