import type { ComponentChildren, JSX } from 'preact';
import { type Schemas, call } from '../api/client';
import { dropDraft, keyFor, useDraft } from '../parts/drafts';
import { type Action, useAction, useLoaded } from '../parts/hooks';
import { type Opened, inzageOf } from '../parts/opened';
import { hold } from '../parts/outbox';
import { ActionNotice, Button, Check, LoadNotice, Notice, SelectField, TextField } from '../parts/parts';

export interface OutcomeProps {
  mail: Opened;
  handled: () => void;
  stop: () => void;
  /** Open the mail again, after the claim on it was lost. */
  reopen: () => void;
}

interface FormProps {
  name: string;
  heading: string;
  button: string;
  action: Action;
  submit: () => void;
  stop: () => void;
  reopen?: () => void;
  children: ComponentChildren;
}

export function OutcomeForm({ name, heading, button, action, submit, stop, reopen, children }: FormProps): JSX.Element {
  return (
    <form
      class="composer"
      aria-label={heading}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 class="utrecht-heading-2">{heading}</h3>
      {children}
      <ActionNotice action={action} />
      {reopen !== undefined && action.fault?.kind === 'inzage-niet-geldig' && (
        <Button
          onClick={() => {
            action.clear();
            reopen();
          }}
        >
          Opnieuw openen
        </Button>
      )}
      <div class="actions">
        <Button type="submit" look="primary-action" disabled={action.busy}>
          {action.busy ? 'Wordt opgeslagen…' : button}
        </Button>
        <Button onClick={stop}>Later verder</Button>
        <Button
          look="subtle"
          onClick={() => {
            dropDraft(name);
            stop();
          }}
        >
          Weggooien
        </Button>
      </div>
    </form>
  );
}

