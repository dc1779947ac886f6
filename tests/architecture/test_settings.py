"""Settings come from the environment, whole, or with a sentence that says which one makes no sense."""

from pathlib import Path

import pytest

from config import Misconfigured, Settings, load

WHOLE = {"DATABASE_URL": "postgresql://gerai@/gerai", "SECRET_KEY": "x" * 32}


@pytest.mark.parametrize(
    ("said", "reads"), [(None, True), ("", True), ("on", True), ("OFF ", False), ("off", False)]
)
def test_labels_are_read_by_machine_unless_it_is_switched_off(
    tmp_path: Path, said: str | None, reads: bool
) -> None:
    env = {**WHOLE, "GERAI_VAR": str(tmp_path)}
    assert load(env if said is None else {**env, "OCR": said}).ocr is reads


@pytest.mark.parametrize("said", ["1", "yes", "of"])
def test_a_switch_that_is_neither_on_nor_off_is_named(tmp_path: Path, said: str) -> None:
    with pytest.raises(Misconfigured, match=f"OCR boleh on atau off, bukan “{said}”."):
        load({**WHOLE, "GERAI_VAR": str(tmp_path), "OCR": said})


# -- who collects ---------------------------------------------------------------------------------------

CARDS = {"STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRET": "whsec_x"}
WHO = {"COLLECTOR_NAME": "Koperasi Melati", "COLLECTOR_PAPER": "AHU-0001234.AH.01.29 Tahun 2025"}


def loaded(tmp_path: Path, **env: str) -> Settings:
    return load({**WHOLE, "GERAI_VAR": str(tmp_path), **env})


@pytest.mark.parametrize("demo", ["0", "1"])
@pytest.mark.parametrize(
    "missing", [["COLLECTOR_NAME"], ["COLLECTOR_PAPER"], ["COLLECTOR_NAME", "COLLECTOR_PAPER"]]
)
def test_no_card_is_taken_before_it_is_said_who_collects_and_by_which_paper(
    tmp_path: Path, missing: list[str], demo: str
) -> None:
    said = {name: text for name, text in WHO.items() if name not in missing}
    with pytest.raises(Misconfigured, match=f"^{' dan '.join(missing)} belum diisi. Uang pembeli"):
        loaded(tmp_path, DEMO=demo, **CARDS, **said)


def test_with_both_the_collector_stands_in_the_settings(tmp_path: Path) -> None:
    assert str(loaded(tmp_path, **CARDS, **WHO).collector) == f"Koperasi Melati ({WHO['COLLECTOR_PAPER']})"


def test_the_demo_names_one_that_is_plainly_made_up_and_a_shop_without_cards_none(tmp_path: Path) -> None:
    made_up = loaded(tmp_path, DEMO="1").collector
    assert made_up is not None
    assert ("Contoh" in made_up.name, "karangan" in made_up.paper) == (True, True)
    assert loaded(tmp_path).collector is None


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ({}, (10_000, 999_999)),
        ({"STRIPE_MIN_IDR": "8500", "STRIPE_MAX_IDR": "25000000"}, (8_500, 25_000_000)),
    ],
)
def test_a_card_has_a_least_and_a_most(tmp_path: Path, said: dict[str, str], limits: tuple[int, int]) -> None:
    stripe = loaded(tmp_path, **CARDS, **WHO, **said).stripe
    assert stripe is not None
    assert (stripe.minimum, stripe.maximum) == limits


def test_a_most_below_the_least_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="STRIPE_MAX_IDR harus angka 10000 sampai"):
        loaded(tmp_path, **CARDS, **WHO, STRIPE_MAX_IDR="9999")


EVERY_WAY = ("stripe", "pretend", "transfer", "qris", "cash", "invoice")


@pytest.mark.parametrize(
    ("said", "ways"),
    [("", EVERY_WAY), (" , ", EVERY_WAY), ("qris, Transfer", ("transfer", "qris")), ("cash,cash", ("cash",))],
)
def test_ways_to_pay_are_all_of_them_unless_some_are_named(
    tmp_path: Path, said: str, ways: tuple[str, ...]
) -> None:
    assert load({**WHOLE, "GERAI_VAR": str(tmp_path), "PAY_WAYS": said}).pay_ways == ways


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("qris,gopay", "PAY_WAYS boleh berisi .*, bukan “gopay”."),
        ("stripe", "PAY_WAYS menyebut stripe, tetapi STRIPE_SECRET_KEY belum diisi."),
    ],
)
def test_a_way_that_nobody_knows_or_that_has_no_keys_is_named(
    tmp_path: Path, said: str, sentence: str
) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        load({**WHOLE, "GERAI_VAR": str(tmp_path), "PAY_WAYS": said})


def test_how_far_a_price_goes_by_itself_is_set_in_percent_and_days(tmp_path: Path) -> None:
    plain = load({**WHOLE, "GERAI_VAR": str(tmp_path)})
    assert (plain.price_band, plain.price_days) == (20, 30)
    other = load({**WHOLE, "GERAI_VAR": str(tmp_path), "PRICE_BAND": "0", "PRICE_DAYS": "365"})
    assert (other.price_band, other.price_days) == (0, 365)
    with pytest.raises(Misconfigured, match="PRICE_BAND harus angka 0 sampai 90"):
        load({**WHOLE, "GERAI_VAR": str(tmp_path), "PRICE_BAND": "91"})
