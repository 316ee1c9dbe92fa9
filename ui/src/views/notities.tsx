import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { dropDraft, keyFor, useDraft } from '../parts/drafts';
import { useAction, useLoaded } from '../parts/hooks';
import { ActionNotice, Button, LoadNotice, TextField } from '../parts/parts';
import { onDate } from '../parts/time';

const OF = {
  emailbericht: '/emailberichten/{identificatie}/notities',
  taak: '/interne-taken/{identificatie}/notities',
} as const;

/** Notes for colleagues at a mail or a task. The citizen never sees them. */
export function Notities({ of, identificatie }: { of: keyof typeof OF; identificatie: string }): JSX.Element {
  const path = { identificatie };
  const name = `notitie.${identificatie}`;
  const loaded = useLoaded<Schemas['NotitieLijst']>(() => call('get', OF[of], { path }), identificatie);
  const [draft, change] = useDraft(name, { tekst: '' });
  const action = useAction();
  const list = loaded.data?.results ?? [];
  const submit = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const body = { tekst: draft.tekst.trim() };
      await call('post', OF[of], { path, body, key: keyFor(name, body) });
      dropDraft(name);
      change({ tekst: '' });
      loaded.reload();
    });
  };
  return (
    <section class="notes" aria-label="Notities">
      <h3 class="utrecht-heading-2">Notities voor collega’s</h3>
      <LoadNotice loaded={loaded} />
      <ul class="contacts">
        {list.map((each) => (
          <li key={each.identificatie}>
            <span class="preserve">{each.tekst}</span>
            <br />
            <span class="muted">
              {each.naam} · {onDate(each.tijdstip)}
            </span>
          </li>
        ))}
      </ul>
      <details open={draft.tekst !== ''}>
        <summary>Notitie schrijven</summary>
        <form aria-label="Nieuwe notitie" onSubmit={submit}>
          <TextField label="Notitie" description="De burger krijgt dit nooit te zien" lines={2} max={1000} required value={draft.tekst} change={(tekst) => change({ tekst })} />
          <ActionNotice action={action} />
          <Button type="submit" disabled={action.busy}>
            Notitie opslaan
          </Button>
        </form>
      </details>
    </section>
  );
}
