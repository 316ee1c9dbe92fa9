import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, download } from '../api/client';
import { subjectOf } from '../parts/marks';
import { useAction, useLoaded } from '../parts/hooks';
import { Named } from '../parts/pane';
import { ActionNotice, Button, LoadNotice, Mark, Notice } from '../parts/parts';
import { onDate, size } from '../parts/time';

type View = 'opmaak' | 'tekst' | 'nieuw';

interface Body {
  inhoud: string | null;
  inhoudUrl: string | null;
  html: Schemas['Link'] | null;
  nieuweTekst?: string | null;
  nieuweTekstUrl?: string | null;
}

/** The mail itself. Its HTML stands in a frame without scripts, without an origin and without the way out. */
export function MailText({ mail, title = 'De e-mail' }: { mail: Body; title?: string }): JSX.Element {
  const { html, inhoud: whole, nieuweTekst: fresh = null } = mail;
  const views: (readonly [View, string])[] = [];
  if (html !== null) views.push(['opmaak', 'Met opmaak']);
  views.push(['tekst', 'Tekst']);
  if (fresh !== null && fresh !== whole) views.push(['nieuw', 'Alleen nieuwe tekst']);
  const [view, setView] = useState<View>(html === null ? 'tekst' : 'opmaak');
  return (
    <section class="mail" aria-label={title}>
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
        <>
          <iframe class="mail__frame" title={`${title} met opmaak`} sandbox="" referrerpolicy="no-referrer" src={html.url} />
          {whole !== null && <div class="mail__text print-only">{whole.trimEnd()}</div>}
        </>
      )}
      {view === 'tekst' && <Text text={whole} url={mail.inhoudUrl} />}
      {view === 'nieuw' && <Text text={fresh} url={mail.nieuweTekstUrl ?? null} />}
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