export function Taak({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const name = `taak.${id}`;
  const [draft, change] = useDraft(name, { gevraagdeHandeling: '', eenheid: '', toelichting: '' });
  const action = useAction();
  const eenheden = useLoaded(() => call('get', '/organisatorische-eenheden'), 'eenheden');
  const submit = (): void =>
    action.run(async () => {
      const body: Schemas['TaakVerzoek'] = {
        inzageId: inzageOf(mail),
        gevraagdeHandeling: draft.gevraagdeHandeling.trim(),
        toegewezenAan: { organisatorischeEenheid: draft.eenheid },
        toelichting: draft.toelichting,
      };
      await call('post', '/emailberichten/{identificatie}/interne-taken', { path: { identificatie: id }, body, key: keyFor(name, body) });
      dropDraft(name);
      handled();
    });
  return (
    <OutcomeForm name={name} heading="Taak voor een afdeling" button="Taak maken" action={action} submit={submit} stop={stop} reopen={reopen}>
      <LoadNotice loaded={eenheden} />
      <TextField label="Wat moet er gebeuren?" description="Op één regel, bijvoorbeeld: vraag beantwoorden" max={200} required focus value={draft.gevraagdeHandeling} change={(gevraagdeHandeling) => change({ gevraagdeHandeling })} />
      <SelectField
        label="Afdeling"
        required
        value={draft.eenheid}
        change={(eenheid) => change({ eenheid })}
        options={[['', 'Kies een afdeling'], ...(eenheden.data?.results ?? []).map((each) => [each.naam, each.naam] as const)]}
      />
      <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
    </OutcomeForm>
  );
}

export function Zaak({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const name = `zaak.${id}`;
  const [draft, change] = useDraft(name, { zaaktype: '', omschrijving: '', toelichting: '' });
  const action = useAction();
  const soorten = useLoaded(() => call('get', '/zaaktypen'), 'zaaktypen');
  const submit = (): void =>
    action.run(async () => {
      const body: Schemas['ZaakVerzoek'] = {
        inzageId: inzageOf(mail),
        zaaktype: draft.zaaktype,
        omschrijving: draft.omschrijving.trim(),
        toelichting: draft.toelichting,
      };
      await call('post', '/emailberichten/{identificatie}/zaken', { path: { identificatie: id }, body, key: keyFor(name, body) });
      dropDraft(name);
      handled();
    });
  const none = soorten.data !== null && soorten.data.results.length === 0;
  return (
    <OutcomeForm name={name} heading="Zaak maken" button="Zaak maken" action={action} submit={submit} stop={stop} reopen={reopen}>
      <LoadNotice loaded={soorten} />
      {none && <Notice kind="warning">Er zijn nog geen zaaktypen ingesteld. Vraag uw beheerder om ze in te stellen.</Notice>}
      <SelectField
        label="Zaaktype"
        required
        value={draft.zaaktype}
        change={(zaaktype) => change({ zaaktype })}
        options={[['', 'Kies een zaaktype'], ...(soorten.data?.results ?? []).map((each) => [each.url, each.naam] as const)]}
      />
      <TextField label="Omschrijving" description="Op één regel, ten hoogste 80 tekens" max={80} required focus value={draft.omschrijving} change={(omschrijving) => change({ omschrijving })} />
      <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
    </OutcomeForm>
  );
}

const TO_CITIZEN = `Geachte heer of mevrouw,

Uw e-mail gaat over iets waar een andere overheid over gaat. Wij hebben uw e-mail daarom doorgestuurd.`;

export function Doorzending({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const name = `doorzending.${id}`;
  const [draft, change] = useDraft(name, { naar: '', toelichting: '', bericht: true, berichtAanKlant: TO_CITIZEN, reden: '' });
  const action = useAction();
  const submit = (): void => {
    const asked = {
      naar: draft.naar.trim(),
      toelichting: draft.toelichting,
      ...(draft.bericht ? { berichtAanKlant: draft.berichtAanKlant } : { redenZonderBericht: draft.reden.trim() }),
    };
    hold({
      name,
      title: `Doorzending naar ${draft.naar.trim()}`,
      route: location.hash,
      stored: handled,
      send: async () => {
        const body: Schemas['DoorzendVerzoek'] = { inzageId: inzageOf(mail), ...asked };
        const answer = await call('post', '/emailberichten/{identificatie}/doorzendingen', { path: { identificatie: id }, body, key: keyFor(name, body) });
        return answer.verzendingen.map((each) => each.identificatie);
      },
    });
  };
  return (
    <OutcomeForm name={name} heading="Doorzenden naar een andere overheid" button="Doorzenden" action={action} submit={submit} stop={stop} reopen={reopen}>
      <TextField label="E-mailadres van de andere overheid" type="email" max={254} required focus value={draft.naar} change={(naar) => change({ naar })} />
      <TextField label="Toelichting voor de ontvanger (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
      <Check label={`Ook een bericht aan ${mail.antwoordadres.adres}`} value={draft.bericht} change={(bericht) => change({ bericht })} />
      {draft.bericht ? (
        <TextField label="Bericht aan de afzender" lines={6} max={100_000} required value={draft.berichtAanKlant} change={(berichtAanKlant) => change({ berichtAanKlant })} />
      ) : (
        <TextField
          label="Waarom geen bericht?"
          description="De wet vraagt om een bericht aan wie de e-mail stuurde (Awb artikel 2:3)"
          max={1000}
          required
          value={draft.reden}
          change={(reden) => change({ reden })}
        />
      )}
    </OutcomeForm>
  );
}

export function Afsluiting({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const name = `afsluiting.${id}`;
  const [draft, change] = useDraft<{ soort: Schemas['AfsluitVerzoek']['soort']; reden: string }>(name, { soort: 'geen_actie_nodig', reden: '' });
  const action = useAction();
  const submit = (): void =>
    action.run(async () => {
      const body: Schemas['AfsluitVerzoek'] = { inzageId: inzageOf(mail), soort: draft.soort, reden: draft.reden.trim() };
      await call('post', '/emailberichten/{identificatie}/afsluiting', { path: { identificatie: id }, body, key: keyFor(name, body) });
      dropDraft(name);
      handled();
    });
  return (
    <OutcomeForm name={name} heading="Afsluiten zonder antwoord" button="Afsluiten" action={action} submit={submit} stop={stop} reopen={reopen}>
      <SelectField
        label="Wat is het?"
        value={draft.soort}
        change={(soort) => change({ soort: soort as Schemas['AfsluitVerzoek']['soort'] })}
        options={[
          ['geen_actie_nodig', 'Er was contact, maar er hoeft niets te gebeuren'],
          ['geen_klantcontact', 'Er was geen contact: spam, dubbel of niet bezorgd'],
        ]}
      />
      <TextField label="Reden" description="Op één regel, bijvoorbeeld: bedankje" max={1000} required focus value={draft.reden} change={(reden) => change({ reden })} />
    </OutcomeForm>
  );
}
