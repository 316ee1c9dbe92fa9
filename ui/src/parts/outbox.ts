/** Mail that an agent sent, held in the page for ten seconds so that it can be taken back, and then followed. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import { type Fault, asFault, draftGone, unfinished } from '../api/faults';
import { handlesMail, person } from '../session';
import { dropDraft, keyFor, onDraft, readDraft, writeDraft } from './drafts';
import { atTime } from './time';

export const HELD = 10;

export type Stage = 'wacht' | 'bezig' | 'opgeslagen' | 'klaar' | 'mislukt';

export interface Entry {
  /** The draft that it was made of. */
  readonly name: string;
  /** Its name for the agent, such as `Antwoord aan jan@burger.example`. */
  readonly title: string;
  /** The place in the page where its text can be found. */
  readonly route: string;
  readonly stage: Stage;
  /** Moment at which it is sent, in milliseconds. */
  readonly due: number;
  readonly note: string;
  readonly fault: Fault | null;
}

interface Sending extends Entry {
  readonly send: () => Promise<readonly string[]>;
  readonly stored: () => void;
}

const entries = new Map<string, Sending>();
const timers = new Map<string, number>();
const listeners = new Set<() => void>();

function tell(): void {
  listeners.forEach((each) => each());
}

function change(name: string, part: Partial<Sending>): void {
  const old = entries.get(name);
  if (old === undefined) return;
  entries.set(name, { ...old, ...part });
  tell();
}

export interface Wish<T> {
  name: string;
  /** The state that its writer sees now. */
  draft: T;
  title: (draft: T) => string;
  route: string;
  /** The reason that it cannot leave yet; empty when it can. */
  problem: (draft: T) => string;
  /** Store it, and give the verzendingen that carry it. */
  send: (draft: T, key: (body: unknown) => string) => Promise<readonly string[]>;
  /** Called once it is stored. */
  stored: () => void;
}

/** Hold a mail. Each try sends what its draft says then: a writer may have mended it after one that failed. */
export function hold<T>({ name, draft, title, route, problem, send, stored }: Wish<T>): void {
  writeDraft(name, draft);
  const sendDraft = async (): Promise<readonly string[]> => {
    const now = readDraft<T>(name);
    if (now === null) throw draftGone();
    change(name, { title: title(now) });
    const wrong = problem(now);
    if (wrong !== '') throw unfinished(wrong);
    return send(now, (body) => keyFor(name, body));
  };
  entries.set(name, { name, title: title(draft), route, send: sendDraft, stored, stage: 'wacht', due: Date.now() + HELD * 1000, note: '', fault: null });
  timers.set(name, window.setTimeout(() => void go(name), HELD * 1000));
  tell();
}

// A mail that its writer threw away is not sent again.
onDraft((name, discarded) => {
  if (discarded && entries.get(name)?.stage === 'mislukt') forget(name);
});

/** Take it back: nothing was sent, and the draft is as it was. */
export function takeBack(name: string): void {
  if (entries.get(name)?.stage !== 'wacht') return;
  window.clearTimeout(timers.get(name));
  entries.delete(name);
  tell();
}

export async function go(name: string): Promise<void> {
  const entry = entries.get(name);
  if (entry === undefined || entry.stage === 'bezig') return;
  window.clearTimeout(timers.get(name));
  change(name, { stage: 'bezig', fault: null });
  try {
    const verzendingen = await entry.send();
    dropDraft(name);
    change(name, { stage: 'opgeslagen', note: 'Opgeslagen. De e-mail gaat nu weg.' });
    entry.stored();
    // Its writer may send another by that name meanwhile.
    await follow(verzendingen, (note) => entries.get(name)?.send === entry.send && change(name, { stage: 'klaar', note }));
  } catch (cause) {
    change(name, { stage: 'mislukt', fault: asFault(cause) });
  }
}

export function forget(name: string): void {
  entries.delete(name);
  tell();
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => window.setTimeout(done, milliseconds));

/** Read the state of the sending until it is settled. Who may not read it, is told that it was stored. */
async function follow(verzendingen: readonly string[], settle: (note: string) => void): Promise<void> {
  if (!handlesMail(person())) {
    settle('Opgeslagen. De e-mail is op weg.');
    return;
  }
  for (let round = 0; round < 30; round += 1) {
    await pause(round < 5 ? 1000 : 3000);
    try {
      const read = await Promise.all(verzendingen.map((each) => call('get', '/verzendingen/{identificatie}', { path: { identificatie: each } })));
      const stuck = read.find((each) => ['mislukt', 'onbekend', 'vervallen'].includes(each.status));
      if (stuck !== undefined) {
        settle(`Niet zeker verstuurd: ${stuck.reden ?? stuck.status}. Het staat bij Beheer; een beheerder beslist.`);
        return;
      }
      if (read.every((each) => each.status === 'verzonden')) {
        const moment = read[0]?.verzondenOp;
        settle(moment ? `Verstuurd om ${atTime(moment)}.` : 'Verstuurd.');
        return;
      }
    } catch {
      // The mail is stored; only its state could not be read this time.
    }
  }
  settle('Opgeslagen. De e-mail wacht nog op versturen. Kijk later bij Beheer.');
}

export function useOutbox(): readonly Entry[] {
  const [list, set] = useState<readonly Entry[]>([...entries.values()]);
  useEffect(() => {
    const update = (): void => set([...entries.values()]);
    listeners.add(update);
    update();
    return () => {
      listeners.delete(update);
    };
  }, []);
  return list;
}

export function waitingToSend(): boolean {
  return [...entries.values()].some((entry) => entry.stage === 'wacht' || entry.stage === 'bezig');
}
