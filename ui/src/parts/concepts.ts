/**
 * Drafts: what an agent typed for a mail.
 * Klantmail keeps it too, so that another computer has it, and a colleague who takes over.
 */
import { useEffect } from 'preact/hooks';
import { type Schemas, call, versioned } from '../api/client';
import { Fault } from '../api/faults';
import { person } from '../session';
import { onDraft, readDraft, writeDraft } from './drafts';
import { type Outcome, begunFor } from './outcomes';

const SOORT: Record<Outcome, Schemas['Afhandelsoort']> = {
  antwoord: 'antwoord',
  taak: 'interne_taak',
  zaak: 'zaak',
  doorzending: 'doorzending',
  splitsing: 'splitsing',
  afsluiting: 'geen_actie_nodig',
};

const kindOf = (soort: Schemas['Afhandelsoort']): Outcome | undefined => (Object.keys(SOORT) as Outcome[]).find((kind) => SOORT[kind] === soort);

/** Milliseconds without typing after which a draft is kept. */
const PAUSE = 2_000;

const PATH = '/emailberichten/{identificatie}/concept';
/** The version of each concept that this page read or wrote; `null`: there is none. */
const versions = new Map<string, string | null>();
const timers = new Map<string, number>();

async function keep(identificatie: string, kind: Outcome): Promise<void> {
  const velden = readDraft<Record<string, never>>(`${kind}.${identificatie}`);
  if (velden === null) return;
  const path = { identificatie };
  const body = { soort: SOORT[kind], velden };
  const put = async (): Promise<void> => {
    const { etag } = await versioned('put', PATH, { path, body, version: versions.get(identificatie) ?? null });
    versions.set(identificatie, etag);
  };
  try {
    await put();
  } catch (cause) {
    // The text that this agent typed last goes before what they typed elsewhere.
    if (!(cause instanceof Fault) || cause.status !== 412) return;
    versions.set(identificatie, (await versioned('get', PATH, { path })).etag);
    await put();
  }
}

/** Keep the drafts of this mail while it is open. What cannot be kept stays in this tab, as every draft does. */
export function useKept(identificatie: string): void {
  useEffect(
    () =>
      onDraft((name, discarded) => {
        const kind = name.slice(0, -identificatie.length - 1) as Outcome;
        if (name !== `${kind}.${identificatie}` || SOORT[kind] === undefined) return;
        window.clearTimeout(timers.get(identificatie));
        if (!discarded) {
          timers.set(identificatie, window.setTimeout(() => void keep(identificatie, kind).catch(() => undefined), PAUSE));
        } else if (versions.has(identificatie)) {
          versions.delete(identificatie);
          void call('delete', PATH, { path: { identificatie } }).catch(() => undefined);
        }
      }),
    [identificatie],
  );
}

/** Take up what this agent typed for the mail on another computer. Gives the outcome that they began. */
export async function takeUp(mail: Schemas['GeopendeMail']): Promise<Outcome | null> {
  const id = mail.emailbericht.identificatie;
  const mine = mail.concepten.find((each) => each.medewerker === person()?.medewerker);
  if (mine === undefined || begunFor(id) !== null) return null;
  const { answer, etag } = await versioned('get', PATH, { path: { identificatie: id } });
  versions.set(id, etag);
  return adopt(id, answer);
}

/** Make a concept the draft of this agent. Files that a colleague put ready are not theirs to send. */
export function adopt(identificatie: string, concept: Schemas['Concept'], ofAnother = false): Outcome | null {
  const kind = kindOf(concept.soort);
  if (kind === undefined) return null;
  const velden: unknown = JSON.parse(JSON.stringify(concept.velden), (key, value: unknown) => (ofAnother && key === 'bijlagen' ? [] : value));
  writeDraft(`${kind}.${identificatie}`, velden);
  return kind;
}

export const readConcept = (identificatie: string, medewerker: string): Promise<Schemas['Concept']> =>
  call('get', PATH, { path: { identificatie }, query: { medewerker } });

/** The texts that a concept holds, as they were typed. */
export function textsOf(concept: Schemas['Concept']): string[] {
  const found: string[] = [];
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'string' && TYPED.has(key) && value.trim() !== '') found.push(value);
    if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([inner, each]) => look(each, Array.isArray(value) ? key : inner));
  };
  look(concept.velden, '');
  return found;
}

const TYPED = new Set(['inhoud', 'onderwerp', 'gevraagdeHandeling', 'omschrijving', 'toelichting', 'berichtAanKlant', 'reden']);
