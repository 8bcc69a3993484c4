"""The real gazette in the reading room, where it stands beside the repository."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from county.gazette.models import Document, Edition, Passage
from county.gazette.names import anchor_of
from county.gazette.order import in_order, joined
from county.gazette.plan import plan_import
from county.gazette.reading import read_bytes
from county.gazette.services import carry_out
from county.packs import county_pack

pytestmark = pytest.mark.database


@pytest.fixture
def gazette(db, julu_text):
    carry_out(plan_import(read_bytes(julu_text.read_bytes(), julu_text.name)), by=None)


def pages(client):
    for document in Document.objects.order_by("id"):
        yield document, client.get(f"/文件/{document.address}/").content.decode()


def test_every_document_that_the_pack_lists_is_held(client, gazette):
    shelf = client.get("/").context["shelf"]
    assert shelf.held == len(county_pack().documents)
    assert shelf.others == []


def test_every_passage_has_exactly_one_anchor(client, gazette):
    for document, page in pages(client):
        ids = re.findall(r' id="([^"]*)"', page)
        assert sorted({one for one in ids if ids.count(one) > 1}) == []
        places = document.passages.values_list("at", flat=True)
        assert [at for at in places if anchor_of(at) not in ids] == []


def test_every_link_inside_a_document_leads_somewhere(client, gazette):
    paths = set()
    for _, page in pages(client):
        paths |= {unquote(path) for path in re.findall(r'href="(/%E6%96%87%E4%BB%B6/[^"#?]*)"', page)}
    documents = {path for path in paths if path.count("/") == 3}
    assert len(documents) > 20
    assert [path for path in sorted(documents) if client.get(path).status_code != 200] == []


def test_no_own_text_is_missing_from_its_page(client, gazette):
    for edition in Edition.objects.select_related("document"):
        page = client.get(f"/文件/{edition.document.address}/").content.decode()
        shown = "".join(re.sub(r"<[^>]*>", "", page).split())
        for node in in_order(edition.content):
            if node.kind == "section" and not node.at.startswith("附件") and "<" not in node.data["text"]:
                text = "".join(joined(node.data["text"]).split())
                assert text.replace('"', "&quot;").replace("&", "&amp;").replace("&amp;quot;", "&quot;") in shown


def test_passages_hold_no_line_breaks(gazette):
    assert Passage.objects.count() > 1000
    assert not Passage.objects.filter(text__contains="\n").exists()
