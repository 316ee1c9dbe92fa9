import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { StoringForm } from '../parts/form';
import { goTo } from '../parts/hooks';
import { TextField } from '../parts/parts';
import { typedList } from '../parts/recipients';
import { onDay } from '../parts/time';
import { type Kind, Verzamelverzoeken } from './verzamelverzoeken';

const COUNTED: readonly (readonly [string, keyof Schemas['Wooaantallen']])[] = [
  ['Ontvangen e-mails', 'emailberichten'],
  ['Klantcontacten', 'klantcontacten'],
  ['Rectificaties', 'rectificaties'],
  ['Verstuurde e-mails', 'verzendingen'],
  ['Zaken', 'zaken'],
  ['Documenten', 'documenten'],
  ['Past bij het verzoek en is weggelaten', 'weggelaten'],
];

const KIND: Kind<Schemas['Wooverzoek']> = {
  route: 'woo-verzoeken',
  name: 'Woo-verzoek',
  plural: 'Woo-verzoeken',
  lead: 'Vraagt iemand om publieke informatie? Klantmail zoekt de e-mail over dat onderwerp bij elkaar. Wat openbaar mag zijn, beoordeelt u zelf.',
  list: () => call('get', '/woo-verzoeken'),
  read: (identificatie) => call('get', '/woo-verzoeken/{identificatie}', { path: { identificatie } }),
  titleOf: (verzoek) => verzoek.woorden.join(' '),
  aboutOf: ({ van, tot, postvakken }) => `E-mail van ${onDay(van)} tot en met ${onDay(tot)}, ${postvakken.length === 0 ? 'uit alle postvakken' : `uit ${postvakken.join(', ')}`}.`,
  countsOf: ({ aantallen }) => COUNTED.map(([name, of]) => [name, aantallen[of]]),
  beware: 'Maak niets openbaar voordat u het hebt beoordeeld: namen, adressen en andere persoonsgegevens staan er nog in.',
  nothing: 'Er is geen e-mail gevonden met deze woorden in het onderwerp.',
};

/** The mail about a matter, collected for a request for public information (Woo article 4.1). */
export const Wooverzoeken = ({ chosen }: { chosen: string | undefined }): JSX.Element => (
  <Verzamelverzoeken kind={KIND} chosen={chosen} ask={(changed) => <Ask changed={changed} />} />
);

function Ask({ changed }: { changed: () => void }): JSX.Element {
  const made = useRef('');
  return (
    <>
      <p class="lead">
        Klantmail verzamelt afgehandelde e-mail met deze woorden in het onderwerp, en wat daarover is vastgelegd en verstuurd. Wat past en er niet in komt, staat in een lijst met de
        reden.
      </p>
      <StoringForm
        name="woo-verzoek"
        heading="Welke e-mail?"
        button="Verzamelen"
        empty={{ woorden: '', van: '', tot: '', postvakken: '' }}
        fields={(draft, change) => (
          <>
            <TextField
              label="Woorden in het onderwerp"
              description="Alle woorden moeten erin staan. In de tekst van e-mails zoekt Klantmail niet: kies ruime woorden."
              max={200}
              required
              focus
              value={draft.woorden}
              change={(woorden) => change({ woorden })}
            />
            <TextField label="Vanaf" type="date" required value={draft.van} change={(van) => change({ van })} />
            <TextField label="Tot en met" type="date" description="Ten hoogste een jaar na de eerste dag" required value={draft.tot} change={(tot) => change({ tot })} />
            <TextField
              label="Postvakken (mag leeg blijven)"
              description="Elk adres op een eigen regel. Leeg: alle postvakken."
              lines={2}
              max={5_000}
              value={draft.postvakken}
              change={(postvakken) => change({ postvakken })}
            />
          </>
        )}
        send={async (draft, key) => {
          const body = { woorden: draft.woorden.trim(), van: draft.van, tot: draft.tot, postvakken: typedList(draft.postvakken) };
          made.current = (await call('post', '/woo-verzoeken', { body, key: key(body) })).identificatie;
          return [];
        }}
        stored={() => {
          changed();
          goTo(`woo-verzoeken/${made.current}`);
        }}
        stop={() => goTo('woo-verzoeken')}
      />
    </>
  );
}
