import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import type { Attachment } from '../parts/drafts';
import { StoringForm } from '../parts/form';
import { inzageOf } from '../parts/opened';
import { Button, Check, SelectField, TextField } from '../parts/parts';
import { DEFAULT_ADDRESSING, type Addressing, type Correspondents, Recipients, addressProblem, addressed } from '../parts/recipients';
import { Files, uploadProblem, uploadsOf, useUploads } from '../parts/uploads';
import { Standard, handledElsewhere, textProblem, useCorrespondents } from './antwoord';
import { type OutcomeProps, citizenOf } from './uitkomsten';
import {
  DoorzendFields,
  type DoorzendDraft,
  EMPTY_DOORZENDING,
  EMPTY_SLUITING,
  EMPTY_TAAK,
  EMPTY_ZAAK,
  type SluitDraft,
  SluitFields,
  type TaakDraft,
  TaakFields,
  type ZaakDraft,
  ZaakFields,
  doorzendDeel,
  koppelDeel,
  messageProblem,
  sluitDeel,
  taakDeel,
  zaakDeel,
} from './velden';

const MOST = 10;
const FEWEST = 2;

const KINDS = [
  ['antwoord', 'Antwoorden'],
  ['interneTaak', 'Taak voor een afdeling'],
  ['zaak', 'Zaak'],
  ['doorzending', 'Doorzenden naar een andere overheid'],
  ['geenActieNodig', 'Er hoeft niets te gebeuren'],
] as const;

type Kind = (typeof KINDS)[number][0];

interface AntwoordDraft extends Addressing {
  inhoud: string;
  bijlagen: readonly Attachment[];
  dubbel: boolean;
}

/** One question. What was typed for another outcome stays until the whole is stored. */
interface Question {
  readonly local: string;
  readonly onderwerp: string;
  readonly kind: Kind;
  readonly antwoord: AntwoordDraft;
  readonly interneTaak: TaakDraft;
  readonly zaak: ZaakDraft;
  readonly doorzending: DoorzendDraft;
  readonly geenActieNodig: SluitDraft;
}

const EMPTY_ANTWOORD: AntwoordDraft = { ...DEFAULT_ADDRESSING, inhoud: '', bijlagen: [], dubbel: false };

const question = (): Question => ({
  local: crypto.randomUUID(),
  onderwerp: '',
  kind: 'antwoord',
  antwoord: EMPTY_ANTWOORD,
  interneTaak: EMPTY_TAAK,
  zaak: EMPTY_ZAAK,
  doorzending: EMPTY_DOORZENDING,
  geenActieNodig: EMPTY_SLUITING,
});

function deelOf(draft: Question, known: Correspondents): Schemas['SplitsDeel'] {
  const onderwerp = draft.onderwerp.trim();
  if (draft.kind === 'interneTaak') return { onderwerp, interneTaak: taakDeel(draft.interneTaak) };
  if (draft.kind === 'zaak') return draft.zaak.bestaat ? { onderwerp, zaakkoppeling: koppelDeel(draft.zaak) } : { onderwerp, zaak: zaakDeel(draft.zaak) };
  if (draft.kind === 'doorzending') return { onderwerp, doorzending: doorzendDeel(draft.doorzending) };
  if (draft.kind === 'geenActieNodig') return { onderwerp, geenActieNodig: sluitDeel(draft.geenActieNodig) };
  const { inhoud, bijlagen, dubbel } = draft.antwoord;
  return { onderwerp, antwoord: { inhoud, ...addressed(draft.antwoord, known), ...uploadsOf(bijlagen), ...(dubbel ? { dubbelBevestigd: true } : {}) } };
}

function problemOf(draft: Question, known: Correspondents, handledIn: string): string {
  if (draft.kind !== 'antwoord') return messageProblem(draft[draft.kind]);
  const { inhoud, bijlagen, dubbel } = draft.antwoord;
  const unsaid = handledIn !== '' && !dubbel ? 'Vink aan dat u toch antwoordt. Dezelfde e-mail is al afgehandeld.' : '';
  return [addressProblem(draft.antwoord, known), textProblem(inhoud), uploadProblem(bijlagen), unsaid].find((each) => each !== '') ?? '';
}

const leaves = (draft: Question): boolean => draft.kind === 'antwoord' || draft[draft.kind].bericht || draft.kind === 'doorzending';

interface Split {
  delen: readonly Question[];
}

