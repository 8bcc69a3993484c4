"""What goes up: once, without contacts or words, in a file that proves itself; what comes back, and once more."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from county.cases.says import CannotDo
from county.reviews.models import Item, Parcel, Rating, Setting, Shipment
from county.reviews.upwards import bodies, correcting, receipts, shipping
from county.reviews.upwards.gathering import gather

from .doing import BAD, BEST, OFFICE, PUBLIC, actor_with, at, finished, places, rated
from .reporting import NOW, answered, ended, lines, outcomes, receipt, shipped, three

DOCUMENT = Path(__file__).parents[3] / "docs" / "upwards.md"


@pytest.fixture(autouse=True)
def ratings(db):
    return three()


class TestGathering:
    def test_each_rating_once_however_often(self):
        assert [gather(NOW), gather(NOW)] == [3, 0]
        assert not Rating.objects.filter(is_gathered=False).exists()
        assert set(Parcel.objects.values_list("ref", flat=True)) == {f"rating/N-{n}/1" for n in (1, 2, 3)}

    def test_a_ticket_goes_when_it_has_ended(self):
        assert gather(NOW) == 3
        ticket = ended()
        assert [gather(NOW), gather(NOW)] == [1, 0]
        body = Parcel.objects.get(kind=bodies.RECTIFIED).body
        assert (body["rating"], body["ticket"], body["closed"]) == ("rating/N-3/1", ticket.case.number, "2020-07-15")
        assert {one["title"] for one in body["terms"]} == set(ticket.case.terms.values_list("title", flat=True))

    def test_what_was_set_aside_goes_as_that_and_not_as_rectified(self):
        ended(set_aside="wrong")
        gather(NOW)
        assert gather(NOW) == 0
        assert Parcel.objects.get(kind=bodies.SET_ASIDE).body["reason"] == "wrong"
        assert not Parcel.objects.filter(kind=bodies.RECTIFIED).exists()

    def test_one_that_is_set_aside_after_its_ticket_went_up_goes_as_well(self):
        ended()
        gather(NOW)
        ended(set_aside="malicious")
        assert [gather(NOW), gather(NOW)] == [1, 0]

    def test_a_rating_that_takes_the_place_of_a_default_names_it(self):
        from county.reviews.rating.silence import count_silence

        act = finished("N-9")
        count_silence(at("2020-07-14"))
        rated(act, BAD, "2020-07-15")
        gather(NOW)
        first, second = (Parcel.objects.get(ref=f"rating/N-9/{seq}").body for seq in (1, 2))
        assert (first["default"], first["replaces"], first["channel"]) == (True, "", "none")
        assert (second["default"], second["late"], second["replaces"]) == (False, True, "rating/N-9/1")

    def test_a_process_killed_in_the_middle_loses_nothing_and_doubles_nothing(self, monkeypatch):
        def die(*_args, **_more):
            raise KeyboardInterrupt
        with monkeypatch.context() as broken:
            broken.setattr("county.reviews.upwards.gathering._keep", die)
            with pytest.raises(KeyboardInterrupt):
                gather(NOW)
        assert not Parcel.objects.exists()
        assert gather(NOW) == 3

    def test_another_worker_that_was_first_is_no_error(self):
        gather(NOW)
        Rating.objects.update(is_gathered=False)
        gather(NOW)
        assert Parcel.objects.count() == 3

    def test_many_take_few_statements(self, django_assert_max_num_queries):
        for number in range(10, 20):
            rated(finished(f"N-{number}"), BEST)
        with django_assert_max_num_queries(26):
            assert gather(NOW) == 13


class TestWhatIsSaid:
    def test_never_a_contact_and_no_time_and_no_words(self):
        ended()
        text = shipping.content_of(shipped()).decode()
        for hidden in ("某甲", "000-1", "10000001111", "请打", "17:00", "+08"):
            assert hidden not in text

    @pytest.mark.parametrize(("value", "said"), [("1", "请打 〔已隐去〕"), ("2", ""), ("", "")])
    def test_words_only_as_they_may_be_shown_and_only_where_it_is_set(self, value, said):
        Setting.objects.create(name="upwards_text", value=value, reason="定", shown_as="x", business_at=NOW)
        assert [one["text"] for one in lines(shipped())[1:]] == ["", "", said]

    def test_every_field_in_the_documented_order(self):
        ended()
        for said in lines(shipped())[1:]:
            assert list(said) == [*bodies.HEAD, *bodies.FIELDS[said["kind"]]]
            assert all(list(term) == ["due", "ended", "title"] for term in said.get("terms", []))
        text = DOCUMENT.read_text("utf-8")
        documented = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
        expected = [*bodies.HEAD, *(name for names in bodies.FIELDS.values() for name in names)]
        assert [one for one in documented if one in expected] == expected
        assert shipping.FORMAT in text


class TestShipments:
    def test_the_manifest_proves_the_lines_behind_it(self):
        made = shipped()
        content = shipping.content_of(made)
        first, _end, rest = content.partition(b"\n")
        manifest = json.loads(first)
        assert manifest["sha256"] == made.digest == hashlib.sha256(rest).hexdigest()
        assert (manifest["count"], manifest["shipment"], made.number) == (3, made.number, "20200720-0001")
        assert shipping.content_of(Shipment.objects.get()) == content

    def test_nothing_goes_twice(self):
        shipped()
        assert shipping.ship(actor=OFFICE, at=NOW) is None
        rated(finished("N-8"), BEST)
        second = shipped()
        assert (second.number, [one["ref"] for one in lines(second)[1:]]) == ("20200720-0002", ["rating/N-8/1"])

    def test_a_long_queue_goes_in_several_files(self):
        gather(NOW)
        assert [shipping.ship(actor=OFFICE, at=NOW, most=2).count for _time in range(2)] == [2, 1]

    def test_killed_before_it_is_whole_there_is_none_and_everything_still_waits(self, monkeypatch):
        gather(NOW)

        def die(**_more):
            raise KeyboardInterrupt
        with monkeypatch.context() as broken:
            broken.setattr(shipping, "record", die)
            with pytest.raises(KeyboardInterrupt):
                shipping.ship(actor=OFFICE, at=NOW)
        assert not Shipment.objects.exists()
        assert shipping.ship(actor=OFFICE, at=NOW).count == 3

    def test_parcels_that_were_changed_afterwards_are_noticed(self):
        made = shipped()
        Parcel.objects.filter(ref="rating/N-1/1").update(body={})
        with pytest.raises(ValueError, match=made.number):
            shipping.content_of(made)

    @pytest.mark.parametrize("actor", [PUBLIC, actor_with("housing", "局长", "head"),
                                       actor_with("county-government", "县长", "leader")])
    def test_others_ship_read_receipts_and_correct_nothing(self, actor):
        made = shipped()
        rated(finished("N-8"), BEST)
        gather(NOW)
        with pytest.raises(CannotDo):
            shipping.ship(actor=actor, at=NOW)
        with pytest.raises(CannotDo):
            receipts.take_receipt(actor=actor, data=receipt(made), at=NOW)
        with pytest.raises(CannotDo):
            correcting.correct(actor=actor, shipment=made, at=NOW)


class TestReceipts:
    def test_each_parcel_is_accepted_or_refused_with_its_reason(self):
        made = shipped()
        held, accepted, refused = receipts.take_receipt(actor=OFFICE, data=receipt(made, p2="没有这个事项"), at=NOW)
        assert (held.receipt, held.received_at, accepted, refused) == ("R-1", NOW, 2, 1)
        assert Parcel.objects.get(outcome="refused").refused == "没有这个事项"

    def test_the_same_again_changes_nothing_and_the_opposite_is_refused_whole(self):
        made = shipped()
        answered(made, p2="不对")
        assert receipts.take_receipt(actor=OFFICE, data=receipt(made, p2="别的"), at=NOW)[1:] == (0, 0)
        with pytest.raises(CannotDo, match="相反"):
            answered(made, p1="不对", p2="不对")
        assert outcomes() == ["accepted", "refused", "accepted"]

    @pytest.mark.parametrize("data", [
        b"", b"\xff", b"[]", b"{}", b"x", b'{"type":"receipt"}', b'{"type":"receipt","shipment":"none"}',
        b'{"type":"receipt","shipment":5}', b"[" * 100_000, b"\n" * 10])
    def test_what_is_no_receipt_is_said_so(self, data):
        shipped()
        with pytest.raises(CannotDo) as refusal:
            receipts.take_receipt(actor=OFFICE, data=data, at=NOW)
        assert refusal.value.field == "file"

    @pytest.mark.parametrize("wrong", [
        {"ref": "rating/N-9/1", "outcome": "accepted"}, {"ref": "rating/N-2/1", "outcome": "lost"},
        {"outcome": "accepted"}, {"ref": "rating/N-2/1", "outcome": "refused"}, {"ref": ["x"], "outcome": "accepted"}])
    def test_one_line_that_does_not_fit_keeps_all_out(self, wrong):
        made = shipped()
        with pytest.raises(CannotDo):
            receipts.take_receipt(actor=OFFICE, data=receipt(made) + b"\n" + json.dumps(wrong).encode(), at=NOW)
        assert outcomes() == ["", "", ""]

    def test_a_receipt_too_long_is_not_read(self):
        with pytest.raises(CannotDo, match="4 MB"):
            receipts.read_receipt(b" " * (receipts.SIZE + 1))


class TestCorrecting:
    def test_what_was_refused_goes_once_more_as_it_stands_now_and_names_the_first(self):
        made = shipped()
        answered(made, p2="名称不对")
        Item.objects.update(name="改过的名称")
        assert correcting.correct(actor=OFFICE, shipment=made, at=NOW) == 1
        with pytest.raises(CannotDo, match="没有等待更正"):
            correcting.correct(actor=OFFICE, shipment=made, at=NOW)
        second = shipped()
        said = lines(second)[1]
        assert (said["ref"], said["corrects"], said["item_name"]) == ("rating/N-2/1#2", "rating/N-2/1", "改过的名称")
        assert lines(made)[2]["item_name"] != "改过的名称"
        answered(second, p1="还不对")
        correcting.correct(actor=OFFICE, shipment=second, at=NOW)
        assert Parcel.objects.order_by("-pk")[0].ref == "rating/N-2/1#3"

    def test_only_what_was_asked_for(self):
        made = shipped()
        answered(made, p1="甲", p2="乙")
        assert correcting.correct(actor=OFFICE, shipment=made, refs=["rating/N-1/1", "no"], at=NOW) == 1
        assert Parcel.objects.get(shipment=None).corrects.ref == "rating/N-1/1"

    def test_tickets_too(self):
        ended(set_aside="wrong")
        made = shipped()
        answered(made, p4="原因不明")
        correcting.correct(actor=OFFICE, shipment=made, at=NOW)
        assert Parcel.objects.get(shipment=None).body["reason"] == "wrong"
        assert gather(NOW) == 0

    @pytest.mark.parametrize(("ref", "then"), [
        ("rating/N/1", "rating/N/1#2"), ("rating/N/1#2", "rating/N/1#3"), ("rating/N#7/1", "rating/N#7/1#2"),
        ("rating/N/1#99", "rating/N/1#100")])
    def test_numbers_of_corrections_go_up(self, ref, then):
        assert correcting.again(ref) == then


def test_a_county_without_the_desk_gathers_nothing(monkeypatch):
    monkeypatch.setattr("county.reviews.upwards.gathering.is_open", lambda: False)
    places()
    assert gather(NOW) == 0
