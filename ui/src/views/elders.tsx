import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { type Action, useAction, useLoaded } from '../parts/hooks';
import { subjectOf } from '../parts/marks';
import { BackLink, Envelope } from '../parts/pane';
import { ActionNotice, Button, FaultNotice, LoadNotice, Notice, PaneHeading } from '../parts/parts';
import { onDate } from '../parts/time';
import { type Person, handlesMail } from '../session';
import { Gelezen } from './gelezen';
import { History, Meer } from './meer';
import { Notities } from './notities';
import { StoringenBij } from './storingen';
import { Vervolgtaken } from './vervolgtaken';

interface Props {
  identificatie: string;
  who: Person;
  /** The next mail that waits; `undefined`: none does. */
  next?: string | undefined;
  doOpen?: () => void;
  opening?: Action;
  changed: () => void;
}

/** A mail that is not on the list of what waits: handled, in quarantine, or on a later page. */
export function Elsewhere({ identificatie, who, next, doOpen, opening, changed }: Props): JSX.Element {
  const path = { identificatie };
  const reopening = useAction();
  const loaded = useLoaded(() => call('get', '/emailberichten/{identificatie}', { path }), identificatie);
  const [reading, read] = useState(false);
  const mail = loaded.data;
  const kcc = handlesMail(who);
  const reopen = (): void =>
    reopening.run(async () => {
      await call('post', '/emailberichten/{identificatie}/heropening', { path, body: {} });
      loaded.reload();
      changed();
    });
  const waits = mail?.status === 'nieuw' || mail?.status === 'in_behandeling';
  return (
    <article class="pane">
      <BackLink />
      <LoadNotice loaded={loaded} />
      {mail !== null && (
        <>
          <PaneHeading name={`${identificatie} ${mail.status}`}>{subjectOf(mail.onderwerp)}</PaneHeading>
          <Envelope mail={mail} />
          {mail.afhandeling !== null && <Handled afhandeling={mail.afhandeling} />}
          {mail.formeelUiterlijk !== null && <StoringenBij identificatie={identificatie} />}
          {mail.status === 'quarantaine' && <Notice kind="warning">Deze e-mail staat in quarantaine. Een beheerder kan haar lezen en vrijgeven bij Beheer.</Notice>}
          {waits && doOpen !== undefined && (
            <>
              <p class="lead">Als u deze e-mail opent, wordt het klantcontact op uw naam geregistreerd. De e-mail is dan een kwartier van u.</p>
              <Button look="primary-action" disabled={opening?.busy ?? false} onClick={doOpen}>
                Openen en registreren
              </Button>
            </>
          )}
          <FaultNotice fault={opening?.fault ?? null} />
        </>
      )}
      <ActionNotice action={reopening} />
      {mail?.afhandeling != null && (
        <>
          <div class="actions">
            {mail.afhandeling.soort === 'geen_klantcontact' && kcc && (
              <Button disabled={reopening.busy} onClick={reopen}>
                Toch weer openen
              </Button>
            )}
            {doOpen !== undefined && next !== undefined && (
              <a class="utrecht-button utrecht-button--primary-action as-button" href={`#/werkvoorraad/${next}`}>
                Volgende e-mail
              </a>
            )}
            {!reading && <Button onClick={() => read(true)}>E-mail teruglezen</Button>}
          </div>
          {doOpen !== undefined && next === undefined && <p>Er wacht geen andere e-mail.</p>}
          <Vervolgtaken of="emailbericht" identificatie={identificatie} wanted={hasTasks(mail)} />
          {reading && <Gelezen key={identificatie} read={() => call('get', '/emailberichten/{identificatie}/inhoud', { path })} what={identificatie} />}
          {kcc && <Notities of="emailbericht" identificatie={identificatie} />}
          <History mail={mail} />
        </>
      )}
      {waits && kcc && <Meer identificatie={identificatie} who={who} inzageId={null} changed={changed} />}
    </article>
  );
}

/** Tell whether a department was asked something about this mail. */
const hasTasks = ({ afhandeling, vervolgstappen }: Schemas['EmailberichtVolledig']): boolean =>
  [...(afhandeling === null ? [] : [afhandeling, ...afhandeling.delen]), ...vervolgstappen].some((each) => each.interneTaak !== null);

export const SOORTEN: Record<Schemas['Afhandelsoort'], string> = {
  antwoord: 'Beantwoord',
  interne_taak: 'Taak gemaakt voor een afdeling',
  zaak: 'Zaak gemaakt',
  zaakkoppeling: 'Bij een bestaande zaak gedaan',
  doorzending: 'Doorgezonden naar een andere overheid',
  splitsing: 'Gesplitst in meer vragen',
  geen_actie_nodig: 'Afgesloten: geen actie nodig',
  geen_klantcontact: 'Afgesloten: geen klantcontact',
};

function Handled({ afhandeling }: { afhandeling: Schemas['Afhandeling'] }): JSX.Element {
  return (
    <>
      <Notice kind="ok">
        <strong>{SOORTEN[afhandeling.soort]}</strong> op {onDate(afhandeling.tijdstip)}.
        {afhandeling.reden !== null && ` Reden: ${afhandeling.reden}`}
      </Notice>
      {afhandeling.klantcontacten.length > 0 && (
        <p>
          Opgeslagen:{' '}
          {afhandeling.klantcontacten.map((each, place) => (
            <>
              {place > 0 && ' en '}
              <a class="utrecht-link utrecht-link--html-a" href={`#/klantcontacten/${each}`}>
                klantcontact {each.slice(0, 8)}
              </a>
            </>
          ))}
        </p>
      )}
    </>
  );
}

