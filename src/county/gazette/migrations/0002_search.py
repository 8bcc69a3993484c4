"""The rows of the index, and what each database needs to look them up: FTS5 with triggers, or a GIN index."""

import django.db.models.deletion
from django.db import migrations, models

from county.gazette.search.requirements import require_index

# every visible ASCII character that is no letter and no digit: beyond ASCII the tokenizer parts nothing
TOKEN_CHARACTERS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

SQLITE = (
    """
    CREATE VIRTUAL TABLE gazette_search USING fts5(
        singles, pairs, content='gazette_indexedpassage', content_rowid='key', columnsize=0, tokenize={tokenizer}
    )
    """,
    """
    CREATE TRIGGER gazette_search_added AFTER INSERT ON gazette_indexedpassage BEGIN
        INSERT INTO gazette_search(rowid, singles, pairs) VALUES (new.key, new.singles, new.pairs);
    END
    """,
    """
    CREATE TRIGGER gazette_search_removed AFTER DELETE ON gazette_indexedpassage BEGIN
        INSERT INTO gazette_search(gazette_search, rowid, singles, pairs)
        VALUES ('delete', old.key, old.singles, old.pairs);
    END
    """,
    """
    CREATE TRIGGER gazette_search_changed AFTER UPDATE ON gazette_indexedpassage BEGIN
        INSERT INTO gazette_search(gazette_search, rowid, singles, pairs)
        VALUES ('delete', old.key, old.singles, old.pairs);
        INSERT INTO gazette_search(rowid, singles, pairs) VALUES (new.key, new.singles, new.pairs);
    END
    """,
)
POSTGRESQL = (
    """
    CREATE INDEX gazette_indexedpassage_words ON gazette_indexedpassage USING gin (
        (string_to_array((singles COLLATE "C"), ' ')), (string_to_array((pairs COLLATE "C"), ' '))
    ) WITH (fastupdate = off)
    """,
)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = POSTGRESQL
    else:
        require_index()
        tokenizer = quoted(f"ascii tokenchars {quoted(TOKEN_CHARACTERS)}")
        statements = (SQLITE[0].replace("{tokenizer}", tokenizer), *SQLITE[1:])
    for statement in statements:
        schema_editor.execute(statement, params=None)


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = ("DROP INDEX gazette_indexedpassage_words",)
    else:
        triggers = ("added", "removed", "changed")
        statements = (*(f"DROP TRIGGER gazette_search_{name}" for name in triggers), "DROP TABLE gazette_search")
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("gazette", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexedPassage",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="排序")),
                ("passage", models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE, related_name="indexed",
                    to="gazette.passage",
                )),
                ("singles", models.TextField(verbose_name="字")),
                ("pairs", models.TextField(verbose_name="相邻的字")),
            ],
            options={"verbose_name": "检索条目", "ordering": ("key",)},
        ),
        migrations.RunPython(add_index, remove_index),
    ]
