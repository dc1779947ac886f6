"""Buyers and makers. What each of them does is drawn from the seed; in what order it happens is not."""

import itertools
import queue
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.kill.browser import Browser, Counts, GaveUp, Page, StripePage
from bench.kill.stage import Good, Stage
from tests.support import world

BUYERS = 8
DEEDS = {
    "pays": 60,
    "pays twice over": 6,  # two clicks on "pay" at once
    "cancels": 8,  # pays, and takes it back at once
    "leaves": 6,
    "takes back unpaid": 4,
    "pays while taking back": 4,
    "pays at the last moment": 7,
    "orders anew": 5,  # the same goods again, and pays the old checkout as well as the new one
}
AFTER_PAYING = {
    "comes back": 40,
    "closes the page": 45,  # only Stripe's notice, or the last look, tells the shop
    "money comes later": 15,  # by a way of paying that takes its time
}


@dataclass
class Crowd:
    """Everybody at the shop's doors."""

    shop: str
    stripe: StripePage
    stage: Stage
    seed: int
    wanted: int
    unpaid_seconds: float
    """After so many an order that was not paid is let go; some pay about then."""
    counts: Counts = field(default_factory=Counts)
    deeds: Counter[str] = field(default_factory=Counter)
    afterwards: Counter[str] = field(default_factory=Counter)
    placed: dict[str, list[str]] = field(default_factory=dict)
    """Buyer → the numbers of the orders that she was told."""
    charged: set[str] = field(default_factory=set)
    """Checkouts at which a card was charged."""
    sold_out: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    unfinished: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._next, self._turn = itertools.count(1), itertools.count()
        self._errands: queue.PriorityQueue[tuple[float, int, Callable[[], object]]] = queue.PriorityQueue()
        self._buyers = [threading.Thread(target=self._buy_all, daemon=True) for _ in range(BUYERS)]
        self._errand_boys = [threading.Thread(target=self._run_errands, daemon=True) for _ in range(BUYERS)]
        self._makers = threading.Thread(target=self._sell, daemon=True)

    def come(self) -> None:
        for one in (*self._buyers, *self._errand_boys, self._makers):
            one.start()

    @property
    def busy(self) -> bool:
        """Some buyer still has something to do."""
        return any(one.is_alive() for one in (*self._buyers, *self._errand_boys))

    @property
    def orders(self) -> int:
        with self._lock:
            return sum(len(numbers) for numbers in self.placed.values())

    # -- buyers -----------------------------------------------------------------------------------

    def _buy_all(self) -> None:
        while self.orders < self.wanted and not self.over.is_set():
            number = next(self._next)
            self._do(f"pembeli {number}", Buyer(self, number).buy)

    def _run_errands(self) -> None:
        """What somebody does later, at its time; until nobody can think of more."""
        while not self.over.is_set():
            try:
                at, turn, errand = self._errands.get(timeout=0.2)
            except queue.Empty:
                if not any(one.is_alive() for one in self._buyers):
                    return
                continue
            if at > time.monotonic():
                self._errands.put((at, turn, errand))
                self.over.wait(0.2)
            else:
                self._do(f"urusan {turn}", errand)

    def _do(self, who: str, deed: Callable[[], object]) -> None:
        try:
            deed()
        except GaveUp as silence:
            with self._lock:
                self.unfinished.append(f"{who}: {silence}")

    def later(self, seconds: float, errand: Callable[[], object]) -> None:
        self._errands.put((time.monotonic() + seconds, next(self._turn), errand))

    def note_order(self, buyer: str, number: str) -> None:
        with self._lock:
            known = self.placed.setdefault(buyer, [])
            if number not in known:
                known.append(number)

    def note_deed(self, deed: str) -> None:
        with self._lock:
            self.deeds[deed] += 1

    def note_sold_out(self) -> None:
        with self._lock:
            self.sold_out += 1

    def note_charged(self, session: str, afterwards: str) -> None:
        with self._lock:
            self.charged.add(session)
            self.afterwards[afterwards] += 1

    # -- makers -----------------------------------------------------------------------------------

    def _sell(self) -> None:
        """The makers look in by turns: most say yes, some cannot, some have not seen it yet."""
        chance = random.Random(f"{self.seed} makers")
        browsers = {phone: Browser(self.shop, self.counts) for phone in self.stage.sellers}
        for phone in itertools.cycle(self.stage.sellers):
            if self.over.wait(1.5):
                return
            try:
                self._answer(browsers[phone], phone, chance)
            except GaveUp:
                continue

    def _answer(self, browser: Browser, phone: str, chance: random.Random) -> None:
        listed = browser.get("/penjual/pesanan?tab=dijawab")
        if listed.status != 200:
            browser.send("/masuk", who=phone, password=world.PASSWORD)
            listed = browser.get("/penjual/pesanan?tab=dijawab")
        for parcel in sorted(set(re.findall(r"/penjual/pesanan/(\d+)\"", listed.text)), key=int):
            drawn = chance.random()
            here = f"/penjual/pesanan/{parcel}"
            if drawn < 0.25:
                answer = browser.send(here, f"{here}/terima", to=f"{here}/terima")
                said = "yes"
            elif drawn < 0.37:
                answer = browser.send(f"{here}/tolak", "why", to=f"{here}/tolak", why="bahan")
                said = "no"
            else:
                continue
            if answer.status == 303:
                with self._lock:
                    self.answered[said] += 1


