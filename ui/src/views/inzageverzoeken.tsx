import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { StoringForm } from '../parts/form';
import { goTo } from '../parts/hooks';
import { TextField } from '../parts/parts';
import { isAddress, typedList } from '../parts/recipients';
import { type Kind, Verzamelverzoeken } from './verzamelverzoeken';

const COUNTED: readonly (readonly [string, keyof Schemas['Verzoekaantallen']])[] = [
  ['Ontvangen e-mails', 'emailberichten'],
  ['Klantcontacten', 'klantcontacten'],
  ['Rectificaties', 'rectificaties'],
  ['Taken', 'interneTaken'],
  ['Verstuurde e-mails', 'verzendingen'],
  ['Zaken', 'zaken'],
  ['Documenten', 'documenten'],
  ['Notities', 'notities'],
  ['Concepten', 'concepten'],
  ['Keren dat iemand iets zag of deed', 'inzagen'],
];

const KIND: Kind<Schemas['Inzageverzoek']> = {
  route: 'inzageverzoeken',
  name: 'inzageverzoek',
  plural: 'Inzageverzoeken',
  lead: 'Vraagt iemand wat de gemeente van hem of haar heeft? Klantmail zoekt alles bij elkaar.',
  list: () => call('get', '/inzageverzoeken'),
  read: (identificatie) => call('get', '/inzageverzoeken/{identificatie}', { path: { identificatie } }),
  titleOf: (verzoek) => verzoek.adressen.join(', '),
  aboutOf: () => '',
  countsOf: ({ aantallen }) => COUNTED.map(([name, of]) => [name, aantallen[of]]),
  beware: 'Lees een bestand na voordat u het geeft aan wie erom vroeg: namen van medewerkers en van anderen staan er nog in.',
  nothing: 'Van deze adressen is niets gevonden.',
};

/** All that is held about a person, collected for who asks for it (AVG article 15). */
export const Inzageverzoeken = ({ chosen }: { chosen: string | undefined }): JSX.Element => (
  <Verzamelverzoeken kind={KIND} chosen={chosen} ask={(changed) => <Ask changed={changed} />} />
);

function problemOf(text: string): string {
  const wrong = typedList(text).find((each) => !isAddress(each));
  if (wrong !== undefined) return `${wrong} is geen e-mailadres.`;
  return typedList(text).length === 0 ? 'Vul een e-mailadres in.' : '';
}

function Ask({ changed }: { changed: () => void }): JSX.Element {
  const made = useRef('');
  return (
    <>
      <p class="lead">
        Klantmail verzamelt alle e-mail van deze adressen, wat daarover is vastgelegd en verstuurd, en wie het zag. Controleer eerst of het verzoek komt van wie het zegt.
      </p>
      <StoringForm
        name="inzageverzoek"
        heading="Van wie?"
        button="Verzamelen"
        empty={{ adressen: '' }}
        fields={(draft, change) => (
          <TextField
            label="E-mailadressen"
            description="Alle adressen van één persoon, ten hoogste 20, elk op een eigen regel."
            lines={3}
            max={5_000}
            required
            focus
            value={draft.adressen}
            change={(adressen) => change({ adressen })}
          />
        )}
        problem={(draft) => problemOf(draft.adressen)}
        send={async (draft, key) => {
          const body = { adressen: typedList(draft.adressen) };
          made.current = (await call('post', '/inzageverzoeken', { body, key: key(body) })).identificatie;
          return [];
        }}
        stored={() => {
          changed();
          goTo(`inzageverzoeken/${made.current}`);
        }}
        stop={() => goTo('inzageverzoeken')}
      />
    </>
  );
}
