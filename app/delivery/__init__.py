"""How goods travel: zones, chargeable weight, fees, courier days, working days and holidays.

Owns data only (`data/delivery`, `data/holidays`). Which ways a gerai offers is its own affair (sellers).
"""
