"""Every address, by audience. A page exists because it is named here; its door guards it."""

from flask import Blueprint, Flask

from app.accounts.views import admin as accounts_admin
from app.accounts.views import officer as accounts_officer
from app.accounts.views import shop as accounts_shop
from app.base.actor import Role
from app.catalog.views import seller as catalog_seller
from app.catalog.views.seller import schedule as catalog_schedule
from app.curation.views import admin as curation_admin
from app.curation.views import curator as curation_curator
from app.curation.views import seller as curation_seller
from app.curation.views.appeals import seller as appeals_seller
from app.curation.views.bundles import curator as bundles_curator
from app.curation.views.claiming import curator as claiming_curator
from app.curation.views.conflicts import curator as conflicts_curator
from app.curation.views.criteria import curator as criteria_curator
from app.curation.views.official import curator as official_curator
from app.curation.views.official import seller as official_seller
from app.curation.views.official import shop as official_shop
from app.curation.views.rubric import curator as rubric_curator
from app.curation.views.scoring import curator as scoring_curator
from app.delivery.views import officer as delivery_officer
from app.gifts.views import officer as gifts_officer
from app.gifts.views.donations import officer as donations_officer
from app.gifts.views.donations import seller as donations_seller
from app.gifts.views.handover import officer as gift_handover_officer
from app.gifts.views.papers import officer as gift_papers_officer
from app.gifts.views.recipients import officer as gift_recipients_officer
from app.gifts.views.register import officer as gift_register_officer
from app.gifts.views.substitutes import officer as gift_substitutes
from app.ledger.views.banking import keeper as banking_keeper
from app.ledger.views.banking import seller as banking_seller
from app.ledger.views.commission import admin as commission_admin
from app.ledger.views.history import seller as history_seller
from app.ledger.views.payouts import admin as payouts_admin
from app.ledger.views.statements import seller as statements_seller
from app.media.views import shop as media_shop
from app.notices.views import shop as notices_shop
from app.orders.views import keeper as orders_keeper
from app.orders.views import officer as orders_officer
from app.orders.views import seller as orders_seller
from app.orders.views import shop as orders_shop
from app.orders.views.complaints import officer as complaints_officer
from app.orders.views.complaints import seller as complaints_seller
from app.orders.views.complaints import shop as complaints_shop
from app.orders.views.recalls import officer as officer_recalls
from app.orders.views.recalls import seller as seller_recalls
from app.orders.views.recalls import shop as shop_recalls
from app.payments.views import admin as payments_admin
from app.payments.views import hooks as payments_hooks
from app.payments.views import shop as payments_shop
from app.payments.views.bills import seller as bills_seller
from app.payments.views.direct import shop as direct_shop
from app.payments.views.giving_back import admin as giving_back_admin
from app.payments.views.giving_back import officer as giving_back_officer
from app.payments.views.giving_back import seller as giving_back_seller
from app.payments.views.money import keeper as money_keeper
from app.payments.views.money import seller as money_seller
from app.payments.views.papers import admin as money_papers_admin
from app.payments.views.papers import officer as money_papers_officer
from app.payments.views.papers import seller as money_papers_seller
from app.payments.views.papers import shop as money_papers_shop
from app.payments.views.proofs import officer as proofs_officer
from app.payments.views.proofs import seller as proofs_seller
from app.payments.views.proofs import shop as proofs_shop
from app.payments.views.receiving import seller as receiving_seller
from app.payments.views.repaying import officer as repaying_officer
from app.payments.views.repaying import seller as repaying_seller
from app.payments.views.repaying import shop as repaying_shop
from app.payments.views.tax import officer as tax_officer
from app.payments.views.tax import seller as tax_seller
from app.payments.views.transferring import admin as transferring_admin
from app.regions.views import admin as regions_admin
from app.regions.views import shop as regions_shop
from app.reports.views import admin as reports_admin
from app.reports.views import officer as reports_officer
from app.reports.views import ops
from app.reports.views import seller as reports_seller
from app.sellers.views import seller as sellers_seller
from app.shopfront.views import bundles as shopfront_bundles
from app.shopfront.views import destination as shopfront_destination
from app.shopfront.views import sharing as shopfront_sharing
from app.shopfront.views import shop as shopfront_shop
from app.standards.views import admin as standards_admin
from app.standards.views import seller as standards_seller
from app.training.views import admin as training_admin
from app.training.views import officer as training_officer
from app.training.views import seller as training_seller
from app.training.views import shop as training_shop
from app.web.doors import door


