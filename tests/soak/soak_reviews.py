"""kill -9 of server and worker, again and again, while many rate; every acknowledged rating is there exactly once."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.conftest import free_port
from tests.county.crashes.crashing import new_county
from tests.county.crashes.rating_storm import Storm, checked, inside, kill_all, served, silence_counted

FORMS_A_ROUND, SILENT, SENDERS = 400, 3000, 8


def test_ratings_while_server_and_worker_are_killed_at_any_moment(tmp_path: Path, rounds: int) -> None:
    chance, port = random.Random(2), free_port()  # noqa: S311
    with new_county(tmp_path / "home", pack="julu-2020") as county:
        made = inside(county, "prepare", str(FORMS_A_ROUND * rounds), str(SILENT))["forms"]
        storm = Storm(port, made, SENDERS)
        for _number in range(rounds):
            server = served(county, port)
            senders = storm.begin()
            time.sleep(chance.uniform(0.1, 3))
            kill_all(server)
            storm.end(senders)
            checked(county, storm)
        server = served(county, port)
        try:
            senders = storm.begin()
            for each in senders:
                each.join()
            storm.end(senders)
            assert silence_counted(county, SILENT)
        finally:
            kill_all(server)
        seen = checked(county, storm)
        assert set(seen["given"]) == set(storm.acknowledged)
        assert (len(seen["given"]), len(seen["counted"])) == (len(made), SILENT)
    print(f"\n{county.database.partition(':')[0]}: {rounds} kills, {len(storm.acknowledged)} ratings acknowledged "  # noqa: T201
          f"({dict(storm.answers)}), each there once; {SILENT} counted by silence, once each")
