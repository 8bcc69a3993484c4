"""`gongbao reviews`: what is done to the desk from the command line. Importing it starts nothing."""

from __future__ import annotations

import os

import click


@click.group("reviews")
def reviews() -> None:
    """好差评。 Service reviews."""


@reviews.command("retention")
@click.option("--dry-run", is_flag=True, help="只数，不删。 Count, destroy nothing.")
def retention(dry_run: bool) -> None:
    """按设定的期限删除联系方式、把原话换成隐去后的。 Destroy what is past the end that the county set."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "county.site.settings")
    import django

    django.setup()
    from county import business
    from county.reviews.protection.retention import ends, retain, waiting

    now = business.now()
    until = ends(now)
    if until.closed is None and until.rated is None:
        click.echo("没有设定保存期限，什么都不删。 No end is set: nothing is destroyed.")
        return
    done = waiting(now) if dry_run else retain(now)
    said, said_en = ("将要", "would be ") if dry_run else ("已", "")
    click.echo(f"{said}删除联系方式 {done.contacts} 条，{said}把原话换成隐去后的 {done.texts} 条；等级和统计不变。\n"
               f"{done.contacts} contacts {said_en}deleted, {done.texts} texts {said_en}replaced; counts stay.")
