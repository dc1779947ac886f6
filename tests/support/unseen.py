"""A version of a product that nobody but its maker and her curators may read: its words, and the ways in which it ends."""

from app.base.actor import Actor
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.models import Round
from app.curation.service import judging, submitting
from app.media.models import Photo
from tests.support import world

SECRETS = ("Zamrudpending", "zirkonpending", "zaitunpending", "zebrapending", "Zigzagpending", "91.357")
"""Words of the new version alone: name, description, material, words of a photo, name of a choice, price."""
ENDS = ("draft", "submitted", "withdrawn", "changes", "declined")


def end(maker: Actor, product: Product, how: str) -> Round | None:
    """Bring the working version there."""
    if how == "draft":
        return None
    opened, curator = submitting.submit(maker, product.slug), world.actor(world.CURATOR)
    if how == "withdrawn":
        submitting.withdraw(maker, product.slug)
    elif how == "changes":
        judging.ask_changes(curator, opened.id, "", ["Foto lebih terang"])
    elif how == "declined":
        judging.decline(curator, opened.id, "Belum.")
    return opened


def rewrite(maker: Actor, product: Product) -> Photo:
    """Everything of a product anew, in words that nothing else uses; answers the new photo."""
    drafts.name_it(maker, product.slug, name="Keset Zamrudpending", description="Serat zirkonpending.")
    drafts.state_facts(maker, product.slug, {**world.MAT, "material": "Kain zaitunpending"})
    drafts.add_photo(maker, product.slug, world.a_picture(colour="#1d6b4b"))
    photo = own.photos(own.latest(product.id).id)[-1].photo
    drafts.make_cover(maker, product.slug, photo.id)
    drafts.describe_photo(maker, product.slug, photo.id, "Motif zebrapending")
    one = world.variant_of(product)
    far = VariantOffer(one.id, "Zigzagpending kecil", 91_357, one.weight_g, one.stock, one.stock)
    more = VariantOffer(None, "Zigzagpending besar", 91_357, 700, 3)
    drafts.offer(maker, product.slug, Offer(product.supply, None, (far, more)))
    return photo
