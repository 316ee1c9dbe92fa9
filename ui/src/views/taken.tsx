import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { hasDraft, useDraft } from '../parts/drafts';
import { StoringForm } from '../parts/form';
import { useAction, useKeys, useListing, useLoaded, useNow } from '../parts/hooks';
import { List } from '../parts/list';
import { useDepartments } from '../parts/lists';
import { subjectOf } from '../parts/marks';
import { useOutbox } from '../parts/outbox';
import { BackLink } from '../parts/pane';
import { ActionNotice, Button, Facts, LoadNotice, Mark, MoreButton, Notice, PaneHeading, SelectField, TextField } from '../parts/parts';
import { ofTask } from '../parts/reading';
import { addressed, nobodyElse } from '../parts/recipients';
import { uploadsOf } from '../parts/uploads';
import { onDate, onDay, waiting } from '../parts/time';
import { type Person, handlesMail } from '../session';
import { Composer } from './antwoord';
import { ContactFacts } from './klantcontact';
import { Attachments, Text } from './mail';
import { Notities } from './notities';
import { Assignment, assignedTo } from './velden';

const POLL = 15_000;

const EMPTY = {
  te_verwerken: 'Er wacht geen taak. Nieuwe taken komen hier vanzelf te staan.',
  te_laat: 'Er is geen taak te laat.',
  verwerkt: 'Er is nog geen taak klaar.',
} as const;

