"""The triggers under which rows and seals are only added."""

from django.db import migrations

from county.audit import triggers


def add_triggers(apps, schema_editor):
    triggers.install(schema_editor)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
