/** Lists that many views choose from. Each is read when a view first needs it. */
import { type Schemas, call } from '../api/client';
import { type Loaded, useLoaded } from './hooks';

export const useMailboxes = (): Loaded<Schemas['PostvakLijst']> => useLoaded(() => call('get', '/postvakken'), 'postvakken');

export const useDepartments = (): Loaded<Schemas['OrganisatorischeEenheidLijst']> => useLoaded(() => call('get', '/organisatorische-eenheden'), 'eenheden');

const MOST_PAGES = 20;

/** Everybody who has signed in. A gemeente has more than one page of them. */
export const useColleagues = (): Loaded<readonly Schemas['Medewerker'][]> =>
  useLoaded(async () => {
    const everybody: Schemas['Medewerker'][] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: { pageSize: number; cursor?: string } = { pageSize: 100, ...(cursor === null ? {} : { cursor }) };
      const answer: Schemas['MedewerkerLijst'] = await call('get', '/medewerkers', { query });
      everybody.push(...answer.results);
      cursor = answer.cursor;
      if (cursor === null) break;
    }
    return everybody.sort((one, other) => one.naam.localeCompare(other.naam, 'nl'));
  }, 'medewerkers');
