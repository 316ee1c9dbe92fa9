import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { dropDraft, hasDraft, keyFor, useDraft } from '../parts/drafts';
import { useAction, useKeys, useLoaded, useNow } from '../parts/hooks';
import { List } from '../parts/list';
import { subjectOf } from '../parts/marks';
import { useOutbox } from '../parts/outbox';
import { ActionNotice, Button, Facts, LoadNotice, Mark, Notice, PaneHeading, SelectField, TextField } from '../parts/parts';
import { onDate, onDay, waiting } from '../parts/time';
import { type Person, handlesMail } from '../session';
import { Composer, uploadsOf } from './antwoord';
import { BackLink } from './bericht';
import { ContactFacts } from './klantcontact';
import { Attachments, Text } from './mail';
import { OutcomeForm } from './uitkomsten';

const POLL = 15_000;

/** The desk of a department: what the contact centre asks of it. */
export function Taken({ who, own, chosen }: { who: Person; own: boolean; chosen: string | undefined }): JSX.Element {
  const [{ status, eenheid }, filter] = useDraft<{ status: Schemas['Taakstatus']; eenheid: string }>('taken', { status: 'te_verwerken', eenheid: '' });
  const now = useNow();
  // The contact centre may look at the tasks of every department; a department sees its own.
  const chooses = handlesMail(who) && !own;
  const query = { pageSize: 100, status, eigen: own, ...(chooses && eenheid !== '' ? { eenheid } : {}) };
  const loaded = useLoaded(() => call('get', '/interne-taken', { query }), JSON.stringify(query), POLL);
  const eenheden = useLoaded(() => call('get', '/organisatorische-eenheden'), 'eenheden');
  const taken = loaded.data?.results ?? [];
  const route = own ? 'mijn-taken' : 'taken';
  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <div class="filter">
          <SelectField
            label="Toon"
            value={status}
            change={(value) => filter({ status: value as Schemas['Taakstatus'] })}
            options={[
              ['te_verwerken', 'Wat nog moet'],
              ['verwerkt', 'Wat klaar is'],
            ]}
          />
          {chooses && (
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
          <p class="empty">{status === 'verwerkt' ? 'Er is nog geen taak klaar.' : 'Er wacht geen taak. Nieuwe taken komen hier vanzelf te staan.'}</p>
        )}
        <List
          label="Taken"
          chosen={chosen}
          rows={taken.map((taak) => ({
            id: taak.identificatie,
            href: `#/${route}/${taak.identificatie}`,
            content: (
              <>
                <span class="list__line">
                  <span class="list__who">{taak.gevraagdeHandeling}</span>
                  <span class="list__when">{waiting(taak.toegewezenOp, now)}</span>
                </span>
                <span class="list__what">{taak.betrokkene.naam || taak.betrokkene.digitaalAdres.adres}</span>
                <span class="marks">
                  {taak.teLaat && <Mark kind="warning">Te laat</Mark>}
                  {taak.behandelaar !== null && taak.behandelaar.medewerker === who.medewerker && <Mark kind="mine">Bij u</Mark>}
                  {taak.behandelaar !== null && taak.behandelaar.medewerker !== who.medewerker && <Mark>Bij {taak.behandelaar.naam}</Mark>}
                </span>
              </>
            ),
          }))}
        />
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

const STEPS = ['antwoord', 'doorzetten', 'naar_kcc', 'afronden'] as const;
type Step = (typeof STEPS)[number];

function Taak({ identificatie, who, changed }: { identificatie: string; who: Person; changed: () => void }): JSX.Element {
  const path = { identificatie };
  const loaded = useLoaded(() => call('get', '/interne-taken/{identificatie}', { path }), identificatie);
  const [step, setStep] = useState<Step | null>(() => STEPS.find((kind) => hasDraft(`taak-${kind}.${identificatie}`)) ?? null);
  const taking = useAction();
  const taak = loaded.data;
  const open = taak?.status === 'te_verwerken';
  const mine = taak?.behandelaar?.medewerker === who.medewerker;
  const sending = useOutbox().some((entry) => entry.name === `taak-antwoord.${identificatie}` && entry.stage !== 'mislukt');
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
                  to={taak.betrokkene.digitaalAdres.adres}
                  subject={null}
                  emailbericht={taak.emailbericht}
                  stop={() => setStep(null)}
                  stored={refresh}
                  send={async (letter, key) => {
                    const body = { inhoud: letter.inhoud, ...uploadsOf(letter) };
                    await call('post', '/interne-taken/{identificatie}/antwoord', { path, body, key: key(body) });
                    return [];
                  }}
                />
              )}
              {step === 'doorzetten' && open && <Reroute identificatie={identificatie} done={refresh} stop={() => setStep(null)} />}
              {(step === 'afronden' || step === 'naar_kcc') && open && <Finish key={step} actie={step} identificatie={identificatie} done={refresh} stop={() => setStep(null)} />}
              <Facts
                caption="Betrokkene"
                rows={[
                  ['Naam', taak.betrokkene.naam || '–'],
                  ['E-mailadres', taak.betrokkene.digitaalAdres.adres],
                ]}
              />
              <ContactFacts contact={taak.klantcontact} caption="Klantcontact" />
            </div>
            <div class="split__main">
              <section class="mail" aria-label="De e-mail">
                <h3 class="utrecht-heading-2">{subjectOf(taak.klantcontact.onderwerp)}</h3>
                <Text text={taak.klantcontact.inhoud} url={taak.klantcontact.inhoudUrl} />
              </section>
              <Attachments
                bijlagen={taak.klantcontact.bijlagen}
                fetchLink={(document) => call('get', '/interne-taken/{identificatie}/informatieobjecten/{document}/inhoud', { path: { identificatie, document } })}
              />
            </div>
          </div>
        </>
      )}
    </article>
  );
}

