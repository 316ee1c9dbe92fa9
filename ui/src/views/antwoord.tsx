import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { type Attachment, keyFor, useDraft } from '../parts/drafts';
import { ClaimNotice, DraftForm } from '../parts/form';
import { useAction, useKeys } from '../parts/hooks';
import { useMailboxes, useStandardTexts } from '../parts/lists';
import { type Opened, inzageOf } from '../parts/opened';
import { hold } from '../parts/outbox';
import { ActionNotice, Button, Check, ListField, Notice, TextField } from '../parts/parts';
import { type Addressing, type Correspondents, DEFAULT_ADDRESSING, Recipients, addressProblem, addressed, addressesOf, correspondentsOf } from '../parts/recipients';
import { Files, uploadProblem, uploadsOf, useUploads } from '../parts/uploads';
import { Voorbeeld } from './voorbeeld';

export interface Letter extends Addressing {
  inhoud: string;
  onderwerp: string;
  bijlagen: readonly Attachment[];
  /** The agent answers, though the same mail was handled elsewhere. */
  dubbel: boolean;
}

const EMPTY: Letter = { ...DEFAULT_ADDRESSING, inhoud: '', onderwerp: '', bijlagen: [], dubbel: false };
const OPEN_PLACE = /\{\{[^{}]*\}\}/;

/** The reason that this text cannot leave yet; empty when it can. */
export function textProblem(text: string): string {
  if (text.trim() === '') return 'Schrijf eerst een tekst.';
  const open = OPEN_PLACE.exec(text);
  return open === null ? '' : `Vul nog in: ${open[0]}`;
}

interface ComposerProps<B> {
  /** Name of its draft. */
  name: string;
  heading: string;
  /** The readers of it, in words. */
  to: string;
  /** The people whom the mail names; `null`: it goes to the citizen, and to nobody else. */
  known: Correspondents | null;
  /** Subject when the agent gives none; `null`: it cannot be chosen. */
  subject: string | null;
  /** E-mailbericht for which a standaardantwoord is filled in. */
  emailbericht: string;
  /** The place where the same mail was handled already: the agent has to say that this one is answered too. */
  handledIn?: string;
  /** The body of a request with a letter. */
  bodyOf: (letter: Letter) => B;
  /** Store it, and give the verzendingen that carry it. */
  send: (body: B, key: string) => Promise<readonly string[]>;
  /** The mail as it would leave now. */
  look: (body: B, key: string) => Promise<Schemas['Voorbeeld']>;
  stored: () => void;
  stop: () => void;
  /** Open the mail again, after the claim on it was lost. */
  reopen?: () => void;
}

/** Writing a mail: text, standaardantwoorden and attachments. What is typed here is kept until it was stored. */
export function Composer<B>({ name, heading, to, known, subject, emailbericht, handledIn = '', bodyOf, send, look, stored, stop, reopen }: ComposerProps<B>): JSX.Element {
  const [letter, change] = useDraft<Letter>(name, EMPTY);
  const files = useUploads((update) => change((old) => ({ bijlagen: update(old.bijlagen) })));
  const [problem, setProblem] = useState('');
  const looking = useAction();
  const [shown, show] = useState<Schemas['Voorbeeld'] | null>(null);

  const unfinished = (now: Letter): string =>
    [known === null ? '' : addressProblem(now, known), textProblem(now.inhoud), uploadProblem(now.bijlagen)].find((each) => each !== '') ?? '';
  const problemOf = (now: Letter): string =>
    unfinished(now) || (handledIn !== '' && !now.dubbel ? 'Vink aan dat u toch antwoordt. Dezelfde e-mail is al afgehandeld.' : '');
  const titleOf = (now: Letter): string => `${heading} aan ${known === null ? to : addressesOf(now, known).join(', ')}`;

  function submit(): void {
    const wrong = problemOf(letter);
    setProblem(wrong);
    if (wrong !== '') return;
    const sendDraft = async (now: Letter, key: (body: unknown) => string): Promise<readonly string[]> => {
      const body = bodyOf(now);
      return send(body, key(body));
    };
    hold({ name, draft: letter, title: titleOf, route: location.hash, problem: problemOf, send: sendDraft, stored });
  }

  function preview(): void {
    const wrong = unfinished(letter);
    setProblem(wrong);
    if (wrong !== '') return;
    looking.run(async () => {
      const body = bodyOf(letter);
      show(await look(body, keyFor(name, body, true)));
    });
  }
  useKeys({ v: preview });

  const button = (
    <Button shortcut="v" onClick={preview}>
      Voorbeeld
    </Button>
  );
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        files.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <DraftForm name={name} heading={heading} button="Versturen" submit={submit} stop={stop} beside={button}>
        {known === null ? <p>Aan {to}</p> : <Recipients letter={letter} change={change} known={known} />}
        <Standard emailbericht={emailbericht} insert={(text) => change((old) => ({ inhoud: old.inhoud === '' ? text : `${old.inhoud}\n\n${text}` }))} />
        {subject !== null && (
          <TextField label="Onderwerp" description={`Laat leeg voor: ${subject}`} max={200} value={letter.onderwerp} change={(onderwerp) => change({ onderwerp })} />
        )}
        <TextField
          label="Tekst"
          lines={10}
          max={100_000}
          value={letter.inhoud}
          change={(inhoud) => change({ inhoud })}
          focus
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (pasted.length === 0) return;
            event.preventDefault();
            files.add(pasted);
          }}
        />
        <Files attached={letter.bijlagen} files={files} />
        {handledIn !== '' && <Check label={`Ik antwoord toch: dezelfde e-mail is al afgehandeld in ${handledIn}`} value={letter.dubbel} change={(dubbel) => change({ dubbel })} />}
        {problem !== '' && <Notice kind="error">{problem}</Notice>}
        <ClaimNotice action={looking} reopen={reopen} />
      </DraftForm>
      {shown !== null && <Voorbeeld mail={shown} close={() => show(null)} />}
    </div>
  );
}

