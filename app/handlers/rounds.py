"""Who is told what of rounds that wait: claims that end, answers that are late, appeals."""

from app.accounts import events as accounts
from app.accounts import queries as people
from app.base import clock
from app.base.actor import Role
from app.catalog.queries import own, shop
from app.curation import events as curation
from app.curation.models import Round
from app.curation.queries import readers as readers_of
from app.curation.queries import rounds
from app.curation.rules.appeals import AppealState
from app.curation.rules.claims import WhyEnded
from app.curation.rules.promise import Promise
from app.curation.rules.rounds import RoundState
from app.curation.service import claiming
from app.db.ports import port
from app.notices.rules import to_admins, to_curators, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.pages import path_to

CLAIM_LETTERS = {
    WhyEnded.LAPSED: to_curators.claim_lapsed,
    WhyEnded.OUT_OF_REACH: to_curators.claim_out_of_reach,
    WhyEnded.WITHDRAWN: to_curators.claim_withdrawn,
}


def claim_ended(event: curation.ClaimEnded) -> None:
    letter = CLAIM_LETTERS[event.why](own.latest(event.product_id).name)
    key = f"claim-ended-{event.round_id}-{event.ended_at}"
    # who lost her reach may have no desk any more: no link that would answer "403"
    link = None if event.why is WhyEnded.OUT_OF_REACH else path_to("curator.curation.queue")
    tell(letter, key=key, link=link, person_id=event.person_id)


def late(event: curation.RoundLate) -> None:
    """Once to the nearest curators who may judge it (or to her who looks at it); after twice the promise to their chair."""
    opened, name = rounds.get(event.round_id), own.latest(event.product_id).name
    promised = port(Promise).words
    link = path_to("curator.curation.review", round_id=opened.id)
    if event.twice:
        holder = people.person(opened.claimed_by_id).name if opened.claimed_by_id else None
        letter = to_curators.round_very_late(name, promised, holder)
        readers = readers_of.chairs_over(opened)
    else:
        letter = to_curators.round_late(name, promised)
        readers = [opened.claimed_by_id] if opened.claimed_by_id else readers_of.nearest_readers(opened)
    for person_id in readers:
        tell(letter, key=f"late-{opened.id}-{event.twice}", link=link, person_id=person_id)
    if not readers:
        _nobody(opened, name)


def _nobody(opened: Round, name: str) -> None:
    """No curator, or no chair, who may: the admins can name one. Said once a round."""
    letter = to_admins.nobody_judges(name, regions.town_name(opened.region_code))
    for person_id in people.holders_of(Role.ADMIN):
        tell(letter, key=f"nobody-{opened.id}", link=path_to("admin.accounts.people"), person_id=person_id)


def appeal_asked(event: curation.AppealAsked) -> None:
    second, name = rounds.get(event.second_id), own.latest(event.product_id).name
    _tell_makers(event.product_id, f"appeal-{second.id}", to_sellers.appeal_asked(name, port(Promise).words))
    readers = readers_of.nearest_readers(second)
    link = path_to("curator.curation.review", round_id=second.id)
    for person_id in readers:
        letter = to_curators.please_read_again(name)
        tell(letter, key=f"read-again-{second.id}", link=link, person_id=person_id)
    if not readers:
        _nobody(second, name)


def appeal_read(event: curation.AppealRead) -> None:
    first, second = rounds.get(event.round_id), rounds.get(event.second_id)
    name = own.latest(event.product_id).name
    overturned = event.state is AppealState.OVERTURNED
    if overturned:
        letter = to_sellers.appeal_overturned(
            name,
            second.note,
            [str(point) for point in second.points],
            approved=event.holds is RoundState.APPROVED,
            on_show=shop.is_on_show(event.product_id, clock.now()),
        )
    else:
        letter = to_sellers.appeal_upheld(name)
    _tell_makers(event.product_id, f"appeal-read-{second.id}", letter)
    if first.judged_by_id is not None:
        tell(
            to_curators.your_decision_was_read(name, overturned=overturned),
            key=f"appeal-read-{second.id}",
            link=path_to("curator.curation.review", round_id=first.id),
            person_id=first.judged_by_id,
        )


def _tell_makers(product_id: int, key: str, letter: Letter) -> None:
    product = own.product(product_id)
    link = path_to("seller.curation.rounds", slug=product.slug)
    for person_id in sellers.member_ids(product.seller_id):
        tell(letter, key=key, link=link, person_id=person_id)


def reach_changed(event: accounts.RoleEnded) -> None:
    if event.role is Role.CURATOR:
        claiming.let_go(event.person_id)
