"""How well a set was read: every element of every picture counted, by element, layout and distortion."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.standards.rules.reading.elements import Element, Found, Status
from bench.labels.facts import ABSENT, DIFFERENT, PRESENT
from bench.labels.pictures import Plan

TRUTHS = (PRESENT, DIFFERENT, ABSENT)
TRUTH_WORDS = {PRESENT: "ada, sama", DIFFERENT: "ada, beda", ABSENT: "tidak ada"}
WANTED_PRESENT, ALLOWED_WRONG = 0.97, 0.01
MOST_LISTED = 25


@dataclass(frozen=True)
class Read:
    """One picture's answers beside the truth."""

    plan: Plan
    names: tuple[str, ...]
    declared: dict[str, str]
    truth: dict[Element, str]
    found: tuple[Found, ...]
    seconds: float | None
    """Of all its photos; None where they had been read before."""

    @property
    def missed(self) -> list[Found]:
        """Present elements that were not found."""
        return [
            one for one in self.found if self.truth[one.element] == PRESENT and one.status != Status.FOUND
        ]

    @property
    def believed(self) -> list[Found]:
        """Absent or different elements that were called found: what must not happen."""
        return [
            one for one in self.found if self.truth[one.element] != PRESENT and one.status == Status.FOUND
        ]

    @property
    def present(self) -> int:
        return sum(truth == PRESENT for truth in self.truth.values())

    @property
    def departed(self) -> int:
        return len(self.truth) - self.present


def tell(reads: Sequence[Read], peak: float) -> None:
    """Prints the whole account."""
    present, missed = sum(one.present for one in reads), sum(len(one.missed) for one in reads)
    departed, believed = sum(one.departed for one in reads), sum(len(one.believed) for one in reads)
    print(f"\n{len(reads)} kemasan, {sum(len(one.names) for one in reads)} foto")
    print(f"  ada dan ditemukan              {_share(present - missed, present)}   (sasaran ≥ {WANTED_PRESENT:.0%})")  # fmt: skip
    print(f"  tidak ada/beda, disebut ada    {_share(believed, departed)}   (sasaran ≤ {ALLOWED_WRONG:.0%})")
    _tell_elements(reads)
    _tell_groups("tata letak", reads, lambda read: [read.plan.layout])
    _tell_groups("gangguan", reads, lambda read: read.plan.distortions or ("(tanpa)",))
    _tell_groups("banyaknya gangguan", reads, lambda read: [str(len(read.plan.distortions))])
    _tell_cost(reads, peak)
    _tell_worst(reads)


def _share(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:>7.2%}  {part}/{whole}"


def _tell_elements(reads: Sequence[Read]) -> None:
    counts = Counter(
        (one.element, read.truth[one.element], one.status) for read in reads for one in read.found
    )
    print(f"\n{'unsur':<14}{'kenyataan':<12}" + "".join(f"{status.value:>12}" for status in Status))
    for element in Element:
        for truth in TRUTHS:
            cells = [counts[element, truth, status] for status in Status]
            if any(cells):
                print(
                    f"{element.value:<14}{TRUTH_WORDS[truth]:<12}" + "".join(f"{cell or '·':>12}" for cell in cells)
                )  # fmt: skip


def _tell_groups(title: str, reads: Sequence[Read], keys: Callable[[Read], Iterable[str]]) -> None:
    groups: dict[str, list[Read]] = {}
    for read in reads:
        for key in keys(read):
            groups.setdefault(key, []).append(read)
    print(f"\n{title:<20}{'kemasan':>8}{'ada & ditemukan':>26}{'keliru disebut ada':>24}{'median s':>10}")
    for key in sorted(groups):
        some = groups[key]
        present, departed = sum(one.present for one in some), sum(one.departed for one in some)
        found = present - sum(len(one.missed) for one in some)
        believed = sum(len(one.believed) for one in some)
        times = [one.seconds / len(one.names) for one in some if one.seconds is not None]
        median = f"{statistics.median(times):.1f}" if times else "-"
        print(f"{key:<20}{len(some):>8}{_share(found, present):>26}{_share(believed, departed):>24}{median:>10}")  # fmt: skip


def _tell_cost(reads: Sequence[Read], peak: float) -> None:
    times = sorted(one.seconds / len(one.names) for one in reads if one.seconds is not None)
    if not times:
        print("\nBacaan lama dipakai lagi (--again): waktu dan memori tidak diukur.")
        return
    late = times[min(len(times) - 1, int(len(times) * 0.95))]
    print(f"\nper foto: median {statistics.median(times):.2f} s, 95 % {late:.2f} s; puncak memori proses pembaca {peak:.0f} MB")  # fmt: skip


def _tell_worst(reads: Sequence[Read]) -> None:
    print("\nkeliru disebut ada")
    for read in reads:
        for one in read.believed:
            said = read.declared[one.element.value]
            print(f"  {_who(read)}  {one.element.value} [{read.truth[one.element]}]  dinyatakan “{said}”  terbaca “{one.text}”")  # fmt: skip
    print("\npaling banyak terlewat")
    for read in sorted((one for one in reads if one.missed), key=lambda one: -len(one.missed))[:MOST_LISTED]:
        for one in read.missed:
            said = read.declared[one.element.value]
            print(f"  {_who(read)}  {one.element.value} → {one.status.value}  dinyatakan “{said}”  terbaca “{one.text}”")  # fmt: skip


def _who(read: Read) -> str:
    return f"{' '.join(read.names):<16} {read.plan.layout:<15} {'+'.join(read.plan.distortions):<20}"
