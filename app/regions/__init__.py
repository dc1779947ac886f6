"""Regions: provinsi → kabupaten/kota → kecamatan → kelurahan/desa, and the agencies and TP PKK in them.

Owns `regions` and `agencies`. Knows nothing of who lives there.
"""
