"""python -m gongbao: the command."""

from gongbao.cli import main

main()
