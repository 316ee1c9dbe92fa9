/** Lists that many views choose from. Each is read when a view first needs it. */
import { type Schemas, call } from '../api/client';
import { type Loaded, useLoaded } from './hooks';

export const useMailboxes = (): Loaded<Schemas['PostvakLijst']> => useLoaded(() => call('get', '/postvakken'), 'postvakken');

export const useDepartments = (): Loaded<Schemas['OrganisatorischeEenheidLijst']> => useLoaded(() => call('get', '/organisatorische-eenheden'), 'eenheden');

const MOST_PAGES = 20;

interface Query {
  pageSize: number;
  cursor?: string;
}

/** All pages of a list, by name. */
async function everyPage<T extends { naam: string }>(read: (query: Query) => Promise<{ results: T[]; cursor: string | null }>): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: { results: T[]; cursor: string | null } = await read({ pageSize: 100, ...(cursor === null ? {} : { cursor }) });
    all.push(...answer.results);
    cursor = answer.cursor;
    if (cursor === null) break;
  }
  return all.sort((one, other) => one.naam.localeCompare(other.naam, 'nl'));
}

/** Everybody who has signed in. A gemeente has more than one page of them. */
export const useColleagues = (): Loaded<readonly Schemas['Medewerker'][]> => useLoaded(() => everyPage((query) => call('get', '/medewerkers', { query })), 'medewerkers');

/** The standaardantwoorden. A page of them holds fewer than it could where texts were withdrawn. */
export const useStandardTexts = (): Loaded<readonly Schemas['StandaardantwoordInLijst'][]> =>
  useLoaded(() => everyPage((query) => call('get', '/standaardantwoorden', { query })), 'standaardantwoorden');
