import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { call, upload } from '../api/client';
import { asFault } from '../api/faults';
import { type Attachment, dropDraft, keyFor, useDraft } from '../parts/drafts';
import { useAction, useLoaded } from '../parts/hooks';
import { type Opened, inzageOf } from '../parts/opened';
import { hold } from '../parts/outbox';
import { ActionNotice, Button, FaultNotice, Notice, SelectField, TextField } from '../parts/parts';
import { size } from '../parts/time';

export interface Letter {
  inhoud: string;
  onderwerp: string;
  bijlagen: readonly Attachment[];
}

const EMPTY: Letter = { inhoud: '', onderwerp: '', bijlagen: [] };
const OPEN_PLACE = /\{\{[^{}]*\}\}/;

interface ComposerProps {
  /** Name of its draft. */
  name: string;
  heading: string;
  to: string;
  /** Subject when the agent gives none; `null`: it cannot be chosen. */
  subject: string | null;
  /** E-mailbericht for which a standaardantwoord is filled in. */
  emailbericht: string;
  send: (letter: Letter, key: (body: unknown) => string) => Promise<readonly string[]>;
  stored: () => void;
  stop: () => void;
}

/** Writing a mail: text, standaardantwoorden and attachments. What is typed here is kept until it was stored. */
export function Composer({ name, heading, to, subject, emailbericht, send, stored, stop }: ComposerProps): JSX.Element {
  const [letter, change] = useDraft<Letter>(name, EMPTY);
  const files = useUploads(change);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const ready = letter.bijlagen.every((each) => each.uploadId !== undefined);

  function submit(event: Event): void {
    event.preventDefault();
    if (letter.inhoud.trim() === '') return setProblem('Schrijf eerst een tekst.');
    const open = OPEN_PLACE.exec(letter.inhoud);
    if (open !== null) return setProblem(`Vul nog in: ${open[0]}`);
    if (!ready) return setProblem('Niet alle bijlagen zijn klaar. Wacht even, of haal weg wat niet lukte.');
    setProblem('');
    hold({
      name,
      title: `${heading} aan ${to}`,
      route: location.hash,
      send: () => send(letter, (body) => keyFor(name, body)),
      stored,
    });
    return undefined;
  }

  return (
    <form
      class="composer"
      ref={form}
      aria-label={heading}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        files.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h3 class="utrecht-heading-2">
        {heading} aan {to}
      </h3>
      <Standard emailbericht={emailbericht} insert={(text) => change((old) => ({ inhoud: old.inhoud === '' ? text : `${old.inhoud}\n\n${text}` }))} />
      {subject !== null && (
        <TextField label="Onderwerp" description={`Laat leeg voor: ${subject}`} max={200} value={letter.onderwerp} change={(onderwerp) => change({ onderwerp })} />
      )}
      <TextField
        label="Tekst"
        lines={10}
        max={100_000}
        value={letter.inhoud}
        change={(inhoud) => change({ inhoud })}
        focus
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          files.add(pasted);
        }}
      />
      <Files letter={letter} files={files} />
      {problem !== '' && <Notice kind="error">{problem}</Notice>}
      <div class="actions">
        <Button type="submit" look="primary-action">
          Versturen
        </Button>
        <Button onClick={stop}>Later verder</Button>
        <Button
          look="subtle"
          onClick={() => {
            dropDraft(name);
            stop();
          }}
        >
          Weggooien
        </Button>
      </div>
    </form>
  );
}

interface Uploads {
  readonly progress: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, string>;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (local: string) => void;
  readonly again: (local: string) => void;
}

function useUploads(change: (part: (old: Letter) => Partial<Letter>) => void): Uploads {
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map());
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const bytes = useRef(new Map<string, File>());
  const put = <T,>(set: (update: (old: ReadonlyMap<string, T>) => ReadonlyMap<string, T>) => void, key: string, value: T | null): void =>
    set((old) => {
      const next = new Map(old);
      if (value === null) next.delete(key);
      else next.set(key, value);
      return next;
    });

  async function start(local: string, file: File): Promise<void> {
    put(setFaults, local, null);
    put(setProgress, local, 0);
    try {
      const { uploadId } = await upload(file, (part) => put(setProgress, local, part));
      const ready = (each: Attachment): Attachment => (each.local === local ? { ...each, uploadId } : each);
      change((old) => (old.bijlagen.some((each) => each.local === local) ? { bijlagen: old.bijlagen.map(ready) } : {}));
    } catch (cause) {
      const fault = asFault(cause);
      put(setFaults, local, `${fault.what} ${fault.status === 0 ? 'Probeer het opnieuw.' : ''}`.trim());
    } finally {
      put(setProgress, local, null);
    }
  }

  return {
    progress,
    faults,
    add: (files) => {
      for (const file of files) {
        const local = crypto.randomUUID();
        bytes.current.set(local, file);
        change((old) => ({ bijlagen: [...old.bijlagen, { local, naam: file.name, grootte: file.size }] }));
        void start(local, file);
      }
    },
    remove: (local) => change((old) => ({ bijlagen: old.bijlagen.filter((each) => each.local !== local) })),
    again: (local) => {
      const file = bytes.current.get(local);
      if (file === undefined) put(setFaults, local, 'Het bestand is er niet meer. Haal het weg en voeg het opnieuw toe.');
      else void start(local, file);
    },
  };
}

