"""Shipments that leave by themselves: into a folder, to a gateway, again after a failure, whole after a kill."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from county.notices.channels.outcome import Stopped
from county.notices.channels.wire import Answer
from county.reviews.models import Parcel, Shipment
from county.reviews.upwards import channel, shipping

from .doing import BEST, at, finished, rated
from .reporting import NOW, outcomes, receipt, shipped, three


@pytest.fixture(autouse=True)
def ratings(db, monkeypatch):
    for name in ("FOLDER", "GATEWAY", "SECRET"):
        monkeypatch.delenv(f"GONGBAO_REPORT_{name}", raising=False)
    return three()


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGBAO_REPORT_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def gateway(monkeypatch):
    """What a gateway got; `answers`: its answers in turn, a status or a reason why there is none."""
    got, answers = [], [200] * 9

    def post(url, content, headers):
        got.append((url, content, headers))
        answer = answers.pop(0)
        if isinstance(answer, str):
            raise Stopped(answer)
        return Answer(answer, b"")
    monkeypatch.setenv("GONGBAO_REPORT_GATEWAY", "https://gateway.example/reviews")
    monkeypatch.setenv("GONGBAO_REPORT_SECRET", "key")
    monkeypatch.setattr(channel, "post_json", post)
    post.got, post.answers = got, answers
    return post


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def test_without_a_channel_it_is_gathered_and_waits():
    assert channel.sweep_upwards(NOW) == 3
    assert Parcel.objects.filter(shipment=None).count() == 3
    assert not Shipment.objects.exists()


def test_what_somebody_took_away_by_hand_is_not_sent_again_by_a_channel_set_later(monkeypatch, tmp_path):
    shipped(by_hand=True)
    monkeypatch.setenv("GONGBAO_REPORT_FOLDER", str(tmp_path))
    channel.sweep_upwards(NOW)
    assert names(tmp_path / "out") == []


class TestFolder:
    def test_the_file_lies_there_whole_and_once(self, folder):
        for _time in range(2):
            channel.sweep_upwards(NOW)
        made = Shipment.objects.get()
        assert names(folder / "out") == [f"{made.number}.jsonl"]
        assert (folder / "out" / f"{made.number}.jsonl").read_bytes() == shipping.content_of(made)
        assert made.sent_at == NOW

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize(("later", "count"), [("10:59", 1), ("11:00", 2)])
    def test_at_most_one_an_hour(self, later, count):
        channel.sweep_upwards(NOW)
        rated(finished("N-8"), BEST)
        channel.sweep_upwards(at("2020-07-20", later))
        assert Shipment.objects.count() == count

    @pytest.mark.usefixtures("folder")
    def test_a_long_queue_does_not_wait(self, monkeypatch):
        monkeypatch.setattr(channel, "AT_ONCE", 1)
        channel.sweep_upwards(NOW)
        rated(finished("N-8"), BEST)
        channel.sweep_upwards(NOW)
        assert Shipment.objects.count() == 2

    def test_killed_after_the_file_and_before_it_is_noted_it_is_the_same_file_again(self, folder, monkeypatch):
        def die(_shipment):
            real(_shipment)
            raise KeyboardInterrupt
        real = channel._tried
        with monkeypatch.context() as broken:
            broken.setattr(channel, "_tried", die)
            with pytest.raises(KeyboardInterrupt):
                channel.sweep_upwards(NOW)
        before = [(one.name, one.read_bytes()) for one in (folder / "out").iterdir()]
        channel.sweep_upwards(NOW)
        assert [(one.name, one.read_bytes()) for one in (folder / "out").iterdir()] == before
        assert Shipment.objects.get().sent_at

    def test_killed_while_writing_no_reader_sees_half_a_file(self, folder, monkeypatch):
        def die(_number):
            raise KeyboardInterrupt
        with monkeypatch.context() as broken:
            broken.setattr("county.reviews.upwards.channel.os.fsync", die)
            with pytest.raises(KeyboardInterrupt):
                channel.sweep_upwards(NOW)
        assert not list((folder / "out").glob("*.jsonl"))
        channel.sweep_upwards(NOW)
        assert len(list((folder / "out").glob("*.jsonl"))) == 1

    def test_a_folder_that_cannot_be_written_is_said(self, folder):
        (folder / "out").write_text("no folder")
        channel.sweep_upwards(NOW)
        made = Shipment.objects.get()
        assert (made.sent_at, made.failed) == (None, "cannot_write")
        assert "文件夹" in channel.failed_words(made.failed)

    def test_parcels_that_were_changed_are_not_sent(self, folder):
        made = shipped()
        Parcel.objects.filter(ref="rating/N-1/1").update(body={})
        channel.deliver(NOW)
        made.refresh_from_db()
        assert made.failed == "changed"
        assert names(folder / "out") == []


class TestGateway:
    def test_one_call_with_the_number_as_key(self, gateway):
        channel.sweep_upwards(NOW)
        [(url, content, headers)] = gateway.got
        made = Shipment.objects.get()
        assert url == "https://gateway.example/reviews"
        assert (content["manifest"]["sha256"], len(content["parcels"])) == (made.digest, 3)
        assert headers == {"Idempotency-Key": made.number, "Authorization": "Bearer key"}

    @pytest.mark.parametrize("answer", [500, 302, "timeout", "private_address"])
    def test_what_did_not_go_is_tried_again_later_and_not_at_once(self, gateway, answer):
        gateway.answers[:] = [answer, 200]
        for _time in range(2):
            channel.sweep_upwards(NOW)
        made = Shipment.objects.get()
        assert (len(gateway.got), made.sent_at, bool(channel.failed_words(made.failed))) == (1, None, True)
        Shipment.objects.update(tried_at=timezone.now() - timedelta(minutes=11))
        channel.sweep_upwards(NOW)
        made.refresh_from_db()
        assert (len(gateway.got), made.sent_at, made.failed) == (2, NOW, "")
        assert gateway.got[0][1] == gateway.got[1][1]

    def test_one_that_has_its_receipt_is_not_sent_again(self, gateway):
        made = shipped()
        Shipment.objects.update(received_at=NOW)
        channel.deliver(NOW)
        assert (gateway.got, made.count) == ([], 3)


class TestReceiptsInTheFolder:
    def test_it_is_taken_and_put_away(self, folder):
        made = shipped()
        (folder / "in").mkdir()
        (folder / "in" / "a.jsonl").write_bytes(receipt(made, p2="不对"))
        channel.sweep_upwards(NOW)
        assert outcomes() == ["accepted", "refused", "accepted"]
        assert names(folder / "in") == ["done"]
        (folder / "in" / "a.jsonl").write_bytes(receipt(made, p2="不对"))
        channel.sweep_upwards(NOW)
        assert outcomes() == ["accepted", "refused", "accepted"]

    def test_one_that_does_not_fit_is_put_aside_with_a_sentence(self, folder):
        (folder / "in").mkdir()
        (folder / "in" / "b.jsonl").write_bytes(b"{")
        channel.sweep_upwards(NOW)
        assert names(folder / "in" / "wrong") == ["b.jsonl", "b.txt"]
        assert "JSON" in (folder / "in" / "wrong" / "b.txt").read_text("utf-8")
