"""Official gifts for an occasion (*permintaan cinderamata*): an agency asks, the plan says who can finish in time, the head
agrees, several makers bring it. Goods, hands, parcels and bills are those of ordinary orders."""
