import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { dropDraft, useDraft } from '../parts/drafts';
import { type Action, useAction, useLoaded } from '../parts/hooks';
import { useColleagues, useMailboxes } from '../parts/lists';
import { close } from '../parts/opened';
import { ActionNotice, Button, Check, ListField, LoadNotice, Notice, TextField } from '../parts/parts';
import { onDate, onDay } from '../parts/time';
import type { Person } from '../session';
import { type Told, ToldFields, toldOf, useFilledIn } from './velden';

interface Props {
  identificatie: string;
  who: Person;
  /** The inzage under which the agent has it open; `null`: they have not. */
  inzageId: string | null;
  changed: () => void;
}

/** The seldom steps with a mail that waits: for whom it is, where it belongs, and what happened to it. */
export function Meer(props: Props): JSX.Element {
  const [shown, show] = useState(false);
  return (
    <details class="more" onToggle={(event) => show(event.currentTarget.open)}>
      <summary>Reserveren, verplaatsen en geschiedenis</summary>
      {shown && <More {...props} />}
    </details>
  );
}

function More({ identificatie, who, inzageId, changed }: Props): JSX.Element {
  const path = { identificatie };
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}', { path }), identificatie);
  const action = useAction();
  const [why, setWhy] = useState('');
  const act = (what: () => Promise<unknown>, leaves = false): void =>
    action.run(async () => {
      await what();
      if (leaves && inzageId !== null) close(identificatie);
      loaded.reload();
      changed();
    });
  const mail = loaded.data;
  // A message may be formal by its postvak, and have no receipt: of a web form nothing goes by itself.
  const confirmable = why === '' && (mail?.formeelUiterlijk === null || mail?.ontvangstbevestiging === null);
  return (
    <>
      <LoadNotice loaded={loaded} />
      {mail !== null && (
        <>
          <Reserve mail={mail} who={who} action={action} act={act} />
          <Move mail={mail} action={action} act={act} />
          {inzageId !== null && confirmable && <Confirm mail={mail} inzageId={inzageId} action={action} act={act} unconfirmed={setWhy} />}
          {mail.formeelUiterlijk !== null && <Confirmed uiterlijk={mail.formeelUiterlijk} confirmed={mail.ontvangstbevestiging !== null} why={why} />}
          {who.rollen.includes('beheerder') && inzageId === null && <SetAside mail={mail} action={action} act={act} />}
          <ActionNotice action={action} />
          <History mail={mail} />
        </>
      )}
    </>
  );
}

type Act = (what: () => Promise<unknown>, leaves?: boolean) => void;
type PartProps = { mail: Schemas['EmailberichtVolledig']; action: Action; act: Act };

function Reserve({ mail, who, action, act }: PartProps & { who: Person }): JSX.Element {
  const path = { identificatie: mail.identificatie };
  const colleagues = useColleagues();
  const [chosen, choose] = useState('');
  const agents = (colleagues.data ?? []).filter((each) => each.actief && each.rollen.some((role) => role === 'kcc-medewerker' || role === 'beheerder'));
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { medewerker: chosen };
    act(() => call('put', '/emailberichten/{identificatie}/reservering', { path, body }));
  };
  return (
    <form class="inline-form" aria-label="Reserveren" onSubmit={submit}>
      {mail.reservering !== null && (
        <p>
          Gereserveerd voor <strong>{mail.reservering.naam}</strong>, {onDate(mail.reservering.tijdstip)}.{' '}
          <Button look="subtle" disabled={action.busy} onClick={() => act(() => call('delete', '/emailberichten/{identificatie}/reservering', { path }))}>
            Reservering opheffen
          </Button>
        </p>
      )}
      <ListField
        loaded={colleagues}
        label="Reserveren voor"
        description="De e-mail komt op de eigen lijst van deze collega. Anderen kunnen haar ook openen."
        required
        value={chosen}
        change={choose}
        options={[['', 'Kies een collega'], ...agents.map((each) => [each.medewerker, each.medewerker === who.medewerker ? `${each.naam} (u)` : each.naam] as const)]}
      />
      <Button type="submit" disabled={action.busy}>
        Reserveren
      </Button>
    </form>
  );
}

/** The standaardantwoord that tells who sent a formal message that it went to another postvak. It is always there. */
const TOLD = '0c119900-0203-4000-8000-000000000003';

function Move({ mail, action, act }: PartProps): JSX.Element {
  const mailboxes = useMailboxes();
  const [chosen, choose] = useState('');
  const name = `verplaatsen.${mail.identificatie}`;
  const [draft, change] = useDraft<Told>(name, { bericht: true, berichtAanKlant: null, reden: '' });
  const formal = mail.formeelUiterlijk !== null;
  const others = (mailboxes.data?.results ?? []).filter((each) => each.adres !== mail.postvak);
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { postvak: chosen, ...(formal ? toldOf(draft) : {}) };
    act(async () => {
      await call('post', '/emailberichten/{identificatie}/verplaatsing', { path: { identificatie: mail.identificatie }, body });
      dropDraft(name);
    }, true);
  };
  return (
    <form class="inline-form" aria-label="Verplaatsen" onSubmit={submit}>
      <ListField
        loaded={mailboxes}
        label="Verplaatsen naar postvak"
        description="Het antwoord vertrekt daarna vanuit dat postvak. U hebt de e-mail dan niet meer open."
        required
        value={chosen}
        change={choose}
        options={[['', 'Kies een postvak'], ...others.map((each) => [each.adres, each.adres] as const)]}
      />
      {formal && <MoveTold mail={mail} draft={draft} change={change} />}
      <Button type="submit" disabled={action.busy}>
        Verplaatsen
      </Button>
    </form>
  );
}