export function Blocked({ what }: { what: readonly string[] }): JSX.Element | null {
  if (what.length === 0) return null;
  return (
    <details class="blocked">
      <summary>Wat niet wordt getoond ({what.length})</summary>
      <ul>
        {what.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}

/** The ways to read the documents of a mail. */
export interface Reading {
  inhoud: (document: string) => Promise<Schemas['Documentlink']>;
  /** Read a mail that came along as an attachment; without it, that can only be downloaded. */
  ontleding?: (document: string, pad?: string) => Promise<Schemas['Ontleding']>;
}

interface File {
  informatieobject: Schemas['Bijlagedocument'];
  rol?: Schemas['Bijlagerol'];
  downloadbaar?: boolean;
}

const MAIL = 'message/rfc822';
/** The kinds of document that the API may have an address for, at which it is shown. */
const SHOWN = /^(image\/|application\/pdf$)/;

interface Shown {
  readonly document: string;
  readonly naam: string;
  /** `null`: it can only be downloaded. */
  readonly url: string | null;
}

/** The harm that a file can do, told before anybody opens it. */
function Danger({ kind }: { kind: Schemas['Bestandsgevaar'] | null }): JSX.Element | null {
  if (kind === null) return null;
  return (
    <>
      <Mark kind="warning">{kind === 'programma' ? 'Programma: niet openen' : "Kan macro's bevatten"}</Mark>{' '}
    </>
  );
}

export function Attachments({ bijlagen, reading }: { bijlagen: readonly File[]; reading: Reading }): JSX.Element {
  const action = useAction();
  const [shown, show] = useState<string | null>(null);
  const [preview, setPreview] = useState<Shown | null>(null);
  const { ontleding } = reading;
  const look = (document: string, naam: string): void => {
    if (preview?.document === document) setPreview(null);
    else action.run(async () => setPreview({ document, naam, url: (await reading.inhoud(document)).weergaveUrl }));
  };
  // The mail itself comes first, and what stands in its text last.
  const order = { email: 0, bijlage: 1, inline: 2 };
  const files = [...bijlagen].sort((one, other) => order[one.rol ?? 'bijlage'] - order[other.rol ?? 'bijlage']);
  return (
    <section aria-label="Bijlagen">
      <h3 class="utrecht-heading-2">Bijlagen</h3>
      <ul class="files">
        {files.map(({ informatieobject: file, rol, downloadbaar = true }) => (
          <li key={file.identificatie}>
            <span>
              {file.bestandsnaam} <Danger kind={file.gevaar} />
              <span class="muted">
                {size(file.bestandsomvang)}
                {rol === 'email' && ' · de e-mail zelf'}
                {rol === 'inline' && ' · staat in de tekst'}
              </span>
            </span>
            <span>
              {ontleding !== undefined && file.formaat === MAIL && rol !== 'email' && (
                <Button
                  look="subtle"
                  aria-expanded={shown === file.identificatie}
                  aria-label={`${file.bestandsnaam} lezen`}
                  onClick={() => show(shown === file.identificatie ? null : file.identificatie)}
                >
                  Lezen
                </Button>
              )}
              {downloadbaar && SHOWN.test(file.formaat) && (
                <Button
                  look="subtle"
                  disabled={action.busy}
                  aria-expanded={preview?.document === file.identificatie}
                  aria-label={`${file.bestandsnaam} bekijken`}
                  onClick={() => look(file.identificatie, file.bestandsnaam)}
                >
                  Bekijken
                </Button>
              )}
              {downloadbaar ? (
                <Button
                  look="subtle"
                  disabled={action.busy}
                  aria-label={`${file.bestandsnaam} downloaden`}
                  onClick={() => action.run(async () => download(await reading.inhoud(file.identificatie)))}
                >
                  Downloaden
                </Button>
              ) : (
                <span class="muted">Niet te downloaden: er is een virus gevonden</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <ActionNotice action={action} />
      {preview !== null &&
        (preview.url === null ? (
          <Notice kind="info">{preview.naam} kan alleen worden gedownload.</Notice>
        ) : (
          <iframe class="mail__frame" title={`Voorbeeld van ${preview.naam}`} referrerpolicy="no-referrer" src={preview.url} />
        ))}
      {shown !== null && ontleding !== undefined && <Enclosed key={shown} read={(pad) => ontleding(shown, pad)} pad={null} />}
    </section>
  );
}

/** A mail that came along with another one, and mails in it in turn. */
function Enclosed({ read, pad }: { read: (pad?: string) => Promise<Schemas['Ontleding']>; pad: string | null }): JSX.Element {
  const loaded = useLoaded(() => (pad === null ? read() : read(pad)), pad ?? '');
  const [inner, setInner] = useState<string | null>(null);
  const mail = loaded.data;
  return (
    <section class="card" aria-label="Bijgevoegde e-mail">
      <LoadNotice loaded={loaded} />
      {mail !== null && (
        <>
          <h4 class="utrecht-heading-3">{subjectOf(mail.onderwerp)}</h4>
          <Named label="Van" people={[mail.afzender]} count={1} />
          <Named label="Aan" people={mail.aan} count={mail.aan.length} />
          <Named label="Cc" people={mail.cc} count={mail.cc.length} />
          {mail.geschrevenOp !== null && <p class="named muted">Geschreven: {onDate(mail.geschrevenOp)}</p>}
          {mail.waarschuwingen.map((each) => (
            <Notice kind="warning" live={false} key={each}>
              {each}
            </Notice>
          ))}
          <MailText mail={mail} title="De bijgevoegde e-mail" />
          <Blocked what={mail.geblokkeerd} />
          <ul class="files" aria-label="Bestanden bij de bijgevoegde e-mail">
            {mail.onderdelen.map((each) => (
              <li key={each.pad}>
                <span>
                  {each.bestandsnaam} <Danger kind={each.gevaar} />
                  <span class="muted">{size(each.bestandsomvang)}</span>
                </span>
                <span>
                  {each.formaat === MAIL && (
                    <Button look="subtle" aria-expanded={inner === each.pad} aria-label={`${each.bestandsnaam} lezen`} onClick={() => setInner(inner === each.pad ? null : each.pad)}>
                      Lezen
                    </Button>
                  )}
                  <Button look="subtle" aria-label={`${each.bestandsnaam} downloaden`} onClick={() => download(each.inhoud)}>
                    Downloaden
                  </Button>
                </span>
              </li>
            ))}
          </ul>
          {inner !== null && <Enclosed key={inner} read={read} pad={pad === null ? inner : `${pad}/${inner}`} />}
        </>
      )}
    </section>
  );
}