/** The desk of a department: what the contact centre asks of it. */
export function Taken({ who, own, chosen }: { who: Person; own: boolean; chosen: string | undefined }): JSX.Element {
  const [{ status, eenheid }, filter] = useDraft<{ status: Schemas['Taakstatus'] | 'te_laat'; eenheid: string }>('taken', { status: 'te_verwerken', eenheid: '' });
  const now = useNow();
  // The contact centre may look at the tasks of every department; a department sees its own.
  const chooses = handlesMail(who) && !own;
  const late = status === 'te_laat';
  const query = {
    pageSize: 100,
    ...(late ? { teLaat: true } : { status }),
    ...(late ? {} : { eigen: own }),
    ...(status === 'verwerkt' ? { sorteer: 'nieuwste' as const } : {}),
    ...(chooses && !late && eenheid !== '' ? { eenheid } : {}),
  };
  const listing = useListing((after) => call('get', '/interne-taken', { query: { ...query, ...after } }), JSON.stringify(query), POLL);
  const { loaded, found: taken } = listing;
  const eenheden = useDepartments();
  const route = own ? 'mijn-taken' : 'taken';
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <div class="filter">
          <SelectField
            label="Toon"
            value={status}
            change={(value) => filter({ status: value as typeof status })}
            options={[
              ['te_verwerken', 'Wat nog moet'],
              ...(own ? [] : [['te_laat', 'Wat te laat is'] as const]),
              ['verwerkt', 'Wat klaar is'],
            ]}
          />
          {chooses && !late && (
            <SelectField
              label="Van"
              value={eenheid}
              change={(value) => filter({ eenheid: value })}
              options={[['', who.eenheid], ...(eenheden.data?.results ?? []).filter((each) => each.naam !== who.eenheid).map((each) => [each.naam, each.naam] as const)]}
            />
          )}
        </div>
        <LoadNotice loaded={loaded} />
        {loaded.data !== null && taken.length === 0 && (
          <p class="empty">{EMPTY[status]}</p>
        )}
        <List
          label="Taken"
          chosen={chosen}
          rows={taken.map((taak) => ({
            id: taak.identificatie,
            href: `#/${route}/${taak.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{taak.gevraagdeHandeling}</span>
                  <span class="list__when">{waiting(taak.toegewezenOp, now)}</span>
                </span>
                <span class="list__what">{taak.betrokkene.naam || taak.betrokkene.digitaalAdres.adres}</span>
                <span class="marks">
                  {taak.teLaat && <Mark kind="warning">Te laat</Mark>}
                  {taak.heeftReactie === true && <Mark kind="mine">De burger antwoordde</Mark>}
                  {taak.wachtOpBurger === true && <Mark>Wacht op de burger</Mark>}
                  {taak.behandelaar !== null && taak.behandelaar.medewerker === who.medewerker && <Mark kind="mine">Bij u</Mark>}
                  {taak.behandelaar !== null && taak.behandelaar.medewerker !== who.medewerker && <Mark>Bij {taak.behandelaar.naam}</Mark>}
                </span>
              </>
            ),
          }))}
        />
        <MoreButton listing={listing} />
      </section>
      <section class="column column--detail" aria-label="Taak">
        {chosen === undefined ? (
          <p class="empty empty--pane">Kies een taak in de lijst. Met de toetsen j en k loopt u erdoor.</p>
        ) : (
          <Taak key={chosen} identificatie={chosen} who={who} changed={loaded.reload} />
        )}
      </section>
    </div>
  );
}

const STEPS = ['antwoord', 'vraag', 'doorzetten', 'naar_kcc', 'afronden'] as const;
type Step = (typeof STEPS)[number];

function Taak({ identificatie, who, changed }: { identificatie: string; who: Person; changed: () => void }): JSX.Element {
  const path = { identificatie };
  const loaded = useLoaded(() => call('get', '/interne-taken/{identificatie}', { path }), identificatie);
  const [step, setStep] = useState<Step | null>(() => STEPS.find((kind) => hasDraft(`taak-${kind}.${identificatie}`)) ?? null);
  const taking = useAction();
  const taak = loaded.data;
  const open = taak?.status === 'te_verwerken';
  const citizen = taak?.antwoordadres.adres ?? '';
  const known = nobodyElse(citizen);
  const mine = taak?.behandelaar?.medewerker === who.medewerker;
  const sending = useOutbox().some((entry) => ['taak-antwoord', 'taak-vraag'].some((kind) => entry.name === `${kind}.${identificatie}`) && (entry.stage === 'wacht' || entry.stage === 'bezig'));
  const refresh = (): void => {
    setStep(null);
    loaded.reload();
    changed();
  };
  const does = (actie: 'oppakken' | 'teruggeven') => (): void =>
    taking.run(async () => {
      const body = { actie };
      await call('patch', '/interne-taken/{identificatie}', { path, body, key: `werkplek-${crypto.randomUUID()}` });
      refresh();
    });
  const take = does('oppakken');
  const choose = (kind: Step): void => setStep(step === kind ? null : kind);
  useKeys(open && !sending ? { o: take, r: () => setStep('antwoord') } : {});
  return (
    <article class="pane">
      <BackLink />
      <LoadNotice loaded={loaded} />
      {taak !== null && (
        <>
          <PaneHeading name={identificatie}>{taak.gevraagdeHandeling}</PaneHeading>
          <p class="envelope">
            Voor <strong>{taak.toegewezenAan.organisatorischeEenheid ?? 'u'}</strong>, sinds {onDate(taak.toegewezenOp)}
            {taak.behandelaar !== null && ` · opgepakt door ${mine ? 'u' : taak.behandelaar.naam}`}
            {taak.uiterlijk !== null && ` · uiterlijk ${onDay(taak.uiterlijk)}`} {taak.teLaat && <Mark kind="warning">Te laat</Mark>}
          </p>
          {taak.toelichting !== '' && <p class="lead preserve">{taak.toelichting}</p>}
          {!open && (
            <Notice kind="ok" live={false}>
              <strong>Klaar.</strong> {taak.uitkomst}
              {taak.afgehandeldOp !== null && ` (${onDate(taak.afgehandeldOp)})`}
            </Notice>
          )}
          {open && !sending && (
            <div class="actions actions--main" role="group" aria-label="Wat doet u met deze taak?">
              {taak.behandelaar === null && (
                <Button look="primary-action" shortcut="o" disabled={taking.busy} onClick={take}>
                  Oppakken
                </Button>
              )}
              <Button look={taak.behandelaar === null || step !== null ? 'secondary-action' : 'primary-action'} shortcut="r" aria-pressed={step === 'antwoord'} onClick={() => choose('antwoord')}>
                Antwoorden
              </Button>
              <Button aria-pressed={step === 'vraag'} onClick={() => choose('vraag')}>
                Vraag aan de burger
              </Button>
              <Button aria-pressed={step === 'doorzetten'} onClick={() => choose('doorzetten')}>
                Doorzetten
              </Button>
              {!handlesMail(who) && (
                <Button aria-pressed={step === 'naar_kcc'} onClick={() => choose('naar_kcc')}>
                  Naar het KCC
                </Button>
              )}
              <Button aria-pressed={step === 'afronden'} onClick={() => choose('afronden')}>
                Afronden
              </Button>
              {mine && (
                <Button look="subtle" disabled={taking.busy} onClick={does('teruggeven')}>
                  Teruggeven
                </Button>
              )}
            </div>
          )}
          <ActionNotice action={taking} />
          <div class="split">
            <div class="split__side">
              {step === 'antwoord' && open && !sending && (
                <Composer
                  name={`taak-antwoord.${identificatie}`}
                  heading="Antwoord"
                  to={citizen}
                  known={known}
                  subject={null}
                  emailbericht={taak.emailbericht}
                  stop={() => setStep(null)}
                  stored={refresh}
                  bodyOf={(letter) => ({ inhoud: letter.inhoud, ...addressed(letter, known), ...uploadsOf(letter.bijlagen) })}
                  send={async (body, key) => {
                    await call('post', '/interne-taken/{identificatie}/antwoord', { path, body, key });
                    return [];
                  }}
                  look={(body, key) => call('post', '/interne-taken/{identificatie}/antwoord/voorbeeld', { path, body, key })}
                />
              )}
              {step === 'vraag' && open && !sending && (
                <Composer
                  name={`taak-vraag.${identificatie}`}
                  heading="Vraag"
                  to={citizen}
                  known={null}
                  subject={null}
                  emailbericht={taak.emailbericht}
                  stop={() => setStep(null)}
                  stored={refresh}
                  bodyOf={(letter) => ({ inhoud: letter.inhoud, ...uploadsOf(letter.bijlagen) })}
                  send={async (body, key) => [(await call('post', '/interne-taken/{identificatie}/vragen', { path, body, key })).verzending.identificatie]}
                  look={(body, key) => call('post', '/interne-taken/{identificatie}/vragen/voorbeeld', { path, body, key })}
                />
              )}
              {step === 'doorzetten' && open && <Reroute identificatie={identificatie} done={refresh} stop={() => setStep(null)} />}
              {(step === 'afronden' || step === 'naar_kcc') && open && <Finish key={step} actie={step} identificatie={identificatie} done={refresh} stop={() => setStep(null)} />}
              <Notities of="taak" identificatie={identificatie} />
              <Facts
                caption="Betrokkene"
                rows={[
                  ['Naam', taak.betrokkene.naam || '–'],
                  ['E-mailadres', taak.betrokkene.digitaalAdres.adres],
                  ['Wacht', taak.leeftijd === 0 ? 'sinds vandaag' : taak.leeftijd === 1 ? '1 dag' : `${taak.leeftijd} dagen`],
                ]}
              />
              <ContactFacts contact={taak.klantcontact} caption="Klantcontact" />
            </div>
            <div class="split__main">
              <Asked taak={taak} />
              <section class="mail" aria-label="De e-mail">
                <h3 class="utrecht-heading-2">{subjectOf(taak.klantcontact.onderwerp)}</h3>
                <Text text={taak.klantcontact.inhoud} url={taak.klantcontact.inhoudUrl} />
              </section>
              <Attachments bijlagen={taak.klantcontact.bijlagen} reading={ofTask(identificatie, who.rollen.includes('behandelaar'))} />
            </div>
          </div>
        </>
      )}
    </article>
  );
}

/** The questions of the department to the citizen meanwhile, and what came back. */
function Asked({ taak }: { taak: Schemas['InterneTaakMetKlantcontact'] }): JSX.Element | null {
  const events = [
    ...taak.vragen.map((each) => ({ moment: each.gevraagdOp, key: each.klantcontact, what: 'U vroeg de burger iets.', text: '' })),
    ...taak.reacties.map((each) => ({ moment: each.ontvangenOp, key: each.emailbericht, what: 'De burger antwoordde:', text: each.nieuweTekst ?? '(dit is te groot om hier te tonen)' })),
  ].sort((one, other) => one.moment.localeCompare(other.moment));
  if (events.length === 0) return null;
  return (
    <section class="mail" aria-label="Vragen aan de burger">
      <h3 class="utrecht-heading-2">Vragen aan de burger</h3>
      <ol class="contacts plain">
        {events.map((each) => (
          <li key={each.key}>
            <span class="muted">{onDate(each.moment)}</span> {each.what}
            {each.text !== '' && <div class="mail__text">{each.text.trimEnd()}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

type StepProps = { identificatie: string; done: () => void; stop: () => void };

function Reroute({ identificatie, done, stop }: StepProps): JSX.Element {
  return (
    <StoringForm
      name={`taak-doorzetten.${identificatie}`}
      heading="Doorzetten naar een andere afdeling"
      button="Doorzetten"
      empty={{ eenheid: '', medewerker: '', uiterlijk: '', toelichting: '' }}
      fields={(draft, change) => (
        <>
          <Assignment draft={draft} change={change} term="Laat leeg om de termijn te laten zoals zij is" />
          <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
        </>
      )}
      send={async (draft, key) => {
        const body: Schemas['TaakWijziging'] = {
          actie: 'doorzetten',
          toegewezenAan: assignedTo(draft),
          toelichting: draft.toelichting,
          ...(draft.uiterlijk === '' ? {} : { uiterlijk: draft.uiterlijk }),
        };
        await call('patch', '/interne-taken/{identificatie}', { path: { identificatie }, body, key: key(body) });
        return [];
      }}
      stored={done}
      stop={stop}
    />
  );
}

const ENDS = {
  afronden: { heading: 'Afronden zonder antwoord', button: 'Afronden', label: 'Hoe is de taak afgelopen?', example: 'Op één regel, bijvoorbeeld: gebeld en opgelost' },
  naar_kcc: { heading: 'Terug naar het klantcontactcentrum', button: 'Terugsturen', label: 'Waarom gaat de taak terug?', example: 'Op één regel, bijvoorbeeld: hoort bij een andere afdeling' },
} as const;

function Finish({ actie, identificatie, done, stop }: StepProps & { actie: keyof typeof ENDS }): JSX.Element {
  const words = ENDS[actie];
  return (
    <StoringForm
      name={`taak-${actie}.${identificatie}`}
      heading={words.heading}
      button={words.button}
      empty={{ reden: '' }}
      fields={(draft, change) => <TextField label={words.label} description={words.example} max={1000} required focus value={draft.reden} change={(reden) => change({ reden })} />}
      send={async (draft, key) => {
        const body: Schemas['TaakWijziging'] = { actie, reden: draft.reden.trim() };
        await call('patch', '/interne-taken/{identificatie}', { path: { identificatie }, body, key: key(body) });
        return [];
      }}
      stored={done}
      stop={stop}
    />
  );
}
