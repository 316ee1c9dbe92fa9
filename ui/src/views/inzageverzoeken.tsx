import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Schemas, call, download } from '../api/client';
import { StoringForm } from '../parts/form';
import { goTo, useAction, useLoaded } from '../parts/hooks';
import { List } from '../parts/list';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, Facts, LoadNotice, Mark, Notice, PaneHeading, TextField } from '../parts/parts';
import { onDate, size } from '../parts/time';

type Verzoek = Schemas['Inzageverzoek'];

/** Milliseconds between two looks, while something is being collected and otherwise. */
const SOON = 3_000;
const POLL = 30_000;
const NEW = 'nieuw';

/** What is held about a person, collected for who asks for it (AVG article 15). */
export function Inzageverzoeken({ chosen }: { chosen: string | undefined }): JSX.Element {
  const [moves, setMoves] = useState(false);
  const loaded = useLoaded(() => call('get', '/inzageverzoeken'), 'inzageverzoeken', moves ? SOON : POLL);
  const all = loaded.data?.results ?? [];
  const moving = all.some((each) => each.status === 'wordt_gemaakt');
  useEffect(() => setMoves(moving), [moving]);
  const one = all.find((each) => each.identificatie === chosen);
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <p class="actions">
          <a class={`utrecht-button utrecht-button--${chosen === undefined ? 'primary' : 'secondary'}-action as-button`} href={`#/inzageverzoeken/${NEW}`}>
            Nieuw inzageverzoek
          </a>
        </p>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && all.length === 0 && <p class="empty">Er zijn geen inzageverzoeken. Een verzoek blijft zeven dagen staan.</p>}
        <List
          label="Inzageverzoeken"
          chosen={chosen}
          rows={all.map((each) => ({
            id: each.identificatie,
            href: `#/inzageverzoeken/${each.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{each.adressen.join(', ')}</span>
                  <span class="list__when">{onDate(each.gevraagdOp)}</span>
                </span>
                <span class="marks">
                  <Mark>{each.status === 'klaar' ? 'Klaar' : 'Wordt verzameld'}</Mark>
                </span>
              </>
            ),
          }))}
        />
      </section>
      <section class="column column--detail" aria-label="Inzageverzoek">
        {chosen === undefined && <p class="empty empty--pane">Vraagt iemand wat de gemeente van hem of haar heeft? Klantmail zoekt alles bij elkaar.</p>}
        {chosen === NEW && <Ask changed={loaded.reload} />}
        {chosen !== undefined && chosen !== NEW && one === undefined && loaded.data !== null && (
          <>
            <BackLink />
            <Notice kind="info">Dit verzoek is er niet meer. Na zeven dagen is alles weg, ook de bestanden.</Notice>
          </>
        )}
        {one !== undefined && <One key={one.identificatie} verzoek={one} />}
      </section>
    </div>
  );
}

const BETWEEN = /[\s,;]+/;
const ADDRESS = /^[^\s<>,;"]+@[^\s<>,;"]+$/;

const addressesIn = (text: string): string[] => text.split(BETWEEN).filter((each) => each !== '');

function problemOf(text: string): string {
  const wrong = addressesIn(text).find((each) => !ADDRESS.test(each));
  if (wrong !== undefined) return `${wrong} is geen e-mailadres.`;
  return addressesIn(text).length === 0 ? 'Vul een e-mailadres in.' : '';
}

function Ask({ changed }: { changed: () => void }): JSX.Element {
  const made = useRef('');
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={NEW} focus={false}>
        Nieuw inzageverzoek
      </PaneHeading>
      <p class="lead">
        Klantmail verzamelt alle e-mail van deze adressen, wat daarover is vastgelegd en verstuurd, en wie het zag. Controleer eerst of het verzoek komt van wie het zegt.
      </p>
      <StoringForm
        name="inzageverzoek"
        heading="Van wie?"
        button="Verzamelen"
        empty={{ adressen: '' }}
        fields={(draft, change) => (
          <TextField
            label="E-mailadressen"
            description="Alle adressen van één persoon, ten hoogste 20, elk op een eigen regel."
            lines={3}
            max={5_000}
            required
            focus
            value={draft.adressen}
            change={(adressen) => change({ adressen })}
          />
        )}
        problem={(draft) => problemOf(draft.adressen)}
        send={async (draft, key) => {
          const body = { adressen: addressesIn(draft.adressen) };
          made.current = (await call('post', '/inzageverzoeken', { body, key: key(body) })).identificatie;
          return [];
        }}
        stored={() => {
          changed();
          goTo(`inzageverzoeken/${made.current}`);
        }}
        stop={() => goTo('inzageverzoeken')}
      />
    </article>
  );
}

const COUNTED: readonly (readonly [string, keyof Schemas['Verzoekaantallen']])[] = [
  ['Ontvangen e-mails', 'emailberichten'],
  ['Klantcontacten', 'klantcontacten'],
  ['Rectificaties', 'rectificaties'],
  ['Taken', 'interneTaken'],
  ['Verstuurde e-mails', 'verzendingen'],
  ['Zaken', 'zaken'],
  ['Documenten', 'documenten'],
  ['Notities', 'notities'],
  ['Concepten', 'concepten'],
  ['Keren dat iemand iets zag of deed', 'inzagen'],
];

function One({ verzoek }: { verzoek: Verzoek }): JSX.Element {
  const ready = verzoek.status === 'klaar';
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={verzoek.identificatie}>{verzoek.adressen.join(', ')}</PaneHeading>
      <p class="envelope muted">
        Gevraagd op {onDate(verzoek.gevraagdOp)} door {verzoek.naam}. Op {onDate(verzoek.vervaltOp)} is alles weg, ook de bestanden.
      </p>
      {!ready && <Notice kind="info">{progressOf(verzoek)} U hoeft niet te wachten.</Notice>}
      {ready && verzoek.gevonden === 0 && <Notice kind="info">Van deze adressen is niets gevonden.</Notice>}
      {ready && (
        <>
          <Files verzoek={verzoek} />
          <Facts caption="Wat erin staat" rows={COUNTED.map(([name, of]) => [name, verzoek.aantallen[of]] as const)} />
        </>
      )}
    </article>
  );
}

function progressOf({ gevonden, verwerkt }: Verzoek): string {
  return gevonden === null ? 'Klantmail zoekt nu wat er is.' : `Klantmail verzamelt nu. ${verwerkt} van ${gevonden} e-mails zijn klaar.`;
}

function Files({ verzoek }: { verzoek: Verzoek }): JSX.Element | null {
  const fetching = useAction();
  if (verzoek.bestanden.length === 0) return null;
  // A link is good for a day at most and is not in the list: it is asked for at each click.
  const fetchFile = (place: number): void =>
    fetching.run(async () => {
      const now = await call('get', '/inzageverzoeken/{identificatie}', { path: { identificatie: verzoek.identificatie } });
      const file = now.bestanden[place];
      if (file?.inhoudUrl && file.geldigTot !== null) download({ url: file.inhoudUrl, geldigTot: file.geldigTot });
    });
  return (
    <>
      <Notice kind="ok">Alles is verzameld. Lees een bestand na voordat u het geeft aan wie erom vroeg: namen van medewerkers en van anderen staan er nog in.</Notice>
      <ul class="plain">
        {verzoek.bestanden.map((each, place) => (
          <li key={place}>
            Bestand {place + 1} van {verzoek.bestanden.length} · {each.emailberichten === 1 ? '1 e-mail' : `${each.emailberichten} e-mails`} · {size(each.omvang)}{' '}
            <Button disabled={fetching.busy} onClick={() => fetchFile(place)} aria-label={`Bestand ${place + 1} downloaden`}>
              Downloaden
            </Button>
          </li>
        ))}
      </ul>
      <ActionNotice action={fetching} />
    </>
  );
}
