/** A list whose items are links, with j and k to walk through it. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeys } from './hooks';

export interface Row {
  readonly id: string;
  readonly href: string;
  readonly content: ComponentChildren;
}

export function List({ label, rows, chosen }: { label: string; rows: readonly Row[]; chosen: string | undefined }): JSX.Element {
  const place = useRef<HTMLUListElement>(null);
  const walk = (step: number): void => {
    const links = [...(place.current?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];
    const focused = links.findIndex((link) => link === document.activeElement);
    const from = focused >= 0 ? focused : links.findIndex((link) => link.getAttribute('aria-current') === 'true');
    const next = from < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(from + step, 0), links.length - 1);
    links[next]?.focus();
    links[next]?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) });
  return (
    <ul class="list" aria-label={label} ref={place}>
      {rows.map((row) => (
        <li key={row.id}>
          <a class="list__item" href={row.href} aria-current={row.id === chosen ? 'true' : undefined}>
            {row.content}
          </a>
        </li>
      ))}
    </ul>
  );
}
