"""The sentences about P-IRT numbers: one function a finding, so that `pirt` reads as rules."""

from datetime import date

from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.numbers import Label
from app.standards.rules.places import Place

_FORM = "PerBPOM 22/2018 dan PerBPOM 4/2024: nomor P-IRT paling sedikit 15 angka"
_YEAR = "PerBPOM 22/2018 dan PerBPOM 4/2024: berlaku 5 tahun, dua angka terakhir tahun berakhirnya"
_REGION = "PerBPOM 22/2018: angka ke-4 sampai ke-7 kode wilayah Kemendagri"
_PACKAGING = "PerBPOM 22/2018: angka pertama kode kemasan"
_SCOPE = "PerBPOM 22/2018 lampiran I dan PerBPOM 4/2024: jenis pangan P-IRT"
_SAMPLES = "Pengamatan pada label yang beredar"

_EXAMPLE = "2093518011162-31"
_COPY = f"Salin 15 angkanya dari sertifikat SPP-IRT, seperti {_EXAMPLE}."


def _finding(code: str, severity: Severity, sentence: str, next_step: str, source: str) -> Finding:
    return Finding(f"pirt.{code}", severity, sentence, next_step, source, field="pirt", basis=Basis.LAW)


def empty() -> Finding:
    sentence = "Nomor P-IRT belum diisi."
    return _finding(
        "empty",
        Severity.INFO,
        sentence,
        "Isi setelah sertifikatnya terbit; sebelum itu biarkan kosong.",
        _FORM,
    )


def no_number() -> Finding:
    sentence = "Di sini belum ada nomor P-IRT, baru kata-kata."
    return _finding(
        "no_number", Severity.TOLAK, sentence, f"{_COPY} Kalau belum punya, kosongkan saja.", _FORM
    )


def spoilt_by_spreadsheet() -> Finding:
    sentence = "Nomor ini sudah dipendekkan oleh Excel, jadi angka belakangnya hilang."
    return _finding("spreadsheet", Severity.TOLAK, sentence, _COPY, _FORM)


def slashes(suggestion: str) -> Finding:
    step = f"Kalau maksudnya {suggestion}, tulis seperti itu." if suggestion else _COPY
    return _finding("slashes", Severity.TOLAK, "Nomor P-IRT tidak memakai garis miring.", step, _FORM)


def wrong_length(digits: str, groups: tuple[str, ...]) -> Finding:
    count = len(digits)
    if groups[-1:] and count == 14 and len(groups[-1]) == 1:
        step = "Tahun berakhirnya baru satu angka; lihat dua angka terakhir di sertifikat."
    elif count == 14 and len(groups) > 1 and len(groups[-1]) == 2:
        step = "Bagian depannya baru 12 angka, seharusnya 13. Cocokkan satu per satu dengan sertifikat."
    else:
        step = "Hitung lagi dari sertifikatnya; tahun berakhirnya dua angka terakhir."
    return _finding("length", Severity.TOLAK, f"Nomor ini punya {count} angka, seharusnya 15.", step, _FORM)


def letters_among_digits() -> Finding:
    sentence = "Di antara angkanya ada huruf O atau l, mungkin maksudnya 0 atau 1."
    return _finding(
        "letters", Severity.TOLAK, sentence, "Ganti hurufnya dengan angka, lalu hitung: harus 15.", _FORM
    )


def no_such_region(code: str) -> Finding:
    sentence = f"Angka ke-4 sampai ke-7 adalah kode kabupaten atau kota, dan {code} tidak ada."
    return _finding(
        "region", Severity.TOLAK, sentence, "Cocokkan empat angka itu dengan sertifikat.", _REGION
    )


def year_too_far(year: int, today: date) -> Finding:
    sentence = f"Tahun berakhirnya {year}, padahal P-IRT berlaku 5 tahun, jadi paling jauh {today.year + 5}."
    return _finding(
        "year_too_far", Severity.TOLAK, sentence, "Cocokkan dua angka terakhir dengan sertifikat.", _YEAR
    )


