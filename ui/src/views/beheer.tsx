import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { dropDraft, keyFor, useDraft } from '../parts/drafts';
import { useAction, useListing, useLoaded } from '../parts/hooks';
import { useStandardTexts } from '../parts/lists';
import { ActionNotice, Button, Check, Facts, LoadNotice, Mark, MoreButton, Notice, SelectField, TextField } from '../parts/parts';
import { onDate } from '../parts/time';
import type { Person } from '../session';
import { STAND } from './klantcontacten';
import { Quarantaine } from './quarantaine';
import { Storingen } from './storingen';

const PARTS = [
  ['verzendingen', 'Verzendingen'],
  ['zaken', 'Zaken'],
  ['quarantaine', 'Quarantaine'],
  ['standaardantwoorden', 'Standaardantwoorden'],
  ['storingen', 'Storingen'],
  ['stand', 'Stand'],
] as const;

const POLL = 30_000;

export function Beheer({ who, part, chosen }: { who: Person; part: string; chosen: string | undefined }): JSX.Element {
  const decides = who.rollen.includes('beheerder');
  return (
    <div class="page">
      <nav aria-label="Beheer" class="tabs">
        {PARTS.map(([key, name]) => (
          <a key={key} class="tabs__tab" href={`#/beheer/${key}`} aria-current={part === key ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {!decides && <p class="muted">U kunt hier kijken. Een beheerder beslist.</p>}
      {part === 'verzendingen' && <Verzendingen decides={decides} />}
      {part === 'zaken' && <Zaken decides={decides} />}
      {part === 'quarantaine' && <Quarantaine decides={decides} />}
      {part === 'standaardantwoorden' && <Standaardantwoorden decides={decides} chosen={chosen} />}
      {part === 'storingen' && <Storingen decides={decides} chosen={chosen} />}
      {part === 'stand' && <Stand />}
    </div>
  );
}

function Cards({ label, empty, count, children }: { label: string; empty: string; count: number; children: ComponentChildren }): JSX.Element {
  return count === 0 ? (
    <p class="empty">{empty}</p>
  ) : (
    <ul class="cards" aria-label={label}>
      {children}
    </ul>
  );
}

const VERZENDSTATUS: Record<Schemas['Verzendstatus'], string> = {
  te_verzenden: 'Wacht op versturen',
  bezig: 'Wordt nu verstuurd',
  verzonden: 'Verstuurd',
  mislukt: 'Zeker niet verstuurd',
  onbekend: 'Niemand weet of dit is verstuurd',
  vervallen: 'Wordt niet verstuurd',
};

const VERZENDSOORT: Record<Schemas['Verzendsoort'], string> = {
  bericht_aan_klant: 'E-mail aan de klant',
  doorzending: 'Doorzending naar een andere overheid',
  ontvangstbevestiging: 'Ontvangstbevestiging',
  verplaatsbericht: 'Bericht over het verplaatsen',
};

const LISTS = [
  ['', 'Waarover iemand moet beslissen'],
  ['te_verzenden', 'Wat wacht'],
  ['bezig', 'Wat nu wordt verstuurd'],
  ['onbekend', 'Onbekend'],
  ['mislukt', 'Mislukt'],
  ['geweigerd', 'Geweigerd door de ontvanger'],
  ['klacht', 'Klacht van de ontvanger'],
] as const;

type Lijst = Exclude<(typeof LISTS)[number][0], ''>;

function Verzendingen({ decides }: { decides: boolean }): JSX.Element {
  const [lijst, setLijst] = useState<Lijst | ''>('');
  const listing = useListing((after) => call('get', '/verzendingen', { query: { pageSize: 50, ...(lijst === '' ? {} : { lijst }), ...after } }), lijst, POLL);
  const { loaded, found: list } = listing;
  return (
    <section aria-label="Verzendingen">
      <div class="filter">
        <SelectField label="Toon" value={lijst} change={(value) => setLijst(value as Lijst | '')} options={LISTS} />
      </div>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && (
        <Cards label="Verzendingen" count={list.length} empty="Er is geen verzending die aandacht vraagt.">
          {list.map((each) => (
            <Verzending key={`${each.identificatie} ${each.status} ${each.aandacht}`} verzending={each} decides={decides} changed={loaded.reload} />
          ))}
        </Cards>
      )}
      <MoreButton listing={listing} />
    </section>
  );
}

const KEUZES: Record<Schemas['Hervatkeuze'], string> = {
  opnieuw: 'Opnieuw versturen',
  is_verzonden: 'Het is verstuurd',
  vervallen: 'Niet meer versturen',
  gezien: 'Gezien',
};

function choicesFor(verzending: Schemas['Verzending']): readonly Schemas['Hervatkeuze'][] {
  if (verzending.status === 'onbekend') return ['is_verzonden', 'opnieuw', 'vervallen'];
  if (verzending.status === 'mislukt') return ['opnieuw', 'vervallen'];
  return verzending.status === 'verzonden' && verzending.aandacht !== null ? ['gezien'] : [];
}

function Verzending({ verzending, decides, changed }: { verzending: Schemas['Verzending']; decides: boolean; changed: () => void }): JSX.Element {
  const name = `verzending.${verzending.identificatie}`;
  const [draft, change] = useDraft(name, { toelichting: '' });
  const action = useAction();
  const passedOn = verzending.soort === 'doorzending';
  const choices = decides ? choicesFor(verzending) : [];
  const decide = (keuze: Schemas['Hervatkeuze']): void =>
    action.run(async () => {
      const body = { keuze, toelichting: draft.toelichting };
      await call('post', '/verzendingen/{identificatie}/hervatting', { path: { identificatie: verzending.identificatie }, body, key: keyFor(name, body) });
      dropDraft(name);
      changed();
    });
  return (
    <li class="card">
      <h2 class="utrecht-heading-2">
        {VERZENDSOORT[verzending.soort]} <Mark kind="warning">{VERZENDSTATUS[verzending.status]}</Mark>
      </h2>
      <Facts
        caption={`Verzending ${verzending.identificatie.slice(0, 8)}`}
        rows={[
          ['Gemaakt', onDate(verzending.aangemaaktOp)],
          ['Pogingen', String(verzending.pogingen)],
          ['Reden', verzending.reden ?? '–'],
          ['Ontvangers', <Recipients of={verzending.ontvangers} />],
        ]}
      />
      {verzending.klantcontact !== null && (
        <p>
          <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${verzending.klantcontact}`}>
            {passedOn ? 'Lees de e-mail van de klant' : 'Lees de tekst'}
          </a>
        </p>
      )}
      {choices.length > 0 && (
        <>
          {verzending.status === 'onbekend' && (
            <p>
              Vraag {passedOn ? 'de andere overheid' : 'de klant'} of de e-mail er is, of kijk in het logboek van de mailserver. Opnieuw versturen kan een dubbele e-mail geven.
            </p>
          )}
          <TextField label="Waarom? (mag leeg blijven)" max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
          <div class="actions">
            {choices.map((keuze) => (
              <Button key={keuze} disabled={action.busy} onClick={() => decide(keuze)}>
                {KEUZES[keuze]}
              </Button>
            ))}
          </div>
        </>
      )}
      <ActionNotice action={action} />
    </li>
  );
}

/** The recipients of a mail, and what is known of each. */
function Recipients({ of }: { of: readonly Schemas['OntvangerMetBezorging'][] }): JSX.Element {
  return (
    <ul class="plain">
      {of.map((each) => (
        <li key={`${each.soort} ${each.adres}`}>
          {each.soort === 'cc' && 'Cc: '}
          {each.adres}
          {each.stand !== null && ` · ${STAND[each.stand]}`}
          {each.reden !== null && ` (${each.reden})`}
        </li>
      ))}
    </ul>
  );
}

function Zaken({ decides }: { decides: boolean }): JSX.Element {
  const [status, setStatus] = useState<'mislukt' | 'te_registreren' | 'bezig'>('mislukt');
  const listing = useListing((after) => call('get', '/zaken', { query: { pageSize: 50, status, ...after } }), status, POLL);
  const { loaded, found: list } = listing;
  return (
    <section aria-label="Zaken">
      <div class="filter">
        <SelectField
          label="Toon"
          value={status}
          change={(value) => setStatus(value as typeof status)}
          options={[
            ['mislukt', 'Waarover iemand moet beslissen'],
            ['te_registreren', 'Wat wacht'],
            ['bezig', 'Wat nu wordt geregistreerd'],
          ]}
        />
      </div>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && (
        <Cards label="Zaken" count={list.length} empty="Er is geen zaak die aandacht vraagt.">
          {list.map((each) => (
            <Zaak key={`${each.identificatie} ${each.status}`} zaak={each} decides={decides && each.status === 'mislukt'} changed={loaded.reload} />
          ))}
        </Cards>
      )}
      <MoreButton listing={listing} />
    </section>
  );
}

function Zaak({ zaak, decides, changed }: { zaak: Schemas['Zaak']; decides: boolean; changed: () => void }): JSX.Element {
  const name = `zaakbesluit.${zaak.identificatie}`;
  const [draft, change] = useDraft(name, { toelichting: '', url: '' });
  const action = useAction();
  const decide = (keuze: Schemas['Zaakkeuze']): void =>
    action.run(async () => {
      const body: Schemas['ZaakHervatVerzoek'] = { keuze, toelichting: draft.toelichting, ...(keuze === 'is_geregistreerd' ? { url: draft.url } : {}) };
      await call('post', '/zaken/{identificatie}/hervatting', { path: { identificatie: zaak.identificatie }, body, key: keyFor(name, body) });
      dropDraft(name);
      changed();
    });
  return (
    <li class="card">
      <h2 class="utrecht-heading-2">{zaak.omschrijving}</h2>
      <Facts
        caption={`Zaak ${zaak.identificatie.slice(0, 8)}`}
        rows={[
          ['Gemaakt', onDate(zaak.aangemaaktOp)],
          ['Pogingen', String(zaak.pogingen)],
          ['Reden', zaak.reden ?? '–'],
        ]}
      />
      {decides && (
        <>
          <TextField label="Waarom?" description="Nodig als u de zaak laat vervallen" max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
          <TextField label="Adres van de zaak" description="Nodig als u de zaak met de hand hebt geregistreerd" max={1000} value={draft.url} change={(url) => change({ url })} />
          <div class="actions">
            <Button disabled={action.busy} onClick={() => decide('opnieuw')}>
              Opnieuw registreren
            </Button>
            <Button disabled={action.busy} onClick={() => decide('is_geregistreerd')}>
              Met de hand gedaan
            </Button>
            <Button disabled={action.busy} onClick={() => decide('vervallen')}>
              Laten vervallen
            </Button>
          </div>
        </>
      )}
      <ActionNotice action={action} />
    </li>
  );
}

function Standaardantwoorden({ decides, chosen }: { decides: boolean; chosen: string | undefined }): JSX.Element {
  const loaded = useStandardTexts();
  const list = loaded.data ?? [];
  return (
    <section aria-label="Standaardantwoorden">
      {decides && chosen === undefined && (
        <p>
          <a class="utrecht-button utrecht-button--primary-action as-button" href="#/beheer/standaardantwoorden/nieuw">
            Nieuw standaardantwoord
          </a>
        </p>
      )}
      {decides && chosen === 'nieuw' && <StandardForm key="nieuw" known={null} done={loaded.reload} />}
      {chosen !== undefined && chosen !== 'nieuw' && <Standard key={chosen} identificatie={chosen} decides={decides} done={loaded.reload} />}
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && list.length === 0 && <p class="empty">Er zijn nog geen standaardantwoorden.</p>}
      <ul class="plain" aria-label="Standaardantwoorden">
        {list.map((each) => (
          <li key={each.identificatie}>
            <a class="utrecht-link utrecht-link--html-a" href={`#/beheer/standaardantwoorden/${each.identificatie}`} aria-current={each.identificatie === chosen ? 'true' : undefined}>
              {each.naam}
            </a>{' '}
            {each.vervallen && <Mark>Niet meer te kiezen</Mark>} <span class="muted">{onDate(each.gewijzigdOp)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Standard({ identificatie, decides, done }: { identificatie: string; decides: boolean; done: () => void }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/standaardantwoorden/{identificatie}', { path: { identificatie } }), identificatie);
  return (
    <>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && decides && (
        <StandardForm
          key={loaded.data.versie}
          known={loaded.data}
          done={() => {
            loaded.reload();
            done();
          }}
        />
      )}
      {loaded.data !== null && !decides && (
        <div class="card">
          <h2 class="utrecht-heading-2">{loaded.data.naam}</h2>
          <p class="preserve">{loaded.data.inhoud}</p>
        </div>
      )}
    </>
  );
}

function StandardForm({ known, done }: { known: Schemas['Standaardantwoord'] | null; done: () => void }): JSX.Element {
  const name = `standaardantwoord.${known?.identificatie ?? 'nieuw'}`;
  const [draft, change] = useDraft(name, { naam: known?.naam ?? '', inhoud: known?.inhoud ?? '', vervallen: known?.vervallen ?? false });
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const submit = (event: Event): void => {
    event.preventDefault();
    setSaved(false);
    action.run(async () => {
      const body = { naam: draft.naam.trim(), inhoud: draft.inhoud, vervallen: draft.vervallen };
      if (known === null) {
        const made = await call('post', '/standaardantwoorden', { body, key: keyFor(name, body) });
        dropDraft(name);
        location.hash = `#/beheer/standaardantwoorden/${made.identificatie}`;
      } else {
        const path = { identificatie: known.identificatie };
        await call('put', '/standaardantwoorden/{identificatie}', { path, body: { ...body, postvakken: known.postvakken, categorie: known.categorie, versie: known.versie } });
        dropDraft(name);
        setSaved(true);
      }
      done();
    });
  };
  return (
    <form class="card composer" onSubmit={submit} aria-label={known === null ? 'Nieuw standaardantwoord' : 'Standaardantwoord wijzigen'}>
      <h2 class="utrecht-heading-2">{known === null ? 'Nieuw standaardantwoord' : known.naam}</h2>
      <TextField label="Naam" required max={100} value={draft.naam} change={(naam) => change({ naam })} focus={known === null} />
      <TextField
        label="Tekst"
        description="{{afzender}} en {{medewerker}} worden vanzelf ingevuld. Wat anders tussen dubbele accolades staat, vult de medewerker in."
        lines={8}
        required
        max={10_000}
        value={draft.inhoud}
        change={(inhoud) => change({ inhoud })}
      />
      <Check label="Niet meer te kiezen" value={draft.vervallen} change={(vervallen) => change({ vervallen })} />
      <ActionNotice action={action} />
      {saved && <Notice kind="ok">Opgeslagen.</Notice>}
      <div class="actions">
        <Button type="submit" look="primary-action" disabled={action.busy}>
          Opslaan
        </Button>
        <a class="utrecht-link utrecht-link--html-a" href="#/beheer/standaardantwoorden">
          Sluiten
        </a>
      </div>
    </form>
  );
}

function Stand(): JSX.Element {
  const loaded = useLoaded(() => call('get', '/stand'), 'stand', POLL);
  const stand = loaded.data;
  return (
    <section aria-label="Stand">
      <p class="muted">Wat het vangnet de laatste keer zag. Het loopt elke vijf minuten.</p>
      <LoadNotice loaded={loaded} />
      {stand !== null && (
        <Facts
          caption="Stand"
          rows={[
            ['Laatste ronde', stand.tijdstip === null ? 'Nog niet geweest' : onDate(stand.tijdstip)],
            ['E-mail die nog niet in de werkvoorraad staat', String(stand.intakeWachtend)],
            ['Oudste daarvan', stand.intakeOudste === null ? '–' : onDate(stand.intakeOudste)],
            ...stand.wachtrijen.map((each) => [`Voorgoed mislukt: ${each.bron}`, String(each.aantal)] as const),
            ...stand.nietGestart.map((each) => [`Niet opnieuw aangeboden: ${each.fout}`, String(each.aantal)] as const),
          ]}
        />
      )}
    </section>
  );
}
