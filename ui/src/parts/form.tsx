/** A form that keeps what is typed in it until that is stored. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type Change, dropDraft, keyFor, useDraft } from './drafts';
import { type Action, useAction } from './hooks';
import { hold } from './outbox';
import { ActionNotice, Button, Notice } from './parts';

interface FormProps {
  /** Name of its draft. */
  name: string;
  heading: string;
  button: string;
  submit: () => void;
  /** Close the form, and keep what is typed. */
  stop: () => void;
  /** The request that stores it at once, when that is not left to the outbox. */
  action?: Action;
  /** Open the mail again, after the claim on it was lost. */
  reopen?: (() => void) | undefined;
  /** A button beside the one that stores. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

/** The words of an action, with the way on when the claim on the mail was lost. */
export function ClaimNotice({ action, reopen }: { action: Action; reopen?: (() => void) | undefined }): JSX.Element {
  return (
    <>
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
    </>
  );
}

export function DraftForm({ name, heading, button, submit, stop, action, reopen, beside, children }: FormProps): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  return (
    <form
      class="composer"
      ref={form}
      aria-label={heading}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <h3 class="utrecht-heading-2">{heading}</h3>
      {children}
      {action !== undefined && <ClaimNotice action={action} reopen={reopen} />}
      <div class="actions">
        <Button type="submit" look="primary-action" disabled={action?.busy ?? false}>
          {action?.busy === true ? 'Wordt opgeslagen…' : button}
        </Button>
        {beside}
        <Button onClick={stop}>Later verder</Button>
        <Button
          look="subtle"
          onClick={() => {
            dropDraft(name, true);
            stop();
          }}
        >
          Weggooien
        </Button>
      </div>
    </form>
  );
}

interface StoringProps<T extends object> extends Pick<FormProps, 'name' | 'heading' | 'button' | 'stop' | 'reopen'> {
  empty: T;
  fields: (draft: T, change: Change<T>) => ComponentChildren;
  /** The reason that this cannot be stored yet, where no field says it by itself; empty when it can. */
  problem?: (draft: T) => string;
  /** The mail that leaves with it, such as `Doorzending naar info@waterschap.example`; `null`: no mail does. */
  leaves?: (draft: T) => string | null;
  /** Store it, and give the verzendingen that carry it. */
  send: (draft: T, key: (body: unknown) => string) => Promise<readonly string[]>;
  stored: () => void;
}

/** A form that stores what it holds: at once; or, when a mail leaves with it, after the seconds to take that back. */
export function StoringForm<T extends object>({ name, empty, fields, problem, leaves, send, stored, ...rest }: StoringProps<T>): JSX.Element {
  const [draft, change] = useDraft<T>(name, empty);
  const [wrong, setWrong] = useState('');
  const action = useAction();
  const problemOf = (now: T): string => problem?.(now) ?? '';
  const submit = (): void => {
    const found = problemOf(draft);
    setWrong(found);
    if (found !== '') return;
    if ((leaves?.(draft) ?? null) !== null)
      hold({ name, draft, title: (now) => leaves?.(now) ?? rest.heading, route: location.hash, problem: problemOf, send, stored });
    else
      action.run(async () => {
        await send(draft, (body) => keyFor(name, body));
        dropDraft(name);
        stored();
      });
  };
  return (
    <DraftForm name={name} action={action} submit={submit} {...rest}>
      {fields(draft, change)}
      {wrong !== '' && <Notice kind="error">{wrong}</Notice>}
    </DraftForm>
  );
}
