"""What values alone decide about e-mail addresses, passwords and devices."""

import pytest

from app.accounts.rules import (
    BadEmail,
    BadPassword,
    Identity,
    check_password,
    device_of,
    normal_email,
)

SARI = Identity(phone="+6281234567890")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("sari@contoh.id", "sari@contoh.id"),
        ("  Sari@Contoh.ID ", "sari@contoh.id"),
        ("ibu.sari+toko@mail.contoh.co.id", "ibu.sari+toko@mail.contoh.co.id"),
    ],
)
def test_email_addresses_are_kept_in_one_form(text: str, normal: str) -> None:
    assert normal_email(text) == normal


@pytest.mark.parametrize(
    "text", ["sari@", "@contoh.id", "sari@contoh", "ibu sari@contoh.id", "a@b@contoh.id", "sari@contoh..id"]
)
def test_an_impossible_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadEmail) as refusal:
        normal_email(text)
    assert refusal.value.message == "Alamat e-mail ini belum benar. Contoh yang benar: ibu.sari@contoh.id."


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("perca-7", "Kata sandi terlalu pendek: pakai sedikitnya 8 huruf atau angka."),
        ("", "Kata sandi terlalu pendek: pakai sedikitnya 8 huruf atau angka."),
        ("x" * 201, "Kata sandi terlalu panjang: paling banyak 200 huruf."),
        ("12345678", "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."),
        ("Bismillah", "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."),
        ("0812-3456-7890", "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."),
        ("+6281234567890", "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."),
        ("81234567890", "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(password: str, sentence: str) -> None:
    with pytest.raises(BadPassword) as refusal:
        check_password(password, SARI)
    assert refusal.value.message == sentence


def test_the_own_address_is_no_password() -> None:
    with pytest.raises(BadPassword):
        check_password("Sari@Contoh.id", Identity(email="sari@contoh.id"))


@pytest.mark.parametrize("password", ["perca-77", "kain perca biru", "sandi🧵benang", "x" * 200])
def test_eight_letters_of_any_kind_are_enough(password: str) -> None:
    check_password(password, SARI)
    check_password(password, Identity(email="sari@contoh.id"))
    check_password(password, Identity())


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 13; SM-A042F) AppleWebKit/537.36", "HP Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X)", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Komputer Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Komputer Linux"),
        ("", "Perangkat lain"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(agent: str, words: str) -> None:
    assert device_of(agent) == words
