import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { Fault } from '../api/faults';
import { type Change, dropDraft } from '../parts/drafts';
import { StoringForm } from '../parts/form';
import { goTo, useAction, useLoaded } from '../parts/hooks';
import { List } from '../parts/list';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, Check, LoadNotice, Notice, PaneHeading, TextField } from '../parts/parts';
import { onDate } from '../parts/time';

type Table = Schemas['Bewaartermijnen'];
type Rule = Schemas['Bewaarregel'];
type Ground = Schemas['Bewaargrond'];

const NEW = 'nieuw';

const GROUNDS: Record<Ground, string> = {
  antwoord: 'Antwoord',
  interne_taak: 'Taak voor een afdeling',
  zaak: 'Nieuwe zaak',
  zaakkoppeling: 'Bij een bestaande zaak',
  doorzending: 'Doorgezonden',
  geen_actie_nodig: 'Geen actie nodig',
  geen_klantcontact: 'Geen klantcontact',
  spam: 'Bleef in quarantaine',
};

/** The terms: for how long each kind of record is kept. */
export function Bewaartermijnen({ chosen }: { chosen: string | undefined }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/bewaartermijnen'), 'bewaartermijnen');
  const table = loaded.data;
  const place = chosen === NEW ? (table?.regels.length ?? 0) : Number(chosen) - 1;
  const rule = table?.regels[place];
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <p class="actions">
          <a class="utrecht-button utrecht-button--secondary-action as-button" href={`#/bewaartermijnen/${NEW}`}>
            Nieuwe rij
          </a>
        </p>
        <LoadNotice loaded={loaded} />
        <List
          label="Bewaartermijnen"
          chosen={chosen}
          rows={(table?.regels ?? []).map((each, at) => ({
            id: String(at + 1),
            href: `#/bewaartermijnen/${at + 1}`,
            content: () => (
              <>
                <span class="list__line">
                  <strong class="list__all">{nameOf(each)}</strong>
                  <span class="list__when">{termOf(each)}</span>
                </span>
                <span class="list__all">{each.uitkomsten.map((ground) => GROUNDS[ground]).join(', ')}</span>
                {onlyFor(each) !== '' && <span class="list__all muted">Alleen {onlyFor(each)}</span>}
              </>
            ),
          }))}
        />
      </section>
      <section class="column column--detail" aria-label="Bewaartermijn">
        {table !== null && chosen === undefined && <About table={table} />}
        {table !== null && chosen !== undefined && rule === undefined && chosen !== NEW && (
          <>
            <BackLink />
            <Notice kind="info">Deze rij is er niet.</Notice>
          </>
        )}
        {table !== null && (rule !== undefined || chosen === NEW) && <OneRule key={chosen} table={table} place={place} changed={loaded.reload} />}
      </section>
    </div>
  );
}

const nameOf = (rule: Rule): string => `${rule.resultaat} · ${rule.omschrijving}`;

const counted = (count: number, one: string, more: string): string => (count === 0 ? '' : `${count} ${count === 1 ? one : more}`);

function termOf({ termijn }: Rule): string {
  if (termijn === null) return 'geen eigen termijn';
  return [counted(termijn.jaren, 'jaar', 'jaar'), counted(termijn.dagen, 'dag', 'dagen')].filter(Boolean).join(', ');
}

const onlyFor = (rule: Rule): string =>
  [
    counted(rule.eenheden.length, 'afdeling', 'afdelingen'),
    counted(rule.postvakken.length, 'postvak', 'postvakken'),
    counted(rule.zaaktypen.length, 'zaaktype', 'zaaktypen'),
  ]
    .filter(Boolean)
    .join(', ');

function About({ table }: { table: Table }): JSX.Element {
  return (
    <div class="empty empty--pane">
      <p>Kies een rij om haar te wijzigen.</p>
      <p>
        De termijn loopt vanaf de laatste stap van het gesprek. Gelden er meer rijen, dan telt de langste termijn. Een rij voor een afdeling, postvak of zaaktype gaat voor.
      </p>
      <p>Hoort de e-mail bij een zaak? Dan blijft het hele gesprek ten minste zolang de zaak wordt bewaard.</p>
      <p>{table.gewijzigdOp === null ? 'Dit zijn de termijnen van Selectielijst 2020.' : `Het laatst gewijzigd op ${onDate(table.gewijzigdOp)}.`}</p>
    </div>
  );
}

interface Draft {
  resultaat: string;
  omschrijving: string;
  uitkomsten: Ground[];
  blijft: boolean;
  jaren: string;
  dagen: string;
  /** One on each line, as are those below. */
  eenheden: string;
  postvakken: string;
  zaaktypen: string;
  /** The version of the table in which this row was looked up. */
  versie: number;
}

