/** The pieces that all views are made of: the Utrecht components of NL Design System. */
import type { ComponentChildren, JSX, Ref } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Fault } from '../api/faults';
import type { Action, Listing, Loaded } from './hooks';

interface ButtonProps {
  look?: 'primary-action' | 'secondary-action' | 'subtle';
  /** Key that does the same, shown on the button. */
  shortcut?: string;
  type?: 'button' | 'submit';
  disabled?: boolean;
  onClick?: () => void;
  'aria-label'?: string;
  'aria-pressed'?: boolean;
  'aria-expanded'?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  children: ComponentChildren;
}

export function Button({ look = 'secondary-action', shortcut, type = 'button', buttonRef, children, ...rest }: ButtonProps): JSX.Element {
  const keys = shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut };
  return (
    <button ref={buttonRef ?? null} type={type} class={`utrecht-button utrecht-button--${look}`} {...keys} {...rest}>
      {children}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}

/** Prints what is read, without what surrounds it. */
export function PrintButton(): JSX.Element {
  return (
    <p class="actions">
      <Button onClick={() => print()}>Afdrukken</Button>
    </p>
  );
}

type Kind = 'error' | 'warning' | 'info' | 'ok';

export function Notice({ kind, children, live = true }: { kind: Kind; children: ComponentChildren; live?: boolean }): JSX.Element {
  const role = live ? (kind === 'error' ? 'alert' : 'status') : undefined;
  return (
    <div class={`utrecht-alert utrecht-alert--${kind}`} role={role}>
      <div class="utrecht-alert__content">{children}</div>
    </div>
  );
}

export function FaultNotice({ fault, again }: { fault: Fault | null; again?: (() => void) | undefined }): JSX.Element | null {
  if (fault === null) return null;
  return (
    <Notice kind="error">
      <p>
        <strong>{fault.what}</strong> {fault.next}
      </p>
      {again !== undefined && (
        <p>
          <Button onClick={again}>Opnieuw proberen</Button>
        </p>
      )}
    </Notice>
  );
}

/** The words of an action while it runs long, and when it failed. */
export function ActionNotice({ action }: { action: Action }): JSX.Element | null {
  if (action.fault !== null) return <FaultNotice fault={action.fault} />;
  return action.slow ? <Notice kind="info">Dit duurt langer dan normaal. Even geduld.</Notice> : null;
}

/** The state of what is being read: nothing yet, slow, or gone wrong. */
export function LoadNotice({ loaded }: { loaded: Loaded<unknown> }): JSX.Element | null {
  if (loaded.fault !== null) return <FaultNotice fault={loaded.fault} again={loaded.reload} />;
  if (loaded.slow) return <Notice kind="info">Dit duurt langer dan normaal. Even geduld.</Notice>;
  return loaded.data === null ? <p class="muted">Laden…</p> : null;
}

/** The way to what comes after what is listed. */
export function MoreButton({ listing }: { listing: Listing<unknown> }): JSX.Element | null {
  if (!listing.more) return null;
  return (
    <Button disabled={listing.busy} onClick={listing.further}>
      Meer tonen
    </Button>
  );
}

type FieldProps = { label: string; description?: string; children: (ids: { id: string; 'aria-describedby'?: string }) => ComponentChildren };

export function Field({ label, description, children }: FieldProps): JSX.Element {
  const id = useId();
  const about = `${id}-over`;
  return (
    <div class="utrecht-form-field">
      <div class="utrecht-form-field__label">
        <label class="utrecht-form-label" for={id}>
          {label}
        </label>
      </div>
      {description !== undefined && (
        <div id={about} class="utrecht-form-field__description muted">
          {description}
        </div>
      )}
      <div class="utrecht-form-field__input">{children(description === undefined ? { id } : { id, 'aria-describedby': about })}</div>
    </div>
  );
}

type TextProps = {
  label: string;
  description?: string;
  value: string;
  change: (value: string) => void;
  lines?: number;
  max?: number;
  required?: boolean;
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'number';
  autocomplete?: string;
  focus?: boolean;
  onPaste?: (event: ClipboardEvent) => void;
};

/**
 * A field to type in.
 * Where it is to have the focus, it takes it before the first paint: an effect after the paint would lose a quick key.
 */
