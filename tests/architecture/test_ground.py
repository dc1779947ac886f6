"""What keeps tests from harm: only databases of their own, and nothing beyond this machine."""

import socket

import pytest

from tests.support.database import PREFIX, NotATestDatabase, checked, settings

OTHERS = [
    "postgresql://gerai@/gerai?host=/srv/pg",
    "postgresql://gerai@/gerai_production",
    "postgresql://gerai@/my_gerai_test",
    "postgresql://gerai@/GERAI_TEST_1",
    "postgresql://gerai@/",
    "postgresql://gerai@localhost",
    "postgresql://gerai@/postgres?dbname=gerai_test_1",
    "postgresql://gerai_test:gerai_test@gerai_test/gerai",
]


@pytest.mark.parametrize("url", OTHERS)
def test_a_database_that_is_not_for_tests_is_refused(url: str) -> None:
    with pytest.raises(NotATestDatabase, match="tests only run on a database named gerai_test"):
        checked(url)


@pytest.mark.parametrize(
    "url", ["postgresql://gerai@/gerai_test", "postgresql://gerai@h:1/gerai_test_main?x=1"]
)
def test_a_database_for_tests_is_taken(url: str) -> None:
    assert checked(url) == url


def test_no_application_is_made_on_another_database() -> None:
    with pytest.raises(NotATestDatabase):
        settings("gerai")
    assert settings(f"{PREFIX}_x").database_url.partition("?")[0].endswith("/gerai_test_x")


@pytest.mark.parametrize("port", [443, 25])
@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_neither_a_request_nor_a_mail_leaves_this_machine(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(AssertionError, match="a test wanted to reach"):
        one.connect((host, port))
