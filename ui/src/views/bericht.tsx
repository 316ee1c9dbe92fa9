import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { type Action, goTo, useAction, useNow } from '../parts/hooks';
import { Marks, holder, subjectOf } from '../parts/marks';
import { close, open, useOpened, wasOpen } from '../parts/opened';
import { BackLink, Envelope } from '../parts/pane';
import { Button, FaultNotice, Notice, PaneHeading } from '../parts/parts';
import { atTime } from '../parts/time';
import { type Person, handlesMail } from '../session';
import { Elsewhere } from './elders';
import { Gelezen } from './gelezen';
import { Meer } from './meer';
import { Notities } from './notities';
import { OpenMail } from './open';

/** Milliseconds between two extensions of the claim, which lasts fifteen minutes. */
const EXTEND = 5 * 60_000;

interface Props {
  identificatie: string;
  listed: Schemas['Emailbericht'] | undefined;
  who: Person;
  next: string | undefined;
  changed: () => void;
}

export function Bericht({ identificatie, listed, who, next, changed }: Props): JSX.Element {
  const opened = useOpened(identificatie);
  const [along, lookAlong] = useState(false);
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
        changed={changed}
        back={() => {
          changed();
          goTo('werkvoorraad');
        }}
      />
    );
  }
  if (listed === undefined || done) {
    return <Elsewhere identificatie={identificatie} who={who} next={next} {...(handlesMail(who) ? { doOpen, opening } : {})} changed={changed} />;
  }
  const has = holder(listed, now);
  const others = has !== null && has.medewerker !== who.medewerker;
  const looksAlong = who.rollen.includes('teamleider') && (others || !handlesMail(who));
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
      {looksAlong && !along && (
        <>
          <p class="lead">U kunt meekijken. De e-mail blijft waar zij is, en er wordt geen klantcontact geregistreerd. In het logboek staat dat u keek.</p>
          <Button look={handlesMail(who) ? 'secondary-action' : 'primary-action'} onClick={() => lookAlong(true)}>
            Meekijken
          </Button>
        </>
      )}
      {along && <Gelezen read={() => call('post', '/emailberichten/{identificatie}/meekijken', { path: { identificatie }, body: {} })} what={identificatie} />}
      {handlesMail(who) && <Waiting identificatie={identificatie} who={who} doOpen={doOpen} opening={opening} changed={changed} />}
    </article>
  );
}

type WaitingProps = Pick<Props, 'identificatie' | 'who' | 'changed'> & { doOpen: () => void; opening: Action };

function Waiting({ identificatie, who, doOpen, opening, changed }: WaitingProps): JSX.Element {
  return (
    <>
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
      <Notities of="emailbericht" identificatie={identificatie} />
      <Meer identificatie={identificatie} who={who} inzageId={null} changed={changed} />
    </>
  );
}

const focusIt = (button: HTMLButtonElement | null): void => button?.focus();
