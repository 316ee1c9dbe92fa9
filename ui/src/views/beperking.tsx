import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Fault, type Schemas, call } from '../api/client';
import { StoringForm } from '../parts/form';
import { useLoaded, usePages } from '../parts/hooks';
import { ActionNotice, Button, Facts, FaultNotice, LoadNotice, Notice, TextField } from '../parts/parts';
import { onDate } from '../parts/time';

const OF_CONTACT = '/klantcontacten/{identificatie}/beperking';
const OF_MAIL = '/emailberichten/{identificatie}/beperking';

/** The restriction of the klantcontact or the mail with this number, and where it is changed. */
async function restrictionOf(identificatie: string): Promise<{ path: typeof OF_CONTACT | typeof OF_MAIL; state: Schemas['Beperkingsstand'] }> {
  try {
    return { path: OF_CONTACT, state: await call('get', OF_CONTACT, { path: { identificatie } }) };
  } catch (cause) {
    if (!(cause instanceof Fault && cause.status === 404)) throw cause;
    return { path: OF_MAIL, state: await call('get', OF_MAIL, { path: { identificatie } }) };
  }
}

/** The restriction of the processing of a klantcontact or a mail (AVG article 18), with the form to set or lift it. */
export function Beperking({ identificatie }: { identificatie: string }): JSX.Element | null {
  const loaded = useLoaded(() => restrictionOf(identificatie), identificatie);
  const [deciding, decide] = useState(false);
  if (loaded.fault?.status === 404) return <Notice kind="error">Er is geen klantcontact of e-mail met dit nummer.</Notice>;
  if (loaded.data === null) return <FaultNotice fault={loaded.fault} again={loaded.reload} />;
  const { path, state } = loaded.data;
  const verb = state.beperkt ? 'Beperking opheffen' : 'Verwerking beperken';
  return (
    <section aria-label="Beperking van de verwerking">
      <h2 class="utrecht-heading-2">Beperking van de verwerking</h2>
      {state.beperkt ? (
        <Notice kind="warning" live={false}>
          De verwerking is beperkt. De e-mail en wat eruit kwam, staan in geen lijst. Er komt niets bij en er wordt niets vernietigd.
        </Notice>
      ) : (
        <p>Vraagt iemand om beperking (AVG artikel 18)? Dan ziet het klantcontactcentrum dit niet meer, tot u de beperking opheft.</p>
      )}
      {!deciding && (
        <p class="actions">
          <Button onClick={() => decide(true)}>{verb}</Button>
        </p>
      )}
      {deciding && (
        <StoringForm
          name={`beperking.${identificatie}`}
          heading={verb}
          button={verb}
          empty={{ reden: '' }}
          fields={(draft, change) => (
            <TextField
              label="Waarom?"
              description="Bijvoorbeeld: de persoon betwist dat het klopt. Noem geen gegevens van de persoon."
              max={1000}
              required
              focus
              value={draft.reden}
              change={(reden) => change({ reden })}
            />
          )}
          send={async (draft) => {
            await call('put', path, { path: { identificatie }, body: { beperkt: !state.beperkt, reden: draft.reden.trim() } });
            return [];
          }}
          stored={() => {
            decide(false);
            loaded.reload();
          }}
          stop={() => decide(false)}
        />
      )}
      {state.beperkingen.length > 0 && <Facts caption="Verloop van de beperking" rows={state.beperkingen.flatMap(historyOf)} />}
    </section>
  );
}

function historyOf({ tijdstip, naam, reden, opheffing }: Schemas['Beperking']): (readonly [string, string])[] {
  const set = [`Beperkt op ${onDate(tijdstip)}`, `Door ${naam}: ${reden}`] as const;
  return opheffing === null ? [set] : [set, [`Opgeheven op ${onDate(opheffing.tijdstip)}`, `Door ${opheffing.naam}: ${opheffing.reden}`]];
}

/** All that is restricted now. */
export function Restricted(): JSX.Element {
  const read = (cursor?: string): Promise<Schemas['BeperkteMailLijst']> => call('get', '/beperkingen', { query: cursor === undefined ? {} : { cursor } });
  const loaded = useLoaded(() => read(), 'beperkingen');
  const { found, cursor, action, further } = usePages(loaded, 'beperkingen', read);
  return (
    <section aria-label="Beperkt">
      <h2 class="utrecht-heading-2">Wat nu is beperkt</h2>
      <LoadNotice loaded={loaded} />
      {loaded.data !== null && found.length === 0 && <p class="muted">Van geen e-mail is de verwerking beperkt.</p>}
      <ul class="contacts">
        {found.map((each) => (
          <li key={each.emailbericht}>
            {each.klantcontacten.map((contact) => (
              <a key={contact} class="utrecht-link utrecht-link--html-a" href={`#/inzagen/${contact}`}>
                Klantcontact {contact}
              </a>
            ))}
            {each.klantcontacten.length === 0 && (
              <a class="utrecht-link utrecht-link--html-a" href={`#/inzagen/${each.emailbericht}`}>
                E-mail {each.emailbericht}
              </a>
            )}
            <br />
            <span class="muted">
              Beperkt op {onDate(each.beperking.tijdstip)} door {each.beperking.naam}: {each.beperking.reden}
            </span>
          </li>
        ))}
      </ul>
      <ActionNotice action={action} />
      {cursor !== null && <Button onClick={further}>Meer tonen</Button>}
    </section>
  );
}