def other_paper(label: Label | None, count: int) -> Finding:
    if label is Label.UMKU:
        sentence = f"Ini nomor PB-UMKU dari OSS ({count} angka), bukan nomor P-IRT."
    elif label is Label.NIB:
        sentence = f"Nomor {count} angka ini sepertinya NIB, bukan nomor P-IRT."
    elif label is None:
        sentence = "Ini nomor surat atau piagam, bukan nomor P-IRT."
    else:
        sentence = f"Ini nomor {label}, bukan nomor P-IRT."
    return _finding("other_paper", Severity.TOLAK, sentence, _COPY, _FORM)


def twelve_digits() -> Finding:
    sentence = "Nomor 12 angka ini bentuk lama, sebelum 2012, dan sudah tidak berlaku."
    step = "Kalau sudah diperbarui, tulis nomor 15 angka yang baru. Kalau belum, urus lewat OSS di dinas setempat."
    return _finding("twelve_digits", Severity.PERIKSA, sentence, step, _FORM)


def year_missing(may_be_nib: bool) -> Finding:
    sentence = "Nomor ini punya 13 angka; dua angka tahun di belakangnya belum ada."
    step = "Tambahkan tanda hubung dan dua angka terakhir dari sertifikat, misalnya -28."
    if may_be_nib:
        step += " Kalau ini NIB, tulis di isian NIB."
    return _finding("year_missing", Severity.PERIKSA, sentence, step, _YEAR)


def longer_than_usual(digits: str) -> Finding:
    sentence = f"Nomor ini punya {len(digits)} angka; biasanya 15."
    if len(digits) == 17 and digits[13:15] == "20":
        step = f"Tahunnya cukup dua angka: {digits[:13]}-{digits[15:]}. Betulkan kalau begitu di sertifikat."
    else:
        step = "Hitung lagi. Kalau di sertifikat memang begitu, kirim foto sertifikatnya; kurator akan mencocokkan."
    return _finding("longer", Severity.PERIKSA, sentence, step, _FORM)


def unknown_packaging(code: str) -> Finding:
    sentence = f"Angka pertama adalah kode kemasan, dan {code} belum dikenal; yang ada 1 sampai 8."
    return _finding(
        "packaging", Severity.PERIKSA, sentence, "Cocokkan angka pertama dengan sertifikat.", _PACKAGING
    )


def year_too_early(year: int) -> Finding:
    sentence = f"Tahun berakhirnya {year}, padahal nomor 15 angka paling awal berakhir 2017."
    return _finding(
        "year_too_early", Severity.PERIKSA, sentence, "Cocokkan dua angka terakhir dengan sertifikat.", _YEAR
    )


def other_region(place: Place, stated: str) -> Finding:
    sentence = f"Kode {place.code} adalah {place.name}, sedangkan alamatnya {stated}."
    step = "Cocokkan angka ke-4 sampai ke-7 dengan sertifikat, atau betulkan alamatnya."
    return _finding("other_region", Severity.PERIKSA, sentence, step, _REGION)


def bps_region(place: Place, meant: Place) -> Finding:
    sentence = f"Kode {place.code} adalah {place.name} menurut Kemendagri, tetapi {meant.name} menurut BPS."
    step = f"Untuk {meant.name} seharusnya {meant.today}. Cocokkan dengan sertifikat."
    return _finding("bps_region", Severity.PERIKSA, sentence, step, _REGION)


def only_bps_region(place: Place) -> Finding:
    sentence = f"Kode {place.code} hanya ada di daftar BPS ({place.name}); P-IRT memakai kode Kemendagri, {place.today}."
    return _finding(
        "bps_region",
        Severity.PERIKSA,
        sentence,
        "Cocokkan angka ke-4 sampai ke-7 dengan sertifikat.",
        _REGION,
    )


def former_region(place: Place) -> Finding:
    sentence = f"Kode {place.code} adalah kode lama {place.name}, dari sebelum provinsi baru di Papua."
    step = "Nomor lama tetap berlaku sampai habis masanya; tidak ada yang perlu diubah."
    return _finding("former_region", Severity.INFO, sentence, step, "UU 14, 15, 16, dan 29 Tahun 2022")


