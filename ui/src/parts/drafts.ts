/** The text that an agent typed and did not send yet. It is kept in this tab, through reloads and refused requests. */
import { useCallback, useState } from 'preact/hooks';
import { person } from '../session';

/** The place of a draft. Whoever signs in after another in the same tab does not see what the other wrote. */
const placeOf = (name: string): string => `werkplek.concept.${person()?.medewerker ?? ''}.${name}`;

/** The places of two keys: of the last request that was sent, and of the last one that was only looked at. */
const KEPT = ['sleutel', 'voorbeeld'] as const;

export interface Attachment {
  /** Name in this page, before the upload has one. */
  readonly local: string;
  readonly naam: string;
  readonly grootte: number;
  /** Set once the file is ready to go along. */
  readonly uploadId?: string;
}

type Tell = (name: string, discarded: boolean) => void;
const listeners = new Set<Tell>();

/** Be told when a draft changes, and when its writer throws it away. */
export function onDraft(tell: Tell): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function readDraft<T>(name: string): T | null {
  const text = sessionStorage.getItem(placeOf(name));
  return text === null ? null : (JSON.parse(text) as T);
}

export function writeDraft<T>(name: string, draft: T): void {
  sessionStorage.setItem(placeOf(name), JSON.stringify(draft));
}

/** @param discarded its writer throws it away; without it, what it held was stored. */
export function dropDraft(name: string, discarded = false): void {
  sessionStorage.removeItem(placeOf(name));
  KEPT.forEach((kept) => sessionStorage.removeItem(placeOf(`${name}.${kept}`)));
  if (discarded) listeners.forEach((tell) => tell(name, true));
}

export function hasDraft(name: string): boolean {
  return sessionStorage.getItem(placeOf(name)) !== null;
}

/** Changes some of the fields of a draft. */
export type Change<T> = (change: Partial<T> | ((old: T) => Partial<T>)) => void;

/** A draft and the way to change it. Each change is kept at once, also when the form has been closed meanwhile. */
export function useDraft<T extends object>(name: string, empty: T): [T, Change<T>] {
  const [draft, set] = useState<T>(() => ({ ...empty, ...readDraft<T>(name) }));
  const change = useCallback(
    (part: Partial<T> | ((old: T) => Partial<T>)) => {
      const old = { ...empty, ...readDraft<T>(name) };
      const changed = typeof part === 'function' ? part(old) : part;
      if (Object.keys(changed).length === 0) return;
      const next = { ...old, ...changed };
      writeDraft(name, next);
      listeners.forEach((tell) => tell(name, false));
      set(next);
    },
    [name],
  );
  return [draft, change];
}

/**
 * The Idempotency-Key of a request: the same for the same body, so that a repetition is carried out once.
 *
 * @param looks the request is only looked at, under the key by which it may be sent. It leaves the key of what was sent
 * in its place: that may have been stored, though nobody heard of it.
 */
export function keyFor(name: string, body: unknown, looks = false): string {
  const print = JSON.stringify(body);
  const kept = KEPT.map((each) => JSON.parse(sessionStorage.getItem(placeOf(`${name}.${each}`)) ?? '[]') as string[]);
  const key = kept.find(([, of]) => of === print)?.[0] ?? `werkplek-${crypto.randomUUID()}`;
  sessionStorage.setItem(placeOf(`${name}.${KEPT[looks ? 1 : 0]}`), JSON.stringify([key, print]));
  return key;
}
