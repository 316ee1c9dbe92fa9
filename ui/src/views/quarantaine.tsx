import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { useAction, useListing, useNow } from '../parts/hooks';
import { senderOf, subjectOf } from '../parts/marks';
import { StoringForm } from '../parts/form';
import { ActionNotice, Button, Check, LoadNotice, Mark, MoreButton, TextField } from '../parts/parts';
import { waiting } from '../parts/time';
import { Gelezen } from './gelezen';

const POLL = 30_000;
/** The most e-mails that are closed at once. */
const MOST = 100;

/** Mail that was set apart: read it, let it through, or close it, many at once. */
export function Quarantaine({ decides }: { decides: boolean }): JSX.Element {
  const listing = useListing((after) => call('get', '/emailberichten', { query: { pageSize: 100, status: 'quarantaine', ...after } }), 'quarantaine', POLL);
  const { loaded, found: list } = listing;
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const oldest = list.slice(0, MOST);
  const chosen = list.filter((each) => marked.has(each.identificatie)).map((each) => each.identificatie);
  const mark = (identificatie: string, on: boolean): void =>
    setMarked((old) => {
      const next = new Set(old);
      if (on) next.add(identificatie);
      else next.delete(identificatie);
      return next;
    });
  return (
    <section aria-label="Quarantaine">
      <p class="muted">Deze e-mail lijkt spam of kan een virus hebben. Zij staat niet in de werkvoorraad.</p>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && list.length === 0 && <p class="empty">Er staat geen e-mail in quarantaine.</p>}
      {decides && list.length > 1 && (
        <Check
          label={list.length > MOST ? `De oudste ${MOST} kiezen` : `Alle ${list.length} kiezen`}
          value={oldest.every((each) => marked.has(each.identificatie))}
          change={(on) => setMarked(new Set(on ? oldest.map((each) => each.identificatie) : []))}
        />
      )}
      {chosen.length > 0 && (
        <StoringForm
          name="quarantaine-sluiten"
          heading={chosen.length === 1 ? '1 e-mail sluiten' : `${chosen.length} e-mails sluiten`}
          button="Sluiten"
          empty={{ reden: '' }}
          problem={() => (chosen.length > MOST ? `Kies ten hoogste ${MOST} e-mails tegelijk.` : '')}
          fields={(draft, change) => (
            <TextField label="Reden" description="Op één regel, voor alle gekozen e-mails. Zij komen niet in de werkvoorraad." max={1000} required value={draft.reden} change={(reden) => change({ reden })} />
          )}
          send={async (draft, key) => {
            const body = { emailberichten: chosen, reden: draft.reden.trim() };
            await call('post', '/quarantaine/sluitingen', { body, key: key(body) });
            return [];
          }}
          stored={() => {
            setMarked(new Set());
            loaded.reload();
          }}
          stop={() => setMarked(new Set())}
        />
      )}
      <ul class="cards" aria-label="Quarantaine">
        {list.map((mail) => (
          <Quarantined key={mail.identificatie} mail={mail} decides={decides} marked={marked.has(mail.identificatie)} mark={(on) => mark(mail.identificatie, on)} changed={loaded.reload} />
        ))}
      </ul>
      <MoreButton listing={listing} />
    </section>
  );
}

interface CardProps {
  mail: Schemas['Emailbericht'];
  decides: boolean;
  marked: boolean;
  mark: (on: boolean) => void;
  changed: () => void;
}

function Quarantined({ mail, decides, marked, mark, changed }: CardProps): JSX.Element {
  const [reading, read] = useState(false);
  const path = { identificatie: mail.identificatie };
  const action = useAction();
  const now = useNow();
  const release = (): void =>
    action.run(async () => {
      await call('post', '/emailberichten/{identificatie}/vrijgave', { path, body: {} });
      changed();
    });
  return (
    <li class="card">
      <h2 class="utrecht-heading-2">{subjectOf(mail.onderwerp)}</h2>
      <p>
        Van <strong>{senderOf(mail)}</strong> <span class="muted">{mail.afzender.adres}</span>
        <br />
        <span class="muted">
          Aan {mail.postvak} · {waiting(mail.ontvangenOp, now)}
        </span>
      </p>
      <p class="marks">
        {mail.verdicts.virus !== 'PASS' && <Mark kind="warning">{mail.verdicts.virus === 'FAIL' ? 'Virus gevonden' : 'Niet op virus gecontroleerd'}</Mark>}
        {mail.verdicts.spam !== 'PASS' && <Mark kind="warning">{mail.verdicts.spam === 'FAIL' ? 'Lijkt spam' : 'Niet op spam gecontroleerd'}</Mark>}
      </p>
      {decides && (
        <Check label={`Kiezen om te sluiten: ${subjectOf(mail.onderwerp)}`} value={marked} change={mark} />
      )}
      {decides && (
        <div class="actions">
          <Button aria-expanded={reading} aria-label={`${subjectOf(mail.onderwerp)} lezen`} onClick={() => read(!reading)}>
            {reading ? 'Dichtdoen' : 'Lezen'}
          </Button>
          <Button disabled={action.busy} onClick={release} aria-label={`${subjectOf(mail.onderwerp)} vrijgeven`}>
            Vrijgeven
          </Button>
        </div>
      )}
      <ActionNotice action={action} />
      {reading && <Gelezen read={() => call('get', '/emailberichten/{identificatie}/quarantaine', { path })} what={mail.identificatie} />}
    </li>
  );
}
