"""The log does not say who wrote what: after all other tests of the page, what was mailed to it is looked for."""

from tests.e2e.conftest import Town
from tests.e2e.test_privacy import everything_logged, told_in


def test_the_log_of_the_work_in_the_page_does_not_say_who_wrote_what(town: Town) -> None:
    address = town.mail()
    town.geopend(address)
    log = everything_logged(town)
    assert '"message":"audit"' in log
    assert told_in(town, log) == set()
    assert address in told_in(town, f"{log}\nfout bij {address}!")
