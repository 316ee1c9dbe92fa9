import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { adopt, readConcept, takeUp, textsOf, useKept } from '../parts/concepts';
import { useAction, useKeys, useLoaded } from '../parts/hooks';
import { authenticity, subjectOf } from '../parts/marks';
import { type Opened, putBack } from '../parts/opened';
import { forget, useOutbox } from '../parts/outbox';
import { type Outcome, begunFor } from '../parts/outcomes';
import { BackLink, Envelope } from '../parts/pane';
import { ActionNotice, Button, LoadNotice, Notice, PaneHeading, PrintButton } from '../parts/parts';
import { OF_MAIL } from '../parts/reading';
import { onDate } from '../parts/time';
import type { Person } from '../session';
import { Antwoord } from './antwoord';
import { SOORTEN } from './elders';
import { ContactFacts, ContactLine } from './klantcontact';
import { Attachments, Blocked, MailText } from './mail';
import { Meer } from './meer';
import { Notities } from './notities';
import { Splitsing } from './splitsing';
import { StoringenBij } from './storingen';
import { Afsluiting, Doorzending, Taak, Zaak } from './uitkomsten';

const CHOICES: readonly { kind: Outcome; key: string; name: string }[] = [
  { kind: 'antwoord', key: 'r', name: 'Antwoorden' },
  { kind: 'taak', key: 't', name: 'Taak' },
  { kind: 'zaak', key: 'z', name: 'Zaak' },
  { kind: 'doorzending', key: 'd', name: 'Doorzenden' },
  { kind: 'splitsing', key: 's', name: 'Splitsen' },
  { kind: 'afsluiting', key: 'a', name: 'Afsluiten' },
];

interface OpenProps {
  mail: Opened;
  who: Person;
  fault: JSX.Element | false;
  reopen: () => void;
  handled: () => void;
  /** The list beside it may have changed. */
  changed: () => void;
  back: () => void;
}

