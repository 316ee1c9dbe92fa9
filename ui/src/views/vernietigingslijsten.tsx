import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type Schemas, call, download } from '../api/client';
import type { Fault } from '../api/faults';
import { dropDraft, hasDraft, keyFor, useDraft } from '../parts/drafts';
import { DraftForm, StoringForm } from '../parts/form';
import { goTo, useAction, useFollowed } from '../parts/hooks';
import { List } from '../parts/list';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, Facts, LoadNotice, Mark, Notice, PaneHeading, SelectField, TextField } from '../parts/parts';
import { Figured, type Row, total } from '../parts/table';
import { inMonth, onDate, onDay } from '../parts/time';

type Lijst = Schemas['Vernietigingslijst'];

const ERASE = 'wissing';

/** The mail that is due to be destroyed: read each list, decide on it, and see how far it is. */
export function Vernietigingslijsten({ chosen }: { chosen: string | undefined }): JSX.Element {
  const read = (): Promise<Schemas['VernietigingslijstLijst']> => call('get', '/vernietigingslijsten');
  const loaded = useFollowed(read, 'vernietigingslijsten', ({ results }) => results.some((each) => each.status === 'wordt_opgesteld'));
  const all = loaded.data?.results ?? [];
  const list = all.find((each) => each.identificatie === chosen);
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <p class="actions">
          <a class={`utrecht-button utrecht-button--${chosen === undefined ? 'primary' : 'secondary'}-action as-button`} href={`#/vernietigingslijsten/${ERASE}`}>
            E-mail van een persoon wissen
          </a>
        </p>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && all.length === 0 && <p class="empty">Er is nog geen lijst. In de eerste nacht van elke maand komt er een bij.</p>}
        <List
          label="Vernietigingslijsten"
          chosen={chosen}
          rows={all.map((each) => ({
            id: each.identificatie,
            href: `#/vernietigingslijsten/${each.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{nameOf(each)}</span>
                  {each.opgesteldOp !== null && <span class="list__when">{mails(total(each.aantallen, (one) => one.emailberichten))}</span>}
                </span>
                <span class="marks">
                  <Mark kind={waitsForYou(each, all) ? 'warning' : 'neutral'}>{stateOf(each, all)}</Mark>
                </span>
              </>
            ),
          }))}
        />
      </section>
      <section class="column column--detail" aria-label="Vernietigingslijst">
        {chosen === undefined && <p class="empty empty--pane">Kies een lijst. U ziet wat erop staat en beslist of het weg mag.</p>}
        {chosen === ERASE && <Erasure changed={loaded.reload} />}
        {chosen !== undefined && chosen !== ERASE && list === undefined && loaded.data !== null && (
          <>
            <BackLink />
            <Notice kind="info">Deze lijst is er niet.</Notice>
          </>
        )}
        {list !== undefined && <One key={list.identificatie} list={list} all={all} changed={loaded.reload} />}
      </section>
    </div>
  );
}

const nameOf = (list: Lijst): string => (list.soort === 'maand' ? `Maandlijst ${inMonth(list.peildatum)}` : `Wissing ${onDate(list.gevraagdOp)}`);

const mails = (count: number): string => (count === 1 ? '1 e-mail' : `${count} e-mails`);

/** Tell whether a later list holds what this one holds: only the last one of the months can be approved. */
const isReplaced = (list: Lijst, all: readonly Lijst[]): boolean =>
  list.soort === 'maand' && list.status === 'opgesteld' && all.some((each) => each.soort === 'maand' && each.peildatum > list.peildatum);

const waitsForYou = (list: Lijst, all: readonly Lijst[]): boolean => list.status === 'opgesteld' && list.aantallen.length > 0 && !isReplaced(list, all);

const STATES: Record<Schemas['Lijststatus'], string> = {
  wordt_opgesteld: 'Wordt opgesteld',
  opgesteld: 'Wacht op uw besluit',
  goedgekeurd: 'Wordt vernietigd',
  vernietigd: 'Vernietigd',
};

function stateOf(list: Lijst, all: readonly Lijst[]): string {
  if (isReplaced(list, all)) return 'Staat ook op een nieuwere lijst';
  if (list.status === 'opgesteld' && list.aantallen.length === 0) return 'Er staat niets op';
  return STATES[list.status];
}

function One({ list, all, changed }: { list: Lijst; all: readonly Lijst[]; changed: () => void }): JSX.Element {
  const draft = `goedkeuring.${list.identificatie}`;
  const [deciding, decide] = useState(() => hasDraft(draft));
  const may = waitsForYou(list, all);
  const fetching = useAction();
  // The addresses are good for some minutes: they are asked for at each click.
  const fetchPaper = (of: 'lijstUrl' | 'verklaringUrl'): void =>
    fetching.run(async () => {
      const papers = await call('get', '/vernietigingslijsten/{identificatie}/stukken', { path: { identificatie: list.identificatie } });
      const url = papers[of];
      if (url !== null) download({ url, geldigTot: papers.geldigTot });
    });
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={list.identificatie}>{nameOf(list)}</PaneHeading>
      <p class="envelope muted">
        {list.soort === 'maand' ? `Alles waarvan de termijn om is op ${onDay(list.peildatum)}` : 'Wat eerder weg moet, op verzoek (AVG artikel 17)'} · {stateOf(list, all)}
      </p>
      {list.opgesteldOp !== null && (
        <div class="actions actions--main" role="group" aria-label="Wat doet u met deze lijst?">
          {may && (
            <Button look={deciding ? 'secondary-action' : 'primary-action'} aria-pressed={deciding} onClick={() => decide(!deciding)}>
              Goedkeuren
            </Button>
          )}
          {list.status === 'vernietigd' && (
            <Button look="primary-action" disabled={fetching.busy} onClick={() => fetchPaper('verklaringUrl')}>
              Verklaring van vernietiging
            </Button>
          )}
          <Button disabled={fetching.busy} onClick={() => fetchPaper('lijstUrl')}>
            Lijst als CSV
          </Button>
        </div>
      )}
      <ActionNotice action={fetching} />
      <State list={list} replaced={isReplaced(list, all)} />
      {deciding && may && (
        <Approval
          list={list}
          draft={draft}
          stop={() => decide(false)}
          stored={() => {
            decide(false);
            changed();
          }}
        />
      )}
      {list.vernietigd.length > 0 && <Counts caption="Vernietigd" counts={list.vernietigd} />}
      {list.aantallen.length > 0 && <Counts caption="Op de lijst" counts={list.aantallen} />}
      <Exceptions list={list} />
      <Course list={list} />
    </article>
  );
}

function State({ list, replaced }: { list: Lijst; replaced: boolean }): JSX.Element {
  const left = list.looptNog;
  const restricted = list.beperkt;
  return (
    <>
      {list.status === 'wordt_opgesteld' && <Notice kind="info">Klantmail stelt deze lijst nu op. Zij komt hier vanzelf.</Notice>}
      {replaced && <Notice kind="info">Er is een nieuwere lijst. Wat hierop staat, staat ook daarop. Beslis over die lijst.</Notice>}
      {list.status === 'opgesteld' && list.aantallen.length === 0 && <Notice kind="info">Er staat niets op deze lijst. U hoeft niets te doen.</Notice>}
      {list.status === 'goedgekeurd' && (
        <Notice kind="info">Klantmail vernietigt nu wat op deze lijst staat. Dat duurt ten minste een kwartier. U hoeft niet te wachten: de verklaring komt hier vanzelf.</Notice>
      )}
      {list.status === 'vernietigd' && <Notice kind="ok">{done(list)} De verklaring van vernietiging is klaar.</Notice>}
      {left > 0 && list.status !== 'vernietigd' && (
        <p>
          {left === 1 ? 'Eén e-mail staat er niet op: daar loopt nog iets van.' : `${left} e-mails staan er niet op: daar loopt nog iets van.`}
          {list.soort === 'wissing' && ' Laat die eerst afhandelen, en vraag dan een nieuwe lijst.'}
        </p>
      )}
      {restricted > 0 && (
        <p>
          {restricted === 1 ? 'Eén e-mail staat er niet op: de verwerking daarvan is beperkt.' : `${restricted} e-mails staan er niet op: de verwerking daarvan is beperkt.`}
          {' '}Die blijven bewaard tot de privacyfunctionaris de beperking opheft.
        </p>
      )}
      <KeptForZaak list={list} />
    </>
  );
}

const ZAAK_REASONS: Record<Schemas['Zaakreden'], string> = {
  blijvend_bewaren: 'De zaak wordt blijvend bewaard',
  termijn_loopt: 'De bewaartermijn van de zaak loopt nog',
  geen_datum: 'De zaak heeft nog geen archiefactiedatum of archiefnominatie',
  niet_gevonden: 'De zaak staat niet (meer) in het zaaksysteem',
  niet_gelezen: 'Het zaaksysteem gaf geen antwoord over de zaak',
  geen_zaken_api: 'Er is geen zaaksysteem ingesteld',
};

/** The number of mails that stay because of a zaak, and why. */
function KeptForZaak({ list }: { list: Lijst }): JSX.Element | null {
  const kept = list.blijftBijZaak;
  if (kept.length === 0) return null;
  return (
    <>
      <Facts caption="Niet op de lijst: blijft bij een zaak" rows={kept.map((each) => [ZAAK_REASONS[each.reden], mails(each.aantal)] as const)} />
      {kept.some((each) => each.reden === 'niet_gelezen') && list.soort === 'maand' && (
        <p>Klantmail vraagt het zaaksysteem de volgende maand opnieuw.</p>
      )}
    </>
  );
}

function done(list: Lijst): string {
  const count = total(list.vernietigd, (each) => each.emailberichten);
  return count === 0 ? 'Er is niets vernietigd.' : `${mails(count)} en alles wat erbij hoort, ${count === 1 ? 'is' : 'zijn'} vernietigd.`;
}

const COUNTED: readonly (readonly [string, (each: Schemas['Aantallen']) => number])[] = [
  ['E-mails', (each) => each.emailberichten],
  ['Klantcontacten', (each) => each.klantcontacten],
  ['Documenten', (each) => each.documenten],
  ['Taken', (each) => each.interneTaken],
  ['Verzonden', (each) => each.verzendingen],
  ['Zaken', (each) => each.zaken],
];

function Counts({ caption, counts }: { caption: string; counts: readonly Schemas['Aantallen'][] }): JSX.Element {
  const rowOf = (each: Schemas['Aantallen']): Row => [`${each.resultaat} · ${each.omschrijving}`, ...COUNTED.map(([, of]) => of(each))];
  return (
    <Figured
      caption={caption}
      heads={['Resultaat', ...COUNTED.map(([name]) => name)]}
      rows={counts.map(rowOf)}
      {...(counts.length > 1 ? { last: ['Samen', ...COUNTED.map(([, of]) => total(counts, of))] as const } : {})}
    />
  );
}

function Exceptions({ list }: { list: Lijst }): JSX.Element | null {
  const kept = list.goedkeuring?.uitzonderingen ?? [];
  if (kept.length === 0) return null;
  return (
    <Facts
      caption="Uitgezonderd"
      rows={kept.map((each) => [each.resultaat === null ? `E-mail ${each.emailbericht ?? ''}` : `Alles van ${each.resultaat}`, each.reden] as const)}
    />
  );
}

/** The steps of a list: those that were taken, and those that come. */
function Course({ list }: { list: Lijst }): JSX.Element {
  const { goedkeuring, wisverzoek } = list;
  const decided = goedkeuring !== null;
  return (
    <Facts
      caption="Verloop"
      rows={[
        ...(wisverzoek === null ? [] : ([['Gevraagd', `${onDate(list.gevraagdOp)}, door ${wisverzoek.naam}: ${wisverzoek.reden}`]] as const)),
        ['Opgesteld', list.opgesteldOp === null ? 'Nog niet' : onDate(list.opgesteldOp)],
        ['Goedgekeurd', decided ? `${onDate(goedkeuring.tijdstip)}, door ${goedkeuring.naam}` : 'Nog niet'],
        ['Vernietigd', list.vernietigdOp === null ? (decided ? 'Bezig' : 'Nog niet') : onDate(list.vernietigdOp)],
        ...(list.vernietigdOp === null
          ? []
          : ([
              ['Gebleven door een uitzondering', mails(list.uitgezonderd)],
              ['Gebleven omdat er nog iets mee gebeurde', mails(list.overgeslagen)],
            ] as const)),
        ...(list.sha256 === null ? [] : ([['Controlegetal (SHA-256)', <code>{list.sha256}</code>]] as const)),
      ]}
    />
  );
}

interface Exception {
  /** `null`: all of a result. */
  emailbericht: string | null;
  resultaat: string;
  reden: string;
}

type ApprovalProps = { list: Lijst; draft: string; stop: () => void; stored: () => void };

/** The decision on a list: all of it may go, or all but what is named here. */
function Approval({ list, draft: name, stop, stored }: ApprovalProps): JSX.Element {
  const [draft, change] = useDraft<{ uitzonderingen: Exception[] }>(name, { uitzonderingen: [] });
  const action = useAction();
  const results = [...new Map(list.aantallen.map((each) => [each.resultaat, each.omschrijving])).entries()];
  const put = (place: number, part: Partial<Exception>): void =>
    change((old) => ({ uitzonderingen: old.uitzonderingen.map((each, at) => (at === place ? { ...each, ...part } : each)) }));
  const submit = (): void =>
    action.run(async () => {
      const uitzonderingen = draft.uitzonderingen.map((each) => ({
        reden: each.reden.trim(),
        ...(each.emailbericht === null ? { resultaat: each.resultaat } : { emailbericht: each.emailbericht.trim().toLowerCase() }),
      }));
      const body = { sha256: list.sha256 ?? '', uitzonderingen };
      await call('post', '/vernietigingslijsten/{identificatie}/goedkeuring', { path: { identificatie: list.identificatie }, body, key: keyFor(name, body) });
      dropDraft(name);
      stored();
    });
  return (
    <DraftForm name={name} heading="Lijst goedkeuren" button="Goedkeuren en vernietigen" action={action} submit={submit} stop={stop}>
      <p>
        Op de lijst {total(list.aantallen, (each) => each.emailberichten) === 1 ? 'staat' : 'staan'} {mails(total(list.aantallen, (each) => each.emailberichten))}. Klantmail
        vernietigt die met alles wat erbij hoort. <strong>Dit kan niet worden teruggedraaid.</strong>
      </p>
      <p>Moet er iets blijven? Voeg dan een uitzondering toe. Wat blijft, staat de volgende keer weer op een lijst.</p>
      {draft.uitzonderingen.map((each, place) => (
        <ExceptionFields
          key={place}
          number={place + 1}
          draft={each}
          results={results}
          fault={action.fault}
          change={(part) => put(place, part)}
          remove={() => {
            action.clear();
            change((old) => ({ uitzonderingen: old.uitzonderingen.filter((_, at) => at !== place) }));
          }}
        />
      ))}
      <p class="actions">
        <Button onClick={() => change((old) => ({ uitzonderingen: [...old.uitzonderingen, { emailbericht: null, resultaat: results[0]?.[0] ?? '', reden: '' }] }))}>
          Uitzondering toevoegen
        </Button>
      </p>
    </DraftForm>
  );
}

interface ExceptionProps {
  number: number;
  draft: Exception;
  results: readonly (readonly [string, string])[];
  fault: Fault | null;
  change: (part: Partial<Exception>) => void;
  remove: () => void;
}

const ONE_MAIL = 'één e-mail';

function ExceptionFields({ number, draft, results, fault, change, remove }: ExceptionProps): JSX.Element {
  const wrong = (fault?.problem.invalidParams ?? []).filter((each) => each.name.startsWith(`uitzonderingen.${number - 1}.`));
  return (
    <fieldset class="question">
      <legend class="utrecht-heading-3">Uitzondering {number}</legend>
      <SelectField
        label="Wat moet er blijven?"
        value={draft.emailbericht === null ? draft.resultaat : ONE_MAIL}
        change={(value) => change(value === ONE_MAIL ? { emailbericht: '' } : { emailbericht: null, resultaat: value })}
        options={[...results.map(([result, about]) => [result, `Alles van ${result} · ${about}`] as const), [ONE_MAIL, 'Eén e-mail']]}
      />
      {draft.emailbericht !== null && (
        <TextField
          label="Nummer van de e-mail"
          description="Zoals het in de CSV staat, onder emailbericht."
          max={36}
          required
          value={draft.emailbericht}
          change={(emailbericht) => change({ emailbericht })}
        />
      )}
      <TextField label="Waarom blijft dit?" description="Bijvoorbeeld: er loopt een klacht over. Noem geen gegevens van personen." max={200} required value={draft.reden} change={(reden) => change({ reden })} />
      {wrong.map((each) => (
        <p class="wrong" key={each.name}>
          {each.reason}
        </p>
      ))}
      <Button look="subtle" onClick={remove} aria-label={`Uitzondering ${number} weghalen`}>
        Weghalen
      </Button>
    </fieldset>
  );
}

/** Ask for a list of what has to go before its term. */
function Erasure({ changed }: { changed: () => void }): JSX.Element {
  const made = useRef('');
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={ERASE}>E-mail van een persoon wissen</PaneHeading>
      <p>
        Vraagt iemand om zijn of haar gegevens te wissen? Laat hier een lijst opstellen. Er wordt niets gewist voordat u die lijst goedkeurt. E-mail waar nog iets van loopt, komt
        er niet op.
      </p>
      <StoringForm
        name={ERASE}
        heading="Wat moet er weg?"
        button="Lijst opstellen"
        empty={{ om: 'adres' as 'adres' | 'emailbericht', adres: '', emailbericht: '', reden: '' }}
        fields={(draft, change) => (
          <>
            <SelectField
              label="Wissen"
              value={draft.om}
              change={(om) => change({ om: om as typeof draft.om })}
              options={[
                ['adres', 'Alle e-mail van een adres'],
                ['emailbericht', 'Eén e-mail'],
              ]}
            />
            {draft.om === 'adres' ? (
              <TextField
                label="E-mailadres van de persoon"
                description="Klantmail vergeet het adres zodra de lijst klaar is."
                type="email"
                max={254}
                required
                value={draft.adres}
                change={(adres) => change({ adres })}
              />
            ) : (
              <TextField label="Nummer van de e-mail" description="De identificatie van 36 tekens." max={36} required value={draft.emailbericht} change={(emailbericht) => change({ emailbericht })} />
            )}
            <TextField label="Waarom?" description="Bijvoorbeeld het kenmerk van het verzoek. Noem geen gegevens van de persoon." max={1000} required value={draft.reden} change={(reden) => change({ reden })} />
          </>
        )}
        send={async (draft, key) => {
          const body = {
            reden: draft.reden.trim(),
            ...(draft.om === 'adres' ? { adres: draft.adres.trim() } : { emailbericht: draft.emailbericht.trim().toLowerCase() }),
          };
          made.current = (await call('post', '/vernietigingslijsten', { body, key: key(body) })).identificatie;
          return [];
        }}
        stored={() => {
          changed();
          goTo(`vernietigingslijsten/${made.current}`);
        }}
        stop={() => goTo('vernietigingslijsten')}
      />
    </article>
  );
}
