/** A list whose items are links, with j and k to walk through it. Of a long one, only what is near is in the page. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeys } from './hooks';

export interface Row {
  readonly id: string;
  readonly href: string;
  readonly content: () => ComponentChildren;
}

interface Props {
  label: string;
  rows: readonly Row[];
  chosen: string | undefined;
  /** The end of the rows comes near: read more, if there are. */
  further?: (() => void) | undefined;
}

/** Rows that come and go together. */
const BLOCK = 20;
/** Pixels of a row until one has been measured. */
const GUESS = 64;

export function List({ label, rows, chosen, further }: Props): JSX.Element {
  const place = useRef<HTMLUListElement>(null);
  const wanted = useRef<string | null>(null);
  const last = useRef<string | undefined>(undefined);
  const height = useRef(GUESS);
  const [[from, to], setRange] = useState<readonly [number, number]>([0, 3 * BLOCK]);
  const start = Math.min(from, Math.max(0, rows.length - 1));
  const shown = rows.slice(start, to);

  useEffect(() => {
    const list = place.current;
    if (list === null) return undefined;
    const look = (): void => {
      const drawn = list.querySelectorAll('.list__item');
      const [first, last] = [drawn[0], drawn[drawn.length - 1]];
      const head = (first ?? list).getBoundingClientRect().top;
      if (last !== undefined) height.current = (last.getBoundingClientRect().bottom - head) / drawn.length || GUESS;
      // Rows are counted from the nearest place that is known. A small error in their height is hundreds of rows from
      // one end of a long list to the other.
      const { top, bottom } = list.getBoundingClientRect();
      const known: [number, number][] = [[0, top], [Number(first?.closest('li')?.ariaPosInSet ?? 1) - 1, head], [rows.length, bottom]];
      const [row, at] = known.reduce((near, each) => (Math.abs(each[1]) < Math.abs(near[1]) ? each : near));
      const block = (pixels: number): number => (row + (pixels - at) / height.current) / BLOCK;
      const begin = Math.min(Math.max(0, Math.floor(block(-innerHeight))), Math.floor(Math.max(0, rows.length - 1) / BLOCK)) * BLOCK;
      const end = Math.max(Math.ceil(block(2 * innerHeight)) * BLOCK, begin + BLOCK);
      // A row that a key asked for is drawn first: it scrolls into view, and then this looks again.
      if (wanted.current === null) setRange((old) => (old[0] === begin && old[1] === end ? old : [begin, end]));
      if (end >= rows.length) further?.();
    };
    look();
    // A scroll does not bubble; it is seen on its way down, whichever element scrolls.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
    };
  }, [rows.length, further]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = place.current?.querySelector<HTMLAnchorElement>(`a[data-row="${wanted.current}"]`);
    if (link === null || link === undefined) {
      if (!rows.some((row) => row.id === wanted.current)) wanted.current = null; // it left the list meanwhile
      return;
    }
    wanted.current = null;
    link.focus();
    link.scrollIntoView({ block: 'nearest' });
  });

  const walk = (step: number): void => {
    // A key that comes before the row of the last one was drawn goes on from that row. A row that scrolled out of the
    // page took the focus with it: the key goes on from there too.
    const active = document.activeElement as HTMLElement | null;
    const focused = wanted.current ?? (active === document.body ? last.current : active?.dataset['row']) ?? chosen;
    const at = rows.findIndex((row) => row.id === focused);
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
    const row = rows[next];
    if (row === undefined) return;
    wanted.current = row.id;
    const block = Math.floor(next / BLOCK) * BLOCK;
    setRange((old) => (next >= old[0] && next < old[1] ? [old[0], old[1]] : [Math.max(0, block - BLOCK), block + 2 * BLOCK]));
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) });

  return (
    <ul class="list" aria-label={label} ref={place} onFocusIn={(event) => (last.current = (event.target as HTMLElement).dataset['row'])}>
      {start > 0 && <li class="list__gap" aria-hidden="true" style={{ blockSize: `${start * height.current}px` }} />}
      {shown.map((row, offset) => (
        <li key={row.id} aria-setsize={rows.length} aria-posinset={start + offset + 1}>
          <a class="list__item" href={row.href} data-row={row.id} aria-current={row.id === chosen ? 'true' : undefined}>
            {row.content()}
          </a>
        </li>
      ))}
      {to < rows.length && <li class="list__gap" aria-hidden="true" style={{ blockSize: `${(rows.length - to) * height.current}px` }} />}
    </ul>
  );
}