def init_app(app: Flask) -> None:
    """Hang all doors in."""
    shop = Blueprint(
        "shop", __name__
    )  # everyone; a person's own pages there carry @signed_in or ask for a key
    for views in (
        shopfront_shop,  # /  /cari  /produk  /gerai  /kategori  /daerah  /oleh-oleh-resmi  /bantuan …
        shopfront_destination,  # /kirim-ke
        shopfront_bundles,  # /set
        shopfront_sharing,  # /sitemap.xml …
        orders_shop,  #    /keranjang  /checkout  /pesanan
        shop_recalls,  #   /pesanan/<nomor>/tarik …
        complaints_shop,  # /pesanan/<nomor>/keluhan …
        payments_shop,  #  /checkout/<nomor>/bayar …
        money_papers_shop,  # /pesanan/<nomor>/tagihan.pdf  /pesanan/<nomor>/kwitansi …
        direct_shop,  #    /checkout/<nomor>/bayar/<bagian> …
        proofs_shop,  #    /checkout/<nomor>/bukti …
        repaying_shop,  #  /pesanan/<nomor>/uang-kembali …
        accounts_shop,  #  /masuk  /daftar  /lupa-sandi  /sandi  /akun
        notices_shop,  #   /pesan
        training_shop,  #  /verifikasi
        official_shop,  # /verifikasi/oleh-oleh-resmi/<kode>
        regions_shop,  #   /wilayah
        media_shop,  #     /foto  /berkas
        ops,  #            /sehat  /siap
    ):
        shop.register_blueprint(views.bp)

    seller = door("seller", "/penjual", Role.SELLER)
    for views in (
        reports_seller,  #  /penjual
        sellers_seller,  #  /penjual/gerai
        standards_seller,  # /penjual/gerai/izin
        catalog_seller,  #  /penjual/barang
        catalog_schedule,  # /penjual/jadwal
        curation_seller,  # /penjual/barang/<slug>/ajukan …
        official_seller,  # /penjual/barang/<slug>/oleh-oleh-resmi
        appeals_seller,  #  /penjual/barang/<slug>/banding
        orders_seller,  #   /penjual/pesanan
        seller_recalls,  #  /penjual/tarik
        complaints_seller,  # /penjual/keluhan
        money_seller,  #    /penjual/uang
        history_seller,  # /penjual/uang/riwayat
        statements_seller,  # /penjual/uang/riwayat.pdf
        money_papers_seller,  # /penjual/pesanan/<id>/tagihan.pdf …
        tax_seller,  #      /penjual/uang/pajak
        proofs_seller,  #   /penjual/uang/masuk
        repaying_seller,  # /penjual/uang/kembali
        banking_seller,  # /penjual/uang/rekening
        giving_back_seller,  # /penjual/pesanan/<id>/uang-kembali
        training_seller,  # /penjual/sertifikat
        receiving_seller,  # /penjual/uang/cara-bayar
        bills_seller,  #    /penjual/uang/tagihan
        donations_seller,  # /penjual/hibah …
    ):
        seller.register_blueprint(views.bp)

    curator = door("curator", "/kurator", Role.CURATOR)
    curator.register_blueprint(curation_curator.bp)  # /kurator/antrean  /kurator/tinjauan …
    curator.register_blueprint(official_curator.bp)  # /kurator/oleh-oleh-resmi
    curator.register_blueprint(bundles_curator.bp)  # /kurator/set
    curator.register_blueprint(scoring_curator.bp)  # /kurator/tinjauan/<id>/nilai …
    curator.register_blueprint(rubric_curator.bp)  # /kurator/rubrik …
    curator.register_blueprint(criteria_curator.bp)  # /kurator/rubrik/<jenis>/rancangan/hal …
    curator.register_blueprint(claiming_curator.bp)  # /kurator/tinjauan/<id>/periksa …
    curator.register_blueprint(conflicts_curator.bp)  # /kurator/benturan …

    keeper = door("keeper", "/kurator/posko", Role.CURATOR, Role.KADER)  # each post opens for its own keepers
    for views in (
        orders_keeper,  #  /kurator/posko …
        money_keeper,  #   /kurator/posko/<id>/uang
        banking_keeper,  # /kurator/posko/<id>/rekening
    ):
        keeper.register_blueprint(views.bp)

    officer = door("officer", "/dinas", Role.OFFICER)
    for views in (
        reports_officer,  #  /dinas
        training_officer,  # /dinas/pelatihan
        gift_substitutes,  # /dinas/cinderamata/<id>/pengganti, /dinas/cinderamata/pesanan/<nomor>
        orders_officer,  #   /dinas/pesanan
        complaints_officer,  # /dinas/keluhan
        proofs_officer,  #   /dinas/uang
        repaying_officer,  # /dinas/uang/kembali
        giving_back_officer,  # /dinas/pesanan/bagian/<id>/uang-kembali
        accounts_officer,  # /dinas/kader
        officer_recalls,  #  /dinas/tarik
        delivery_officer,  # /dinas/posko
        tax_officer,  #      /dinas/omzet
        gifts_officer,  #    /dinas/cinderamata
        money_papers_officer,  # /dinas/pesanan/bagian/<id>/tagihan.pdf …
        gift_handover_officer,  # /dinas/cinderamata/<id>/serah-terima
        gift_recipients_officer,  # /dinas/cinderamata/<id>/penerima …
        gift_register_officer,  # /dinas/cinderamata/buku …
        donations_officer,  # /dinas/cinderamata/hibah …
        gift_papers_officer,  # /dinas/cinderamata/<id>/berita-acara.pdf …
    ):
        officer.register_blueprint(views.bp)

    admin = door("admin", "/admin", Role.ADMIN)
    for views in (
        reports_admin,  #  /admin
        accounts_admin,  # /admin/orang
        regions_admin,  #  /admin/instansi
        training_admin,  # /admin/keterampilan
        payments_admin,  # /admin/uang
        giving_back_admin,  # /admin/uang/bagian/<id>/uang-kembali
        transferring_admin,  # /admin/uang/pengembalian/<id>
        commission_admin,  # /admin/uang/komisi
        money_papers_admin,  # /admin/uang/pesanan/<id>/tagihan.pdf …
        payouts_admin,  #  /admin/uang/pencairan
        standards_admin,  # /admin/aturan
        curation_admin,  # /admin/kurasi
    ):
        admin.register_blueprint(views.bp)

    hooks = Blueprint(
        "hooks", __name__, url_prefix="/hooks"
    )  # the one place without CSRF: signatures instead
    hooks.register_blueprint(payments_hooks.bp)  # /hooks/stripe

    for one in (shop, seller, curator, keeper, officer, admin, hooks):
        app.register_blueprint(one)
