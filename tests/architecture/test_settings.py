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
