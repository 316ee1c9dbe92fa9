import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Entry, forget, go, takeBack, useOutbox } from '../parts/outbox';
import { Button, FaultNotice } from '../parts/parts';

/** The mail that is on its way, below whatever else the agent does. */
export function Outbox(): JSX.Element {
  const entries = useOutbox();
  return (
    <section class="outbox" aria-label="Wat u verstuurt" aria-live="polite">
      {entries.map((entry) => (
        <Line key={entry.name} entry={entry} />
      ))}
    </section>
  );
}

function Line({ entry }: { entry: Entry }): JSX.Element {
  const { name, title, stage } = entry;
  return (
    <div class={`outbox__line outbox__line--${stage}`} data-stage={stage}>
      <p>
        <strong>{title}</strong>
        <br />
        {stage === 'wacht' && <Countdown due={entry.due} />}
        {stage === 'bezig' && 'Wordt opgeslagen…'}
        {entry.note}
      </p>
      <FaultNotice fault={entry.fault} />
      <div class="actions">
        {stage === 'wacht' && (
          <>
            <Button onClick={() => takeBack(name)}>Terughalen</Button>
            <Button look="subtle" onClick={() => void go(name)}>
              Nu versturen
            </Button>
          </>
        )}
        {stage === 'mislukt' && (
          <>
            <Button onClick={() => void go(name)}>Opnieuw versturen</Button>
            <Button
              look="subtle"
              onClick={() => {
                location.hash = entry.route;
                forget(name);
              }}
            >
              Terug naar de tekst
            </Button>
          </>
        )}
        {stage === 'klaar' && (
          <Button look="subtle" onClick={() => forget(name)}>
            Sluiten
          </Button>
        )}
      </div>
    </div>
  );
}

/** The seconds that are left. Only the first is read aloud: a voice that counts is in the way. */
function Countdown({ due }: { due: number }): JSX.Element {
  const [left, set] = useState(Math.ceil((due - Date.now()) / 1000));
  useEffect(() => {
    const timer = setInterval(() => set(Math.max(0, Math.ceil((due - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [due]);
  return (
    <>
      <span class="visually-hidden">Wordt over tien seconden verstuurd.</span>
      <span aria-hidden="true">Wordt over {left} s verstuurd.</span>
    </>
  );
}
