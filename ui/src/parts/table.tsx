/** Tables that are too wide for a narrow window, which scroll within themselves. */
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

export type Row = readonly (string | number)[];

export function total<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((sum, each) => sum + of(each), 0);
}

/** The cells of a heading row, and rows of which the first cell names the others. */
interface TableProps {
  caption: string;
  heads: readonly string[];
  rows: readonly Row[];
  last?: Row;
}

/** A table of numbers. */
export function Figured({ caption, heads, rows, last }: TableProps): JSX.Element {
  const line = ([name, ...values]: Row): JSX.Element => (
    <tr class="utrecht-table__row" key={name}>
      <th class="utrecht-table__cell" scope="row">
        {name}
      </th>
      {values.map((value, place) => (
        <td class="utrecht-table__cell" key={place}>
          {value}
        </td>
      ))}
    </tr>
  );
  return (
    <Wide caption={caption} heads={heads} kind="numbers">
      <tbody class="utrecht-table__body">{rows.map(line)}</tbody>
      {last !== undefined && <tfoot class="utrecht-table__footer">{line(last)}</tfoot>}
    </Wide>
  );
}

type WideProps = Pick<TableProps, 'caption' | 'heads'> & { kind: 'numbers' | 'words'; children: ComponentChildren };

export function Wide({ caption, heads, kind, children }: WideProps): JSX.Element {
  const id = useId();
  return (
    <div class="wide" role="region" aria-labelledby={id} tabIndex={0}>
      <table class={`utrecht-table ${kind}`}>
        <caption class="utrecht-table__caption" id={id}>
          {caption}
        </caption>
        <thead class="utrecht-table__header">
          <tr class="utrecht-table__row">
            {heads.map((head) => (
              <th class="utrecht-table__cell" scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}
