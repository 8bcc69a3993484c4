"""Looking up people: a unit's posts with who holds them from–to, one person's record, all units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from county.agencies.models import Person, Post, Tenure, holding_on
from county.agencies.names import agencies, agency_name
from county.agencies.roles import Role


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit of the county; `held` of its `posts` have somebody today."""

    id: str
    name: str
    posts: int
    held: int


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post with its tenures that run or are to come, in order, and those that have ended."""

    post: Post
    now: tuple[Tenure, ...]
    before: tuple[Tenure, ...]

    @property
    def role(self) -> str:
        return str(Role(self.post.role).label)


def units(today: date) -> list[ShownUnit]:
    """Every unit of the county in the pack's order. Two queries."""
    posts: dict[str, int] = {}
    for agency in Post.objects.values_list("agency", flat=True):
        posts[agency] = posts.get(agency, 0) + 1
    held: dict[str, int] = {}
    filled = Tenure.objects.filter(holding_on(today)).values_list("post__agency", "post_id").distinct()
    for agency, _post in filled:
        held[agency] = held.get(agency, 0) + 1
    return [ShownUnit(one.id, one.name, posts.get(one.id, 0), held.get(one.id, 0)) for one in agencies()]


def posts_of(agency: str, today: date) -> list[ShownPost]:
    """A unit's posts, those of the pack last unless somebody holds them. Two queries."""
    posts = list(Post.objects.filter(agency=agency).order_by("pk"))
    tenures = Tenure.objects.filter(post__agency=agency).select_related("person").order_by("first", "pk")
    held: dict[int, list[Tenure]] = {}
    for one in tenures:
        held.setdefault(one.post_id, []).append(one)
    shown = [_shown(post, held.get(post.pk, []), today) for post in posts]
    return sorted(shown, key=lambda one: not one.now)


def _shown(post: Post, tenures: list[Tenure], today: date) -> ShownPost:
    now = tuple(one for one in tenures if one.last is None or one.last >= today)
    return ShownPost(post, now, tuple(one for one in tenures if one not in now))


def person_in(agency: str, person_id: int) -> Person | None:
    """A person who holds or held a post of this unit."""
    return Person.objects.filter(pk=person_id, tenures__post__agency=agency).distinct().first()


def record_of(person: Person) -> list[Tenure]:
    """Everything a person held, the newest first; each has `unit`, the name of its unit."""
    found = list(Tenure.objects.filter(person=person).select_related("post").order_by("-first", "-pk"))
    for one in found:
        one.unit = agency_name(one.post.agency)  # type: ignore[attr-defined]
    return found


def people_on(agency: str, day: date) -> list[Person]:
    """Who holds a post of the unit on a day, by name."""
    held = Tenure.objects.filter(holding_on(day), post__agency=agency).values("person_id")
    return list(Person.objects.filter(pk__in=held).order_by("name", "pk"))


def colleagues_of(person: Person, day: date) -> list[Person]:
    """Others with an account who hold a post in one of the person's units on a day."""
    units_of = Tenure.objects.filter(person=person).values("post__agency")
    held = Tenure.objects.filter(holding_on(day), post__agency__in=units_of).values("person_id")
    found = Person.objects.filter(pk__in=held, user__is_active=True).exclude(pk=person.pk)
    return list(found.order_by("name", "pk"))