/** Standaardantwoorden to choose from, filled in for this mail. */
export function Standard({ emailbericht, insert }: { emailbericht: string; insert: (text: string) => void }): JSX.Element {
  const list = useStandardTexts();
  const action = useAction();
  const [open, setOpen] = useState<readonly string[]>([]);
  const texts = (list.data ?? []).filter((each) => !each.vervallen);
  const choose = (identificatie: string): void => {
    if (identificatie === '') return;
    action.run(async () => {
      const filled = await call('post', '/standaardantwoorden/{identificatie}/invulling', { path: { identificatie }, body: { emailbericht } });
      insert(filled.inhoud);
      setOpen(filled.open);
    });
  };
  return (
    <>
      <ListField
        loaded={list}
        label="Standaardantwoord"
        value=""
        change={choose}
        disabled={texts.length === 0}
        options={[['', texts.length === 0 ? 'Er zijn geen standaardantwoorden' : 'Kies een tekst om in te voegen'], ...texts.map((each) => [each.identificatie, each.naam] as const)]}
      />
      {open.length > 0 && <Notice kind="info">Vul zelf nog in: {open.join(', ')}</Notice>}
      <ActionNotice action={action} />
    </>
  );
}

export const subjectOfLetter = (letter: Letter): { onderwerp?: string } => (letter.onderwerp.trim() === '' ? {} : { onderwerp: letter.onderwerp.trim() });

/** The mailbox in which the same mail was handled as contact, with who did it; empty when it was not. */
export const handledElsewhere = (mail: Opened): string =>
  mail.dubbelen.find((each) => each.afgehandeldAls !== null && each.afgehandeldAls !== 'geen_klantcontact')?.postvak ?? '';

export function useCorrespondents(mail: Opened): Correspondents {
  const mailboxes = useMailboxes();
  return correspondentsOf(mail, (mailboxes.data?.results ?? []).map((each) => each.adres));
}

export function Antwoord({ mail, handled, stop, reopen }: { mail: Opened; handled: () => void; stop: () => void; reopen: () => void }): JSX.Element {
  const id = mail.emailbericht.identificatie;
  const path = { identificatie: id };
  const known = useCorrespondents(mail);
  return (
    <Composer
      name={`antwoord.${id}`}
      heading="Antwoord"
      to="de afzender"
      known={known}
      subject={mail.klantcontact.onderwerp || 'het onderwerp van de e-mail'}
      emailbericht={id}
      handledIn={handledElsewhere(mail)}
      stop={stop}
      stored={handled}
      reopen={reopen}
      bodyOf={(letter) => ({
        inzageId: inzageOf(mail),
        inhoud: letter.inhoud,
        ...addressed(letter, known),
        ...subjectOfLetter(letter),
        ...uploadsOf(letter.bijlagen),
        ...(letter.dubbel ? { dubbelBevestigd: true } : {}),
      })}
      send={async (body, key) => [(await call('post', '/emailberichten/{identificatie}/antwoord', { path, body, key })).verzending.identificatie]}
      look={(body, key) => call('post', '/emailberichten/{identificatie}/voorbeeld', { path, body, key })}
    />
  );
}
