"""Phone numbers, e-mail addresses, passwords, attempts: decided from values alone."""

import re
from dataclasses import dataclass
from datetime import timedelta

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from app.base.errors import RuleBroken

SIGN_IN_LASTS = timedelta(days=60)
ACTIVATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(hours=2)

ATTEMPT_WINDOW = timedelta(minutes=15)
MOST_PER_IDENTITY = 8
MOST_PER_ADDRESS = 60
"""Many neighbours share one address of a mobile network; one identity belongs to one person."""

_COMMON_PASSWORDS = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "password",
        "password1",
        "qwertyui",
        "qwerty123",
        "rahasia1",
        "sayang123",
        "indonesia",
        "bismillah",
        "87654321",
        "iloveyou",
        "abcd1234",
        "1q2w3e4r",
        "00000000",
        "12341234",
    ]
)


class BadPhone(RuleBroken):
    message = "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."


class BadEmail(RuleBroken):
    message = "Alamat e-mail ini belum benar. Contoh yang benar: ibu.sari@contoh.id."


class BadPassword(RuleBroken):
    """Too short, too common, or the person's own number."""


def normal_phone(text: str) -> str:
    """Any Indonesian writing of a mobile number → E.164: `0812-3456-7890`, `8123456789`, `+62 812…`, `0062…` → `+62812…`.

    A mobile number is `08` and 10 to 13 digits in all (BRTI numbering plan). Raises BadPhone.
    """
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())  # full-width ones too
    if digits.startswith("0062"):  # how phones abroad dial
        digits = digits[2:]
    if any(sign.isalpha() for sign in text) or text.count("+") > 1 or digits.startswith("00"):
        raise BadPhone
    if digits.startswith("8"):
        digits = "0" + digits
    try:
        number = phonenumbers.parse(f"+{digits}" if digits.startswith("62") else digits, "ID")
    except phonenumbers.NumberParseException:
        raise BadPhone from None
    national = str(number.national_number)
    if number.country_code != 62 or not national.startswith("8") or not 9 <= len(national) <= 12:
        raise BadPhone
    return f"+62{national}"


def written_phone(e164: str) -> str:
    """`+6281234567890` → `0812-3456-7890`, as people read it aloud."""
    local = "0" + e164.removeprefix("+62")
    return "-".join(filter(None, (local[:4], local[4:8], local[8:])))


def normal_email(text: str) -> str:
    """A deliverable form of the address in lower case. Raises BadEmail."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise BadEmail from None


@dataclass(frozen=True)
class Identity:
    """How a person is known at the door: exactly one of the two is set."""

    phone: str | None = None
    email: str | None = None

    @property
    def key(self) -> str:
        return self.phone or self.email or ""


def identity_of(text: str) -> Identity:
    """A phone number or an e-mail address, whichever it is. Raises BadPhone or BadEmail."""
    if "@" in text:
        return Identity(email=normal_email(text))
    return Identity(phone=normal_phone(text))


def check_password(password: str, identity: Identity) -> None:
    """Eight letters or more, not one of the commonest, not the number itself. Raises BadPassword."""
    if len(password) < 8:
        raise BadPassword("Kata sandi terlalu pendek: pakai sedikitnya 8 huruf atau angka.")
    if len(password) > 200:
        raise BadPassword("Kata sandi terlalu panjang: paling banyak 200 huruf.")
    digits = re.sub(r"\D", "", identity.phone or "")
    is_own_number = bool(digits) and re.sub(r"\D", "", password).endswith(digits[2:])
    if password.lower() in _COMMON_PASSWORDS or is_own_number or password.lower() == identity.email:
        raise BadPassword("Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat.")


def device_of(user_agent: str) -> str:
    """A few words by which a person knows her own device in the list."""
    for sign, words in (
        ("Android", "HP Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
        ("Windows", "Komputer Windows"), ("Macintosh", "Mac"), ("Linux", "Komputer Linux"),
    ):  # fmt: skip
        if sign in user_agent:
            return words
    return "Perangkat lain"