function Files({ letter, files }: { letter: Letter; files: Uploads }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section class="attach" aria-label="Bijlagen bij uw bericht">
      <ul class="files" aria-live="polite">
        {letter.bijlagen.map((each) => {
          const part = files.progress.get(each.local);
          const failed = part === undefined && each.uploadId === undefined;
          return (
            <li key={each.local}>
              <span>
                {each.naam} <span class="muted">{size(each.grootte)}</span>
                {part !== undefined && <progress value={part} max={1} aria-label={`${each.naam} wordt klaargezet`} />}
                {each.uploadId !== undefined && <span class="muted"> · klaar</span>}
                {failed && <span class="wrong"> · {files.faults.get(each.local) ?? 'Dit bestand is niet klaargezet.'}</span>}
              </span>
              <span>
                {failed && (
                  <Button look="subtle" onClick={() => files.again(each.local)} aria-label={`${each.naam} opnieuw klaarzetten`}>
                    Opnieuw
                  </Button>
                )}
                <Button look="subtle" onClick={() => files.remove(each.local)} aria-label={`${each.naam} weghalen`}>
                  Weghalen
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          files.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <p>
        <Button onClick={() => input.current?.click()}>Bijlage toevoegen</Button> <span class="muted">of sleep of plak</span>
      </p>
    </section>
  );
}

function Standard({ emailbericht, insert }: { emailbericht: string; insert: (text: string) => void }): JSX.Element | null {
  const list = useLoaded(() => call('get', '/standaardantwoorden', { query: { pageSize: 100 } }), 'standaardantwoorden');
  const action = useAction();
  const [open, setOpen] = useState<readonly string[]>([]);
  const texts = (list.data?.results ?? []).filter((each) => !each.vervallen);
  if (list.fault !== null) return <FaultNotice fault={list.fault} again={list.reload} />;
  if (texts.length === 0) return null;
  const choose = (identificatie: string): void => {
    if (identificatie === '') return;
    action.run(async () => {
      const filled = await call('post', '/standaardantwoorden/{identificatie}/invulling', { path: { identificatie }, body: { emailbericht } });
      insert(filled.inhoud);
      setOpen(filled.open);
    });
  };
  return (
    <>
      <SelectField label="Standaardantwoord" value="" change={choose} options={[['', 'Kies een tekst om in te voegen'], ...texts.map((each) => [each.identificatie, each.naam] as const)]} />
      {open.length > 0 && <Notice kind="info">Vul zelf nog in: {open.join(', ')}</Notice>}
      <ActionNotice action={action} />
    </>
  );
}

export const uploadsOf = (letter: Letter): { bijlagen?: string[] } => {
  const ids = letter.bijlagen.flatMap((each) => (each.uploadId === undefined ? [] : [each.uploadId]));
  return ids.length > 0 ? { bijlagen: ids } : {};
};

export const subjectOfLetter = (letter: Letter): { onderwerp?: string } => (letter.onderwerp.trim() === '' ? {} : { onderwerp: letter.onderwerp.trim() });

export function Antwoord({ mail, handled, stop }: { mail: Opened; handled: () => void; stop: () => void }): JSX.Element {
  const id = mail.emailbericht.identificatie;
  return (
    <Composer
      name={`antwoord.${id}`}
      heading="Antwoord"
      to={mail.antwoordadres.adres}
      subject={mail.klantcontact.onderwerp || 'het onderwerp van de e-mail'}
      emailbericht={id}
      stop={stop}
      stored={handled}
      send={async (letter, key) => {
        const body = { inzageId: inzageOf(mail), inhoud: letter.inhoud, ...subjectOfLetter(letter), ...uploadsOf(letter) };
        const answer = await call('post', '/emailberichten/{identificatie}/antwoord', { path: { identificatie: id }, body, key: key(body) });
        return [answer.verzending.identificatie];
      }}
    />
  );
}
