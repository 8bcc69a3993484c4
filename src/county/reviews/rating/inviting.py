"""The link of a service by SMS: once, some days after the service, in the daytime, and never after it was rated."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from county import business
from county.notices.models import Channel
from county.notices.outside import gateway, knows_its_address, tell_outside, withdraw
from county.reviews.models import Invitation, ServiceAct
from county.reviews.rating.numbers import number
from county.reviews.slots import is_open

KIND, AT_ONCE = "reviews.invitation", 200
WORDS = "请评价您刚办过的政务服务，十秒即可。评价匿名，一次服务评价一次："


def can_send() -> Channel | None:
    """The gateway, where there is one and a link in a message would lead here."""
    return gateway() if knows_its_address() else None


def standing() -> str:
    """For the page of settings: whether messages are sent, and if not, what to do."""
    if gateway() is None:
        return _("没有启用全县共用的短信网关，评价短信不发。请系统管理员在“通道”页添加；在此之前用打印的提醒名单。")
    if not knows_its_address():
        return _("还没有设置网站的外部地址，短信里放不了链接，评价短信不发。请运维设置 GONGBAO_ORIGINS。")
    return _("评价短信由短信网关发出：服务后第 %(days)s 天，%(from)s 点到 %(until)s 点之间；已评价的不发。") % {
        "days": number("reminder_days"), "from": number("reminder_from_hour"), "until": number("reminder_until_hour")}


def remind(now: datetime) -> int:
    """Queue what is due; as often as one likes, each once."""
    local, channel = now.astimezone(business.ZONE), can_send()
    in_time = number("reminder_from_hour") <= local.hour < number("reminder_until_hour")
    if not is_open() or channel is None or not in_time:
        return 0
    last, written = local.date() - timedelta(days=number("reminder_days")), 0
    while fresh := _batch(channel, now, last):
        written += fresh
    return written


def _batch(channel: Channel, now: datetime, last: date) -> int:
    """The services are locked, so that one that is being rated meanwhile is not reminded of."""
    with transaction.atomic():
        acts = list(ServiceAct.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            invitation__reminded_at=None, invitation__isnull=False, state=ServiceAct.State.FINISHED,
            finished_at__lt=business.at_midnight(last + timedelta(days=1)), default_at__gte=now,
        ).select_related("invitation").order_by("pk")[:AT_ONCE])
        for act in acts:
            told = act.invitation
            tell_outside(channel=channel, kind=KIND, thing=act.token_hash, title=WORDS, telephone=told.telephone,
                         path=reverse("reviews:by-link", args=(told.token,)), at=now)
        Invitation.objects.filter(act__in=acts).update(reminded_at=now)
        return len(acts)


def forget_invitations(acts: Collection[int]) -> None:
    """Nobody is invited any more: numbers and links go, and reminders that have not left yet."""
    if not acts:
        return
    marks = ", ".join(["%s"] * len(acts))
    with connection.cursor() as cursor:  # one statement, where Django would need two
        cursor.execute(f"DELETE FROM reviews_invitation WHERE act_id IN ({marks}) RETURNING act_id, reminded_at",  # noqa: S608
                       list(acts))
        sent = [act for act, reminded_at in cursor.fetchall() if reminded_at]
    if sent:
        withdraw_reminders(sent)


def withdraw_reminders(acts: Collection[int]) -> None:
    """What has not left yet."""
    withdraw(kind=KIND, things=list(ServiceAct.objects.filter(pk__in=acts).values_list("token_hash", flat=True)))
