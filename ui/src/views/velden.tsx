/** The fields of each outcome, for a whole mail and for one of its questions, and the request that they make. */
import type { JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { type Loaded, useLoaded } from '../parts/hooks';
import { useColleagues, useDepartments } from '../parts/lists';
import { Check, FaultNotice, ListField, Notice, SelectField, TextField } from '../parts/parts';
import { Standard, textProblem } from './antwoord';

interface MessageDraft {
  bericht: boolean;
  berichtAanKlant: string;
}

export interface TaakDraft extends MessageDraft {
  gevraagdeHandeling: string;
  eenheid: string;
  /** A medewerker of that eenheid; empty: everybody of it. */
  medewerker: string;
  uiterlijk: string;
  toelichting: string;
}

export interface ZaakDraft extends MessageDraft {
  /** The zaak is there already, under `bestaande`: its identificatie or its address in the Zaken API. */
  bestaat: boolean;
  bestaande: string;
  zaaktype: string;
  omschrijving: string;
  toelichting: string;
}

/** The words that a citizen gets, or why they get none. */
export interface Told {
  bericht: boolean;
  /** `null`: the agent left the municipality's own text as it is. */
  berichtAanKlant: string | null;
  reden: string;
}

export interface DoorzendDraft extends Told {
  naar: string;
  toelichting: string;
}

export interface SluitDraft extends MessageDraft {
  reden: string;
}

const NO_MESSAGE: MessageDraft = { bericht: false, berichtAanKlant: '' };
export const EMPTY_TAAK: TaakDraft = { ...NO_MESSAGE, gevraagdeHandeling: '', eenheid: '', medewerker: '', uiterlijk: '', toelichting: '' };
export const EMPTY_ZAAK: ZaakDraft = { ...NO_MESSAGE, bestaat: false, bestaande: '', zaaktype: '', omschrijving: '', toelichting: '' };
export const EMPTY_DOORZENDING: DoorzendDraft = { naar: '', toelichting: '', bericht: true, berichtAanKlant: null, reden: '' };
export const EMPTY_SLUITING: SluitDraft = { ...NO_MESSAGE, reden: '' };

const messageOf = (draft: MessageDraft): { berichtAanKlant?: string } => (draft.bericht ? { berichtAanKlant: draft.berichtAanKlant } : {});

/** The reason that the message cannot leave yet; empty when it can, and when there is none. */
export const messageProblem = (draft: { bericht: boolean; berichtAanKlant: string | null }): string =>
  draft.bericht && draft.berichtAanKlant !== null ? textProblem(draft.berichtAanKlant) : '';

export const assignedTo = (draft: { eenheid: string; medewerker: string }): Schemas['ToewijzingVerzoek'] =>
  draft.medewerker === '' ? { organisatorischeEenheid: draft.eenheid } : { medewerker: draft.medewerker };

export const taakDeel = (draft: TaakDraft): Schemas['TaakDeel'] => ({
  gevraagdeHandeling: draft.gevraagdeHandeling.trim(),
  toegewezenAan: assignedTo(draft),
  toelichting: draft.toelichting,
  ...(draft.uiterlijk === '' ? {} : { uiterlijk: draft.uiterlijk }),
  ...messageOf(draft),
});

export const zaakDeel = (draft: ZaakDraft): Schemas['ZaakDeel'] => ({
  zaaktype: draft.zaaktype,
  omschrijving: draft.omschrijving.trim(),
  toelichting: draft.toelichting,
  ...messageOf(draft),
});

export const koppelDeel = (draft: ZaakDraft): Schemas['KoppelDeel'] => {
  const zaak = draft.bestaande.trim();
  return { zaak: /^https?:/.test(zaak) ? { url: zaak } : { identificatie: zaak }, ...messageOf(draft) };
};

export const toldOf = (draft: Told): { berichtAanKlant?: string; redenZonderBericht?: string } => {
  if (!draft.bericht) return { redenZonderBericht: draft.reden.trim() };
  return draft.berichtAanKlant === null ? {} : { berichtAanKlant: draft.berichtAanKlant };
};

export const doorzendDeel = (draft: DoorzendDraft): Schemas['DoorzendDeel'] => ({ naar: draft.naar.trim(), toelichting: draft.toelichting, ...toldOf(draft) });

export const sluitDeel = (draft: SluitDraft): Schemas['GeenActieDeel'] => ({ reden: draft.reden.trim(), ...messageOf(draft) });

interface FieldsProps<T> {
  draft: T;
  change: (part: Partial<T>) => void;
  /** The recipient of a message, in words; `null`: none can go along. */
  citizen: string | null;
  emailbericht: string;
  focus?: boolean;
}

function Message({ draft, change, citizen, emailbericht }: FieldsProps<MessageDraft>): JSX.Element | null {
  if (citizen === null) return null;
  return (
    <>
      <Check label={`Ook een bericht aan ${citizen}`} value={draft.bericht} change={(bericht) => change({ bericht })} />
      {draft.bericht && (
        <>
          <Standard emailbericht={emailbericht} insert={(text) => change({ berichtAanKlant: draft.berichtAanKlant === '' ? text : `${draft.berichtAanKlant}\n\n${text}` })} />
          <TextField label="Bericht aan de afzender" lines={6} max={100_000} required value={draft.berichtAanKlant} change={(berichtAanKlant) => change({ berichtAanKlant })} />
        </>
      )}
    </>
  );
}

type ForWhom = { eenheid: string; medewerker: string; uiterlijk: string };

/** The eenheid or medewerker of a task, and the day on which it has to be done. */
export function Assignment({ draft, change, term = 'Laat leeg voor de termijn van de afdeling' }: { draft: ForWhom; change: (part: Partial<ForWhom>) => void; term?: string }): JSX.Element {
  const departments = useDepartments();
  const colleagues = useColleagues();
  const theirs = (colleagues.data ?? []).filter((each) => each.doetTaken && each.actief && each.organisatorischeEenheid === draft.eenheid);
  const chosen = departments.data?.results.find((each) => each.naam === draft.eenheid);
  return (
    <>
      <ListField
        loaded={departments}
        label="Afdeling"
        required
        value={draft.eenheid}
        change={(eenheid) => change({ eenheid, medewerker: '' })}
        options={[['', 'Kies een afdeling'], ...(departments.data?.results ?? []).map((each) => [each.naam, each.naam] as const)]}
      />
      {chosen?.aantalBehandelaars === 0 && (
        <Notice kind="warning" live={false}>
          Van deze afdeling gebruikt niemand Klantmail. Alleen het klantcontactcentrum ziet de taak nu.
        </Notice>
      )}
      {theirs.length > 0 && (
        <SelectField
          label="Medewerker"
          value={draft.medewerker}
          change={(medewerker) => change({ medewerker })}
          options={[['', 'Iedereen van de afdeling'], ...theirs.map((each) => [each.medewerker, each.naam] as const)]}
        />
      )}
      <TextField label="Uiterlijk" type="date" description={term} value={draft.uiterlijk} change={(uiterlijk) => change({ uiterlijk })} />
    </>
  );
}

export function TaakFields(props: FieldsProps<TaakDraft>): JSX.Element {
  const { draft, change, focus = false } = props;
  return (
    <>
      <TextField
        label="Wat moet er gebeuren?"
        description="Op één regel, bijvoorbeeld: vraag beantwoorden"
        max={200}
        required
        focus={focus}
        value={draft.gevraagdeHandeling}
        change={(gevraagdeHandeling) => change({ gevraagdeHandeling })}
      />
      <Assignment draft={draft} change={change} />
      <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
      <Message {...props} />
    </>
  );
}

export function ZaakFields(props: FieldsProps<ZaakDraft>): JSX.Element {
  const { draft, change, focus = false } = props;
  return (
    <>
      <SelectField
        label="Welke zaak?"
        value={draft.bestaat ? 'bestaand' : 'nieuw'}
        change={(which) => change({ bestaat: which === 'bestaand' })}
        options={[
          ['nieuw', 'Een nieuwe zaak'],
          ['bestaand', 'Een zaak die er al is'],
        ]}
      />
      {draft.bestaat ? (
        <TextField label="Nummer van de zaak" description="De identificatie of het adres van de zaak in het zaaksysteem" max={1000} required focus={focus} value={draft.bestaande} change={(bestaande) => change({ bestaande })} />
      ) : (
        <NewZaak {...props} />
      )}
      <Message {...props} />
    </>
  );
}

function NewZaak({ draft, change, focus = false }: FieldsProps<ZaakDraft>): JSX.Element {
  const soorten = useLoaded(() => call('get', '/zaaktypen'), 'zaaktypen');
  return (
    <>
      {soorten.data?.results.length === 0 && <Notice kind="warning">Er zijn nog geen zaaktypen ingesteld. Vraag uw beheerder om ze in te stellen.</Notice>}
      <ListField
        loaded={soorten}
        label="Zaaktype"
        required
        value={draft.zaaktype}
        change={(zaaktype) => change({ zaaktype })}
        options={[['', 'Kies een zaaktype'], ...(soorten.data?.results ?? []).map((each) => [each.url, each.naam] as const)]}
      />
      <TextField label="Omschrijving" description="Op één regel, ten hoogste 80 tekens" max={80} required focus={focus} value={draft.omschrijving} change={(omschrijving) => change({ omschrijving })} />
      <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
    </>
  );
}

interface ToldProps {
  /** The standard text. */
  readonly told: Loaded<{ inhoud: string }>;
  readonly draft: Told;
  readonly change: (part: Partial<Told>) => void;
  readonly label: string;
  readonly description?: string;
  /** The question for the reason. */
  readonly why: string;
  /** The law that asks for the message. */
  readonly law: string;
}

/** A standaardantwoord, filled in for a mail. */
export function useFilledIn(identificatie: string, emailbericht: string): Loaded<{ inhoud: string }> {
  const body = { emailbericht };
  return useLoaded(() => call('post', '/standaardantwoorden/{identificatie}/invulling', { path: { identificatie }, body }), emailbericht);
}

export function ToldFields({ told, draft, change, why, law, ...text }: ToldProps): JSX.Element {
  if (!draft.bericht) return <TextField label={why} description={law} max={1000} required value={draft.reden} change={(reden) => change({ reden })} />;
  return (
    <>
      <FaultNotice fault={told.fault} again={told.reload} />
      <TextField
        {...text}
        lines={6}
        max={100_000}
        required={told.data !== null || draft.berichtAanKlant !== null} // until then Klantmail fills in its own text
        value={draft.berichtAanKlant ?? told.data?.inhoud ?? ''}
        change={(berichtAanKlant) => change({ berichtAanKlant })}
      />
    </>
  );
}

/** The standaardantwoord that tells a citizen that their mail went to another authority. It is always there. */
const TOLD = '0c119900-0203-4000-8000-000000000001';

export function DoorzendFields({ draft, change, citizen, emailbericht, focus = false }: FieldsProps<DoorzendDraft>): JSX.Element {
  const told = useFilledIn(TOLD, emailbericht);
  return (
    <>
      <TextField label="E-mailadres van de andere overheid" type="email" max={254} required focus={focus} value={draft.naar} change={(naar) => change({ naar })} />
      <TextField label="Toelichting voor de ontvanger (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
      <Check label={`Ook een bericht aan ${citizen}`} value={draft.bericht} change={(bericht) => change({ bericht })} />
      <ToldFields
        told={told}
        draft={draft}
        change={change}
        label="Bericht aan de afzender"
        why="Waarom geen bericht?"
        law="De wet vraagt om een bericht aan wie de e-mail stuurde (Awb artikel 2:3)"
      />
    </>
  );
}

/** Closing: why, and, when there was contact, a message. */
export function SluitFields(props: FieldsProps<SluitDraft> & { contact?: boolean }): JSX.Element {
  const { draft, change, focus = false, contact = true } = props;
  return (
    <>
      <TextField label="Reden" description="Op één regel, bijvoorbeeld: bedankje" max={1000} required focus={focus} value={draft.reden} change={(reden) => change({ reden })} />
      {contact && <Message {...props} />}
    </>
  );
}
