import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { useDraft } from '../parts/drafts';
import { useKeys, useLoaded, useNow, usePages } from '../parts/hooks';
import { List } from '../parts/list';
import { useColleagues, useMailboxes } from '../parts/lists';
import { senderOf, subjectOf } from '../parts/marks';
import { ActionNotice, Button, LoadNotice, SelectField, TextField } from '../parts/parts';
import { onDate, shortMoment } from '../parts/time';
import type { Person } from '../session';
import { Elsewhere, SOORTEN } from './elders';

interface Search {
  woorden: string;
  afzender: string;
  kenmerk: string;
  zaak: string;
  postvak: string;
  status: Schemas['Zoekstatus'] | '';
  medewerker: string;
  uitkomst: Schemas['Afhandelsoort'] | '';
  /** Days, both included. */
  van: string;
  tot: string;
}

const EMPTY: Search = { woorden: '', afzender: '', kenmerk: '', zaak: '', postvak: '', status: '', medewerker: '', uitkomst: '', van: '', tot: '' };
const NOTHING: Schemas['Zoekresultaat'] = { results: [], cursor: null, gezochtTot: null };
const STATUSSEN: readonly (readonly [string, string])[] = [
  ['', 'Alles'],
  ['wachtend', 'Wacht nog'],
  ['afgehandeld', 'Afgehandeld'],
  ['quarantaine', 'In quarantaine'],
];
const STAND: Record<Schemas['Berichtstatus'], string> = { nieuw: 'Wacht', in_behandeling: 'In behandeling', afgehandeld: 'Afgehandeld', quarantaine: 'In quarantaine' };

function requestOf({ van, tot, ...fields }: Search, cursor: string | null): Schemas['Mailzoekverzoek'] {
  const filled = Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
  const after = new Date(`${tot}T00:00`);
  after.setDate(after.getDate() + 1);
  return {
    pageSize: 50,
    ...(Object.fromEntries(filled) as Partial<Schemas['Mailzoekverzoek']>),
    ...(van === '' ? {} : { van: new Date(`${van}T00:00`).toISOString() }),
    ...(tot === '' ? {} : { tot: after.toISOString() }),
    ...(cursor === null ? {} : { cursor }),
  };
}

/** Mail of all times, by what it is about, who sent it and what became of it. */
export function Zoeken({ who, chosen }: { who: Person; chosen: string | undefined }): JSX.Element {
  const [search, change] = useDraft<Search>('e-mails-zoeken', EMPTY);
  const [asked, ask] = useState<Search | null>(Object.values(search).some((value) => value !== '') ? search : null);
  const form = useRef<HTMLFormElement>(null);
  const mailboxes = useMailboxes();
  const colleagues = useColleagues();
  const now = useNow();
  const what = JSON.stringify(asked);
  const loaded = useLoaded<Schemas['Zoekresultaat']>(async () => (asked === null ? NOTHING : call('post', '/zoekopdrachten', { body: requestOf(asked, null) })), what);
  const { found, last, cursor, action, further } = usePages(loaded, what, (cursor) => call('post', '/zoekopdrachten', { body: requestOf(asked ?? EMPTY, cursor) }));
  const gezochtTot = last?.gezochtTot ?? null;
  useKeys({ '/': () => form.current?.querySelector('input')?.focus() });
  const row = found.find((mail) => mail.identificatie === chosen);
  const waits = row?.status === 'nieuw' || row?.status === 'in_behandeling';
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <form
          class="filter filter--form"
          role="search"
          aria-label="E-mails zoeken"
          ref={form}
          onSubmit={(event) => {
            event.preventDefault();
            ask(search);
            loaded.reload();
          }}
        >
          <TextField label="Woorden uit het onderwerp" value={search.woorden} max={200} change={(woorden) => change({ woorden })} focus={chosen === undefined} />
          <TextField
            label="Naam of e-mailadres"
            description="Het begin is genoeg, vanaf vier letters."
            value={search.afzender}
            max={320}
            change={(afzender) => change({ afzender })}
          />
          <div class="pair">
            <SelectField label="Status" value={search.status} change={(status) => change({ status: status as Search['status'] })} options={STATUSSEN} />
            <SelectField
              label="Uitkomst"
              value={search.uitkomst}
              change={(uitkomst) => change({ uitkomst: uitkomst as Search['uitkomst'] })}
              options={[['', 'Alles'], ...Object.entries(SOORTEN)]}
            />
            <SelectField
              label="Postvak"
              value={search.postvak}
              change={(postvak) => change({ postvak })}
              options={[['', 'Alle'], ...(mailboxes.data?.results ?? []).map((each) => [each.adres, each.adres] as const)]}
            />
            <SelectField
              label="Afgehandeld door"
              value={search.medewerker}
              change={(medewerker) => change({ medewerker })}
              options={[['', 'Iedereen'], ...(colleagues.data ?? []).map((each) => [each.medewerker, each.naam] as const)]}
            />
            <TextField label="Ontvangen vanaf" type="date" value={search.van} change={(van) => change({ van })} />
            <TextField label="Ontvangen tot en met" type="date" value={search.tot} change={(tot) => change({ tot })} />
            <TextField label="Kenmerk" value={search.kenmerk} max={100} change={(kenmerk) => change({ kenmerk })} />
            <TextField label="Zaak" value={search.zaak} max={40} change={(zaak) => change({ zaak })} />
          </div>
          <div class="actions">
            <Button type="submit" look={chosen === undefined ? 'primary-action' : 'secondary-action'}>
              Zoeken
            </Button>
            <Button
              onClick={() => {
                change(EMPTY);
                ask(null);
              }}
            >
              Leegmaken
            </Button>
          </div>
        </form>
        <LoadNotice loaded={loaded} />
        {asked === null && <p class="empty">Vul in wat u weet. U zoekt niet in de tekst van e-mails.</p>}
        {asked !== null && loaded.data !== null && found.length === 0 && cursor === null && (
          <p class="empty">Niets gevonden. Gebruik minder woorden, of kies een andere periode. Een nieuwe e-mail vindt u na ongeveer een minuut.</p>
        )}
        <List
          label="Gevonden e-mails"
          chosen={chosen}
          rows={found.map((mail) => ({
            id: mail.identificatie,
            href: `#/zoeken/${mail.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{senderOf(mail)}</span>
                  <span class="list__when">{shortMoment(mail.ontvangenOp, now)}</span>
                </span>
                <span class="list__what">{subjectOf(mail.onderwerp)}</span>
                <span class="list__what muted">
                  {mail.uitkomst === null ? STAND[mail.status] : SOORTEN[mail.uitkomst.soort]} · {mail.postvak}
                </span>
              </>
            ),
          }))}
        />
        {cursor !== null && (
          <>
            {gezochtTot !== null && <p class="empty">Gezocht tot {onDate(gezochtTot)}. Misschien is er meer.</p>}
            <Button disabled={action.busy} onClick={further}>
              Verder zoeken
            </Button>
          </>
        )}
        <ActionNotice action={action} />
      </section>
      <section class="column column--detail" aria-label="E-mail">
        {chosen === undefined ? (
          <p class="empty empty--pane">Zoek en kies een e-mail in de lijst.</p>
        ) : (
          <>
            {waits && (
              <p class="lead">
                <a class="utrecht-link utrecht-link--html-a" href={`#/werkvoorraad/${chosen}`}>
                  Deze e-mail openen in de werkvoorraad
                </a>
              </p>
            )}
            <Elsewhere key={chosen} identificatie={chosen} who={who} changed={loaded.reload} />
          </>
        )}
      </section>
    </div>
  );
}
