import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { type Action, goTo, useAction, useKeys, useLoaded, useNow } from '../parts/hooks';
import { Marks, authenticity, holder, senderOf, subjectOf } from '../parts/marks';
import { type Opened, close, open, putBack, useOpened, wasOpen } from '../parts/opened';
import { ActionNotice, Button, FaultNotice, LoadNotice, Notice, PaneHeading } from '../parts/parts';
import { forget, useOutbox } from '../parts/outbox';
import { hasDraft } from '../parts/drafts';
import { atTime, onDate, waiting } from '../parts/time';
import type { Person } from '../session';
import { Antwoord } from './antwoord';
import { Attachments, MailText } from './mail';
import { Afsluiting, Doorzending, Taak, Zaak } from './uitkomsten';
import { ContactFacts, ContactLine } from './klantcontact';

/** Milliseconds between two extensions of the claim, which lasts fifteen minutes. */
const EXTEND = 5 * 60_000;

const OUTCOMES = ['antwoord', 'taak', 'zaak', 'doorzending', 'afsluiting'] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface Props {
  identificatie: string;
  listed: Schemas['Emailbericht'] | undefined;
  who: Person;
  next: string | undefined;
  changed: () => void;
}

export function Bericht({ identificatie, listed, who, next, changed }: Props): JSX.Element {
  const opened = useOpened(identificatie);
  const [done, setDone] = useState(false);
  const opening = useAction();
  const now = useNow();
  const doOpen = (): void =>
    opening.run(async () => {
      await open(identificatie);
      changed();
    });
  useEffect(() => {
    if (opened === null && wasOpen(identificatie)) doOpen();
  }, []);
  useEffect(() => {
    if (opened === null) return undefined;
    const timer = setInterval(doOpen, EXTEND);
    return () => clearInterval(timer);
  }, [opened !== null]);

  const handled = (): void => {
    close(identificatie);
    setDone(true);
    changed();
  };

  if (opened !== null) {
    return (
      <OpenMail
        mail={opened}
        who={who}
        fault={opening.fault !== null && <FaultNotice fault={opening.fault} again={doOpen} />}
        reopen={doOpen}
        handled={handled}
        back={() => {
          changed();
          goTo('werkvoorraad');
        }}
      />
    );
  }
  if (listed === undefined || done) {
    return <Elsewhere identificatie={identificatie} next={next} doOpen={doOpen} opening={opening} changed={changed} />;
  }
  const has = holder(listed, now);
  const others = has !== null && has.medewerker !== who.medewerker;
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={identificatie} focus={false}>
        {subjectOf(listed.onderwerp)}
      </PaneHeading>
      <Envelope mail={listed} />
      <Marks mail={listed} me={who.medewerker} now={now} />
      {others && (
        <Notice kind="warning" live={false}>
          {has.naam} heeft deze e-mail nu{listed.geclaimdTot !== null && ` tot ${atTime(listed.geclaimdTot)}`}. Daarna kunt u haar openen.
        </Notice>
      )}
      <p class="lead">
        Als u deze e-mail opent, wordt het klantcontact op uw naam geregistreerd. De e-mail is dan een kwartier van u.
      </p>
      <FaultNotice fault={opening.fault} />
      <div class="actions">
        <Button look="primary-action" disabled={opening.busy} onClick={doOpen} buttonRef={focusIt}>
          {opening.busy ? 'Bezig met openen…' : 'Openen en registreren'}
        </Button>
        {opening.slow && <span role="status">Dit duurt langer dan normaal. Even geduld.</span>}
      </div>
    </article>
  );
}

const focusIt = (button: HTMLButtonElement | null): void => button?.focus();

export function BackLink(): JSX.Element {
  return (
    <p class="back">
      <a class="utrecht-link utrecht-link--html-a" href={`#/${location.hash.replace(/^#\/?/, '').split('/').slice(0, -1).join('/')}`}>
        Terug naar de lijst
      </a>
    </p>
  );
}

function Envelope({ mail }: { mail: Schemas['Emailbericht'] }): JSX.Element {
  const now = useNow();
  return (
    <p class="envelope">
      Van <strong>{senderOf(mail)}</strong> {mail.afzender.naam !== '' && <span class="muted">{mail.afzender.adres}</span>}
      <br />
      <span class="muted">
        Aan {mail.postvak} · {onDate(mail.ontvangenOp)} · {waiting(mail.ontvangenOp, now)}
      </span>
    </p>
  );
}

type ElsewhereProps = Pick<Props, 'identificatie' | 'next' | 'changed'> & { doOpen: () => void; opening: Action };

/** A mail that is not on the list: handled, in quarantine, or on a later page. */
function Elsewhere({ identificatie, next, doOpen, opening, changed }: ElsewhereProps): JSX.Element {
  const reopening = useAction();
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}', { path: { identificatie } }), identificatie);
  const mail = loaded.data;
  const reopen = (): void =>
    reopening.run(async () => {
      await call('post', '/emailberichten/{identificatie}/heropening', { path: { identificatie }, body: {} });
      loaded.reload();
      changed();
    });
  return (
    <article class="pane">
      <BackLink />
      <LoadNotice loaded={loaded} />
      {mail !== null && (
        <>
          <PaneHeading name={`${identificatie} ${mail.status}`}>{subjectOf(mail.onderwerp)}</PaneHeading>
          <Envelope mail={mail} />
          {mail.afhandeling !== null && <Handled afhandeling={mail.afhandeling} />}
          {mail.status === 'quarantaine' && <Notice kind="warning">Deze e-mail staat in quarantaine. Een beheerder kan haar vrijgeven bij Beheer.</Notice>}
          {(mail.status === 'nieuw' || mail.status === 'in_behandeling') && (
            <>
              <p class="lead">Als u deze e-mail opent, wordt het klantcontact op uw naam geregistreerd. De e-mail is dan een kwartier van u.</p>
              <Button look="primary-action" disabled={opening.busy} onClick={doOpen}>
                Openen en registreren
              </Button>
            </>
          )}
          <FaultNotice fault={opening.fault} />
        </>
      )}
      <ActionNotice action={reopening} />
      {mail?.afhandeling != null && (
        <div class="actions">
          {mail.afhandeling.soort === 'geen_klantcontact' && (
            <Button disabled={reopening.busy} onClick={reopen}>
              Toch weer openen
            </Button>
          )}
          {next === undefined ? (
            <p>Er wacht geen andere e-mail.</p>
          ) : (
            <a class="utrecht-button utrecht-button--primary-action as-button" href={`#/werkvoorraad/${next}`}>
              Volgende e-mail
            </a>
          )}
        </div>
      )}
    </article>
  );
}

