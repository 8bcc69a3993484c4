"""Files: known by their bytes, bounded, named harmlessly, given out as they were sent."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from county import files
from county.files import DOCX, JPEG, PDF, PNG, TEXT, XLSX, CannotKeep, keep, kind_of
from county.site import middleware
from county.site.middleware import CASE_LIMIT, FORM_LIMIT

from .doing import UNIT, UNIT_TASK, did, opened

pytestmark = pytest.mark.database
BYTES = {PDF: b"%PDF-1.7\n", JPEG: b"\xff\xd8\xff\xe0", PNG: b"\x89PNG\r\n\x1a\n"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def office(part="word/document.xml", contents="<Types/>", *more):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in (("[Content_Types].xml", contents), (part, "x"), *((one, "x") for one in more)):
            archive.writestr(zipfile.ZipInfo(name), data)
    return held.getvalue()


def kept(name, data):
    return keep(SimpleUploadedFile(name, data))


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("一.pdf", BYTES[PDF], PDF), ("二.JPG", BYTES[JPEG], JPEG), ("二.jpeg", BYTES[JPEG], JPEG),
    ("三.png", BYTES[PNG], PNG),
    ("四.docx", office(), DOCX), ("五.xlsx", office("xl/workbook.xml"), XLSX), ("六.txt", "说明\r\n".encode(), TEXT)])
def test_a_file_is_what_its_bytes_say(name, data, kind):
    made = kept(name, data)
    assert (made.kind, made.name, made.size) == (kind, name, len(data))
    assert files.read(made.sha256) == data


@pytest.mark.parametrize(("name", "data"), [
    ("通知.pdf", b"<html><script>alert(1)</script></html>"), ("通知.html", b"<html></html>"), ("a.svg", b"<svg/>"),
    ("通知.txt", BYTES[PDF]), ("通知.pdf.exe", BYTES[PDF]), ("通知", BYTES[PDF]), ("a.docx", office("xl/workbook.xml")),
    ("a.exe", b"MZ\x90\x00\x03"), ("a.zip", office("readme.txt")), ("a.txt", b"\x00\x01"),
    ("a.docx", b"PK\x03\x04 none"),
    ("a.docx", office("word/document.xml", "<Types/>", "word/vbaProject.bin")),
    ("a.xlsx", office("xl/workbook.xml", "<Types/>", "xl/VBAPROJECT.bin")),
    ("a.xlsx", office("xl/workbook.xml", "<Types/>", "xl/macrosheets/sheet1.xml")),
    ("a.docx", office("word/document.xml", "application/vnd.ms-office.vbaProject", "word/other.bin")),
    ("a.docx", office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"))])
def test_what_may_not_be_sent_or_is_named_as_something_else_is_refused_in_a_sentence(home, name, data):
    with pytest.raises(CannotKeep) as refusal:
        kept(name, data)
    assert name in refusal.value.says
    assert not (home / "files").exists()


def test_an_empty_file_and_one_past_the_bound_are_refused_the_bound_itself_is_taken(monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 100)
    kept("一.pdf", BYTES[PDF].ljust(100))
    for data in (b"", BYTES[PDF].ljust(101)):
        with pytest.raises(CannotKeep):
            kept("一.pdf", data)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_look_at_them(data):
    for start in (b"", b"PK\x03\x04", office()[:60]):
        assert kind_of(start + data) in {"", *files.DOCUMENTS}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_spoilt_archive_breaks_the_look_at_it(data):
    whole = bytearray(office())
    for _n in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert kind_of(bytes(whole)) in {"", *files.DOCUMENTS}


@pytest.mark.parametrize("sent", ['a"b.txt', "换\r\n行.txt", "../../etc/中文.txt", "C:\\桌面\\说明.txt",
                                  "字" * 300 + ".txt", "\u202egnp.txt", ".txt"])
def test_a_name_is_kept_without_folders_and_without_what_cannot_be_printed(sent):
    upload = SimpleUploadedFile("x.txt", b"x")
    upload._name = sent
    try:
        name = keep(upload).name
    except CannotKeep:
        assert sent == ".txt"
        return
    assert name.endswith(".txt")
    assert name.isprintable()
    assert len(name) <= files.NAME
    assert not {"/", "\\"} & set(name)


# over the pages

def report(client, case, papers):
    return client.post(reverse("cases:take", args=(case.pk, "report")), {"result": "好了", "evidence": papers})


@pytest.fixture
def working(enter):
    case = opened(UNIT_TASK)
    did(case, "sign")
    return case, enter("handler", UNIT)


def papers(count):
    return [SimpleUploadedFile(f"{n}.txt", f"第{n}份".encode()) for n in range(count)]


def test_ten_files_are_taken_eleven_are_refused_and_what_was_typed_stays(working):
    case, client = working
    answer = report(client, case, papers(11))
    assert answer.status_code == 422
    assert "最多传 10 个" in answer.content.decode()
    assert "好了" in answer.content.decode()
    assert report(client, case, papers(10)).status_code == 303
    assert case.files.count() == 10


def test_one_wrong_file_among_good_ones_writes_nothing_down(working):
    case, client = working
    answer = report(client, case, [*papers(2), SimpleUploadedFile("坏.pdf", b"<html>")])
    assert answer.status_code == 422
    assert "坏.pdf" in answer.content.decode()
    case.refresh_from_db()
    assert (case.files.count(), case.state) == (0, "working")


def test_a_file_larger_than_a_form_passes_to_a_case_and_to_nothing_else(working):
    case, client = working
    data = BYTES[PDF].ljust(2 * FORM_LIMIT)
    answer = report(client, case, [SimpleUploadedFile("大.pdf", data)])
    assert answer.status_code == 303
    assert case.files.get().size == len(data)
    refused = client.post("/查办件/", {"number": "1", "file": SimpleUploadedFile("大.pdf", data)})
    assert refused.status_code == 413


def test_a_body_past_three_files_is_refused_before_anything_reads_it(monkeypatch, rf):
    passed = middleware.bounded_body(lambda _request: HttpResponse("read"))
    monkeypatch.setattr(middleware, "_drain", lambda _request, _left: None)
    for address, most in (("/办件/x/", CASE_LIMIT), ("/收件箱/", FORM_LIMIT)):
        for length, status in ((most, 200), (most + 1, 413)):
            assert passed(rf.post(address, CONTENT_LENGTH=str(length))).status_code == status


def test_a_file_beside_the_steps_is_added_by_who_reads_the_case(working, enter):
    case, client = working
    address = reverse("cases:act", args=(case.pk, "file"))
    assert client.post(address, {"file": papers(2)}).status_code == 303
    assert case.files.filter(step=None).count() == 2
    stranger = enter("handler", "veterans", "别处的")
    assert stranger.post(address, {"file": papers(1)}).status_code == 403
    assert case.files.count() == 2


def test_who_may_not_read_the_case_puts_no_bytes_on_the_disk(working, enter, home):
    case, _client = working
    answer = report(enter("handler", "veterans", "别处的"), case, papers(1))
    assert answer.status_code == 403
    assert not (home / "files").exists()
