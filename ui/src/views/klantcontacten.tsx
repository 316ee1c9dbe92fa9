import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { hasDraft, useDraft } from '../parts/drafts';
import { StoringForm } from '../parts/form';
import { useKeys, useLoaded, useNow, usePages } from '../parts/hooks';
import { List } from '../parts/list';
import { subjectOf } from '../parts/marks';
import { useOutbox } from '../parts/outbox';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, LoadNotice, PaneHeading, TextField } from '../parts/parts';
import { OF_MAIL } from '../parts/reading';
import { addressed, nobodyElse, sameAs } from '../parts/recipients';
import { onDate, shortMoment } from '../parts/time';
import { uploadsOf } from '../parts/uploads';
import { handlesMail, person } from '../session';
import { Composer, subjectOfLetter } from './antwoord';
import { ContactFacts, INITIATIEF } from './klantcontact';
import { Attachments, Text } from './mail';
import { EMPTY_TAAK, EMPTY_ZAAK, TaakFields, ZaakFields, koppelDeel, taakDeel, zaakDeel } from './velden';
import { Vervolgtaken } from './vervolgtaken';

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
  const now = useNow();
  const what = JSON.stringify(asked);
  const loaded = useLoaded(() => call('post', '/klantcontacten/zoekopdrachten', { body: requestOf(asked, null) }), what);
  const { found, cursor, action, further } = usePages(loaded, what, (cursor) => call('post', '/klantcontacten/zoekopdrachten', { body: requestOf(asked, cursor) }));
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
            content: () => (
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
          <Button disabled={action.busy} onClick={further}>
            Meer tonen
          </Button>
        )}
        <ActionNotice action={action} />
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

const STEPS = ['vervolg', 'vervolgtaak', 'vervolgzaak'] as const;
type Step = (typeof STEPS)[number];

function Contact({ identificatie, changed }: { identificatie: string; changed: () => void }): JSX.Element {
  const path = { identificatie };
  const loaded = useLoaded(() => call('get', '/klantcontacten/{identificatie}', { path }), identificatie);
  const [step, setStep] = useState<Step | null>(() => STEPS.find((kind) => hasDraft(`${kind}.${identificatie}`)) ?? null);
  const [made, setMade] = useState(0);
  const sending = useOutbox().some((entry) => STEPS.some((kind) => entry.name === `${kind}.${identificatie}`) && (entry.stage === 'wacht' || entry.stage === 'bezig'));
  const contact = loaded.data;
  const kcc = handlesMail(person());
  const stop = (): void => setStep(null);
  const stored = (): void => {
    setStep(null);
    setMade((count) => count + 1);
    changed();
  };
  const choose = (kind: Step) => (): void => setStep(step === kind ? null : kind);
  useKeys({ r: () => contact !== null && !sending && kcc && setStep('vervolg') });
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
          {!sending && kcc && (
            <div class="actions actions--main" role="group" aria-label="Wat doet u met dit klantcontact?">
              <Button look={step === null ? 'primary-action' : 'secondary-action'} shortcut="r" aria-pressed={step === 'vervolg'} onClick={choose('vervolg')}>
                Vervolgbericht
              </Button>
              <Button aria-pressed={step === 'vervolgtaak'} onClick={choose('vervolgtaak')}>
                Taak
              </Button>
              <Button aria-pressed={step === 'vervolgzaak'} onClick={choose('vervolgzaak')}>
                Zaak
              </Button>
              <a class="utrecht-link utrecht-link--html-a" href={`#/werkvoorraad/${contact.emailbericht}`}>
                De e-mail waar dit over gaat
              </a>
            </div>
          )}
          <div class="split">
            <div class="split__side">
              {step === 'vervolg' && !sending && <Follow contact={contact} stop={stop} stored={stored} />}
              {step === 'vervolgtaak' && !sending && (
                <StoringForm
                  name={`vervolgtaak.${identificatie}`}
                  heading="Taak bij dit klantcontact"
                  button="Taak maken"
                  empty={EMPTY_TAAK}
                  fields={(draft, change) => <TaakFields draft={draft} change={change} citizen={null} emailbericht={contact.emailbericht} focus />}
                  send={async (draft, key) => {
                    const body = taakDeel(draft);
                    await call('post', '/klantcontacten/{identificatie}/interne-taken', { path, body, key: key(body) });
                    return [];
                  }}
                  stored={stored}
                  stop={stop}
                />
              )}
              {step === 'vervolgzaak' && !sending && (
                <StoringForm
                  name={`vervolgzaak.${identificatie}`}
                  heading="Zaak bij dit klantcontact"
                  button="Zaak opslaan"
                  empty={EMPTY_ZAAK}
                  fields={(draft, change) => <ZaakFields draft={draft} change={change} citizen={null} emailbericht={contact.emailbericht} focus />}
                  send={async (draft, key) => {
                    if (draft.bestaat) {
                      const body = koppelDeel(draft);
                      await call('post', '/klantcontacten/{identificatie}/zaakkoppelingen', { path, body, key: key(body) });
                      return [];
                    }
                    const body = zaakDeel(draft);
                    await call('post', '/klantcontacten/{identificatie}/zaken', { path, body, key: key(body) });
                    return [];
                  }}
                  stored={stored}
                  stop={stop}
                />
              )}
              <Vervolgtaken key={made} of="klantcontact" identificatie={identificatie} />
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
              <Text text={contact.inhoud} url={contact.inhoudUrl} />
              <Delivered contact={contact} />
              <Attachments bijlagen={contact.bijlagen} reading={OF_MAIL} />
            </div>
          </div>
        </>
      )}
    </article>
  );
}

