"""The lists: the review office keeps all, a head the counters and numbers of the own unit; nothing is deleted."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from county.audit.models import AuditRow
from county.reviews.catalogue import coverage
from county.reviews.models import Counter, Item, Platform, ServiceUnit, Staff

from .catalogue_doing import OFFICE_AGENCY
from .doing import finished, places

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def county(db):
    return places()


@pytest.fixture
def office(enter):
    return enter("review_office", OFFICE_AGENCY)


def hall():
    return ServiceUnit.objects.get(name="县政务服务大厅")


def page(name, *args):
    return reverse(f"reviews:{name}", args=args)


NEW = {
    "units": {"name": "南镇便民中心", "kind": "centre", "level": "township", "agency": "housing"},
    "platforms": {"name": "服务热线", "kind": "hotline", "agency": "housing"},
    "items": {"code": "B-1", "name": "办理另一证", "agency": "housing", "is_online": "yes"},
    "counters": {"name": "2号窗口", "has_screen": "yes"},
    "staff": {"number": "0002", "agency": "housing"},
}


def typed(code, /, **more):
    unit = {"unit": hall().pk} if code in ("counters", "staff") else {}
    return {**NEW[code], **unit, **more}


class TestKeeping:
    @pytest.mark.parametrize("code", NEW)
    def test_the_office_adds_changes_closes_and_opens_again(self, office, code):
        model = {"units": ServiceUnit, "platforms": Platform, "items": Item, "counters": Counter, "staff": Staff}[code]
        assert office.post(page("catalogue-new", code), typed(code)).status_code == 303
        row = model.objects.order_by("-pk").first()
        changed = {"staff": {"agency": OFFICE_AGENCY}}.get(code, {"name": "改过的名"})
        assert office.post(page("catalogue-change", code, row.pk), typed(code, **changed)).status_code == 303
        row.refresh_from_db()
        assert all(getattr(row, name) == value for name, value in changed.items())
        before = model.objects.count()
        for verb, word in (("close", "已停用"), ("reopen", "停用后")):
            assert office.post(page(f"catalogue-{verb}", code, row.pk)).status_code == 303
            assert word in office.get(page("catalogue-change", code, row.pk)).content.decode()
        assert model.objects.count() == before
        verbs = AuditRow.objects.filter(thing_kind=f"review_{code}").values_list("verb", flat=True)
        assert sorted(verbs) == ["review.add", "review.change", "review.close", "review.reopen"]

    @pytest.mark.parametrize(("code", "wrong", "field"), [
        ("units", {"name": ""}, "name"), ("units", {"level": "moon"}, "level"),
        ("units", {"agency": "nobody"}, "agency"),
        ("units", {"name": "县政务服务大厅"}, "已经有"), ("items", {"code": "A-1"}, "已经有"),
        ("items", {"name": "字" * 121}, "120"), ("counters", {"unit": "99999999"}, "服务机构"),
        ("counters", {"unit": "x' OR 1"}, "服务机构"), ("counters", {"name": "1号窗口"}, "已经有"),
        ("staff", {"user": "nobody"}, "账号")])
    def test_what_does_not_fit_is_refused_with_what_was_typed(self, office, code, wrong, field):
        answer = office.post(page("catalogue-new", code), typed(code, **wrong))
        assert answer.status_code == 422
        says = answer.context["wrong"]
        assert field in says.says or field == says.field
        shown = next(value for name, value in {**typed(code), **wrong}.items() if name in ("name", "number"))
        assert str(shown)[:60] in answer.content.decode()

    def test_a_unit_stands_below_one_of_its_level_or_higher_and_never_below_itself(self, office):
        town = ServiceUnit.objects.create(name="北镇中心", kind="centre", level="township", agency="housing",
                                          parent=hall())
        below = {"name": "县政务服务大厅", "kind": "hall", "level": "county", "agency": OFFICE_AGENCY}
        answer = office.post(page("catalogue-change", "units", hall().pk), {**below, "parent": town.pk})
        assert answer.context["wrong"].field == "parent"
        town.level = "county"
        town.save()
        circle = office.post(page("catalogue-change", "units", hall().pk), {**below, "parent": town.pk})
        assert "下面" in circle.context["wrong"].says

    def test_a_unit_closes_after_what_is_below_it(self, office):
        answer = office.post(page("catalogue-close", "units", hall().pk))
        assert answer.status_code == 422
        assert "窗口 1" in answer.context["wrong"].says
        Counter.objects.update(is_closed=True)
        Staff.objects.update(has_left=True)
        assert office.post(page("catalogue-close", "units", hall().pk)).status_code == 303
        again = office.post(page("catalogue-reopen", "counters", Counter.objects.get().pk))
        assert "已停用" in again.context["wrong"].says

    def test_only_an_account_of_the_unit_is_linked_to_a_number(self, office, post):
        other, own = post("handler", "county-government"), post("handler", "housing")
        number = page("catalogue-change", "staff", Staff.objects.get().pk)
        refused = office.post(number, typed("staff", number="0001", user=other.username))
        assert refused.context["wrong"].field == "user"
        assert office.post(number, typed("staff", number="0001", user=own.username)).status_code == 303
        assert Staff.objects.get().user == own


class TestWhoMay:
    def test_a_stranger_is_sent_to_sign_in(self, client):
        for name, args in (("catalogue", ()), ("catalogue-list", ("items",)), ("catalogue-new", ("items",)),
                           ("coverage", ()), ("codes", ()), ("catalogue-import", ())):
            assert client.get(page(name, *args)).status_code == 302, name

    def test_a_head_keeps_counters_and_numbers_of_the_own_unit_alone(self, enter):
        own = ServiceUnit.objects.create(name="住建大厅", kind="hall", level="county", agency="housing")
        head = enter("head", "housing")
        assert head.post(page("catalogue-new", "counters"), typed("counters", unit=own.pk)).status_code == 303
        assert head.post(page("catalogue-new", "staff"), typed("staff")).status_code == 303
        assert head.post(page("catalogue-new", "counters"), typed("counters")).status_code == 422
        assert head.post(page("catalogue-new", "staff"), typed("staff", number="3", agency=OFFICE_AGENCY)
                         ).status_code == 422
        assert head.post(page("catalogue-new", "items"), typed("items")).status_code == 403
        theirs = Counter.objects.get(name="1号窗口")
        for name in ("catalogue-change", "catalogue-close"):
            assert head.post(page(name, "counters", theirs.pk), typed("counters")).status_code == 403
        theirs.refresh_from_db()
        assert not theirs.is_closed

    def test_a_head_does_not_give_a_number_to_another_unit(self, enter):
        number = Staff.objects.get()
        said = typed("staff", number="0001", agency=OFFICE_AGENCY)
        assert enter("head", "housing").post(page("catalogue-change", "staff", number.pk), said).status_code == 422
        number.refresh_from_db()
        assert number.agency == "housing"

    @pytest.mark.parametrize("role", ["staff", "handler", "leader"])
    def test_others_read_and_do_not_write(self, enter, role):
        reader = enter(role, "housing")
        assert reader.get(page("catalogue")).status_code == 200
        assert reader.post(page("catalogue-new", "items"), typed("items")).status_code == 403
        assert reader.post(page("catalogue-close", "items", Item.objects.get().pk)).status_code == 403

    def test_a_review_post_elsewhere_is_no_review_office(self, enter):
        assert enter("review_office", "housing").post(page("catalogue-new", "items"), typed("items")).status_code == 403


class TestLists:
    def test_the_tree_shows_what_stands_below(self, office):
        ServiceUnit.objects.create(name="东村站", kind="station", level="village", agency="housing", parent=hall())
        shown = office.get(page("catalogue")).content.decode()
        assert shown.index("县政务服务大厅") < shown.index("东村站")
        assert "1 个窗口" in shown

    def test_a_list_is_searched_and_narrowed(self, office):
        Item.objects.create(code="C-9", name="渔业许可", agency=OFFICE_AGENCY, is_listed=False)
        shown = lambda **asked: [row.code for row, _closed, _keeps in  # noqa: E731
                                 office.get(page("catalogue-list", "items"), asked).context["rows"]]
        assert shown() == ["A-1", "C-9"]
        for asked in ({"words": "渔业"}, {"words": "C-9"}, {"agency": OFFICE_AGENCY}, {"state": "closed"}):
            assert shown(**asked) == ["C-9"]
        assert shown(state="open") == ["A-1"]
        assert shown(words="\0", agency="'", state="x", level="y", page="-3") == []
        assert "放宽筛选" in office.get(page("catalogue-list", "items"), {"words": "没有"}).content.decode()

    def test_the_number_of_queries_does_not_grow(self, office, django_assert_max_num_queries):
        unit = hall()
        Counter.objects.bulk_create(Counter(unit=unit, name=f"{n}号", code=f"c{n}") for n in range(10, 60))
        ServiceUnit.objects.bulk_create(ServiceUnit(name=f"村{n}", kind="station", level="village", agency="housing",
                                                    parent=unit) for n in range(60))
        for name, args in (("catalogue", ()), ("catalogue-list", ("counters",)), ("catalogue-list", ("units",)),
                           ("coverage", ())):
            with django_assert_max_num_queries(26):
                assert office.get(page(name, *args)).status_code == 200


class TestTheOrder:
    NAMES = ("11号窗口", "10号窗口", "2号窗口", "综合窗口")
    SORTED = ("1号窗口", "2号窗口", "10号窗口", "11号窗口", "综合窗口")

    @pytest.fixture(autouse=True)
    def many(self):
        hall = Counter.objects.get().unit
        for place, name in enumerate(self.NAMES):
            Counter.objects.create(unit=hall, name=name, code=f"code-{place}", has_screen=False)

    @pytest.mark.parametrize("address", ["catalogue-list", "codes", "coverage", "enter"])
    def test_windows_are_listed_by_their_number_everywhere(self, office, address):
        query = f"?unit={Counter.objects.first().unit_id}" if address == "codes" else ""
        args = ("counters",) if address == "catalogue-list" else ()
        said = office.get(reverse(f"reviews:{address}", args=args) + query).content.decode()
        listed = dict.fromkeys(re.findall(r"(?:[0-9]+号|综合)窗口", said))
        assert list(listed) == list(self.SORTED[1:] if address == "coverage" else self.SORTED)

    def test_pages_follow_one_another_in_that_order(self, office, monkeypatch):
        monkeypatch.setattr("county.reviews.catalogue.selectors.PAGE", 2)
        pages = [office.get(reverse("reviews:catalogue-list", args=("counters",)) + f"?page={number}").context["rows"]
                 for number in (1, 2, 3)]
        assert [one[0].name for rows in pages for one in rows] == list(self.SORTED)


class TestCoverage:
    def gaps(self):
        return [one.count for one in coverage.gaps()]

    def test_each_gap_is_counted_and_closes(self, office):
        assert self.gaps() == [2, 0, 0, 1, 1, 1]
        finished()
        ServiceUnit.objects.create(name="西镇", kind="centre", level="township", agency="housing")
        Counter.objects.update(has_screen=False)
        assert self.gaps() == [1, 1, 1, 0, 1, 1]
        shown = office.get(page("coverage")).content.decode()
        assert "西镇" in shown
        assert "还有 5 处" in shown

    def test_closed_ones_do_not_count(self):
        Counter.objects.update(is_closed=True)
        Item.objects.update(is_listed=False)
        Platform.objects.update(is_closed=True)
        assert self.gaps() == [2, 1, 0, 0, 0, 1]

    def test_what_the_document_wants_is_shown_with_its_place(self, office, monkeypatch):
        monkeypatch.setattr(coverage, "slot", lambda _name: "service_reviews/full_coverage")
        assert len({one.what for one in coverage.wishes()}) == 5
        assert "第十四条" in office.get(page("coverage")).content.decode()

    def test_an_empty_county_says_so(self, office):
        for model in (Counter, Staff, ServiceUnit, Item, Platform):
            model.objects.all().delete()
        assert "无从核对" in office.get(page("coverage")).content.decode()


class TestCodes:
    def test_a_sheet_for_each_open_counter(self, office, county):
        Counter.objects.create(unit=hall(), name="2号窗口", code="counter-2", is_closed=True)
        Counter.objects.create(unit=hall(), name="3号窗口", code="counter-3")
        sheets = office.get(page("codes"), {"unit": hall().pk}).context["sheets"]
        assert [one.counter.name for one in sheets] == ["1号窗口", "3号窗口"]
        one = office.get(page("codes"), {"counter": county.pk})
        shown = one.content.decode()
        assert len(one.context["sheets"]) == 1
        assert re.search(r'<svg [^>]*viewBox="0 0 \d+ \d+"', shown)
        assert "style=" not in shown
        assert all(word in shown for word in ("非常满意", "满意", "基本满意", "不满意", "非常不满意", "1号窗口"))

    def test_the_code_leads_to_the_counter_behind_the_sites_own_address(self, office, county, settings):
        path = unquote(reverse("reviews:at-counter", args=(county.code,)))
        settings.CSRF_TRUSTED_ORIGINS = []
        assert office.get(page("codes"), {"counter": county.pk}).context["sheets"][0].address == f"http://testserver{path}"
        settings.CSRF_TRUSTED_ORIGINS = ["https://pingjia.example"]
        assert office.get(page("codes"), {"counter": county.pk}).context["sheets"][0].address.startswith(
            "https://pingjia.example/")

    @pytest.mark.parametrize("asked", [{"unit": "x"}, {"unit": "0"}, {"counter": "99999999999"}, {"unit": "٣"}])
    def test_an_address_that_means_nothing_shows_the_choice(self, office, asked):
        answer = office.get(page("codes"), asked)
        assert answer.status_code == 200
        assert answer.context["sheets"] == []
