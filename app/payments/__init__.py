"""Taking money for an order and giving it back, through whatever gateway this installation has.

Owns payments, refunds, the notices of gateways, and the pretend gateway's own book. One idempotent settlement serves
webhook, return page and the last look before an order expires.
"""
