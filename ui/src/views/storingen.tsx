import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { StoringForm } from '../parts/form';
import { goTo, useLoaded, usePages } from '../parts/hooks';
import { useMailboxes } from '../parts/lists';
import { ActionNotice, Button, Check, LoadNotice, Mark, Notice, TextField } from '../parts/parts';
import { inputOf, momentOf, onDate } from '../parts/time';

type Storing = Schemas['Postvakstoring'];

const PLACE = 'beheer/storingen';

const whenOf = ({ van, tot }: Storing): string => (tot === null ? `Vanaf ${onDate(van)}` : `${onDate(van)} tot ${onDate(tot)}`);

const whereOf = ({ postvakken }: Storing): string => (postvakken.length === 0 ? 'Alle postvakken' : postvakken.join(', '));

/** Outages: when no mail could come in. A beheerder registers them, and says when they ended. */
export function Storingen({ decides, chosen }: { decides: boolean; chosen: string | undefined }): JSX.Element {
  const read = (cursor?: string): Promise<Schemas['PostvakstoringLijst']> => call('get', '/storingen', { query: cursor === undefined ? {} : { cursor } });
  const loaded = useLoaded(() => read(), 'storingen');
  const { found, cursor, action, further } = usePages(loaded, 'storingen', read);
  const known = found.find((each) => each.identificatie === chosen);
  const changed = (): void => {
    loaded.reload();
    goTo(PLACE);
  };
  return (
    <section aria-label="Storingen">
      <p class="lead">Kon er geen e-mail binnenkomen? Noteer dat hier. Wie daardoor iets te laat stuurde, kan daar niets aan doen.</p>
      {decides && chosen === undefined && (
        <p>
          <a class="utrecht-button utrecht-button--primary-action as-button" href={`#/${PLACE}/nieuw`}>
            Storing noteren
          </a>
        </p>
      )}
      {decides && chosen === 'nieuw' && <Register changed={changed} />}
      {decides && known !== undefined && <Correct key={`${known.identificatie} ${known.versie}`} storing={known} changed={changed} />}
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && found.length === 0 && <p class="empty">Er is nog geen storing genoteerd.</p>}
      {found.length > 0 && (
        <ul class="cards" aria-label="Storingen">
          {found.map((each) => (
            <li class="card" key={each.identificatie}>
              <h2 class="utrecht-heading-2">
                {whenOf(each)} {each.vervallen ? <Mark>Niet geweest</Mark> : each.tot === null && <Mark kind="warning">Duurt nog</Mark>}
              </h2>
              <p>{whereOf(each)}</p>
              <p>{each.toelichting}</p>
              {decides && (
                <a class="utrecht-link utrecht-link--html-a" href={`#/${PLACE}/${each.identificatie}`} aria-label={`Wijzigen: ${whenOf(each)}`}>
                  Wijzigen
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <ActionNotice action={action} />
      {cursor !== null && <Button onClick={further}>Meer tonen</Button>}
    </section>
  );
}

interface Draft {
  van: string;
  tot: string;
  postvakken: readonly string[];
  toelichting: string;
  vervallen: boolean;
}

const EMPTY: Draft = { van: '', tot: '', postvakken: [], toelichting: '', vervallen: false };

function Register({ changed }: { changed: () => void }): JSX.Element {
  return (
    <Form
      name="storing.nieuw"
      heading="Storing noteren"
      empty={EMPTY}
      stored={changed}
      send={async ({ van, tot, postvakken, toelichting }, key) => {
        const body = { van: momentOf(van), tot: tot === '' ? null : momentOf(tot), postvakken: [...postvakken], toelichting: toelichting.trim() };
        await call('post', '/storingen', { body, key: key(body) });
        return [];
      }}
    />
  );
}

function Correct({ storing, changed }: { storing: Storing; changed: () => void }): JSX.Element {
  const { identificatie, versie, van, tot, postvakken, toelichting, vervallen } = storing;
  /** A field shows no seconds: what nobody changed stays as it was. */
  const moment = (typed: string, before: string | null): string => (before !== null && typed === inputOf(before) ? before : momentOf(typed));
  return (
    <Form
      name={`storing.${identificatie}.${versie}`}
      heading={`Wijzigen: ${whenOf(storing)}`}
      empty={{ van: inputOf(van), tot: tot === null ? '' : inputOf(tot), postvakken, toelichting, vervallen }}
      mistake
      stored={changed}
      send={async (draft) => {
        const body = {
          van: moment(draft.van, van),
          tot: draft.tot === '' ? null : moment(draft.tot, tot),
          postvakken: [...draft.postvakken],
          toelichting: draft.toelichting.trim(),
          vervallen: draft.vervallen,
          versie,
        };
        await call('put', '/storingen/{identificatie}', { path: { identificatie }, body });
        return [];
      }}
    />
  );
}

interface FormProps {
  name: string;
  heading: string;
  empty: Draft;
  /** The outage can be taken back as a mistake. */
  mistake?: boolean;
  stored: () => void;
  send: (draft: Draft, key: (body: unknown) => string) => Promise<readonly string[]>;
}

function Form({ name, heading, empty, mistake = false, stored, send }: FormProps): JSX.Element {
  const mailboxes = useMailboxes();
  if (mailboxes.data === null) return <LoadNotice loaded={mailboxes} />;
  const addresses = [...new Set([...mailboxes.data.results.map((each) => each.adres), ...empty.postvakken])];
  return (
    <div class="card">
      <StoringForm
        name={name}
        heading={heading}
        button="Opslaan"
        empty={empty}
        stored={stored}
        stop={() => goTo(PLACE)}
        send={send}
        fields={(draft, change) => (
          <>
            <TextField label="Begin" type="datetime-local" required focus value={draft.van} change={(van) => change({ van })} />
            <TextField label="Einde" type="datetime-local" description="Leeg zolang de storing duurt" value={draft.tot} change={(tot) => change({ tot })} />
            <fieldset class="question">
              <legend class="utrecht-heading-3">Welke postvakken?</legend>
              <p class="muted">Niets aangevinkt: alle postvakken.</p>
              {addresses.map((address) => (
                <Check
                  key={address}
                  label={address}
                  value={draft.postvakken.includes(address)}
                  change={(on) => change((old) => ({ postvakken: on ? [...old.postvakken, address] : old.postvakken.filter((each) => each !== address) }))}
                />
              ))}
            </fieldset>
            <TextField label="Wat was er aan de hand?" description="Noem geen namen van burgers." max={1000} required value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
            {mistake && <Check label="Deze storing is er niet geweest" value={draft.vervallen} change={(vervallen) => change({ vervallen })} />}
          </>
        )}
      />
    </div>
  );
}

/** The outages that may matter to a formal message. */
export function StoringenBij({ identificatie }: { identificatie: string }): JSX.Element | null {
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}/storingen', { path: { identificatie } }), identificatie);
  if (loaded.data === null) return loaded.fault === null ? null : <LoadNotice loaded={loaded} />;
  if (loaded.data.results.length === 0) return null;
  return (
    <Notice kind="warning" live={false}>
      <p>In de termijn van dit bericht kon er een tijd geen e-mail binnenkomen. Is het bericht te laat, kijk dan of dat daardoor kwam.</p>
      <ul aria-label="Storingen bij dit bericht">
        {loaded.data.results.map((each) => (
          <li key={each.identificatie}>
            {whenOf(each)}
            {each.tot === null && ', duurt nog'}: {each.toelichting}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
