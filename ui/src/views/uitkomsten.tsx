import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { StoringForm } from '../parts/form';
import { type Opened, inzageOf } from '../parts/opened';
import { SelectField } from '../parts/parts';
import {
  DoorzendFields,
  EMPTY_DOORZENDING,
  EMPTY_SLUITING,
  EMPTY_TAAK,
  EMPTY_ZAAK,
  SluitFields,
  type SluitDraft,
  TaakFields,
  ZaakFields,
  doorzendDeel,
  koppelDeel,
  messageProblem,
  sluitDeel,
  taakDeel,
  zaakDeel,
} from './velden';

export interface OutcomeProps {
  mail: Opened;
  handled: () => void;
  stop: () => void;
  /** Open the mail again, after the claim on it was lost. */
  reopen: () => void;
}

export const citizenOf = (mail: Opened): string => mail.antwoordadres.adres || 'de afzender';

const carried = (answer: Schemas['Afgehandeld']): string[] => answer.verzendingen.map((each) => each.identificatie);

export function Taak({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const citizen = citizenOf(mail);
  return (
    <StoringForm
      name={`taak.${id}`}
      heading="Taak voor een afdeling"
      button="Taak maken"
      empty={EMPTY_TAAK}
      fields={(draft, change) => <TaakFields draft={draft} change={change} citizen={citizen} emailbericht={id} focus />}
      problem={messageProblem}
      leaves={(draft) => (draft.bericht ? `Taak, met een bericht aan ${citizen}` : null)}
      send={async (draft, key) => {
        const body = { inzageId: inzageOf(mail), ...taakDeel(draft) };
        return carried(await call('post', '/emailberichten/{identificatie}/interne-taken', { path: { identificatie: id }, body, key: key(body) }));
      }}
      stored={handled}
      stop={stop}
      reopen={reopen}
    />
  );
}

export function Zaak({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const citizen = citizenOf(mail);
  return (
    <StoringForm
      name={`zaak.${id}`}
      heading="Zaak"
      button="Zaak opslaan"
      empty={EMPTY_ZAAK}
      fields={(draft, change) => <ZaakFields draft={draft} change={change} citizen={citizen} emailbericht={id} focus />}
      problem={messageProblem}
      leaves={(draft) => (draft.bericht ? `Zaak, met een bericht aan ${citizen}` : null)}
      send={async (draft, key) => {
        if (draft.bestaat) {
          const body = { inzageId: inzageOf(mail), ...koppelDeel(draft) };
          return carried(await call('post', '/emailberichten/{identificatie}/zaakkoppelingen', { path: { identificatie: id }, body, key: key(body) }));
        }
        const body = { inzageId: inzageOf(mail), ...zaakDeel(draft) };
        return carried(await call('post', '/emailberichten/{identificatie}/zaken', { path: { identificatie: id }, body, key: key(body) }));
      }}
      stored={handled}
      stop={stop}
      reopen={reopen}
    />
  );
}

export function Doorzending({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  return (
    <StoringForm
      name={`doorzending.${id}`}
      heading="Doorzenden naar een andere overheid"
      button="Doorzenden"
      empty={EMPTY_DOORZENDING}
      fields={(draft, change) => <DoorzendFields draft={draft} change={change} citizen={citizenOf(mail)} emailbericht={id} focus />}
      problem={messageProblem}
      leaves={(draft) => `Doorzending naar ${draft.naar.trim()}`}
      send={async (draft, key) => {
        const body = { inzageId: inzageOf(mail), ...doorzendDeel(draft) };
        return carried(await call('post', '/emailberichten/{identificatie}/doorzendingen', { path: { identificatie: id }, body, key: key(body) }));
      }}
      stored={handled}
      stop={stop}
      reopen={reopen}
    />
  );
}

type Sluiting = SluitDraft & { soort: Schemas['AfsluitVerzoek']['soort'] };

const hadContact = (draft: Sluiting): boolean => draft.soort === 'geen_actie_nodig';

export function Afsluiting({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const citizen = citizenOf(mail);
  return (
    <StoringForm<Sluiting>
      name={`afsluiting.${id}`}
      heading="Afsluiten zonder antwoord"
      button="Afsluiten"
      empty={{ ...EMPTY_SLUITING, soort: 'geen_actie_nodig' }}
      fields={(draft, change) => (
        <>
          <SelectField
            label="Wat is het?"
            value={draft.soort}
            change={(soort) => change({ soort: soort as Sluiting['soort'] })}
            options={[
              ['geen_actie_nodig', 'Er was contact, maar er hoeft niets te gebeuren'],
              ['geen_klantcontact', 'Er was geen contact: spam, dubbel of niet bezorgd'],
            ]}
          />
          <SluitFields draft={draft} change={change} citizen={citizen} emailbericht={id} contact={hadContact(draft)} focus />
        </>
      )}
      problem={(draft) => (hadContact(draft) ? messageProblem(draft) : '')}
      leaves={(draft) => (hadContact(draft) && draft.bericht ? `Bericht aan ${citizen}` : null)}
      send={async (draft, key) => {
        const body = { inzageId: inzageOf(mail), soort: draft.soort, ...(hadContact(draft) ? sluitDeel(draft) : { reden: draft.reden.trim() }) };
        return carried(await call('post', '/emailberichten/{identificatie}/afsluiting', { path: { identificatie: id }, body, key: key(body) }));
      }}
      stored={handled}
      stop={stop}
      reopen={reopen}
    />
  );
}
