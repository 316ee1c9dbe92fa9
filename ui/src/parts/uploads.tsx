/** Files that go along with a mail: chosen, dropped or pasted, each with its progress. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { upload } from '../api/client';
import { asFault } from '../api/faults';
import type { Attachment } from './drafts';
import { Button } from './parts';
import { size } from './time';

export interface Uploads {
  readonly progress: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, string>;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (local: string) => void;
  readonly again: (local: string) => void;
}

/** @param change changes the attachments of a draft, also when its form has been closed meanwhile. */
export function useUploads(change: (update: (old: readonly Attachment[]) => readonly Attachment[]) => void): Uploads {
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
      change((old) => old.map(ready));
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
        change((old) => [...old, { local, naam: file.name, grootte: file.size }]);
        void start(local, file);
      }
    },
    remove: (local) => change((old) => old.filter((each) => each.local !== local)),
    again: (local) => {
      const file = bytes.current.get(local);
      if (file === undefined) put(setFaults, local, 'Het bestand is er niet meer. Haal het weg en voeg het opnieuw toe.');
      else void start(local, file);
    },
  };
}

export function Files({ attached, files }: { attached: readonly Attachment[]; files: Uploads }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section class="attach" aria-label="Bijlagen bij uw bericht">
      <ul class="files" aria-live="polite">
        {attached.map((each) => {
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

/** The reason that these files cannot go along yet; empty when they can. */
export const uploadProblem = (attached: readonly Attachment[]): string =>
  attached.every((each) => each.uploadId !== undefined) ? '' : 'Niet alle bijlagen zijn klaar. Wacht even, of haal weg wat niet lukte.';

/** The part of a request that says which files go along. */
export const uploadsOf = (attached: readonly Attachment[]): { bijlagen?: string[] } => {
  const ids = attached.flatMap((each) => (each.uploadId === undefined ? [] : [each.uploadId]));
  return ids.length > 0 ? { bijlagen: ids } : {};
};
