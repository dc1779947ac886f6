"""Reading goods: a seller's own (`own`), the sources of the read model (`sources`), the shop (`shop`)."""
