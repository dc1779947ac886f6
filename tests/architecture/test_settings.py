"""Settings come from the environment, whole, or with a sentence that says which one makes no sense."""

from pathlib import Path

import pytest

from config import Misconfigured, load

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
