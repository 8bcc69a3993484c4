"""Cases that were there before terms: what ended and what runs, folded from their steps."""

from datetime import datetime

from django.db import migrations

from county.cases.projection import fold


def fold_terms(apps, schema_editor):
    case_model, step_model = apps.get_model("cases", "Case"), apps.get_model("cases", "Step")
    term_model = apps.get_model("cases", "Term")
    for case in case_model.objects.iterator():
        steps = step_model.objects.filter(case=case).order_by("seq").values_list("effects", "business_at")
        projection = fold(list(steps))
        case.clocks = {**case.clocks, "ended": [dict(one) for one in projection.ended]}
        case.save(update_fields=["clocks"])
        running = [{**clock, "clock": name} for name, clock in projection.clocks.items()]
        term_model.objects.bulk_create(_term(term_model, case, one) for one in (*projection.ended, *running))


def _term(term_model, case, one):
    moments = {name: datetime.fromisoformat(one[held]) if one.get(held) else None
               for name, held in (("since", "since"), ("due_at", "due"), ("ended_at", "ended"))}
    return term_model(case=case, clock=one["clock"], title=one["title"][:200], soft=one["soft"],
                      by_close=one.get("by_close", False), **moments)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_ledger_and_terms")]
    operations = [migrations.RunPython(fold_terms, migrations.RunPython.noop)]
