import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { keysAreOn, switchKeys } from '../parts/hooks';
import { Button, Check } from '../parts/parts';

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
  ['Ctrl + Enter', 'Versturen, als u een tekst typt'],
  ['?', 'Deze lijst'],
];

export function Help({ close }: { close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(keysAreOn());
  useEffect(() => dialog.current?.showModal(), []);
  /** Close at the key itself: the browser closes some time after it, and would keep the next key from the page. */
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="help" aria-labelledby="sneltoetsen" onClose={close} onKeyDown={escape}>
      <h2 id="sneltoetsen" class="utrecht-heading-1">
        Sneltoetsen
      </h2>
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
      <Button look="primary-action" onClick={() => dialog.current?.close()}>
        Sluiten
      </Button>
    </dialog>
  );
}
