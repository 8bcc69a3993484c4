"""Units find the letters that they were sent before there was a list of them."""

from django.db import migrations


def write_down(apps, _editor):
    letter, addressee = apps.get_model("letters", "Letter"), apps.get_model("letters", "Addressee")
    for one in letter.objects.only("pk", "to_agencies").iterator(500):
        addressee.objects.bulk_create(
            addressee(letter_id=one.pk, agency=unit) for unit in dict.fromkeys(one.to_agencies))


class Migration(migrations.Migration):

    dependencies = [
        ("letters", "0002_copies_and_addressees"),
    ]

    operations = [
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