type StepProps = { identificatie: string; done: () => void; stop: () => void };

function Reroute({ identificatie, done, stop }: StepProps): JSX.Element {
  const name = `taak-doorzetten.${identificatie}`;
  const [draft, change] = useDraft(name, { eenheid: '', toelichting: '' });
  const action = useAction();
  const eenheden = useLoaded(() => call('get', '/organisatorische-eenheden'), 'eenheden');
  const submit = (): void =>
    action.run(async () => {
      const body: Schemas['TaakWijziging'] = { actie: 'doorzetten', toegewezenAan: { organisatorischeEenheid: draft.eenheid }, toelichting: draft.toelichting };
      await call('patch', '/interne-taken/{identificatie}', { path: { identificatie }, body, key: keyFor(name, body) });
      dropDraft(name);
      done();
    });
  return (
    <OutcomeForm name={name} heading="Doorzetten naar een andere afdeling" button="Doorzetten" action={action} submit={submit} stop={stop}>
      <LoadNotice loaded={eenheden} />
      <SelectField label="Afdeling" required value={draft.eenheid} change={(eenheid) => change({ eenheid })} options={[['', 'Kies een afdeling'], ...(eenheden.data?.results ?? []).map((each) => [each.naam, each.naam] as const)]} />
      <TextField label="Toelichting (mag leeg blijven)" lines={3} max={1000} value={draft.toelichting} change={(toelichting) => change({ toelichting })} />
    </OutcomeForm>
  );
}

const ENDS = {
  afronden: { heading: 'Afronden zonder antwoord', button: 'Afronden', label: 'Hoe is de taak afgelopen?', example: 'Op één regel, bijvoorbeeld: gebeld en opgelost' },
  naar_kcc: { heading: 'Terug naar het klantcontactcentrum', button: 'Terugsturen', label: 'Waarom gaat de taak terug?', example: 'Op één regel, bijvoorbeeld: hoort bij een andere afdeling' },
} as const;

function Finish({ actie, identificatie, done, stop }: StepProps & { actie: keyof typeof ENDS }): JSX.Element {
  const name = `taak-${actie}.${identificatie}`;
  const words = ENDS[actie];
  const [draft, change] = useDraft(name, { reden: '' });
  const action = useAction();
  const submit = (): void =>
    action.run(async () => {
      const body: Schemas['TaakWijziging'] = { actie, reden: draft.reden.trim() };
      await call('patch', '/interne-taken/{identificatie}', { path: { identificatie }, body, key: keyFor(name, body) });
      dropDraft(name);
      done();
    });
  return (
    <OutcomeForm name={name} heading={words.heading} button={words.button} action={action} submit={submit} stop={stop}>
      <TextField label={words.label} description={words.example} max={1000} required focus value={draft.reden} change={(reden) => change({ reden })} />
    </OutcomeForm>
  );
}
