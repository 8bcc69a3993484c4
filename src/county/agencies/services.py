"""Changes to posts and to who holds them. A tenure is never overwritten: it ends, and another one begins."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.listed_posts import listed_posts
from county.agencies.models import Person, Post, Tenure
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role
from county.audit.services import record
from county.packs import county_rulebook
from county.site.templatetags.county import plain_day

DAY = timedelta(days=1)
GIVEN_BY_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR.value, Role.AUDITOR.value, Role.EDITOR.value})
GIVEN_BY_HEAD = frozenset({Role.STAFF.value, Role.HANDLER.value, Role.HEAD.value})


def open_posts() -> int:
    """Make the posts that the county's pack lists and that are not there yet; returns how many were missing."""
    book = county_rulebook()
    if book is None:
        return 0
    there = set(Post.objects.values_list("agency", "title"))
    missing = [one for one in listed_posts(book) if (one.agency, one.title) not in there]
    made = [Post(agency=one.agency, title=one.title, role=one.role, made_by_pack=True) for one in missing]
    Post.objects.bulk_create(made, ignore_conflicts=True, batch_size=200)
    return len(made)


def appoint(*, actor: Actor, agency: str, name: str, telephone: str, title: str, role: str, first: date,
            ground: str = "") -> Tenure:
    """A person begins to hold a post; person and post are made where they are new. NotPossible: see the sentence."""
    with transaction.atomic():
        post = post_for(actor, agency, title, role)
        return begin(actor, person_for(agency, name, telephone), post, first, ground)


def change_post(*, actor: Actor, tenure: Tenure, title: str, role: str, first: date, ground: str = "") -> Tenure:
    """The old tenure ends the day before the new one begins, in the same unit."""
    with transaction.atomic():
        post = post_for(actor, tenure.post.agency, title, role)
        end_tenure(actor=actor, tenure=tenure, last=first - DAY, ground=ground)
        return begin(actor, tenure.person, post, first, ground)


def end_tenure(*, actor: Actor, tenure: Tenure, last: date, ground: str = "") -> None:
    """`last` is the last day of holding the post. NotPossible: it began later, or has ended already."""
    require_power(actor, tenure.post.role)
    with transaction.atomic():
        held = Tenure.objects.select_for_update().get(pk=tenure.pk)
        if held.last is not None and held.last <= last:
            raise NotPossible(_("这项任职在 %(last)s 已经结束。") % {"last": plain_day(held.last)}, "last")
        if last < held.first:
            raise NotPossible(_("这项任职从 %(first)s 开始，结束的日子不能更早；新任职要再晚一天。")
                              % {"first": plain_day(held.first)}, "last")
        held.last = last
        held.ground = held.ground or ground
        held.save(update_fields=["last", "ground"])
        write_down(actor, "end_tenure", "tenure", held.pk, {"last": str(last), "ground": ground})


def set_telephone(*, actor: Actor, person: Person, telephone: str) -> None:
    with transaction.atomic():
        person.telephone = telephone
        person.save(update_fields=["telephone"])
        write_down(actor, "set_telephone", "person", person.pk, {"telephone": telephone})


def begin(actor: Actor, person: Person, post: Post, first: date, ground: str, last: date | None = None) -> Tenure:
    """NotPossible: the person holds this post on one of those days already."""
    same = Tenure.objects.filter(person=person, post=post).exclude(last__lt=first)
    if (same.filter(first__lte=last) if last else same).exists():
        raise NotPossible(_("此人的这个职务已有登记，时间与 %(first)s 起重叠。") % {"first": first}, "first")
    made = Tenure.objects.create(person=person, post=post, first=first, last=last, ground=ground)
    write_down(actor, "begin_tenure", "tenure", made.pk,
               {"person": person.pk, "post": post.pk, "first": str(first), "last": str(last), "ground": ground})
    return made


def post_for(actor: Actor, agency: str, title: str, role: str) -> Post:
    """The unit's post with this title, made where there is none. NotPossible: the actor may not fill or make it."""
    post = Post.objects.filter(agency=agency, title=title).first()
    require_power(actor, post.role if post else role or Role.STAFF.value, new=post is None)
    return post or Post.objects.create(agency=agency, title=title, role=role or Role.STAFF)


def require_power(actor: Actor, role: str, *, new: bool = False) -> None:
    """NotPossible: a post with this role is filled, or opened (`new`), by an administrator only."""
    if Role.ADMINISTRATOR.value in actor.roles:
        return
    if role in GIVEN_BY_ADMINISTRATOR or (new and role not in GIVEN_BY_HEAD):
        says = _("“%(role)s”这个角色由系统管理员登记；单位自己可以登记工作人员、经办人和负责人。")
        raise NotPossible(says % {"role": Role(role).label}, "role")


def person_for(agency: str, name: str, telephone: str) -> Person:
    """The person of this name in the unit's records, else a new one. NotPossible: several bear the name."""
    found = pick(known_people(agency, name, telephone), telephone)
    if found is None:
        return Person.objects.create(name=name, telephone=telephone)
    if telephone and not found.telephone:
        found.telephone = telephone
        found.save(update_fields=["telephone"])
    return found


def known_people(agency: str, name: str, telephone: str = "") -> list[Person]:
    """Whoever held a post of the unit at any time under this name, or bears name and number elsewhere; in order."""
    here = Q(tenures__post__agency=agency)
    found = Person.objects.filter(here | Q(telephone=telephone) if telephone else here, name=name)
    return list(found.distinct().order_by("pk"))


def pick(namesakes: list[Person], telephone: str) -> Person | None:
    """The one who is meant. NotPossible: several bear the name, and the number does not tell them apart."""
    same = [one for one in namesakes if telephone and one.telephone == telephone]
    if len(same) == 1:
        return same[0]
    fits = [one for one in namesakes if not telephone or not one.telephone]
    if len(fits) > 1:
        says = _("本单位有 %(count)s 个人同名，请写上手机号，以便分清。")
        raise NotPossible(says % {"count": len(fits)}, "telephone")
    return fits[0] if fits else None


def write_down(actor: Actor, verb: str, kind: str, thing: object, content: dict[str, object]) -> None:
    """One row of the audit, at the moment of business."""
    record(actor=actor, verb=verb, thing_kind=kind, thing_id=thing, business_at=business.now(), content=content)
