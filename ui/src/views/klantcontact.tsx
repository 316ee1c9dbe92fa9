import type { JSX } from 'preact';
import type { Schemas } from '../api/client';
import { subjectOf } from '../parts/marks';
import { Facts } from '../parts/parts';
import { onDate } from '../parts/time';

type Contact = Omit<Schemas['Klantcontact'], 'klant' | 'vertegenwoordiger'>;

export const INITIATIEF: Record<Schemas['Initiatiefnemer'], string> = { klant: 'Klant', gemeente: 'Gemeente' };

/** The table of C1199, with its names in its order. */
export function ContactFacts({ contact, naam, caption }: { contact: Contact; naam?: string; caption: string }): JSX.Element {
  return (
    <Facts
      caption={caption}
      rows={[
        ['Identificatie', <code>{contact.identificatie}</code>],
        ['Geregistreerd op', onDate(contact.geregistreerdOp)],
        ['Kanaal', contact.kanaal],
        [
          'Medewerker',
          <>
            {naam !== undefined && (
              <>
                {naam}
                <br />
              </>
            )}
            <code>{contact.medewerker}</code>
          </>,
        ],
        ['Organisatorische eenheid', contact.organisatorischeEenheid],
        ['Initiatiefnemer', INITIATIEF[contact.initiatiefnemer]],
        ['Onderwerp', subjectOf(contact.onderwerp)],
        ['Inhoud', <Content contact={contact} />],
        ['Klant', '–'],
        ['Vertegenwoordiger', '–'],
        ['Bijlagen', contact.bijlagen.length === 1 ? '1 document' : `${contact.bijlagen.length} documenten`],
      ]}
    />
  );
}

function Content({ contact }: { contact: Contact }): JSX.Element {
  if (contact.inhoud === null) {
    return (
      <a class="utrecht-link utrecht-link--html-a" href={contact.inhoudUrl ?? '#'} target="_blank" rel="noreferrer noopener">
        De tekst is groot: open haar apart
      </a>
    );
  }
  return (
    <div class="excerpt" tabIndex={0} role="group" aria-label="Inhoud van het klantcontact">
      {contact.inhoud.trimEnd() || '(geen tekst)'}
    </div>
  );
}

export function ContactLine({ contact }: { contact: Contact }): JSX.Element {
  return (
    <li>
      <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${contact.identificatie}`}>
        {subjectOf(contact.onderwerp)}
      </a>
      <br />
      <span class="muted">
        {onDate(contact.geregistreerdOp)} · {contact.initiatiefnemer === 'klant' ? 'van de klant' : 'van de gemeente'}
      </span>
      <br />
      {(contact.inhoud ?? '').slice(0, 140)}
      {(contact.inhoud ?? '').length > 140 && '…'}
    </li>
  );
}
