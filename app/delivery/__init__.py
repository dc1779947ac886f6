"""How goods travel: zones, chargeable weight, fees, courier days, working days and holidays.

Owns data (`data/delivery`, `data/holidays`) and the PKK posts. Which ways a gerai offers is its own affair (sellers).
"""
