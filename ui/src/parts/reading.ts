/** The reading of the documents of a mail and those of a task. */
import { call } from '../api/client';
import type { Reading } from '../views/mail';

const query = (pad?: string): { query?: { pad: string } } => (pad === undefined ? {} : { query: { pad } });

export const OF_MAIL: Reading = {
  inhoud: (document) => call('get', '/informatieobjecten/{identificatie}/inhoud', { path: { identificatie: document } }),
  ontleding: (document, pad) => call('get', '/informatieobjecten/{identificatie}/ontleding', { path: { identificatie: document }, ...query(pad) }),
};

/** Only a behandelaar reads an enclosed mail from a task. */
export const ofTask = (identificatie: string, behandelaar: boolean): Reading => ({
  inhoud: (document) => call('get', '/interne-taken/{identificatie}/informatieobjecten/{document}/inhoud', { path: { identificatie, document } }),
  ...(behandelaar
    ? {
        ontleding: (document: string, pad?: string) =>
          call('get', '/interne-taken/{identificatie}/informatieobjecten/{document}/ontleding', { path: { identificatie, document }, ...query(pad) }),
      }
    : {}),
});
