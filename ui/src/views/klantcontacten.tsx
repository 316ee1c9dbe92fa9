import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { hasDraft, useDraft } from '../parts/drafts';
import { useAction, useKeys, useLoaded, useNow } from '../parts/hooks';
import { List } from '../parts/list';
import { subjectOf } from '../parts/marks';
import { useOutbox } from '../parts/outbox';
import { ActionNotice, Button, LoadNotice, PaneHeading, TextField } from '../parts/parts';
import { onDate, shortMoment } from '../parts/time';
import { handlesMail, person } from '../session';
import { Composer, subjectOfLetter, uploadsOf } from './antwoord';
import { BackLink } from './bericht';
import { ContactFacts, INITIATIEF } from './klantcontact';
import { Attachments } from './mail';

interface Search {
  afzender: string;
  van: string;
  tot: string;
}

function requestOf(search: Search, cursor: string | null): Schemas['ZoekVerzoek'] {
  return {
    pageSize: 50,
    ...(search.afzender.trim() === '' ? {} : { afzender: search.afzender.trim() }),
    ...(search.van === '' ? {} : { van: new Date(`${search.van}T00:00`).toISOString() }),
    ...(search.tot === '' ? {} : { tot: new Date(`${search.tot}T23:59:59`).toISOString() }),
    ...(cursor === null ? {} : { cursor }),
  };
}

export function Klantcontacten({ chosen }: { chosen: string | undefined }): JSX.Element {
  const [search, change] = useDraft<Search>('zoeken', { afzender: '', van: '', tot: '' });
  const [asked, setAsked] = useState(search);
  const [more, setMore] = useState<{ of: string; results: readonly Schemas['Klantcontact'][]; cursor: string | null } | null>(null);
  const now = useNow();
  const what = JSON.stringify(asked);
  const loaded = useLoaded(() => call('post', '/klantcontacten/zoekopdrachten', { body: requestOf(asked, null) }), what);
  const furthering = useAction();
  const extra = more?.of === what ? more : null;
  const found = [...(loaded.data?.results ?? []), ...(extra?.results ?? [])];
  const cursor = extra === null ? (loaded.data?.cursor ?? null) : extra.cursor;
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <form
          class="filter filter--form"
          role="search"
          aria-label="Klantcontacten zoeken"
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(search);
            loaded.reload();
          }}
        >
          <TextField label="E-mailadres van de klant" value={search.afzender} max={320} change={(afzender) => change({ afzender })} />
          <div class="pair">
            <TextField label="Vanaf" type="date" value={search.van} change={(van) => change({ van })} />
            <TextField label="Tot en met" type="date" value={search.tot} change={(tot) => change({ tot })} />
          </div>
          <Button type="submit" look={chosen === undefined ? 'primary-action' : 'secondary-action'}>
            Zoeken
          </Button>
        </form>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && found.length === 0 && <p class="empty">Niets gevonden. Zonder e-mailadres zoekt u in ten hoogste 31 dagen.</p>}
        <List
          label="Klantcontacten"
          chosen={chosen}
          rows={found.map((contact) => ({
            id: contact.identificatie,
            href: `#/klantcontacten/${contact.identificatie}`,
            content: (
              <>
                <span class="list__line">
                  <span class="list__who">{subjectOf(contact.onderwerp)}</span>
                  <span class="list__when">{shortMoment(contact.geregistreerdOp, now)}</span>
                </span>
                <span class="list__what">
                  {INITIATIEF[contact.initiatiefnemer]}: {(contact.inhoud ?? '').slice(0, 80)}
                </span>
              </>
            ),
          }))}
        />
        {cursor !== null && (
          <Button
            disabled={furthering.busy}
            onClick={() =>
              furthering.run(async () => {
                const page = await call('post', '/klantcontacten/zoekopdrachten', { body: requestOf(asked, cursor) });
                setMore({ of: what, results: [...(extra?.results ?? []), ...page.results], cursor: page.cursor });
              })
            }
          >
            Meer tonen
          </Button>
        )}
        <ActionNotice action={furthering} />
      </section>
      <section class="column column--detail" aria-label="Klantcontact">
        {chosen === undefined ? (
          <p class="empty empty--pane">Zoek en kies een klantcontact in de lijst.</p>
        ) : (
          <Contact key={chosen} identificatie={chosen} changed={loaded.reload} />
        )}
      </section>
    </div>
  );
}

function Contact({ identificatie, changed }: { identificatie: string; changed: () => void }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/klantcontacten/{identificatie}', { path: { identificatie } }), identificatie);
  const name = `vervolg.${identificatie}`;
  const [writing, write] = useState(hasDraft(name));
  const sending = useOutbox().some((entry) => entry.name === name && entry.stage !== 'mislukt');
  const contact = loaded.data;
  useKeys({ r: () => contact !== null && !sending && handlesMail(person()) && write(true) });
  return (
    <article class="pane">
      <BackLink />
      <LoadNotice loaded={loaded} />
      {contact !== null && (
        <>
          <PaneHeading name={identificatie}>{subjectOf(contact.onderwerp)}</PaneHeading>
          <p class="envelope muted">
            {contact.initiatiefnemer === 'klant' ? 'Van de klant' : 'Van de gemeente'} · {onDate(contact.geregistreerdOp)}
          </p>
          {!sending && handlesMail(person()) && (
            <div class="actions actions--main">
              <Button look={writing ? 'secondary-action' : 'primary-action'} shortcut="r" aria-pressed={writing} onClick={() => write(!writing)}>
                Vervolgbericht
              </Button>
              <a class="utrecht-link utrecht-link--html-a" href={`#/werkvoorraad/${contact.emailbericht}`}>
                De e-mail waar dit over gaat
              </a>
            </div>
          )}
          <div class="split">
            <div class="split__side">
              {writing && !sending && (
                <Composer
                  name={name}
                  heading="Vervolgbericht"
                  to="de klant"
                  subject={contact.onderwerp || 'dat van de vorige e-mail'}
                  emailbericht={contact.emailbericht}
                  stop={() => write(false)}
                  stored={() => {
                    write(false);
                    changed();
                  }}
                  send={async (letter, key) => {
                    const body = { inhoud: letter.inhoud, ...subjectOfLetter(letter), ...uploadsOf(letter) };
                    const answer = await call('post', '/klantcontacten/{identificatie}/vervolgberichten', { path: { identificatie }, body, key: key(body) });
                    return [answer.verzending.identificatie];
                  }}
                />
              )}
              <ContactFacts contact={contact} caption="Klantcontact" />
              {contact.verwijstNaar.length > 0 && (
                <p>
                  Verwijst naar{' '}
                  {contact.verwijstNaar.map((each) => (
                    <a class="utrecht-link utrecht-link--html-a" key={each} href={`#/klantcontacten/${each}`}>
                      klantcontact {each.slice(0, 8)}
                    </a>
                  ))}
                </p>
              )}
            </div>
            <div class="split__main">
              <div class="mail__text">{contact.inhoud ?? ''}</div>
              <Attachments
                bijlagen={contact.bijlagen}
                fetchLink={(document) => call('get', '/informatieobjecten/{identificatie}/inhoud', { path: { identificatie: document } })}
              />
            </div>
          </div>
        </>
      )}
    </article>
  );
}
