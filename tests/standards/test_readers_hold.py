"""What holds for whatever is typed: no crash, findings that weigh like the verdict, noise that changes nothing."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.regions.rules import city_names
from app.standards.rules.findings import worst
from app.standards.rules.halal import read_halal
from app.standards.rules.papers import read_bpom, read_nib, read_trademark
from app.standards.rules.pirt import PirtReading, PirtVerdict, read_pirt

TODAY = date(2026, 11, 21)
REGIONS = city_names()
CITIES = sorted(code.replace(".", "") for code in REGIONS if "." in code)
holds = settings(deadline=None, database=None, max_examples=200)

digits = st.text("0123456789", min_size=15, max_size=15)
plausible = st.builds(
    "{}{:02}{}{:02}{:04}{}".format,
    st.integers(0, 9),
    st.integers(1, 20),
    st.sampled_from(CITIES),
    st.integers(1, 99),
    st.integers(1, 9999),
    st.integers(10, 40),
)
typed = st.one_of(
    st.text(max_size=60),
    st.text("PIRTNBpirtnib0123456789 -/._()", max_size=60),
    st.text("IDidHALNMQRS0123456789 -/.:", max_size=60),
)
prefixes = st.sampled_from(
    ["", "P-IRT No. ", "PIRT:", "SPIRT ", "Izin Edar P-IRT : ", "DEP. KES. RI. P-IRT NO.", "(pirt "]
)
gaps = st.lists(
    st.sampled_from(["", " ", "-", " - ", ".", "_", "\u2013", "\u00a0"]), min_size=17, max_size=17
)


def read(raw: str) -> PirtReading:
    return read_pirt(raw, today=TODAY, regions=REGIONS)


def spread(number: str, between: list[str]) -> str:
    return "".join(digit + gap for digit, gap in zip(number, between, strict=False)).strip(" -._\u2013\u00a0")


@holds
@given(typed)
def test_whatever_is_typed_gets_a_verdict_and_findings_that_weigh_like_it(raw: str):
    pirt, halal = read(raw), read_halal(raw, today=TODAY, regions=REGIONS)
    assert worst(pirt.findings) is pirt.verdict.severity
    assert worst(halal.findings) is halal.verdict.severity
    assert all(finding.sentence and finding.next_step and finding.source for finding in pirt.findings)
    for reading in (read_nib(raw), read_bpom(raw), read_trademark(raw)):
        assert reading.findings or reading.canonical or reading.verdict == "EMPTY"


@holds
@given(st.one_of(digits, plausible))
def test_any_fifteen_digits_are_judged_and_the_printed_form_reads_the_same(number: str):
    reading = read(number)
    assert reading.verdict not in {PirtVerdict.EMPTY, PirtVerdict.NOT_PIRT, PirtVerdict.INVALID_OLD}
    assert (reading.digits, read(reading.canonical)) == (number, reading)
    assert worst(reading.findings) is reading.verdict.severity


@holds
@given(plausible, prefixes, gaps)
def test_prefixes_blanks_and_dashes_change_neither_digits_nor_verdict(
    number: str, prefix: str, between: list[str]
):
    noisy = read(prefix + spread(number, between))
    assert (noisy.digits, noisy.word) == (number, read(number).word)


@holds
@given(
    plausible,
    st.sampled_from(["Keripik tempe", "Telur asin (plastik)", "Minuman botol", ""]),
    st.sampled_from(sorted(REGIONS.values())),
)
def test_what_is_stated_beside_it_never_refuses_a_number(number: str, product: str, place: str):
    alone = read(number)
    beside = read_pirt(number, today=TODAY, product=product, region_stated=place, regions=REGIONS)
    assert beside.verdict in {alone.verdict, PirtVerdict.SUSPECT}
    assert (alone.verdict is PirtVerdict.INVALID) is (beside.verdict is PirtVerdict.INVALID)


@holds
@given(
    st.sampled_from([name for code, name in REGIONS.items() if "." in code]),
    st.sampled_from(["{}", "di {}", "{}, Indonesia"]),
)
def test_the_full_name_of_its_own_region_never_contradicts(name: str, written: str):
    code = next(code for code, known in REGIONS.items() if known == name and "." in code)
    number = f"206{code.replace('.', '')}010001-28"
    reading = read_pirt(number, today=TODAY, region_stated=written.format(name), regions=REGIONS)
    assert reading.word == "VALID"


@holds
@given(st.text("0123456789", min_size=17, max_size=17), gaps)
def test_any_seventeen_digits_behind_id_are_judged_whatever_lies_between(number: str, between: list[str]):
    reading = read_halal(f"ID{number}", today=TODAY, regions=REGIONS)
    assert (reading.digits, reading.canonical) == (number, f"ID{number}")
    assert read_halal(reading.canonical, today=TODAY, regions=REGIONS) == reading
    noisy = read_halal(f"ID {spread(number, between)}", today=TODAY, regions=REGIONS)
    assert noisy.digits == number
    assert noisy.word.removesuffix("_NEEDS_NORMALIZE") == reading.word
