"""What a curator has not approved of an official gift is read on no page of gifts: shelf, sets, proof, requests, papers, hibah."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.gifts.models import GiftRequest
from tests.support import bundles, gifts, handover, world
from tests.support.bundles import two_gifts
from tests.support.pages import PageClient
from tests.support.unseen import ENDS, SECRETS, end, rewrite


def said(answer: Any) -> str:
    """What a page or a paper says; what was asked for does not count."""
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    return (
        str(answer.data.decode(errors="ignore")).replace("=zamrudpending", "").replace('"zamrudpending"', "")
    )


@pytest.mark.parametrize("how", ENDS)
def test_shelf_set_proof_and_hibah_say_what_was_approved(
    client: PageClient, signed_in: Any, db: Any, how: str
) -> None:
    ready, neighbour = two_gifts()
    bundle = bundles.a_bundle({ready: 2, neighbour: 1})
    query = sa.text("SELECT code FROM gift_approvals WHERE product_id = :id")
    code = db.scalar(query, {"id": ready.id})
    maker, variant = world.actor(world.SELLER), world.variant_of(ready).id
    photo = rewrite(maker, ready)
    end(maker, ready, how)
    officer = signed_in(world.OFFICER)
    new = "/dinas/cinderamata/baru"
    typed = {"csrf_token": officer.token(new), "words": "zamrudpending", "look": "barang"}
    answers = {
        **{
            path: client.get(path)
            for path in (
                "/oleh-oleh-resmi", "/set", f"/set/{bundle.slug}", f"/verifikasi/oleh-oleh-resmi/{code}",
            )
        },
        **{
            path: officer.get(path)
            for path in (
                f"{new}?barang={variant}", f"{new}?set={bundle.slug}", "/dinas/cinderamata/hibah/baru?cari=zamrudpending",
                f"/dinas/cinderamata/hibah/baru?barang={variant}",
            )
        },
        "look": officer.post(new, data=typed),
    }  # fmt: skip
    for path, answer in answers.items():
        assert answer.status_code == 200, path
        told = said(answer)
        assert [one for one in (*SECRETS, photo.key) if one in told] == [], path
    assert "Keset Perca" in said(answers[f"/set/{bundle.slug}"])
    assert "Keset Perca" in said(answers[f"/verifikasi/oleh-oleh-resmi/{code}"])


def test_requests_their_papers_and_cards_say_what_was_approved(signed_in: Any, db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    draft, ready = gifts.drafted(product, recipients=3), handover.ready(product, recipients=3)
    maker = gifts.maker_of(product)
    rewrite(maker, product)
    end(maker, product, "submitted")
    later = gifts.drafted(product, recipients=2)
    officer = signed_in(world.OFFICER)
    here = "/dinas/cinderamata/{}"
    paths = [here.format(one.id) for one in (draft, ready, later)]
    paths += [f"{here.format(draft.id)}/ubah"]
    papers = (
        "berita-acara.pdf", "isi-set.pdf", "tanda-terima.pdf", f"kartu/{product.id}.pdf", "serah-terima",
    )  # fmt: skip
    paths += [f"{here.format(ready.id)}/{paper}" for paper in papers]
    for path in paths:
        answer = officer.get(path)
        assert answer.status_code == 200, path
        assert [one for one in SECRETS if one in said(answer)] == [], path
    assert db.scalar(sa.select(sa.func.count()).select_from(GiftRequest)) == 3
