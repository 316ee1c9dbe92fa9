import type { JSX } from 'preact';
import { type Schemas } from '../api/client';
import { useLoaded } from '../parts/hooks';
import { LoadNotice, Notice, PrintButton } from '../parts/parts';
import { OF_MAIL } from '../parts/reading';
import { Attachments, Blocked, MailText } from './mail';

const STATUS: Record<Schemas['Verzendstatus'], string> = {
  te_verzenden: 'wacht op versturen',
  bezig: 'wordt verstuurd',
  verzonden: 'verstuurd',
  mislukt: 'niet verstuurd',
  onbekend: 'niet zeker verstuurd',
  vervallen: 'wordt niet verstuurd',
};

/** A mail that is read without being taken: handled, in quarantine, or with a colleague. */
export function Gelezen({ read, what }: { read: () => Promise<Schemas['MeegelezenMail']>; what: string }): JSX.Element {
  const loaded = useLoaded(read, what);
  const mail = loaded.data;
  return (
    <>
      <LoadNotice loaded={loaded} />
      {mail !== null && (
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
          <MailText mail={mail} />
          <Attachments bijlagen={mail.bijlagen.map((each, place) => ({ ...each, rol: place === 0 ? ('email' as const) : ('bijlage' as const) }))} reading={OF_MAIL} />
          <Blocked what={mail.geblokkeerd} />
          {mail.verstuurd.length > 0 && (
            <section aria-label="Wat is verstuurd">
              <h3 class="utrecht-heading-2">Wat is verstuurd</h3>
              <ul class="contacts">
                {mail.verstuurd.map((each) => (
                  <li key={each.verzending}>
                    {each.onderwerp}
                    <br />
                    <span class="muted">
                      Aan {each.naar.join(', ')} · {STATUS[each.status]}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <PrintButton />
        </>
      )}
    </>
  );
}
