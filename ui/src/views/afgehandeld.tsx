import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { useDraft } from '../parts/drafts';
import { useLoaded, usePages } from '../parts/hooks';
import { List } from '../parts/list';
import { useColleagues, useMailboxes } from '../parts/lists';
import { senderOf, subjectOf } from '../parts/marks';
import { ActionNotice, Button, LoadNotice, SelectField, TextField } from '../parts/parts';
import { atTime } from '../parts/time';
import type { Person } from '../session';
import { Elsewhere, SOORTEN } from './elders';

interface Choice {
  /** Empty: today. */
  dag: string;
  postvak: string;
  medewerker: string;
  uitkomst: Schemas['Afhandelsoort'] | '';
}

/** The mail that was handled on a day, from new to old. */
export function Afgehandeld({ who, chosen }: { who: Person; chosen: string | undefined }): JSX.Element {
  const [choice, change] = useDraft<Choice>('afgehandeld', { dag: '', postvak: '', medewerker: '', uitkomst: '' });
  const mailboxes = useMailboxes();
  const colleagues = useColleagues();
  const what = JSON.stringify(choice);
  const query = { pageSize: 100, status: 'afgehandeld' as const, ...Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== '')) };
  const loaded = useLoaded(() => call('get', '/emailberichten', { query }), what);
  const { found, cursor, action, further } = usePages(loaded, what, (cursor) => call('get', '/emailberichten', { query: { ...query, cursor } }));
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <div class="filter filter--form">
          <div class="pair">
            <TextField label="Dag" type="date" value={choice.dag} change={(dag) => change({ dag })} />
            <SelectField
              label="Uitkomst"
              value={choice.uitkomst}
              change={(uitkomst) => change({ uitkomst: uitkomst as Choice['uitkomst'] })}
              options={[['', 'Alles'], ...Object.entries(SOORTEN)]}
            />
            <SelectField
              label="Postvak"
              value={choice.postvak}
              change={(postvak) => change({ postvak })}
              options={[['', 'Alle'], ...(mailboxes.data?.results ?? []).map((each) => [each.adres, each.adres] as const)]}
            />
            <SelectField
              label="Medewerker"
              value={choice.medewerker}
              change={(medewerker) => change({ medewerker })}
              options={[['', 'Iedereen'], ...(colleagues.data ?? []).map((each) => [each.medewerker, each.naam] as const)]}
            />
          </div>
        </div>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && found.length === 0 && (
          <p class="empty">{choice.dag === '' ? 'Vandaag is nog niets afgehandeld.' : 'Op deze dag is niets gevonden.'} Kies een andere dag of een andere uitkomst.</p>
        )}
        <List
          label="Afgehandeld"
          chosen={chosen}
          rows={found.map((mail) => ({
            id: mail.identificatie,
            href: `#/afgehandeld/${mail.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{senderOf(mail)}</span>
                  <span class="list__when">{mail.uitkomst === null ? '' : atTime(mail.uitkomst.tijdstip)}</span>
                </span>
                <span class="list__what">{subjectOf(mail.onderwerp)}</span>
                {mail.uitkomst !== null && (
                  <span class="list__what muted">
                    {SOORTEN[mail.uitkomst.soort]} · {nameOf(mail.uitkomst.medewerker, colleagues.data ?? [])}
                  </span>
                )}
              </>
            ),
          }))}
        />
        {cursor !== null && (
          <Button disabled={action.busy} onClick={further}>
            Meer tonen
          </Button>
        )}
        <ActionNotice action={action} />
      </section>
      <section class="column column--detail" aria-label="E-mail">
        {chosen === undefined ? (
          <p class="empty empty--pane">Kies een e-mail in de lijst. U leest wat ermee is gedaan.</p>
        ) : (
          <Elsewhere key={chosen} identificatie={chosen} who={who} changed={loaded.reload} />
        )}
      </section>
    </div>
  );
}

const nameOf = (medewerker: string, colleagues: readonly Schemas['Medewerker'][]): string => colleagues.find((each) => each.medewerker === medewerker)?.naam ?? 'een collega';
