"""The triggers under which ratings and looks at contacts are only added."""

from django.db import migrations

from county.reviews.protection import triggers


def add_triggers(apps, schema_editor):
    triggers.install(schema_editor)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