/** A mail that this agent has open: what it says, what they do with it, and what is known beside it. */
export function OpenMail({ mail, who, fault, reopen, handled, changed, back }: OpenProps): JSX.Element {
  const { emailbericht, klantcontact } = mail;
  const id = emailbericht.identificatie;
  const [choice, choose] = useState<Outcome | null>(() => begunFor(id));
  useKept(id);
  useEffect(() => {
    takeUp(mail)
      .then((kind) => kind !== null && choose(kind))
      .catch(() => undefined); // it stays kept; opening the mail again asks again
  }, [id]);
  const returning = useAction();
  const outgoing = useOutbox().filter((entry) => entry.name.endsWith(`.${id}`));
  const sending = outgoing.some((entry) => entry.stage !== 'mislukt');
  const elsewhere = outgoing.some((entry) => entry.fault?.kind === 'elders-afgehandeld');
  useEffect(() => {
    // A mail that was handled elsewhere meanwhile has to show it, so that the agent can decide.
    if (elsewhere) reopen();
  }, [elsewhere]);
  const lost = outgoing.find((entry) => entry.fault?.kind === 'inzage-niet-geldig');
  const giveBack = (): void =>
    returning.run(async () => {
      await putBack(id);
      back();
    });
  useKeys({
    ...Object.fromEntries(CHOICES.map(({ kind, key }) => [key, () => !sending && choose(kind)])),
    u: giveBack,
  });
  const stop = (): void => choose(null);
  const outcome = { mail, handled, stop, reopen };
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={`${id} open`}>{subjectOf(klantcontact.onderwerp)}</PaneHeading>
      <Envelope mail={emailbericht} opened={mail} />
      {fault}
      {lost !== undefined && (
        <Notice kind="warning">
          <p>Deze e-mail is niet meer van u. Open haar opnieuw, en verstuur daarna uw tekst.</p>
          <Button
            onClick={() => {
              forget(lost.name);
              reopen();
            }}
          >
            Opnieuw openen
          </Button>
        </Notice>
      )}
      <Warnings mail={mail} />
      {emailbericht.formeelUiterlijk !== null && <StoringenBij identificatie={id} />}
      {mail.concepten
        .filter((each) => each.medewerker !== who.medewerker)
        .map((each) => (
          <Colleague key={each.medewerker} identificatie={id} concept={each} adopted={choose} />
        ))}
      {mail.bezorgfouten.length > 0 && (
        <Notice kind="info" live={false}>
          <p>Deze e-mail meldt wie onze e-mail niet kreeg:</p>
          <ul>
            {mail.bezorgfouten.map((each) => (
              <li key={each.ontvanger}>
                {each.ontvanger}: {each.stand === 'vertraagd' ? 'het wordt nog geprobeerd' : 'niet bezorgd'}
                {each.reden !== null && ` (${each.reden})`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {!sending && (
        <div class="actions actions--main" role="group" aria-label="Wat doet u met deze e-mail?">
          {CHOICES.map(({ kind, key, name }) => (
            <Button
              key={kind}
              look={kind === 'antwoord' && choice === null ? 'primary-action' : 'secondary-action'}
              shortcut={key}
              aria-pressed={choice === kind}
              onClick={() => choose(choice === kind ? null : kind)}
            >
              {name}
            </Button>
          ))}
          <Button look="subtle" shortcut="u" disabled={returning.busy} onClick={giveBack}>
            Terugleggen
          </Button>
        </div>
      )}
      <ActionNotice action={returning} />
      <div class="split">
        <div class="split__side">
          {choice === 'antwoord' && !sending && <Antwoord {...outcome} />}
          {choice === 'taak' && !sending && <Taak {...outcome} />}
          {choice === 'zaak' && !sending && <Zaak {...outcome} />}
          {choice === 'doorzending' && !sending && <Doorzending {...outcome} />}
          {choice === 'splitsing' && !sending && <Splitsing {...outcome} />}
          {choice === 'afsluiting' && !sending && <Afsluiting {...outcome} />}
          <Notities of="emailbericht" identificatie={id} />
          <ContactFacts contact={klantcontact} naam={who.naam} caption="Klantcontact (geregistreerd)" />
          <p class="muted">Het klantcontact wordt opgeslagen samen met wat u met de e-mail doet.</p>
          <Coherence identificatie={id} />
        </div>
        <div class="split__main">
          <MailText mail={{ ...klantcontact, html: mail.html, nieuweTekst: mail.nieuweTekst, nieuweTekstUrl: mail.nieuweTekstUrl }} />
          <p class="muted">{authenticity(emailbericht.verdicts)}</p>
          <Attachments bijlagen={klantcontact.bijlagen} reading={OF_MAIL} />
          <PrintButton />
          <Blocked what={mail.geblokkeerd} />
          <Meer identificatie={id} who={who} inzageId={mail.inzageId} changed={changed} />
        </div>
      </div>
    </article>
  );
}

const BEGUN: Record<Schemas['Afhandelsoort'], string> = {
  antwoord: 'een antwoord',
  interne_taak: 'een taak',
  zaak: 'een zaak',
  zaakkoppeling: 'een zaak',
  doorzending: 'een doorzending',
  splitsing: 'een splitsing',
  geen_actie_nodig: 'het afsluiten',
  geen_klantcontact: 'het afsluiten',
};

/** The text that a colleague typed for this mail and did not store. */
function Colleague({ identificatie, concept, adopted }: { identificatie: string; concept: Schemas['ConceptKort']; adopted: (kind: Outcome | null) => void }): JSX.Element {
  const reading = useAction();
  const [read, setRead] = useState<Schemas['Concept'] | null>(null);
  return (
    <Notice kind="info" live={false}>
      <p>
        {concept.naam} begon aan {BEGUN[concept.soort]}, {onDate(concept.gewijzigdOp)}.
      </p>
      {read === null ? (
        <Button disabled={reading.busy} onClick={() => reading.run(async () => setRead(await readConcept(identificatie, concept.medewerker)))}>
          Concept lezen
        </Button>
      ) : (
        <>
          {textsOf(read).map((text) => (
            <p class="preserve" key={text}>
              {text}
            </p>
          ))}
          {begunFor(identificatie) === null && <Button onClick={() => adopted(adopt(identificatie, read, true))}>Verder met dit concept</Button>}
        </>
      )}
      <ActionNotice action={reading} />
    </Notice>
  );
}

/** The warnings before an agent answers, with the mails and klantcontacten that it is about. */
function Warnings({ mail }: { mail: Opened }): JSX.Element {
  const { mogelijkAntwoordOp, reactieOpTaakVan } = mail.emailbericht;
  return (
    <>
      {mail.waarschuwingen.length > 0 && (
        <Notice kind="warning" live={false}>
          <ul class="plain">
            {mail.waarschuwingen.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Notice>
      )}
      {mail.dubbelen.length > 0 && (
        <Notice kind="info" live={false}>
          <p>Dezelfde e-mail kwam ook hier binnen:</p>
          <ul>
            {mail.dubbelen.map((each) => (
              <li key={each.identificatie}>
                <a class="utrecht-link utrecht-link--html-a" href={`#/werkvoorraad/${each.identificatie}`}>
                  {each.postvak}, {onDate(each.ontvangenOp)}
                </a>
                {each.afgehandeldAls !== null && ` · ${SOORTEN[each.afgehandeldAls]}`}
                {each.afgehandeldAls === null && ` · ${each.behandelaar === null ? 'wacht nog' : `bij ${each.behandelaar.naam}`}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {(mogelijkAntwoordOp !== null || reactieOpTaakVan !== null) && (
        <Notice kind="info" live={false}>
          {reactieOpTaakVan !== null && (
            <p>
              Dit is een antwoord op een vraag van een afdeling. De afdeling ziet het ook.{' '}
              <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${reactieOpTaakVan}`}>
                Klantcontact van de taak
              </a>
            </p>
          )}
          {mogelijkAntwoordOp !== null && (
            <p>
              Misschien gaat dit over{' '}
              <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${mogelijkAntwoordOp}`}>
                een eerder klantcontact
              </a>
              .
            </p>
          )}
        </Notice>
      )}
    </>
  );
}

function Coherence({ identificatie }: { identificatie: string }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}/samenhang', { path: { identificatie } }), identificatie);
  const talk = loaded.data?.gesprek.results ?? [];
  const same = loaded.data?.zelfdeAfzender.results ?? [];
  const waiting = loaded.data?.openMail ?? [];
  return (
    <section aria-label="Eerdere contacten">
      <h3 class="utrecht-heading-2">Eerdere contacten</h3>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && talk.length + same.length + waiting.length === 0 && <p class="muted">Er zijn geen eerdere contacten.</p>}
      {waiting.length > 0 && (
        <>
          <h4 class="utrecht-heading-3">Nog niet afgehandeld, van hetzelfde adres</h4>
          <ul class="contacts">
            {waiting.map((each) => (
              <li key={each.identificatie}>
                <a class="utrecht-link utrecht-link--html-a" href={`#/werkvoorraad/${each.identificatie}`}>
                  {subjectOf(each.onderwerp)}
                </a>
                <br />
                <span class="muted">
                  {onDate(each.ontvangenOp)} · {each.postvak}
                  {each.behandelaar !== null && ` · bij ${each.behandelaar.naam}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {talk.length > 0 && (
        <>
          <h4 class="utrecht-heading-3">In dit gesprek</h4>
          <ul class="contacts">
            {talk.map((each) => (
              <ContactLine key={each.identificatie} contact={each} />
            ))}
          </ul>
        </>
      )}
      {same.length > 0 && (
        <>
          <h4 class="utrecht-heading-3">Van hetzelfde adres</h4>
          <p class="muted">Hetzelfde adres bewijst niet dat het dezelfde persoon is.</p>
          <ul class="contacts">
            {same.map((each) => (
              <ContactLine key={each.identificatie} contact={each} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
