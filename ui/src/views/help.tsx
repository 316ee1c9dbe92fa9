import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { keysAreOn, switchKeys } from '../parts/hooks';
import { Check, Dialog } from '../parts/parts';

const KEYS: readonly (readonly [string, string])[] = [
  ['j', 'Volgende in de lijst'],
  ['k', 'Vorige in de lijst'],
  ['Enter', 'Openen wat u hebt gekozen'],
  ['/', 'E-mails zoeken'],
  ['r', 'Antwoorden'],
  ['t', 'Taak maken voor een afdeling'],
  ['z', 'Zaak: een nieuwe, of een die er al is'],
  ['d', 'Doorzenden naar een andere overheid'],
  ['s', 'Splitsen in meer vragen'],
  ['a', 'Afsluiten zonder antwoord'],
  ['u', 'Terugleggen in de werkvoorraad'],
  ['o', 'Taak oppakken'],
  ['v', 'Voorbeeld van de e-mail die u schrijft'],
  ['Ctrl + Enter', 'Versturen, als u een tekst typt'],
  ['?', 'Deze lijst'],
];

export function Help({ close }: { close: () => void }): JSX.Element {
  const [on, setOn] = useState(keysAreOn());
  return (
    <Dialog heading="Sneltoetsen" close={close}>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Check
        label="Sneltoetsen van één letter gebruiken"
        value={on}
        change={(value) => {
          switchKeys(value);
          setOn(value);
        }}
      />
    </Dialog>
  );
}
