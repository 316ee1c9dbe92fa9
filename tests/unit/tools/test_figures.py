from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from klantmail.api.render.cijfers import render_cijfers
from klantmail.domain.cijfers import Norm
from klantmail.domain.werktijd import Werktijden
from klantmail.usecases.beheer.cijfers import Cijferaar, Cijfervraag, Per
from klantmail.usecases.nazorg.tellen import Teller
from tests.support.builders import ANDER_POSTVAK, LEIDER, POSTVAK, taak
from tests.support.fake_cijfers import FakeCijfers
from tests.support.feiten import alle_feiten
from tests.unit.domain.test_feit import met_geschiedenis
from tools.figures import draw


def test_every_figure_is_drawn_and_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    fake = FakeCijfers()
    teller = Teller(telwerk=fake, norm=Norm(Werktijden(), 3), slaap=lambda _: None)
    for feit in alle_feiten([met_geschiedenis()], [taak()]):
        teller.tel(feit)
    vraag = Cijfervraag(date(2026, 11, 1), date(2026, 11, 1) + timedelta(days=29), Per.WEEK, None)
    cijferaar = Cijferaar(lezer=fake, postvakken=(POSTVAK, ANDER_POSTVAK), eenheden=("Burgerzaken",))
    figures = render_cijfers(vraag, cijferaar.cijfers(vraag, LEIDER))
    drawn, again = draw(figures, tmp_path / "een"), draw(figures, tmp_path / "twee")
    assert [path.name for path in drawn] == [path.name for path in again]
    assert [path.read_bytes() for path in drawn] == [path.read_bytes() for path in again]
    assert all(ElementTree.fromstring(path.read_text()).tag.endswith("svg") for path in drawn)  # noqa: S314  # our own
    assert len(drawn) == 13
