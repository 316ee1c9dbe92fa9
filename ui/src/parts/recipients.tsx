/** The recipients of a mail: addresses that the received mail names, and others that an agent typed and has checked. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Schemas } from '../api/client';
import { Button, Check, Field } from './parts';

export interface Addressing {
  /** Addresses in To; `null`: those that are written to when nobody chooses. */
  aan: readonly string[] | null;
  /** Addresses in Cc; `null`: those that get a copy when nobody chooses. */
  cc: readonly string[] | null;
  /** The agent checked the addresses that the mail does not name. */
  bevestigd: boolean;
}

export const DEFAULT_ADDRESSING: Addressing = { aan: null, cc: null, bevestigd: false };

/** The people whom the received mail names, as far as the page knows. */
export interface Correspondents {
  /** The recipients when nobody chooses. Empty: the mail names nobody who can be written to. */
  readonly standaard: readonly string[];
  /** The recipients of a copy when nobody chooses. */
  readonly standaardCc: readonly string[];
  /** Addresses of these two that the mail does not name. Who chooses them anew, checks them anew. */
  readonly ongenoemd: readonly string[];
  /** Addresses of the sender. */
  readonly afzender: readonly Schemas['Antwoordadres'][];
  /** Everybody else in To and in Cc, without our own addresses. */
  readonly aan: readonly string[];
  readonly cc: readonly string[];
}

/** Only this address, as the API gives it; an empty one is none. */
export const nobodyElse = (adres: string): Correspondents => ({ standaard: adres === '' ? [] : [adres], standaardCc: [], ongenoemd: [], afzender: [], aan: [], cc: [] });

