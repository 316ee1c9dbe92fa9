import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { useLoaded } from '../parts/hooks';
import { LoadNotice, Mark } from '../parts/parts';
import { onDate, onDay } from '../parts/time';
import { handlesMail, person } from '../session';

const OF = {
  emailbericht: '/emailberichten/{identificatie}/interne-taken',
  klantcontact: '/klantcontacten/{identificatie}/interne-taken',
} as const;

const none: Schemas['InterneTaakLijst'] = { results: [], cursor: null };

/** The tasks that came of a mail or a klantcontact, and what became of each. */
export function Vervolgtaken({ of, identificatie, wanted = true }: { of: keyof typeof OF; identificatie: string; wanted?: boolean }): JSX.Element | null {
  const loaded = useLoaded<Schemas['InterneTaakLijst']>(async () => (wanted ? call('get', OF[of], { path: { identificatie } }) : none), `${identificatie} ${wanted}`);
  const list = loaded.data?.results ?? [];
  if (loaded.data !== null && list.length === 0) return null;
  return (
    <section aria-label="Taken">
      <h3 class="utrecht-heading-2">Taken</h3>
      <LoadNotice loaded={loaded} />
      <ul class="contacts">
        {list.map((each) => (
          <li key={each.identificatie}>
            {handlesMail(person()) ? (
              <a class="utrecht-link utrecht-link--html-a" href={`#/taken/${each.identificatie}`}>
                {each.gevraagdeHandeling}
              </a>
            ) : (
              each.gevraagdeHandeling
            )}{' '}
            {each.teLaat && <Mark kind="warning">Te laat</Mark>}
            <br />
            <span class="muted">
              {each.toegewezenAan.organisatorischeEenheid ?? 'Eén medewerker'} · {standOf(each)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function standOf(taak: Schemas['InterneTaak']): string {
  if (taak.status === 'verwerkt') return `klaar op ${taak.afgehandeldOp === null ? '' : onDate(taak.afgehandeldOp)}${taak.uitkomst === null ? '' : `: ${taak.uitkomst}`}`;
  const who = taak.behandelaar === null ? 'nog niet opgepakt' : `bij ${taak.behandelaar.naam}`;
  return `${who}${taak.uiterlijk === null ? '' : `, uiterlijk ${onDay(taak.uiterlijk)}`}`;
}