def two_meanings(place: Place, other: Place) -> Finding:
    sentence = f"Kode {place.code} adalah {place.name} menurut Kemendagri dan {other.name} menurut BPS."
    step = "Lengkapi alamat sampai kabupaten atau kota supaya bisa dicocokkan."
    return _finding("two_meanings", Severity.INFO, sentence, step, _REGION)


def other_packaging(code: str, name: str, stated: str) -> Finding:
    sentence = f"Angka pertama {code} berarti kemasan {name}, sedangkan barangnya dikemas {stated}."
    step = "Satu nomor untuk satu jenis kemasan. Cocokkan dengan sertifikat; kalau kemasan berganti, tanyakan nomor baru."
    return _finding("other_packaging", Severity.PERIKSA, sentence, step, _PACKAGING)


def not_covered(kind: str) -> Finding:
    sentence = f"Dari namanya barang ini {kind}, dan itu tidak termasuk P-IRT."
    step = "Cocokkan nama barang di sertifikat. Pangan seperti ini biasanya memerlukan izin BPOM (MD)."
    return _finding("not_covered", Severity.PERIKSA, sentence, step, _SCOPE)


def other_group(code: str, name: str) -> Finding:
    named = f" ({name})" if name else ""
    sentence = f"Angka ke-2 dan ke-3 adalah kelompok pangan {code}{named}; nama barang ini biasanya di kelompok lain."
    step = "Daftar kelompok sudah berganti beberapa kali, jadi ini hanya petunjuk. Cukup cocokkan dengan sertifikat."
    return _finding("other_group", Severity.INFO, sentence, step, _SAMPLES)


def expired(year: int) -> Finding:
    sentence = f"P-IRT ini sudah berakhir tahun {year}."
    step = "Perpanjang lewat OSS atau dinas setempat, lalu tulis nomor barunya."
    return _finding("expired", Severity.PERIKSA, sentence, step, _YEAR)


def expires_this_year(year: int) -> Finding:
    sentence = f"P-IRT ini berakhir tahun ini, paling lambat 31 Desember {year}."
    step = "Lihat tanggal persisnya di sertifikat, bisa jadi sudah lewat. Perpanjangan sebaiknya diurus sekarang."
    return _finding("expires_this_year", Severity.INFO, sentence, step, _YEAR)


def well_formed(year: int) -> Finding:
    sentence = f"Bentuk nomornya benar, berlaku paling lama sampai 31 Desember {year}."
    step = "Siapkan foto sertifikatnya; tanggal persisnya ada di sana dan kurator akan mencocokkan."
    return _finding("well_formed", Severity.INFO, sentence, step, _YEAR)


def in_force(year: int) -> Finding:
    sentence = f"Menurut dua angka terakhirnya nomor ini berlaku paling lama sampai 31 Desember {year}."
    return _finding("in_force", Severity.INFO, sentence, "Tanggal persisnya ada di sertifikat.", _YEAR)


def more_papers() -> Finding:
    sentence = "Di isian ini ada lebih dari satu nomor; yang dibaca nomor P-IRT-nya."
    return _finding(
        "more_papers", Severity.INFO, sentence, "Tulis satu nomor saja; yang lain di isiannya sendiri.", _FORM
    )


def two_foods(other: str) -> Finding:
    sentence = f"Nomor yang sama persis juga dipakai untuk {other}."
    step = "Satu nomor untuk satu jenis pangan. Cocokkan keduanya dengan sertifikat; salah satunya mungkin salah salin."
    return _finding("two_foods", Severity.PERIKSA, sentence, step, _FORM)


def shared_by_flavours(other: str) -> Finding:
    sentence = f"Nomor yang sama juga dipakai untuk {other}."
    step = "Tidak apa-apa kalau hanya beda rasa dan kemasannya sejenis."
    return _finding("flavours", Severity.INFO, sentence, step, _SAMPLES)


def shared_producer() -> Finding:
    sentence = "Nomor pembuat di P-IRT ini sama dengan milik penjual lain."
    step = "Kurator akan melihat sertifikat keduanya. Kalau satu usaha, sebutkan hubungannya."
    return _finding("shared_producer", Severity.PERIKSA, sentence, step, _FORM)
