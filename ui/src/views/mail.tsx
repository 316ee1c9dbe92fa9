import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, download } from '../api/client';
import { useAction } from '../parts/hooks';
import type { Opened } from '../parts/opened';
import { ActionNotice, Button } from '../parts/parts';
import { size } from '../parts/time';

type View = 'opmaak' | 'tekst' | 'nieuw';

/** The mail itself. Its HTML stands in a frame without scripts, without an origin and without the way out. */
export function MailText({ mail }: { mail: Opened }): JSX.Element {
  const { klantcontact, html } = mail;
  const whole = klantcontact.inhoud;
  const fresh = mail.nieuweTekst;
  const views: (readonly [View, string])[] = [];
  if (html !== null) views.push(['opmaak', 'Met opmaak']);
  views.push(['tekst', 'Tekst']);
  if (fresh !== null && fresh !== whole) views.push(['nieuw', 'Alleen nieuwe tekst']);
  const [view, setView] = useState<View>(html === null ? 'tekst' : 'opmaak');
  return (
    <section class="mail" aria-label="De e-mail">
      {views.length > 1 && (
        <div class="tabs" role="group" aria-label="Hoe u de e-mail leest">
          {views.map(([key, name]) => (
            <button key={key} type="button" class="tabs__tab" aria-pressed={view === key} onClick={() => setView(key)}>
              {name}
            </button>
          ))}
        </div>
      )}
      {view === 'opmaak' && html !== null && (
        <iframe class="mail__frame" title="De e-mail met opmaak" sandbox="" referrerpolicy="no-referrer" src={html.url} />
      )}
      {view === 'tekst' && <Text text={whole} url={klantcontact.inhoudUrl} />}
      {view === 'nieuw' && <Text text={fresh} url={mail.nieuweTekstUrl} />}
    </section>
  );
}

export function Text({ text, url }: { text: string | null; url: string | null }): JSX.Element {
  if (text === null) {
    return (
      <p>
        <a class="utrecht-link utrecht-link--html-a" href={url ?? '#'} target="_blank" rel="noreferrer noopener">
          De tekst is groot: open haar apart
        </a>
      </p>
    );
  }
  return <div class="mail__text">{text.trimEnd() || '(geen tekst)'}</div>;
}

type AttachmentsProps = { bijlagen: readonly Schemas['Bijlage'][]; fetchLink: (document: string) => Promise<Schemas['Link']> };

export function Attachments({ bijlagen, fetchLink }: AttachmentsProps): JSX.Element {
  const action = useAction();
  return (
    <section aria-label="Bijlagen">
      <h3 class="utrecht-heading-2">Bijlagen</h3>
      <ul class="files">
        {bijlagen.map(({ informatieobject: file }) => (
          <li key={file.identificatie}>
            <span>
              {file.bestandsnaam} <span class="muted">{size(file.bestandsomvang)}</span>
            </span>
            <Button
              look="subtle"
              disabled={action.busy}
              aria-label={`${file.bestandsnaam} downloaden`}
              onClick={() => action.run(async () => download(await fetchLink(file.identificatie)))}
            >
              Downloaden
            </Button>
          </li>
        ))}
      </ul>
      <ActionNotice action={action} />
    </section>
  );
}
