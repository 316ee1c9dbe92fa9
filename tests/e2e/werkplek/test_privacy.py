"""The log does not say who wrote what: after all other tests of the page, what was mailed to it is looked for."""

from tests.e2e.conftest import Stad
from tests.e2e.test_privacy import everything_logged, told_in


def test_the_log_of_the_work_in_the_page_does_not_say_who_wrote_what(stad: Stad) -> None:
    address = stad.mail()
    stad.geopend(address)
    log = everything_logged(stad)
    assert '"message":"audit"' in log
    assert told_in(stad, log) == set()
    assert address in told_in(stad, f"{log}\nfout bij {address}!")