function draftOf(rule: Rule | undefined, versie: number): Draft {
  return {
    resultaat: rule?.resultaat ?? '',
    omschrijving: rule?.omschrijving ?? '',
    uitkomsten: rule?.uitkomsten ?? [],
    blijft: rule?.termijn === null,
    jaren: String(rule?.termijn?.jaren ?? 0),
    dagen: String(rule?.termijn?.dagen ?? 0),
    eenheden: (rule?.eenheden ?? []).join('\n'),
    postvakken: (rule?.postvakken ?? []).join('\n'),
    zaaktypen: (rule?.zaaktypen ?? []).join('\n'),
    versie,
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function ruleOf(draft: Draft): Rule {
  return {
    resultaat: draft.resultaat.trim(),
    omschrijving: draft.omschrijving.trim(),
    uitkomsten: draft.uitkomsten,
    termijn: draft.blijft ? null : { jaren: Number(draft.jaren), dagen: Number(draft.dagen) },
    eenheden: linesOf(draft.eenheden),
    postvakken: linesOf(draft.postvakken),
    zaaktypen: linesOf(draft.zaaktypen),
  };
}

type RuleProps = { table: Table; place: number; changed: () => void };

/** One row of the table. The API takes the whole table: this row takes the place of what stood there. */
function OneRule({ table, place, changed }: RuleProps): JSX.Element {
  const rule = table.regels[place];
  const name = `bewaartermijn.${rule === undefined ? NEW : place}`;
  const removal = useAction();
  const replace = async (versie: number, ...rules: Rule[]): Promise<void> => {
    try {
      await call('put', '/bewaartermijnen', { body: { versie, regels: table.regels.toSpliced(place, 1, ...rules) } });
    } catch (cause) {
      if (cause instanceof Fault && cause.status === 409) changed();
      throw cause;
    }
  };
  const back = (): void => goTo('bewaartermijnen');
  const stored = (): void => {
    changed();
    back();
  };
  const remove = async (): Promise<void> => {
    await replace(table.versie);
    dropDraft(name);
    stored();
  };
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={String(place)}>{rule === undefined ? 'Nieuwe rij' : nameOf(rule)}</PaneHeading>
      <StoringForm
        name={name}
        heading={rule === undefined ? 'Rij toevoegen' : 'Rij wijzigen'}
        button="Opslaan"
        empty={draftOf(rule, table.versie)}
        problem={({ uitkomsten }) => (uitkomsten.length === 0 ? 'Kies ten minste één uitkomst.' : '')}
        fields={(draft, change) => <Fields draft={draft} change={change} table={table} rule={rule} />}
        send={async (draft) => {
          await replace(draft.versie, ruleOf(draft));
          return [];
        }}
        stored={stored}
        stop={back}
      />
      {rule !== undefined && (
        <p class="actions">
          <Button disabled={removal.busy} onClick={() => removal.run(remove)}>
            Rij verwijderen
          </Button>
        </p>
      )}
      <ActionNotice action={removal} />
    </article>
  );
}

type FieldsProps = { draft: Draft; change: Change<Draft>; table: Table; rule: Rule | undefined };

function Fields({ draft, change, table, rule }: FieldsProps): JSX.Element {
  return (
    <>
      {draft.versie !== table.versie && (
        <Notice kind="warning">
          <p>
            Een ander heeft de bewaartermijnen gewijzigd.
            {rule !== undefined && ` In deze rij staat nu: ${nameOf(rule)}, ${termOf(rule)}.`} Wat u opslaat, komt hiervoor in de plaats.
          </p>
          <p>
            <Button onClick={() => change({ versie: table.versie })}>Ik heb dit gezien</Button>
          </p>
        </Notice>
      )}
      <div class="pair">
        <TextField label="Resultaat" description="Het nummer in de selectielijst" max={20} required value={draft.resultaat} change={(resultaat) => change({ resultaat })} />
        <TextField label="Omschrijving" description="Waar het over gaat" max={200} required value={draft.omschrijving} change={(omschrijving) => change({ omschrijving })} />
      </div>
      <fieldset class="question">
        <legend class="utrecht-heading-3">Hoe lang?</legend>
        <Check label="Geen eigen termijn" value={draft.blijft} change={(blijft) => change({ blijft })} />
        {draft.blijft && <p>Bij een zaak telt dan alleen de termijn van de zaak. Andere e-mail vernietigt Klantmail niet.</p>}
        {!draft.blijft && (
          <div class="pair">
            <TextField label="Jaren" type="number" required value={draft.jaren} change={(jaren) => change({ jaren })} />
            <TextField label="Dagen" type="number" required value={draft.dagen} change={(dagen) => change({ dagen })} />
          </div>
        )}
      </fieldset>
      <fieldset class="question">
        <legend class="utrecht-heading-3">Voor welke uitkomsten?</legend>
        {(Object.keys(GROUNDS) as Ground[]).map((ground) => (
          <Check
            key={ground}
            label={GROUNDS[ground]}
            value={draft.uitkomsten.includes(ground)}
            change={(on) => change((old) => ({ uitkomsten: on ? [...old.uitkomsten, ground] : old.uitkomsten.filter((each) => each !== ground) }))}
          />
        ))}
      </fieldset>
      <details class="more" open={[draft.eenheden, draft.postvakken, draft.zaaktypen].some((each) => each !== '')}>
        <summary>Alleen voor een afdeling, postvak of zaaktype</summary>
        <TextField label="Afdelingen" description="Elke op een eigen regel. Leeg: alle." lines={2} value={draft.eenheden} change={(eenheden) => change({ eenheden })} />
        <TextField label="Postvakken" description="Elk op een eigen regel. Leeg: alle." lines={2} value={draft.postvakken} change={(postvakken) => change({ postvakken })} />
        <TextField label="Zaaktypen" description="De adressen, elk op een eigen regel. Leeg: alle." lines={2} value={draft.zaaktypen} change={(zaaktypen) => change({ zaaktypen })} />
      </details>
    </>
  );
}