/** The recipients of an earlier mail of the gemeente: a further one goes to the same, unless somebody chooses. */
export function sameAs(ontvangers: readonly Schemas['Ontvanger'][]): Correspondents {
  const adressen = (soort: Schemas['Ontvangersoort']): string[] => ontvangers.filter((each) => each.soort === soort).map((each) => each.adres);
  const ongenoemd = ontvangers.filter((each) => each.anderAdres).map((each) => each.adres);
  return { standaard: adressen('aan'), standaardCc: adressen('cc'), ongenoemd, afzender: [], aan: [], cc: [] };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const has = (list: readonly string[], address: string): boolean => list.some((each) => same(each, address));
const without = (list: readonly string[], others: readonly string[]): string[] => list.filter((each) => each !== '' && !has(others, each));

/** The correspondents of an opened mail. `ours` are the mailboxes of the gemeente. */
export function correspondentsOf(mail: Schemas['GeopendeMail'], ours: readonly string[]): Correspondents {
  const standaard = mail.antwoordadres.adres === '' ? [] : [mail.antwoordadres.adres];
  const own = [...ours, mail.emailbericht.postvak, ...mail.antwoordadressen.filter((each) => each.bezwaar === 'eigen-postvak').map((each) => each.adres)];
  const aan = without(mail.aan.map((each) => each.adres), [...own, ...standaard]);
  return { standaard, standaardCc: [], ongenoemd: [], afzender: mail.antwoordadressen, aan, cc: without(mail.cc.map((each) => each.adres), [...own, ...standaard, ...aan]) };
}

const aanOf = (letter: Addressing, known: Correspondents): readonly string[] => letter.aan ?? known.standaard;
const ccOf = (letter: Addressing, known: Correspondents): readonly string[] => letter.cc ?? known.standaardCc;

/** Nobody chose: the mail goes where the API said that it goes then. */
const isUntouched = (letter: Addressing, known: Correspondents): boolean =>
  letter.aan === null && (letter.cc === null || (letter.cc.length === 0 && known.standaardCc.length === 0));

/** All addresses that the mail goes to. */
export const addressesOf = (letter: Addressing, known: Correspondents): string[] => [...aanOf(letter, known), ...ccOf(letter, known)];

/** The addresses that an agent chose, and that the mail does not name. */
export function typedIn(letter: Addressing, known: Correspondents): string[] {
  if (isUntouched(letter, known)) return [];
  const named = [...known.standaard, ...known.standaardCc, ...known.afzender.map((each) => each.adres), ...known.aan, ...known.cc];
  return without(addressesOf(letter, known), without(named, known.ongenoemd));
}

/** The part of a request that says whom the mail goes to. */
export function addressed(letter: Addressing, known: Correspondents): { aan?: string[]; cc?: string[]; anderAdresBevestigd?: boolean } {
  if (isUntouched(letter, known)) return {};
  const cc = ccOf(letter, known);
  return {
    aan: [...aanOf(letter, known)],
    ...(cc.length === 0 ? {} : { cc: [...cc] }),
    ...(typedIn(letter, known).length === 0 ? {} : { anderAdresBevestigd: letter.bevestigd }),
  };
}

/** The reason that the mail cannot leave to these addresses yet; empty when it can. */
export function addressProblem(letter: Addressing, known: Correspondents): string {
  if (aanOf(letter, known).length === 0) return 'Kies een adres bij ‘Aan’.';
  return typedIn(letter, known).length > 0 && !letter.bevestigd ? 'Controleer eerst het adres dat niet in de e-mail staat, en vink aan dat u dat hebt gedaan.' : '';
}

type Props = { letter: Addressing; change: (part: Partial<Addressing>) => void; known: Correspondents };

export function Recipients({ letter, change, known }: Props): JSX.Element {
  const [aan, cc] = [aanOf(letter, known), ccOf(letter, known)];
  const [copies, showCopies] = useState(cc.length > 0);
  const typed = typedIn(letter, known);
  const everybody = [...known.aan, ...known.cc];
  const suggestions = [...known.afzender.map((each) => each.adres), ...everybody];
  const missing = everybody.filter((each) => !has([...aan, ...cc], each));
  const others = known.afzender.filter((each) => each.bruikbaar && !has([...aan, ...cc], each.adres));
  // Another address than the one that was checked has to be checked itself.
  const set = (part: Partial<Addressing>): void => {
    const next = { ...letter, ...part };
    const more = typedIn(next, known).some((each) => !has(typed, each));
    change(more ? { ...part, bevestigd: false } : part);
  };
  return (
    <>
      <Chips label="Aan" addresses={aan} suggestions={suggestions} change={(next) => set({ aan: next })} />
      {(copies || cc.length > 0) && <Chips label="Cc" addresses={cc} suggestions={suggestions} change={(next) => set({ cc: next })} />}
      <p class="actions actions--small">
        {missing.length > 0 && (
          <Button look="subtle" onClick={() => set({ aan: [...aan, ...without(known.aan, [...aan, ...cc])], cc: [...cc, ...without(known.cc, [...aan, ...cc])] })}>
            Allen antwoorden (nog {missing.length})
          </Button>
        )}
        {others.map((each) => (
          <Button key={each.adres} look="subtle" onClick={() => set({ aan: [each.adres, ...aan.filter((old) => !has(known.standaard, old))] })}>
            Naar {each.adres}
            {each.bezwaar === 'niet-gelezen' && ' (niemand leest dit)'}
          </Button>
        ))}
        {!copies && cc.length === 0 && (
          <Button look="subtle" onClick={() => showCopies(true)}>
            Cc toevoegen
          </Button>
        )}
      </p>
      {typed.length > 0 && <Check label={`Ik heb dit gecontroleerd: ${typed.join(', ')} staat niet in de e-mail`} value={letter.bevestigd} change={(bevestigd) => change({ bevestigd })} />}
    </>
  );
}

const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;

/** The items of a typed list: with spaces, commas or lines between. */
export const typedList = (text: string): string[] => text.split(/[\s,;]+/).filter((each) => each !== '');

export const isAddress = (text: string): boolean => text.match(ADDRESS)?.[0] === text;

const NO_ADDRESS = 'Dit is geen e-mailadres. Typ het hele adres, of maak het vak leeg.';

type ChipsProps = { label: string; addresses: readonly string[]; suggestions: readonly string[]; change: (addresses: readonly string[]) => void };

/** Addresses as chips. Enter, a comma, a space or leaving the field makes a chip of what was typed or pasted. */
function Chips({ label, addresses, suggestions, change }: ChipsProps): JSX.Element {
  const [text, setText] = useState('');
  const list = useId();
  const left = [...new Set(without(suggestions, addresses))];
  function take(typed: string, input: HTMLInputElement): void {
    const found = typed.match(ADDRESS) ?? [];
    const fresh = found.filter((each, place) => !has(addresses, each) && !has(found.slice(0, place), each));
    if (fresh.length > 0) change([...addresses, ...fresh]);
    const rest = found.length > 0 ? '' : typed.trim();
    input.setCustomValidity(rest === '' ? '' : NO_ADDRESS);
    setText(rest);
  }
  return (
    <Field label={label}>
      {(ids) => (
        <div class="chips">
          <ul class="chips__list" aria-label={`Gekozen bij ${label}`} aria-live="polite">
            {addresses.map((each) => (
              <li class="chips__chip" key={each}>
                {each}
                <button type="button" class="chips__remove" aria-label={`${each} weghalen bij ${label}`} onClick={() => change(addresses.filter((other) => other !== each))}>
                  ×
                </button>
              </li>
            ))}
          </ul>
          <input
            class="utrecht-textbox chips__input"
            {...ids}
            type="text"
            inputMode="email"
            autocomplete="off"
            list={list}
            maxLength={4000}
            value={text}
            onInput={(event) => {
              const typed = event.currentTarget.value;
              event.currentTarget.setCustomValidity('');
              if (/[,;\s]$/.test(typed) || left.includes(typed)) take(typed, event.currentTarget);
              else setText(typed);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (text !== '' || !(event.ctrlKey || event.metaKey))) {
                event.preventDefault();
                event.stopPropagation();
                take(event.currentTarget.value, event.currentTarget);
              }
              if (event.key === 'Backspace' && text === '' && addresses.length > 0) change(addresses.slice(0, -1));
            }}
            onBlur={(event) => take(event.currentTarget.value, event.currentTarget)}
          />
          <datalist id={list}>
            {left.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