export function TextField({ label, description, value, change, lines = 1, max, required = false, type = 'text', focus = false, ...rest }: TextProps): JSX.Element {
  const place = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (focus) place.current?.focus();
  }, [focus]);
  const shared = { ref: place, value, required, ...(max === undefined ? {} : { maxLength: max }), ...rest };
  return (
    <Field label={label} {...(description === undefined ? {} : { description })}>
      {(ids) =>
        lines > 1 ? (
          <textarea class="utrecht-textarea" rows={lines} {...ids} {...shared} onInput={(event) => change(event.currentTarget.value)} />
        ) : (
          <input class="utrecht-textbox" {...({ type } as { type: 'text' })} {...ids} {...shared} onInput={(event) => change(event.currentTarget.value)} />
        )
      }
    </Field>
  );
}

type SelectProps = { label: string; description?: string; value: string; change: (value: string) => void; options: readonly (readonly [string, string])[]; required?: boolean; disabled?: boolean };

export function SelectField({ label, description, value, change, options, required = false, disabled = false }: SelectProps): JSX.Element {
  return (
    <Field label={label} {...(description === undefined ? {} : { description })}>
      {(ids) => (
        <select class="utrecht-select" {...ids} value={value} required={required} disabled={disabled} onChange={(event) => change(event.currentTarget.value)}>
          {/* What was chosen before stays chosen while the choices are still being read. */}
          {value !== '' && !options.some(([key]) => key === value) && <option value={value}>…</option>}
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/**
 * A choice from a list that is still being read.
 * It takes its place from the start, so that no button moves away under a finger.
 */
export function ListField({ loaded, options, ...rest }: SelectProps & { loaded: Loaded<unknown> }): JSX.Element {
  const reading = loaded.slow ? 'Laden duurt langer dan normaal…' : 'Laden…';
  return (
    <>
      <FaultNotice fault={loaded.fault} again={loaded.reload} />
      <SelectField {...rest} options={loaded.data === null ? [['', reading]] : options} />
    </>
  );
}

export function Check({ label, value, change }: { label: string; value: boolean; change: (value: boolean) => void }): JSX.Element {
  const id = useId();
  return (
    <p class="choice">
      <input class="utrecht-checkbox" type="checkbox" id={id} checked={value} onChange={(event) => change(event.currentTarget.checked)} />
      <label class="utrecht-form-label utrecht-form-label--checkbox" for={id}>
        {label}
      </label>
    </p>
  );
}

export function Mark({ children, kind = 'neutral' }: { children: ComponentChildren; kind?: 'neutral' | 'warning' | 'mine' }): JSX.Element {
  return <span class={`mark mark--${kind}`}>{children}</span>;
}

/** A heading that takes the focus before what it names is painted, unless something else is to have it. */
export function PaneHeading({ name, focus = true, children }: { name: string; focus?: boolean; children: ComponentChildren }): JSX.Element {
  const place = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (focus) place.current?.focus();
  }, [name]);
  return (
    <h2 class="utrecht-heading-1" tabIndex={-1} ref={place}>
      {children}
    </h2>
  );
}

/**
 * A dialog over the page, which keeps the keys for itself from its first paint. Its heading has the focus, since its
 * first button may be far below.
 * It closes by Escape and by its button, and the focus goes back to where it was.
 */
export function Dialog({ heading, close, children }: { heading: string; close: () => void; children: ComponentChildren }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    dialog.current?.showModal();
    place.current?.focus();
  }, []);
  /** Close at the key itself: the browser closes some time after it, and would keep the next key from the page. */
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={close} onKeyDown={escape}>
      <h2 id={id} class="utrecht-heading-1" tabIndex={-1} ref={place}>
        {heading}
      </h2>
      {children}
      <Button look="primary-action" onClick={() => dialog.current?.close()}>
        Sluiten
      </Button>
    </dialog>
  );
}

export function Facts({ rows, caption }: { caption: string; rows: readonly (readonly [string, ComponentChildren])[] }): JSX.Element {
  return (
    <table class="utrecht-table facts">
      <caption class="utrecht-table__caption">{caption}</caption>
      <tbody class="utrecht-table__body">
        {rows.map(([name, value]) => (
          <tr class="utrecht-table__row" key={name}>
            <th class="utrecht-table__cell" scope="row">
              {name}
            </th>
            <td class="utrecht-table__cell">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