type FollowProps = { contact: Schemas['KlantcontactMetBezorging']; stop: () => void; stored: () => void };

/** A further mail goes to who got the last one; after a mail of the citizen, to the address to answer. */
function Follow({ contact, stop, stored }: FollowProps): JSX.Element {
  const path = { identificatie: contact.identificatie };
  const further = contact.ontvangers.length > 0;
  const mail = useLoaded(
    async () => (further ? null : call('get', '/emailberichten/{identificatie}/inhoud', { path: { identificatie: contact.emailbericht } })),
    contact.emailbericht,
  );
  if (!further && mail.data === null) return <LoadNotice loaded={mail} />;
  const known = further ? sameAs(contact.ontvangers) : nobodyElse(mail.data?.antwoordadres.adres ?? '');
  return (
    <Composer
      name={`vervolg.${contact.identificatie}`}
      heading="Vervolgbericht"
      to="de klant"
      known={known}
      subject={contact.onderwerp || 'dat van de vorige e-mail'}
      emailbericht={contact.emailbericht}
      stop={stop}
      stored={stored}
      bodyOf={(letter) => ({ inhoud: letter.inhoud, ...addressed(letter, known), ...subjectOfLetter(letter), ...uploadsOf(letter.bijlagen) })}
      send={async (body, key) => [(await call('post', '/klantcontacten/{identificatie}/vervolgberichten', { path, body, key })).verzending.identificatie]}
      look={(body, key) => call('post', '/klantcontacten/{identificatie}/vervolgberichten/voorbeeld', { path, body, key })}
    />
  );
}

export const STAND: Record<Schemas['Bezorgstand'], string> = {
  bezorgd: 'bezorgd',
  vertraagd: 'nog niet bezorgd, het wordt nog geprobeerd',
  geweigerd: 'niet bezorgd',
  klacht: 'bezorgd, en als spam gemeld',
};

/** The recipients of a mail of the gemeente, and what became of it there. */
function Delivered({ contact }: { contact: Schemas['KlantcontactMetBezorging'] }): JSX.Element | null {
  if (contact.bezorging.length === 0) return null;
  return (
    <section aria-label="Ontvangers">
      <h3 class="utrecht-heading-2">Ontvangers</h3>
      <ul class="contacts">
        {contact.bezorging.map((each) => (
          <li key={`${each.soort} ${each.adres}`}>
            {each.soort === 'cc' ? 'Cc' : 'Aan'}: {each.adres}
            <br />
            <span class="muted">
              {each.stand === null ? 'nog niets bekend' : STAND[each.stand]}
              {each.anderAdres && ' · getypt door een medewerker'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
