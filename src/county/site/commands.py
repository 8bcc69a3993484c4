"""What the platform adds to the `gongbao` command: serve, work, audit, reviews, import-gazette, manage."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from county.audit.commands import audit
from county.reviews.protection.commands import reviews


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。 The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口，0 表示任选一个。")
@click.option("--workers", type=click.IntRange(1, 64), default=None,
              help="几个进程接待；不写时 SQLite 一个，PostgreSQL 按核数。 Processes that serve.")
@click.option("--no-worker", is_flag=True, help="不一起启动后台（gongbao work）。 Without the worker beside it.")
def serve(host: str, port: int, workers: int | None, no_worker: bool) -> None:
    """启动网站。 Serve the county in a browser."""
    port = free_port(host, port)
    _answer_to(host)
    _set_up()
    from county.site.prepare import prepare

    prepare(lambda line: click.echo(line, err=True))
    worker = None if no_worker else _start_worker()
    click.echo(f"令行已启动：http://{_shown(host)}:{port}/ （按 Ctrl-C 结束） Serving; Ctrl-C ends.")
    try:
        _serve(host, port, workers or _usual_workers())
    finally:
        if worker:
            worker.terminate()
            worker.wait(10)


@click.command("work")
@click.option("--once", is_flag=True, help="做一轮就结束。 One round, then end.")
@click.option("--beside", type=int, default=None, hidden=True)
def work(once: bool, beside: int | None) -> None:
    """后台：封存审计、到期提醒、发送通知。 Seal the audit, sweep what fell due, send what waits."""
    _set_up()
    from county.cases.work import Worker

    worker = Worker(beside)
    if once:
        worker.once()
    else:
        worker.run()


@audit.command("refold")
@click.pass_obj
def refold(_of_the_group: object) -> None:
    """由步骤重算每个办件的状态，与表里的比。 Fold every case's steps anew and compare."""
    _set_up()
    from county.cases.models import Case
    from county.cases.refold import refold as fold_anew

    found = 0
    for difference in fold_anew():
        click.echo(f"{difference.zh} {difference.en}")
        found += 1
    count = Case.objects.count()
    click.echo(f"核对了 {count} 个办件，{found} 处不同。 {count} cases, {found} differences.")
    if found:
        raise SystemExit(1)


@click.command("import-gazette")
@click.argument("file", type=click.Path(path_type=Path))
def import_gazette(file: Path) -> None:
    """导入一个公报文件。 Import a gazette's file."""
    _set_up()
    from county.site.prepare import import_file, prepare

    prepare(lambda line: click.echo(line, err=True))
    if not import_file(file, click.echo):
        raise SystemExit(1)


@click.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Django 的管理命令。 Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "county.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gongbao manage", *words])


@click.command("roles")
def roles() -> None:
    """谁能做什么：docs/roles.md 的内容。 Who may do what, as docs/roles.md."""
    _set_up()
    from county.site.roles_page import roles_markdown

    click.echo(roles_markdown(), nl=False)


@click.command("first-administrator")
@click.argument("username")
@click.password_option(prompt="密码 Password")
def first_administrator(username: str, password: str) -> None:
    """建第一个系统管理员的账户，以后的账户由他邀请。 The first administrator; all others are invited."""
    _set_up()
    from county.accounts.services import first_administrator as make
    from county.agencies.refusals import NotPossible
    from county.site.prepare import prepare

    prepare(lambda line: click.echo(line, err=True))
    try:
        make(username=username, password=password)
    except NotPossible as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from refusal
    click.echo(f"账户“{username}”已建好，请登录后邀请其他人。 The account {username} stands.")


commands = (serve, work, audit, reviews, roles, first_administrator, import_gazette, manage)


def free_port(host: str, port: int) -> int:
    """The port itself if nobody listens on it, any free one for 0; else one sentence and exit 1."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
            return int(probe.getsockname()[1])
    except OSError:
        click.echo(
            f"{host} 的端口 {port} 用不了，可能已被占用：请换一个，例如 gongbao serve --port {port % 60000 + 1}。\n"
            f"Port {port} of {host} cannot be used, perhaps it is taken: choose another one with --port.",
            err=True,
        )
        raise SystemExit(1) from None


def _answer_to(host: str) -> None:
    """A page is served under the name it was asked for only if that name is listed; the address itself always is."""
    if os.environ.get("GONGBAO_HOSTS"):
        return
    if host in {"0.0.0.0", "::"}:  # noqa: S104  (compared, not bound)
        click.echo(
            "从别的电脑访问，要用 GONGBAO_HOSTS 列出网站的域名或地址，例如 GONGBAO_HOSTS=10.0.0.5。\n"
            "To be reached from other machines, list the site's names in GONGBAO_HOSTS.",
            err=True,
        )
        return
    os.environ["GONGBAO_HOSTS"] = f"localhost,127.0.0.1,[::1],{_shown(host)}"


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _set_up() -> None:
    """Start Django; a wrong setting or pack ends with its own sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "county.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from gongbao.packs import PackError

    try:
        django.setup()
        from county.packs import all_packs, county_pack, rulebook_of

        county_pack()
        for pack in all_packs():
            rulebook_of(pack.id)
    except (ImproperlyConfigured, PackError) as wrong:
        click.echo(str(wrong), err=True)
        raise SystemExit(1) from wrong


def _start_worker() -> subprocess.Popen[bytes]:
    """The worker beside this server; it ends when the server does."""
    command = [sys.executable, "-m", "gongbao", "work", "--beside", str(os.getpid())]
    return subprocess.Popen(command)


def _usual_workers() -> int:
    """SQLite has one writer, which several processes would only wait for; PostgreSQL is asked by every core."""
    from django.db import connection

    return (os.cpu_count() or 1) if connection.vendor == "postgresql" else 1


def _serve(host: str, port: int, workers: int) -> None:
    """Four threads a worker, so that one slow upload does not keep the others waiting."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "county.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    server.serve()
