"""Tables of goods (`goods`), their batches (`batches`), changes of what is on sale (`offers`), what was read from their
labels (`label`), and sets of goods (`bundles`)."""

from app.catalog.models.batches import Batch as Batch
from app.catalog.models.bundles import Bundle as Bundle
from app.catalog.models.bundles import BundlePart as BundlePart
from app.catalog.models.goods import Closure as Closure
from app.catalog.models.goods import LineDay as LineDay
from app.catalog.models.goods import PackagingAnswer as PackagingAnswer
from app.catalog.models.goods import Paper as Paper
from app.catalog.models.goods import Product as Product
from app.catalog.models.goods import ProductionLine as ProductionLine
from app.catalog.models.goods import Revision as Revision
from app.catalog.models.goods import RevisionPhoto as RevisionPhoto
from app.catalog.models.goods import StorefrontListing as StorefrontListing
from app.catalog.models.goods import Variant as Variant
from app.catalog.models.label import LabelCorrection as LabelCorrection
from app.catalog.models.label import LabelElement as LabelElement
from app.catalog.models.label import LabelPhoto as LabelPhoto
from app.catalog.models.label import LabelReading as LabelReading
from app.catalog.models.offers import OfferChange as OfferChange