export function Splitsing({ mail, handled, stop, reopen }: OutcomeProps): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const known = useCorrespondents(mail);
  const handledIn = handledElsewhere(mail);
  const [empty] = useState<Split>(() => ({ delen: [question(), question()] }));
  return (
    <StoringForm<Split>
      name={`splitsing.${id}`}
      heading="Splitsen in meer vragen"
      button="Alles opslaan"
      empty={empty}
      fields={({ delen }, change) => {
        const put = (local: string, update: (old: Question) => Question): void => change((old) => ({ delen: old.delen.map((each) => (each.local === local ? update(each) : each)) }));
        return (
          <>
            <p class="muted">Elke vraag krijgt een eigen klantcontact. Alles wordt samen opgeslagen, of niets.</p>
            {delen.map((each, place) => (
              <QuestionFields
                key={each.local}
                draft={each}
                number={place + 1}
                put={(update) => put(each.local, update)}
                known={known}
                handledIn={handledIn}
                citizen={citizenOf(mail)}
                emailbericht={id}
                remove={delen.length > FEWEST ? () => change({ delen: delen.filter((other) => other.local !== each.local) }) : undefined}
              />
            ))}
            {delen.length < MOST && <Button onClick={() => change({ delen: [...delen, question()] })}>Nog een vraag</Button>}
          </>
        );
      }}
      problem={({ delen }) => {
        const wrong = delen.map((each) => problemOf(each, known, handledIn));
        const first = wrong.findIndex((each) => each !== '');
        return first < 0 ? '' : `Vraag ${first + 1}: ${wrong[first]}`;
      }}
      leaves={({ delen }) => (delen.some(leaves) ? `Splitsing in ${delen.length} vragen` : null)}
      send={async ({ delen }, key) => {
        const body = { inzageId: inzageOf(mail), delen: delen.map((each) => deelOf(each, known)) };
        const answer = await call('post', '/emailberichten/{identificatie}/splitsing', { path: { identificatie: id }, body, key: key(body) });
        return answer.delen.flatMap((each) => each.verzendingen);
      }}
      stored={handled}
      stop={stop}
      reopen={reopen}
    />
  );
}

interface QuestionProps {
  draft: Question;
  number: number;
  put: (update: (old: Question) => Question) => void;
  known: Correspondents;
  handledIn: string;
  citizen: string;
  emailbericht: string;
  remove: (() => void) | undefined;
}

function QuestionFields({ draft, number, put, known, handledIn, citizen, emailbericht, remove }: QuestionProps): JSX.Element {
  const fields = <K extends Exclude<Kind, 'antwoord'>>(kind: K) => ({
    draft: draft[kind],
    change: (part: Partial<Question[K]>) => put((old) => ({ ...old, [kind]: { ...old[kind], ...part } })),
    citizen,
    emailbericht,
  });
  return (
    <fieldset class="question">
      <legend class="utrecht-heading-3">Vraag {number}</legend>
      <TextField label="Waar gaat deze vraag over?" max={200} required focus={number === 1} value={draft.onderwerp} change={(onderwerp) => put((old) => ({ ...old, onderwerp }))} />
      <SelectField label="Wat doet u ermee?" value={draft.kind} change={(kind) => put((old) => ({ ...old, kind: kind as Kind }))} options={KINDS} />
      {draft.kind === 'antwoord' && <AntwoordFields draft={draft.antwoord} put={put} known={known} handledIn={handledIn} emailbericht={emailbericht} />}
      {draft.kind === 'interneTaak' && <TaakFields {...fields('interneTaak')} />}
      {draft.kind === 'zaak' && <ZaakFields {...fields('zaak')} />}
      {draft.kind === 'doorzending' && <DoorzendFields {...fields('doorzending')} />}
      {draft.kind === 'geenActieNodig' && <SluitFields {...fields('geenActieNodig')} />}
      {remove !== undefined && (
        <Button look="subtle" onClick={remove} aria-label={`Vraag ${number} weghalen`}>
          Weghalen
        </Button>
      )}
    </fieldset>
  );
}

type AntwoordProps = Pick<QuestionProps, 'put' | 'known' | 'handledIn' | 'emailbericht'> & { draft: AntwoordDraft };

function AntwoordFields({ draft, put, known, handledIn, emailbericht }: AntwoordProps): JSX.Element {
  const change = (update: (old: AntwoordDraft) => Partial<AntwoordDraft>): void => put((old) => ({ ...old, antwoord: { ...old.antwoord, ...update(old.antwoord) } }));
  const files = useUploads((update) => change((old) => ({ bijlagen: update(old.bijlagen) })));
  return (
    <>
      <Recipients letter={draft} change={(part) => change(() => part)} known={known} />
      <Standard emailbericht={emailbericht} insert={(text) => change((old) => ({ inhoud: old.inhoud === '' ? text : `${old.inhoud}\n\n${text}` }))} />
      <TextField label="Tekst" lines={6} max={100_000} value={draft.inhoud} change={(inhoud) => change(() => ({ inhoud }))} />
      <Files attached={draft.bijlagen} files={files} />
      {handledIn !== '' && <Check label={`Ik antwoord toch: dezelfde e-mail is al afgehandeld in ${handledIn}`} value={draft.dubbel} change={(dubbel) => change(() => ({ dubbel }))} />}
    </>
  );
}
