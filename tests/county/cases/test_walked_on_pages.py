"""Every procedure is walked on the generic case page, from opening to an end, by people who hold the posts it names."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from county.cases import services
from county.cases.models import Case

from .test_every_procedure import PROCEDURES, lead_and_partner
from .walking import actor_with, answer, post_for, routes, strangers

pytestmark = pytest.mark.database
PAPER = b"%PDF-1.4\n1 0 obj\n"


@pytest.fixture
def client_of(post, settings, tmp_path):
    """A signed-in client of a post, the same one each time."""
    settings.HOME, known = tmp_path, {}

    def of(agency, title, role):
        if (agency, title, role) not in known:
            known[agency, title, role] = Client()
            known[agency, title, role].force_login(post(role, agency, title),
                                                   backend="django.contrib.auth.backends.ModelBackend")
        return known[agency, title, role]

    return of


@pytest.mark.parametrize("rule_id", PROCEDURES)
def test_a_procedure_is_walked_on_its_page(client_of, rule_id):
    run = PROCEDURES[rule_id]
    lead, partner = lead_and_partner(run)
    starter = actor_with(lead, "负责人", "head")
    case = services.open_case(actor=starter, procedure=rule_id, title="走一遍", agency=lead).case
    services.join(actor=starter, case=case.pk, agency=partner, part="自己的部分")
    for step in routes(run)[0]:
        case.refresh_from_db()
        _take(client_of(*post_for(step, run, lead, partner)), case, step, run)
        case.refresh_from_db()
        assert case.state == step.to, step.id
    assert not Case.objects.get(pk=case.pk).is_open


def _take(client, case, step, run):
    page = client.get(f"/办件/{case.pk}/")
    assert page.status_code == 200, step.id
    text = page.content.decode()
    assert 'class="flow"' in text
    form = next(part for part in text.split("<form")[1:] if f"/{step.id}/" in part.split(">")[0])
    hidden = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', form))
    clocks = tuple(one["rule"] for one in case.clocks["running"].values())
    said = {need.id: answer(need, step, run, clocks) for need in step.needs if need.form != "file"}
    files = {need.id: SimpleUploadedFile("材料.pdf", PAPER) for need in step.needs if need.form == "file"}
    sent = client.post(f"/办件/{case.pk}/办/{step.id}/", {**hidden, **said, **files})
    assert sent.status_code == 303, step.id


def test_somebody_else_gets_a_sentence_and_nothing_is_written(client_of, post):
    run = next(iter(PROCEDURES.values()))
    lead, partner = lead_and_partner(run)
    case = services.open_case(actor=actor_with(lead, "负责人", "head"), procedure=run.rule_id, title="走一遍",
                              agency=lead).case
    step = run.steps_from(run.first)[0]
    for stranger in strangers(step, run, lead, partner)[1:]:
        held = stranger.posts[0]
        sent = client_of(held.agency, held.title, held.role).post(f"/办件/{case.pk}/办/{step.id}/", {})
        text = sent.content.decode()
        assert sent.status_code in (403, 422)
        assert "走一遍" not in text if sent.status_code == 403 else "办理；您现在是" in text
    case.refresh_from_db()
    assert case.state == run.first