/** The words to the sender of a formal message that was moved, or the reason that they hear nothing. */
function MoveTold({ mail, draft, change }: { mail: Schemas['EmailberichtVolledig']; draft: Told; change: (part: Partial<Told>) => void }): JSX.Element {
  const told = useFilledIn(TOLD, mail.identificatie);
  return (
    <>
      <p class="muted">Dit is een formeel bericht. De afzender hoort dat het naar een ander postvak gaat, en vanaf wanneer de termijn loopt.</p>
      <Check label="Bericht aan de afzender sturen" value={draft.bericht} change={(bericht) => change({ bericht })} />
      <ToldFields
        told={told}
        draft={draft}
        change={change}
        label="Bericht over het verplaatsen"
        description="Klantmail vult in wat tussen dubbele haken staat, en zet het kenmerk eronder"
        why="Waarom geen bericht over het verplaatsen?"
        law="De wet vraagt om een bericht aan wie een formeel bericht stuurde (Awb artikel 2:3)"
      />
    </>
  );
}

/** @param unconfirmed hears why the sender can get no receipt. */
function Confirm({ mail, inzageId, action, act, unconfirmed }: PartProps & { inzageId: string; unconfirmed: (why: string) => void }): JSX.Element {
  const body = { inzageId };
  const confirm = (): void =>
    act(async () => {
      const done = await call('post', '/emailberichten/{identificatie}/ontvangstbevestiging', { path: { identificatie: mail.identificatie }, body });
      if ('redenZonderBevestiging' in done) unconfirmed(done.redenZonderBevestiging);
    });
  return (
    <p>
      <Button disabled={action.busy} onClick={confirm}>
        {mail.formeelUiterlijk === null ? 'Dit is een formeel bericht' : 'Ontvangst bevestigen'}
      </Button>{' '}
      <span class="muted">De afzender krijgt bericht dat de e-mail er is, als daar e-mail naartoe kan. De termijn loopt vanaf de ontvangst.</span>
    </p>
  );
}

/**
 * The word to the sender of a formal message, or the reason that they get none.
 * The API says why not to the agent who made it formal, and keeps no reason.
 */
function Confirmed({ uiterlijk, confirmed, why }: { uiterlijk: string; confirmed: boolean; why: string }): JSX.Element {
  const term = `Dit is een formeel bericht. De laatste dag om te reageren is ${onDay(uiterlijk)}.`;
  if (why !== '') {
    return (
      <Notice kind="warning">
        {term} De afzender krijgt geen ontvangstbevestiging: {why}
      </Notice>
    );
  }
  return (
    <p>
      {term} De afzender {confirmed ? 'krijgt een ontvangstbevestiging.' : 'kreeg geen ontvangstbevestiging.'}
    </p>
  );
}

function SetAside({ mail, action, act }: PartProps): JSX.Element {
  const name = `apartzetten.${mail.identificatie}`;
  const [draft, change] = useDraft(name, { reden: '' });
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { reden: draft.reden.trim() };
    act(async () => {
      await call('post', '/emailberichten/{identificatie}/quarantaine', { path: { identificatie: mail.identificatie }, body });
      dropDraft(name);
    });
  };
  return (
    <form class="inline-form" aria-label="In quarantaine zetten" onSubmit={submit}>
      <TextField label="In quarantaine zetten, want" max={1000} required value={draft.reden} change={(reden) => change({ reden })} />
      <Button type="submit" disabled={action.busy}>
        In quarantaine zetten
      </Button>
    </form>
  );
}

/** The words that say whether the sender of a formal message heard of this move; empty for any other mail. */
const told = (move: Schemas['EmailberichtVolledig']['verplaatsingen'][number]): string => {
  if (move.verzending !== null) return '. De afzender kreeg bericht';
  return move.redenZonderBericht === null ? '' : `. De afzender kreeg geen bericht: ${move.redenZonderBericht}`;
};

/** The history of a mail, from old to new. */
export function History({ mail }: { mail: Schemas['EmailberichtVolledig'] }): JSX.Element {
  const events: (readonly [string, string])[] = [
    [mail.ontvangenOp, 'Ontvangen'],
    ...mail.inzagen.map((each) => [each.geregistreerdOp, `Geopend door ${each.naam}`] as const),
    ...mail.verplaatsingen.map((each) => [each.tijdstip, `Verplaatst door ${each.naam}, van ${each.van} naar ${each.naar}${told(each)}`] as const),
    ...mail.apartzettingen.map((each) => [each.tijdstip, `In quarantaine gezet door ${each.naam}: ${each.reden}`] as const),
    ...(mail.vrijgave === null ? [] : [[mail.vrijgave.tijdstip, `Vrijgegeven door ${mail.vrijgave.naam}`] as const]),
    ...mail.heropeningen.map((each) => [each.tijdstip, `Weer geopend door ${each.naam}${each.reden === null ? '' : `: ${each.reden}`}`] as const),
    ...(mail.afhandeling === null ? [] : [[mail.afhandeling.tijdstip, 'Afgehandeld'] as const]),
  ];
  events.sort(([one], [other]) => one.localeCompare(other));
  return (
    <section aria-label="Geschiedenis">
      <h3 class="utrecht-heading-2">Geschiedenis</h3>
      <ol class="plain">
        {events.map(([moment, what]) => (
          <li key={`${moment} ${what}`}>
            <span class="muted">{onDate(moment)}</span> {what}
          </li>
        ))}
      </ol>
    </section>
  );
}
