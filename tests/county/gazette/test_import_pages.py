"""Import: a stranger's file is kept until sign-in, previewed, confirmed; what cannot be read gets one sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from county.accounts.services import demo_clerk
from county.gazette.models import Document, Edition, SourceFile, Upload

pytestmark = pytest.mark.database


def text_of(response):
    return response.content.decode()


def drop(client, data, name="gazette.txt"):
    return client.post("/导入/", {"file": SimpleUploadedFile(name, data)}, follow=True)


@pytest.fixture
def gazette(sample_county):
    return (sample_county / "documents" / "gazette.txt").read_bytes()


@pytest.fixture
def clerk(client, db):
    client.force_login(demo_clerk())
    return client


def confirm(client, **how):
    return client.post("/导入/确认/", shown(client), **how)


def shown(client):
    """What the buttons of the preview send along."""
    preview = client.get("/导入/预览/")
    return {"upload": str(preview.context["upload"].pk)} if preview.context else {}


def enter(client, response):
    return client.post("/账户/演示/", {"next": "/导入/预览/"}, follow=True)


def test_a_stranger_s_file_waits_for_sign_in_and_then_shows_its_preview(client, db, gazette):
    asked = drop(client, gazette)
    assert asked.wsgi_request.path == "/账户/登录/"
    assert "文件已收到" in text_of(asked)
    preview = enter(client, asked)
    assert preview.wsgi_request.path == "/导入/预览/"
    assert "确认导入" in text_of(preview)


def test_nothing_is_imported_before_the_confirmation(clerk, gazette):
    drop(clerk, gazette)
    assert Document.objects.count() == 0


def test_a_confirmed_file_stands_on_the_first_page(clerk, gazette):
    plan = drop(clerk, gazette).context["plan"]
    done = confirm(clerk, follow=True)
    assert Document.objects.count() == len(plan.documents)
    assert f"新文件 {len(plan.documents)} 个" in text_of(done)
    for planned in plan.documents:
        assert clerk.get(f"/文件/{planned.address}/").status_code == 200
    assert Upload.objects.count() == 0


def test_the_same_file_again_has_nothing_to_import(clerk, gazette):
    for _ in range(2):
        second = drop(clerk, gazette)
        confirm(clerk)
    assert "没有要导入的内容" in text_of(second)
    assert "确认导入" not in text_of(second)
    assert Edition.objects.count() == Document.objects.count()
    assert SourceFile.objects.count() == 1


def test_a_corrected_file_shows_before_and_after_and_keeps_the_old_edition(clerk, gazette):
    drop(clerk, gazette)
    confirm(clerk)
    text = gazette.decode()
    document = Document.objects.order_by("id").first()
    endings = (passage.text[-8:-1] for passage in document.passages.filter(kind="text"))
    wrong = next(ending for ending in endings if text.count(ending) == 1)
    corrected = drop(clerk, text.replace(wrong, wrong[:-1] + "改").encode())
    page = text_of(corrected)
    assert "有变化 1 个" in page
    assert "<del>" in page
    assert "<ins>改</ins>" in page
    confirm(clerk)
    document.refresh_from_db()
    assert document.edition == 2
    assert document.editions.count() == 2


@pytest.mark.parametrize(("name", "data", "says"), [
    ("empty.txt", b"", "空的"),
    ("blank.txt", b"  \n ", "blank.txt"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "photo.txt"),
    ("old.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "另存为"),
    ("broken.docx", b"PK\x03\x04" + b"broken" * 20, "broken.docx"),
    ("broken.pdf", b"%PDF-1.4 broken", "broken.pdf"),
])
def test_a_file_that_cannot_be_read_gets_one_sentence_and_is_not_kept(clerk, name, data, says):
    response = drop(clerk, data, name)
    assert response.status_code in {400, 422}
    assert says in text_of(response)
    assert (Upload.objects.count(), Document.objects.count()) == (0, 0)


def test_the_sentence_is_english_for_who_reads_english(clerk):
    clerk.post("/语言/", {"language": "en", "next": "/"})
    assert "save it as .docx" in text_of(drop(clerk, bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "old.doc"))


def test_a_file_over_the_limit_is_refused(clerk, settings):
    settings.UPLOAD_LIMIT = 100
    response = drop(clerk, b"x" * 101)
    assert response.status_code == 400
    assert "没有接收" in text_of(response)
    assert Upload.objects.count() == 0


def test_no_file_gets_a_sentence(clerk):
    response = clerk.post("/导入/", {})
    assert response.status_code == 400
    assert "请先选择公报文件" in text_of(response)


@pytest.mark.parametrize("path", ["/导入/预览/", "/导入/确认/", "/导入/放弃/"])
def test_a_stranger_can_neither_see_nor_confirm_nor_discard(client, db, gazette, path):
    drop(client, gazette)
    response = client.get(path) if path.endswith("预览/") else client.post(path)
    assert response.status_code == 302
    assert response.url.startswith("/%E8%B4%A6%E6%88%B7/")
    assert (Upload.objects.count(), Document.objects.count()) == (1, 0)


def test_another_clerk_does_not_see_the_file(clerk, gazette, enter):
    drop(clerk, gazette)
    other = enter("pack_editor")
    assert other.get("/导入/预览/").status_code == 302
    other.post("/导入/确认/", shown(clerk))
    assert Document.objects.count() == 0


@pytest.mark.parametrize("role", ["handler", "head", "party", "auditor"])
def test_nobody_else_imports(gazette, enter, role):
    other = enter(role)
    drop(other, gazette)
    assert other.get("/导入/预览/").status_code == 403
    other.post("/导入/确认/", {})
    assert Document.objects.count() == 0


def test_a_new_file_takes_the_place_of_the_one_before(client, db, gazette):
    drop(client, gazette)
    drop(client, gazette + b"\n")
    assert Upload.objects.count() == 1


def test_a_file_expires_after_a_day(client, db, gazette):
    drop(client, gazette)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    drop(Client(), gazette)
    assert Upload.objects.count() == 1


def test_strangers_cannot_fill_the_disk(db, settings, gazette):
    settings.UPLOADS_KEPT = 2
    for _ in range(3):
        last = drop(Client(), gazette)
    assert "请先登录" in text_of(last)
    assert Upload.objects.count() == 2


def test_a_discarded_file_is_gone(clerk, gazette):
    drop(clerk, gazette)
    clerk.post("/导入/放弃/", shown(clerk))
    assert (Upload.objects.count(), Document.objects.count()) == (0, 0)


def test_confirming_twice_says_that_nothing_waits(clerk, gazette):
    drop(clerk, gazette)
    confirm(clerk)
    assert "没有等待导入的文件" in text_of(confirm(clerk, follow=True))


@pytest.mark.parametrize("path", ["/导入/确认/", "/导入/放弃/"])
def test_a_button_under_an_older_preview_does_not_touch_the_file_that_came_after(clerk, gazette, path):
    drop(clerk, gazette)
    older = shown(clerk)
    drop(clerk, "关于河段的通知\n\n一、清理河段。\n".encode(), "later.txt")
    answer = clerk.post(path, older, follow=True)
    assert "前一个没有导入" in text_of(answer)
    assert "later.txt" in text_of(answer)
    assert (Upload.objects.count(), Document.objects.count()) == (1, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_query_count(clerk, gazette, django_assert_num_queries, rows):
    drop(clerk, b"\n".join([gazette] * rows))
    with django_assert_num_queries(6):  # session, account, posts, notices, upload, documents
        assert clerk.get("/导入/预览/").status_code == 200


def test_a_file_name_with_markup_is_shown_as_text(clerk, gazette):
    assert "<img" not in text_of(drop(clerk, gazette, "<img src=x>.txt"))
