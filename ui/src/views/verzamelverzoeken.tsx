import type { ComponentChildren, JSX } from 'preact';
import { type Schemas, download } from '../api/client';
import { useAction, useFollowed } from '../parts/hooks';
import { List } from '../parts/list';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, Facts, LoadNotice, Mark, Notice, PaneHeading } from '../parts/parts';
import { onDate, size } from '../parts/time';

export type Verzoek = Schemas['Inzageverzoek'] | Schemas['Wooverzoek'];

const NEW = 'nieuw';

/** The differences between the kinds of request for which mail is collected. */
export interface Kind<V extends Verzoek> {
  readonly route: string;
  /** Its name, such as `Inzageverzoek`. */
  readonly name: string;
  readonly plural: string;
  /** The words of the page before one is chosen. */
  readonly lead: string;
  readonly list: () => Promise<{ readonly results: readonly V[] }>;
  readonly read: (identificatie: string) => Promise<V>;
  readonly titleOf: (verzoek: V) => string;
  /** The rest of the question, besides its title. */
  readonly aboutOf: (verzoek: V) => string;
  readonly countsOf: (verzoek: V) => readonly (readonly [string, number])[];
  /** The things to do before a file is given away. */
  readonly beware: string;
  readonly nothing: string;
}

interface Props<V extends Verzoek> {
  kind: Kind<V>;
  chosen: string | undefined;
  /** The form for a new one; `changed` has the list read again. */
  ask: (changed: () => void) => ComponentChildren;
}

/** Mail that is collected on request: what was asked, how far it is, and the files once all is there. */
export function Verzamelverzoeken<V extends Verzoek>({ kind, chosen, ask }: Props<V>): JSX.Element {
  const loaded = useFollowed(kind.list, kind.route, ({ results }) => results.some((each) => each.status === 'wordt_gemaakt'));
  const all = loaded.data?.results ?? [];
  const one = all.find((each) => each.identificatie === chosen);
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <p class="actions">
          <a class={`utrecht-button utrecht-button--${chosen === undefined ? 'primary' : 'secondary'}-action as-button`} href={`#/${kind.route}/${NEW}`}>
            Nieuw {kind.name}
          </a>
        </p>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && all.length === 0 && <p class="empty">Er zijn geen verzoeken. Een verzoek blijft zeven dagen staan.</p>}
        <List
          label={kind.plural}
          chosen={chosen}
          rows={all.map((each) => ({
            id: each.identificatie,
            href: `#/${kind.route}/${each.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{kind.titleOf(each)}</span>
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
      <section class="column column--detail" aria-label={kind.name}>
        {chosen === undefined && <p class="empty empty--pane">{kind.lead}</p>}
        {chosen === NEW && (
          <article class="pane">
            <BackLink />
            <PaneHeading name={NEW} focus={false}>
              Nieuw {kind.name}
            </PaneHeading>
            {ask(loaded.reload)}
          </article>
        )}
        {chosen !== undefined && chosen !== NEW && one === undefined && loaded.data !== null && (
          <>
            <BackLink />
            <Notice kind="info">Dit verzoek is er niet meer. Na zeven dagen is alles weg, ook de bestanden.</Notice>
          </>
        )}
        {one !== undefined && <One key={one.identificatie} kind={kind} verzoek={one} />}
      </section>
    </div>
  );
}

function One<V extends Verzoek>({ kind, verzoek }: { kind: Kind<V>; verzoek: V }): JSX.Element {
  const ready = verzoek.status === 'klaar';
  const about = kind.aboutOf(verzoek);
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={verzoek.identificatie}>{kind.titleOf(verzoek)}</PaneHeading>
      {about !== '' && <p>{about}</p>}
      <p class="envelope muted">
        Gevraagd op {onDate(verzoek.gevraagdOp)} door {verzoek.naam}. Op {onDate(verzoek.vervaltOp)} is alles weg, ook de bestanden.
      </p>
      {!ready && <Notice kind="info">{progressOf(verzoek)} U hoeft niet te wachten.</Notice>}
      {ready && verzoek.nietIngenomen > 0 && (
        <Notice kind="warning">
          Klantmail had {mailsIn(verzoek.nietIngenomen)} nog niet ingenomen. Wat daarin staat, zit niet in de bestanden. Vraag het opnieuw als de storing voorbij is.
        </Notice>
      )}
      {ready && verzoek.gevonden === 0 && <Notice kind="info">{kind.nothing}</Notice>}
      {ready && (
        <>
          <Files kind={kind} verzoek={verzoek} />
          <Facts caption="Wat erin staat" rows={kind.countsOf(verzoek)} />
        </>
      )}
    </article>
  );
}

const mailsIn = (count: number): string => (count === 1 ? '1 e-mail' : `${count} e-mails`);

function progressOf({ gevonden, verwerkt, nietIngenomen }: Verzoek): string {
  if (gevonden === null && nietIngenomen > 0) return `Klantmail neemt eerst nog ${mailsIn(nietIngenomen)} in. Dat duurt meestal een paar minuten, en ten hoogste vier uur.`;
  return gevonden === null ? 'Klantmail zoekt nu wat er is.' : `Klantmail verzamelt nu. ${verwerkt} van ${gevonden} e-mails zijn klaar.`;
}

function Files<V extends Verzoek>({ kind, verzoek }: { kind: Kind<V>; verzoek: V }): JSX.Element | null {
  const fetching = useAction();
  if (verzoek.bestanden.length === 0) return null;
  // A link is good for a day at most and is not in the list: it is asked for at each click.
  const fetchFile = (place: number): void =>
    fetching.run(async () => {
      const file = (await kind.read(verzoek.identificatie)).bestanden[place];
      if (file?.inhoudUrl && file.geldigTot !== null) download({ url: file.inhoudUrl, geldigTot: file.geldigTot });
    });
  return (
    <>
      <Notice kind="ok">Alles is verzameld. {kind.beware}</Notice>
      <ul class="plain">
        {verzoek.bestanden.map((each, place) => (
          <li key={place}>
            Bestand {place + 1} van {verzoek.bestanden.length} · {mailsIn(each.emailberichten)} · {size(each.omvang)}{' '}
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
