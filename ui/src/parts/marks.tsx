/** The marks of a mail that stand out before anybody reads it. */
import type { JSX } from 'preact';
import type { Schemas } from '../api/client';
import { begunFor } from './outcomes';
import { Mark } from './parts';
import { atTime, onDay } from './time';

const KLASSEN: Record<Schemas['Klasse'], string> = {
  gewoon: '',
  automatisch_antwoord: 'Automatisch antwoord',
  bounce: 'Niet bezorgd',
  lijst: 'Mailinglijst',
  agenda: 'Uitnodiging',
};

export const senderOf = (mail: Schemas['Emailbericht']): string => mail.afzender.naam || mail.afzender.adres || 'Onbekende afzender';

export const subjectOf = (subject: string): string => subject || '(geen onderwerp)';

/** The certainty about who sent the mail, in words. */
export function authenticity(verdicts: Schemas['Verdicts']): string {
  if (verdicts.dmarc === 'PASS') return 'Het adres van de afzender klopt.';
  if (verdicts.dmarc === 'FAIL') return 'Het adres van de afzender kan vervalst zijn.';
  return 'Het is niet zeker dat het adres van de afzender klopt.';
}

/** The medewerker who has the mail, if somebody has. A claim that ended is nobody's. */
export function holder(mail: Schemas['Emailbericht'], now: number): Schemas['Persoon'] | null {
  if (mail.status !== 'in_behandeling' || mail.behandelaar === null) return null;
  return mail.geclaimdTot !== null && Date.parse(mail.geclaimdTot) < now ? null : mail.behandelaar;
}

export function Marks({ mail, me, now }: { mail: Schemas['Emailbericht']; me: string; now: number }): JSX.Element {
  const who = holder(mail, now);
  const drafted = begunFor(mail.identificatie) !== null;
  return (
    <span class="marks">
      {who !== null && who.medewerker === me && <Mark kind="mine">Bij u</Mark>}
      {who !== null && who.medewerker !== me && (
        <Mark>
          Bij {who.naam}
          {mail.geclaimdTot !== null && ` tot ${atTime(mail.geclaimdTot)}`}
        </Mark>
      )}
      {drafted && <Mark kind="mine">Concept</Mark>}
      {KLASSEN[mail.klasse] !== '' && <Mark>{KLASSEN[mail.klasse]}</Mark>}
      {mail.formeelUiterlijk !== null && <Mark kind="warning">Formeel, uiterlijk {onDay(mail.formeelUiterlijk)}</Mark>}
      {mail.verdicts.dmarc === 'FAIL' && <Mark kind="warning">Afzender onzeker</Mark>}
      {mail.afwijkendeAfzender && <Mark kind="warning">Ander adres</Mark>}
      {mail.gesprek !== mail.identificatie && <Mark>Gesprek</Mark>}
      {mail.aantalBijlagen > 0 && <Mark>{mail.aantalBijlagen === 1 ? '1 bijlage' : `${mail.aantalBijlagen} bijlagen`}</Mark>}
    </span>
  );
}