const SOORTEN: Record<Schemas['Afhandelsoort'], string> = {
  antwoord: 'Beantwoord',
  interne_taak: 'Taak gemaakt voor een afdeling',
  zaak: 'Zaak gemaakt',
  zaakkoppeling: 'Bij een bestaande zaak gedaan',
  doorzending: 'Doorgezonden naar een andere overheid',
  splitsing: 'Gesplitst in meer vragen',
  geen_actie_nodig: 'Afgesloten: geen actie nodig',
  geen_klantcontact: 'Afgesloten: geen klantcontact',
};

function Handled({ afhandeling }: { afhandeling: Schemas['Afhandeling'] }): JSX.Element {
  return (
    <>
      <Notice kind="ok">
        <strong>{SOORTEN[afhandeling.soort]}</strong> op {onDate(afhandeling.tijdstip)}.
        {afhandeling.reden !== null && ` Reden: ${afhandeling.reden}`}
      </Notice>
      {afhandeling.klantcontacten.length > 0 && (
        <p>
          Opgeslagen:{' '}
          {afhandeling.klantcontacten.map((each, place) => (
            <>
              {place > 0 && ' en '}
              <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${each}`}>
                klantcontact {each.slice(0, 8)}
              </a>
            </>
          ))}
        </p>
      )}
    </>
  );
}

const CHOICES: readonly { kind: Outcome; key: string; name: string }[] = [
  { kind: 'antwoord', key: 'r', name: 'Antwoorden' },
  { kind: 'taak', key: 't', name: 'Taak' },
  { kind: 'zaak', key: 'z', name: 'Zaak' },
  { kind: 'doorzending', key: 'd', name: 'Doorzenden' },
  { kind: 'afsluiting', key: 'a', name: 'Afsluiten' },
];

interface OpenProps {
  mail: Opened;
  who: Person;
  fault: JSX.Element | false;
  reopen: () => void;
  handled: () => void;
  back: () => void;
}

function OpenMail({ mail, who, fault, reopen, handled, back }: OpenProps): JSX.Element {
  const { emailbericht, klantcontact } = mail;
  const id = emailbericht.identificatie;
  const [choice, choose] = useState<Outcome | null>(() => OUTCOMES.find((kind) => hasDraft(`${kind}.${id}`)) ?? null);
  const returning = useAction();
  const outgoing = useOutbox().filter((entry) => entry.name.endsWith(`.${id}`));
  const sending = outgoing.some((entry) => entry.stage !== 'mislukt');
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
  return (
    <article class="pane">
      <BackLink />
      <PaneHeading name={`${id} open`}>{subjectOf(klantcontact.onderwerp)}</PaneHeading>
      <Envelope mail={emailbericht} />
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
      {mail.waarschuwingen.map((each) => (
        <Notice kind="warning" live={false} key={each}>
          {each}
        </Notice>
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
          {choice === 'antwoord' && !sending && <Antwoord mail={mail} handled={handled} stop={stop} />}
          {choice === 'taak' && <Taak mail={mail} handled={handled} stop={stop} reopen={reopen} />}
          {choice === 'zaak' && <Zaak mail={mail} handled={handled} stop={stop} reopen={reopen} />}
          {choice === 'doorzending' && !sending && <Doorzending mail={mail} handled={handled} stop={stop} reopen={reopen} />}
          {choice === 'afsluiting' && <Afsluiting mail={mail} handled={handled} stop={stop} reopen={reopen} />}
          <ContactFacts contact={klantcontact} naam={who.naam} caption="Klantcontact (geregistreerd)" />
          <p class="muted">Het klantcontact wordt opgeslagen samen met wat u met de e-mail doet.</p>
          <Coherence identificatie={id} />
        </div>
        <div class="split__main">
          <MailText mail={mail} />
          <p class="muted">{authenticity(emailbericht.verdicts)}</p>
          <Attachments
            bijlagen={klantcontact.bijlagen}
            fetchLink={(document) => call('get', '/informatieobjecten/{identificatie}/inhoud', { path: { identificatie: document } })}
          />
          {mail.geblokkeerd.length > 0 && (
            <details>
              <summary>Wat niet wordt getoond ({mail.geblokkeerd.length})</summary>
              <ul>
                {mail.geblokkeerd.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      </div>
    </article>
  );
}

function Coherence({ identificatie }: { identificatie: string }): JSX.Element {
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}/samenhang', { path: { identificatie } }), identificatie);
  const talk = loaded.data?.gesprek.results ?? [];
  const same = loaded.data?.zelfdeAfzender.results ?? [];
  return (
    <section aria-label="Eerdere contacten">
      <h3 class="utrecht-heading-2">Eerdere contacten</h3>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && talk.length + same.length === 0 && <p class="muted">Er zijn geen eerdere contacten.</p>}
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

