"""What an order takes: pieces out of batches and days of hands, written on its lines."""

from collections.abc import Mapping, Sequence

from app.catalog.service import goods
from app.catalog.service.goods import Shortage, Taken
from app.db.session import session
from app.orders.models import LineLot, LineSlot, OrderLine
from app.orders.rules.quote import share_out


def judge(lines: Sequence[OrderLine]) -> dict[int, Taken | Shortage]:
    """Whether all pieces of these lines can be had now, by variant; what is wanted stays locked until the transaction ends.
    The limits of an order do not count: they were kept when it was placed."""
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.pieces
    return goods.hold(wanted, limited=False)[1]


def take(lines: Sequence[OrderLine], taken: Mapping[int, Taken]) -> None:
    """Take what was judged, by variant, for lines that have given everything back."""
    session().flush()
    goods.write([taken[variant] for variant in sorted({line.variant_id for line in lines})])
    for line in lines:
        # what lay ready then may be made when ordered now
        line.from_stock = taken[line.variant_id].line_id is None
    lay_down(lines, taken)


def lay_down(lines: Sequence[OrderLine], taken: Mapping[int, Taken]) -> None:
    """Write on the lines of an order which batches and which days of hands are theirs."""
    for variant_id, one in taken.items():
        own = [line for line in lines if line.variant_id == variant_id]
        session().add_all([*_slots(own, one), *_lots(own, one)])
    session().flush()


def _lots(lines: Sequence[OrderLine], one: Taken) -> list[LineLot]:
    """The batches of a variant, for its lines in their order; pieces without a code are the oldest and go first."""
    loose = one.pieces - sum(one.lots.values())
    shares = share_out({None: loose, **one.lots}, [line.pieces for line in lines]) if one.lots else []
    return [
        LineLot(order_line_id=line.id, batch_id=batch, pieces=pieces)
        for line, share in zip(lines, shares, strict=False)
        for batch, pieces in share.items()
        if batch is not None
    ]


def _slots(lines: Sequence[OrderLine], one: Taken) -> list[LineSlot]:
    """The days of a variant's plan, for its lines in their order."""
    shares = share_out(dict(sorted(one.plan.items())), [line.pieces for line in lines])
    return [
        LineSlot(order_line_id=line.id, day=day, line_id=one.line_id, pieces=units)
        for line, share in zip(lines, shares, strict=True)
        for day, units in share.items()
    ]