class Buyer:
    """One buyer and her order."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd, self.name = crowd, f"Pembeli {number}"
        self.chance = random.Random(f"{crowd.seed} {number}")
        self.browser = Browser(crowd.shop, crowd.counts)
        self.deed = self._draw(DEEDS)

    def buy(self) -> None:
        wanted = self._fill_cart()
        order = self._place() if wanted else None
        if order is None:
            self.crowd.note_sold_out()
            return
        self.crowd.note_deed(self.deed)
        do = {
            "pays": self._pays,
            "pays twice over": self._clicks_twice,
            "cancels": self._cancels,
            "leaves": lambda order: None,
            "takes back unpaid": self._takes_back,
            "pays while taking back": self._pays_while_taking_back,
            "pays at the last moment": self._pays_late,
            "orders anew": lambda order: self._orders_anew(order, wanted),
        }
        do[self.deed](order)

    def _draw(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    # -- to the order -----------------------------------------------------------------------------

    def _fill_cart(self) -> list[tuple[Good, int]]:
        """One to three things that can still be had."""
        lines = self.chance.choices((1, 2, 3), (5, 3, 2))[0]
        wanted: list[tuple[Good, int]] = []
        for good in self.chance.sample(self.crowd.stage.goods, min(8, len(self.crowd.stage.goods))):
            pieces = self.chance.choice((1, 1, 2))
            if self._put(good, pieces):
                wanted.append((good, pieces))
            if len(wanted) == lines:
                break
        return wanted

    def _put(self, good: Good, pieces: int) -> bool:
        answer = self.browser.send(
            f"/produk/{good.slug}",
            'name="pieces"',
            to="/keranjang",
            variant=str(good.variant_id),
            pieces=str(pieces),
            dari=good.slug,
        )
        return answer.status == 303 and answer.to.endswith("/keranjang")

    def _place(self) -> str | None:
        """Address, last look, order; answers where to pay. None when nothing of it could be had."""
        said = self.browser.send(
            "/checkout",
            'name="street"',
            name=self.name,
            phone="0812-0000-7777",
            email=f"{self.name.lower().replace(' ', '.')}@contoh.example",
            place=world.ACROSS_TOWN,
            street="Jl. Uji No. 1",
            rt="",
            rw="",
            postal_code="",
            landmark="",
        )
        if said.status != 303:
            return None
        page = self.browser.get("/checkout/periksa")
        for _ in range(4):
            form = page.form('name="seal"')
            if form is None:
                return None
            page = self.browser.post("/checkout/periksa", form[1])
            if page.status == 303:
                return self._noted(page)
        return None

    def _noted(self, page: Page) -> str | None:
        found = re.search(r"/checkout/([\w-]+)/bayar", page.to)
        if found is None:
            return None
        self.crowd.note_order(self.name, found[1])
        return page.to

    # -- what she does then -----------------------------------------------------------------------

    def _checkout(self, order: str) -> str | None:
        """She presses "pay" until she stands at Stripe's page, and answers its number; None when it is over."""
        for _ in range(20):
            page = self.browser.send(order, "kartu", "stripe")
            if page.status == 303 and "/c/pay/" in page.to:
                return page.to.rpartition("/")[2]
            if page.status in (302, 303):
                return None
            self.crowd.over.wait(0.3)  # Stripe could not be reached: the page says so, and she tries again
        return None

    def _charge(self, session: str) -> None:
        """At Stripe's page. A checkout that is over takes no card."""
        then = self._draw(AFTER_PAYING)
        back = self.crowd.stripe.pay(session, later=then == "money comes later")
        if back is None:
            return
        self.crowd.note_charged(session, then)
        if then == "comes back":
            self._come_back(back, patient=self.chance.random() < 0.5)
        elif then == "money comes later":
            self.crowd.later(self.chance.uniform(1, 15), lambda: self.crowd.stripe.money_comes(session))

    def _come_back(self, address: str, *, patient: bool) -> None:
        try:
            self.browser.get(address, once=not patient)
        except GaveUp:
            if patient:
                raise

    def _pays(self, order: str) -> None:
        session = self._checkout(order)
        if session:
            self._charge(session)

    def _clicks_twice(self, order: str) -> None:
        twin = threading.Thread(target=lambda: self._quietly(lambda: self._checkout(order)))
        twin.start()
        self._pays(order)
        twin.join()

    def _cancels(self, order: str) -> None:
        """Pays, and takes back what nobody has said yes to."""
        self._pays(order)
        self.crowd.later(self.chance.uniform(3, 25), lambda: self._cancel_parts(order))

    def _cancel_parts(self, order: str) -> None:
        page = self.browser.get(_order_page(order))
        for path in sorted(set(re.findall(r'href="([^"]*/bagian/\d+/batal[^"]*)"', page.text))):
            self.browser.send(path.replace("&amp;", "&"), "batal", "csrf_token")

    def _takes_back(self, order: str) -> None:
        if self.chance.random() < 0.5:
            self._checkout(order)
        self._cancel_unpaid(order)

    def _cancel_unpaid(self, order: str) -> None:
        self.browser.send(_order_page(order), "/batal")

    def _pays_while_taking_back(self, order: str) -> None:
        session = self._checkout(order)
        other = threading.Thread(target=lambda: self._quietly(lambda: self._cancel_unpaid(order)))
        other.start()
        if session:
            self._charge(session)
        other.join()

    def _pays_late(self, order: str) -> None:
        """About when its time is over: sometimes before the shop lets go of it, sometimes after."""
        session = self._checkout(order)
        if session:
            seconds = self.crowd.unpaid_seconds + self.chance.uniform(-0.1, 0.4) * self.crowd.unpaid_seconds
            self.crowd.later(seconds, lambda: self._charge(session))

    def _orders_anew(self, order: str, wanted: list[tuple[Good, int]]) -> None:
        first = self._checkout(order)
        put = [self._put(good, pieces) for good, pieces in wanted]
        anew = self._place() if any(put) else None
        second = self._checkout(anew) if anew else None
        for session in (second, first):
            if session:
                self._charge(session)

    @staticmethod
    def _quietly(do: Callable[[], object]) -> None:
        try:
            do()
        except GaveUp:
            pass


def _order_page(pay: str) -> str:
    """From the address where an order is paid to its own page; the key stays."""
    return re.sub(r"/checkout/([\w-]+)/bayar", r"/pesanan/\1", pay)
