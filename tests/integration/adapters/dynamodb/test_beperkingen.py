"""Restrictions on DynamoDB: the history on the mail, and the mark on what came of it, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.beperkingen import Beperkingen
from klantmail.adapters.dynamodb.rectificaties import Rectificaties
from klantmail.adapters.dynamodb.vernietigingen import Vernietigingen
from klantmail.domain.afhandeling import Afhandelsoort, Vervolgstap
from klantmail.domain.beperking import Beperking, Opheffing
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Heropening
from klantmail.domain.fouten import Geweigerd
from klantmail.domain.rectificatie import Rectificatie
from klantmail.domain.vernietiging import Grafsteen
from klantmail.domain.verzending import Verzending
from tests.support.builders import ANNA, bericht, document, klantcontact, zaak
from tests.support.builders import afhandeling as afgehandeld
from tests.support.builders import inzage as geopend
from tests.support.builders import taak as te_doen
from tests.support.builders import verzending as te_sturen
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

_BEPERKT = Beperking(medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN, reden="Betwist")
_OPGEHEVEN = _BEPERKT.opgeheven(
    Opheffing(medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN + timedelta(days=1), reden="Nagegaan")
)


@pytest.fixture
def mail(dynamodb: AllRepositories) -> Mailstand:
    """A mail that was handled, with one record of each kind that came of it."""
    dynamodb.neem_op(bericht(), document())
    records = (klantcontact(), te_doen(), te_sturen(), zaak())
    dynamodb.claim(bericht().identificatie, geopend(), BEGIN + timedelta(minutes=15))
    dynamodb.handel_af(bericht().identificatie, geopend().identificatie, afgehandeld(), records)
    return _stand(dynamodb)


def _stand(dynamodb: AllRepositories) -> Mailstand:
    return Mailstand(
        bericht=dynamodb.emailbericht(bericht().identificatie),
        klantcontacten=(dynamodb.klantcontact(klantcontact().identificatie),),
        taken=(dynamodb.interne_taak(te_doen().identificatie),),
        verzendingen=(dynamodb.verzending(te_sturen().identificatie),),
        zaken=(dynamodb.zaak(zaak().identificatie),),
    )


def _marks(mail: Mailstand) -> Sequence[bool]:
    return [each.beperkt for kind in (mail.klantcontacten, mail.taken, mail.verzendingen, mail.zaken) for each in kind]


def _step(mail: Mailstand) -> Vervolgstap:
    return Vervolgstap(
        soort=Afhandelsoort.INTERNE_TAAK,
        klantcontacten=(),
        op=mail.klantcontacten[0].identificatie,
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=BEGIN,
        medewerker=ANNA.identificatie,
    )


def _confirmation() -> Verzending:
    """The ontvangstbevestiging of the mail."""
    return replace(te_sturen(9), emailbericht=bericht().identificatie, klantcontact=None)


def test_all_that_came_of_a_mail_is_marked_with_it_and_all_of_it_again_when_it_is_lifted(
    dynamodb: AllRepositories, mail: Mailstand
) -> None:
    beperkingen = Beperkingen(dynamodb._table)
    key = f"emailberichten/{mail.bericht.identificatie}/x.eml"
    beperkingen.leg_beperking_vast(mail, [_BEPERKT])
    beperkt = _stand(dynamodb)
    assert (beperkt.bericht, _marks(beperkt)) == (replace(mail.bericht, beperkingen=(_BEPERKT,)), [True] * 4)
    assert beperkingen.beperkte_mail(aantal=1, na=None).resultaten == (beperkt.bericht,)
    assert dynamodb.is_beperkt(key)
    assert dynamodb.is_beperkt(f"klantcontacten/{klantcontact().identificatie}/x.eml")
    assert dynamodb.is_beperkt(f"klantcontacten/{te_sturen().identificatie}/x.eml")
    beperkingen.leg_beperking_vast(beperkt, [_OPGEHEVEN])
    assert _stand(dynamodb) == replace(mail, bericht=replace(mail.bericht, beperkingen=(_OPGEHEVEN,)))
    assert beperkingen.beperkte_mail(aantal=1, na=None).resultaten == ()
    assert not dynamodb.is_beperkt(key)


def test_a_restriction_follows_on_the_one_that_was_read(dynamodb: AllRepositories, mail: Mailstand) -> None:
    beperkingen = Beperkingen(dynamodb._table)
    with pytest.raises(Geweigerd):
        beperkingen.leg_beperking_vast(mail, [_OPGEHEVEN])
    beperkingen.leg_beperking_vast(mail, [_BEPERKT])
    with pytest.raises(Geweigerd):
        beperkingen.leg_beperking_vast(mail, [_BEPERKT])
    beperkingen.leg_beperking_vast(_stand(dynamodb), [_OPGEHEVEN])
    with pytest.raises(Geweigerd):
        beperkingen.leg_beperking_vast(mail, [_BEPERKT])
    beperkingen.leg_beperking_vast(_stand(dynamodb), [_OPGEHEVEN, _BEPERKT])
    assert dynamodb.emailbericht(mail.bericht.identificatie).beperkingen == (_OPGEHEVEN, _BEPERKT)


def test_a_mail_that_something_came_of_since_it_was_judged_is_not_restricted(dynamodb: AllRepositories, mail: Mailstand) -> None:
    since: tuple[Callable[[], None], ...] = (
        lambda: dynamodb.leg_stap_vast(mail.bericht.identificatie, _step(mail), ()),
        lambda: dynamodb.leg_vervolg_vast(mail.bericht.identificatie, klantcontact().identificatie, (klantcontact(9),)),
        lambda: dynamodb.leg_vervolg_vast(mail.bericht.identificatie, klantcontact().identificatie, (klantcontact(8),)),
        lambda: dynamodb.bevestig(_confirmation(), "jan@burger.example", BEGIN, BEGIN - timedelta(days=1)),
    )
    for what in since:
        judged = _stand(dynamodb)
        what()
        with pytest.raises(Geweigerd):
            Beperkingen(dynamodb._table).leg_beperking_vast(judged, [_BEPERKT])
        assert _marks(_stand(dynamodb)) == [False] * 4


def test_nothing_more_comes_of_what_is_restricted_and_it_is_not_destroyed(dynamodb: AllRepositories, mail: Mailstand) -> None:
    Beperkingen(dynamodb._table).leg_beperking_vast(mail, [_BEPERKT])
    contact, vernietigingen = mail.klantcontacten[0].identificatie, Vernietigingen(dynamodb._table)
    with pytest.raises(Geweigerd):
        dynamodb.leg_stap_vast(mail.bericht.identificatie, _step(mail), ())
    with pytest.raises(Geweigerd):
        dynamodb.leg_vervolg_vast(mail.bericht.identificatie, contact, (klantcontact(9),))
    with pytest.raises(Geweigerd):
        dynamodb.bevestig(_confirmation(), "jan@burger.example", BEGIN, BEGIN - timedelta(days=1))
    rectificatie = Rectificatie(
        identificatie=UUID(int=1),
        klantcontact=contact,
        tekst="Met dubbel s",
        medewerker=ANNA.identificatie,
        naam=ANNA.naam,
        tijdstip=BEGIN,
    )
    with pytest.raises(Geweigerd):
        Rectificaties(dynamodb._table).schrijf_rectificatie(rectificatie, mail.bericht.identificatie)
    werk = vernietigingen.opruimwerk(mail, (), {}, wissen=False)
    steen = Grafsteen(emailbericht=mail.bericht.identificatie, lijst=UUID(int=7), resultaat="geen", tijdstip=BEGIN, werk=werk)
    with pytest.raises(Geweigerd):
        vernietigingen.begin(mail, steen)
    assert not dynamodb.is_vernietigd(mail.bericht.identificatie)


def test_a_mail_that_is_restricted_is_not_reopened_until_that_is_lifted(dynamodb: AllRepositories) -> None:
    dynamodb.neem_op(bericht(), document())
    dynamodb.claim(bericht().identificatie, geopend(), BEGIN + timedelta(minutes=15))
    gesloten = replace(afgehandeld(), soort=Afhandelsoort.GEEN_KLANTCONTACT, klantcontacten=())
    dynamodb.handel_af(bericht().identificatie, geopend().identificatie, gesloten, ())
    mail = dynamodb.emailbericht(bericht().identificatie)
    heropening = Heropening(medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN, reden="", afhandeling=gesloten)
    beperkingen = Beperkingen(dynamodb._table)
    beperkingen.leg_beperking_vast(Mailstand(bericht=mail), [_BEPERKT])
    with pytest.raises(Geweigerd):
        dynamodb.heropen(mail, heropening)
    assert dynamodb.emailbericht(mail.identificatie).afhandeling == gesloten
    beperkingen.leg_beperking_vast(Mailstand(bericht=dynamodb.emailbericht(mail.identificatie)), [_OPGEHEVEN])
    dynamodb.heropen(dynamodb.emailbericht(mail.identificatie), heropening)
    assert dynamodb.emailbericht(mail.identificatie).afhandeling is None


def test_what_is_restricted_is_listed_by_pages_longest_ago_first(dynamodb: AllRepositories) -> None:
    beperkingen = Beperkingen(dynamodb._table)
    ids: list[UUID] = []
    for number in (3, 1, 2):
        each = bericht(number)
        dynamodb.neem_op(each, document(number))
        moment = BEGIN + timedelta(minutes=number)
        beperkingen.leg_beperking_vast(Mailstand(bericht=each), [replace(_BEPERKT, tijdstip=moment)])
    na: str | None = None
    while na is not None or not ids:
        page = beperkingen.beperkte_mail(aantal=2, na=na)
        ids += [each.identificatie for each in page.resultaten]
        na = page.vervolg
    assert ids == [bericht(number).identificatie for number in (1, 2, 3)]
