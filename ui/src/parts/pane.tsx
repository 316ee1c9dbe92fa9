/** The top of the view of one mail, task or klantcontact. */
import type { JSX } from 'preact';
import type { Schemas } from '../api/client';
import { useNow } from './hooks';
import { senderOf } from './marks';
import { onDate, waiting } from './time';

export function BackLink(): JSX.Element {
  return (
    <p class="back">
      <a class="utrecht-link utrecht-link--html-a" href={`#/${location.hash.replace(/^#\/?/, '').split('/').slice(0, -1).join('/')}`}>
        Terug naar de lijst
      </a>
    </p>
  );
}

/** The sender of the mail and its mailbox; and, of a mail that was read, its other recipients. */
export function Envelope({ mail, opened }: { mail: Schemas['Emailbericht']; opened?: Schemas['GeopendeMail'] }): JSX.Element {
  const now = useNow();
  const waits = mail.status !== 'afgehandeld';
  return (
    <div class="envelope">
      Van <strong>{senderOf(mail)}</strong> {mail.afzender.naam !== '' && <span class="muted">{mail.afzender.adres}</span>}
      {mail.betrokkene.adres !== mail.afzender.adres && mail.betrokkene.adres !== '' && <> · ingevuld door {mail.betrokkene.naam || mail.betrokkene.adres}</>}
      <br />
      <span class="muted">
        Postvak {mail.postvak} · {onDate(mail.ontvangenOp)}
        {waits && ` · ${waiting(mail.ontvangenOp, now)}`}
      </span>
      {opened !== undefined && (
        <>
          <Named label="Aan" people={opened.aan} count={opened.aantalAan} />
          <Named label="Cc" people={opened.cc} count={opened.aantalCc} />
        </>
      )}
    </div>
  );
}

export const nameOf = (who: Schemas['Mailadres']): string => (who.naam === '' ? who.adres : `${who.naam} <${who.adres}>`);

const FEW = 3;

/** People whom a mail names. Of many, the first are shown and the others wait behind a click. */
export function Named({ label, people, count }: { label: string; people: readonly Schemas['Mailadres'][]; count: number }): JSX.Element | null {
  if (people.length === 0) return null;
  const names = people.map(nameOf);
  if (names.length <= FEW) {
    return (
      <p class="named muted">
        {label}: {names.join(', ')}
      </p>
    );
  }
  return (
    <details class="named muted">
      <summary>
        {label}: {names.slice(0, FEW).join(', ')} en nog {count - FEW}
      </summary>
      {names.slice(FEW).join(', ')}
      {count > names.length && ` en nog ${count - names.length}`}
    </details>
  );
}
