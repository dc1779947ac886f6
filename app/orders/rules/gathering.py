"""Joining parts of a cart into one parcel through a post: what is offered, and the quote that follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.base.money import Rupiah
from app.delivery.rules import posts, services, zones
from app.delivery.rules.posts import PostFacts
from app.orders.rules import hub
from app.orders.rules.hub import Gathering, HubWay
from app.orders.rules.numbers import id_of
from app.orders.rules.quote import Option, ParcelQuote, Quote


def cities_of(quote: Quote) -> set[str]:
    """Kabupaten/kota from which at least two parts come: only there a post can gather."""
    cities = [posts.city_of(part.seller_village) for part in quote.parcels]
    return {city for city in cities if cities.count(city) > 1}


def post_of(wish: str) -> int | None:
    """The post that a wish names: `kirim-7` → 7."""
    way, _, number = wish.partition("-")
    return id_of(number) if way in set(HubWay) else None


def offers(quote: Quote, open_posts: Sequence[PostFacts], buyer_village: str, today: date) -> list[Gathering]:
    """Every way through a post, for the parts that it reaches; none while a part of them is not to be had."""
    found = []
    for post in open_posts:
        parts = [one for one in quote.parcels if posts.reaches(post.village_code, one.seller_village)]
        if len(parts) > 1 and all(part.ready_on for part in parts):
            found += [_offer(post, way, parts, buyer_village, today) for way in HubWay]
    return found


def _offer(
    post: PostFacts, way: HubWay, parts: Sequence[ParcelQuote], buyer_village: str, today: date
) -> Gathering:
    weight = sum(part.weight_g for part in parts)
    tariff = (
        services.platform(today).tariff(zones.zone_between(post.village_code, buyer_village))
        if way is HubWay.COURIER
        else None
    )
    bring_by = max(part.ready_on for part in parts if part.ready_on)
    ready_on = posts.complete_on(bring_by, post.gather_days)
    apart = [part.chosen for part in parts if part.chosen]
    return Gathering(
        post=post,
        way=way,
        sellers=tuple(part.seller_id for part in parts),
        makers=tuple(part.seller_name for part in parts),
        weight_g=weight,
        tariff=tariff,
        fee=hub.shared_fee(tariff, post.handling_fee, weight, sum(part.volume_cm3 for part in parts)),
        bring_by=bring_by,
        ready_on=ready_on,
        arrives_on=hub.arrival(post.village_code, buyer_village, way, ready_on, today),
        apart_fee=Rupiah(sum(one.fee for one in apart)),
        apart_on=max(one.arrives_on for one in apart) if len(apart) == len(parts) else None,
    )


def joined(quote: Quote, offered: Sequence[Gathering], wish: str) -> Quote:
    """The quote with what is offered; when one of them is wished for, its parts travel with it and cost nothing alone."""
    chosen = next((one for one in offered if one.wish == wish), None)
    quote = replace(quote, gatherings=tuple(offered), gathering=chosen)
    if chosen is None:
        return quote
    return replace(
        quote,
        parcels=tuple(
            _through(part, chosen) if part.seller_id in chosen.sellers else part for part in quote.parcels
        ),
    )


def _through(part: ParcelQuote, gathering: Gathering) -> ParcelQuote:
    """Its zone is how far its maker brings it; the rest of the way belongs to the whole."""
    zone = zones.zone_between(part.seller_village, gathering.post.village_code)
    way = Option(
        zone=zone,
        fee=Rupiah(0),
        arrives_on=gathering.arrives_on,
        way=hub.POST,
        service=f"Lewat {gathering.post.name}",
    )
    return replace(part, chosen=way)
