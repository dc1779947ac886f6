"""Gerai: the map of packages. Each stands on those below it; `pyproject.toml` holds the order as a contract.

factory      builds the app
cli          commands: run, worker, people, standards, regions, demo
demo         the demo's people and goods, through the real services
sitemap      every address, by audience
handlers     what follows each event
wiring       which adapter each port gets
adapters     the only code that knows Stripe, S3, SMTP
reports      reads everything, changes nothing
shopfront    home, search, product, gerai, region, official gifts
payments     taking and returning money
orders       cart, order, one parcel per seller
curation     rounds, decisions, gift approvals
catalog      products, revisions, variants, papers, stock, capacity, search, the storefront's read model
standards    rules for numbers, label, photos, claims
training     programmes, trainings, participants, certificates
sellers      home businesses, members, how they send, the checklist to open
delivery     zones, weights, rates, courier days, holidays
notices      inbox and mail
media        photos and private evidence
accounts     people, roles, sign-in, who may act for whom
regions      provinsi, kabupaten/kota, kecamatan, kelurahan/desa, and the agencies in them
paper        QR codes
web          doors, error pages, headers, filters, forms
db           Model, unit_of_work, journal, events, jobs
base         money, time, actor, states, errors: plain Python
"""
