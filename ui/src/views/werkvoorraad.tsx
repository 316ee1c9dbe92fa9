import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { useDraft } from '../parts/drafts';
import { useLoaded, useNow } from '../parts/hooks';
import { List } from '../parts/list';
import { useMailboxes } from '../parts/lists';
import { Marks, holder, senderOf, subjectOf } from '../parts/marks';
import { Button, FaultNotice, LoadNotice, SelectField } from '../parts/parts';
import { waiting } from '../parts/time';
import type { Person } from '../session';
import { Bericht } from './bericht';

const POLL = 5_000;
const PAGE = 100;

type Show = 'alles' | 'vrij' | 'mijn' | 'gereserveerd';

interface Page {
  /** The cursor at which it begins; `null`: at the oldest mail. */
  readonly from: string | null;
  readonly results: readonly Schemas['Emailbericht'][];
  /** The cursor at which the next one begins; `null`: this is the last. */
  readonly cursor: string | null;
}

interface Stock {
  readonly mails: readonly Schemas['Emailbericht'][];
  readonly more: boolean;
}

/** Pages that a poll reads again: the oldest mail, the newest, and one of those between in turn. */
const AT_A_TIME = 3;
/** One of so many polls reads every page. */
const WHOLE = 24;

/**
 * Read the pages of a list. Each is asked for with its ETag, so that an unchanged one costs no body.
 *
 * A page that is read again begins where it began. What is handled makes it reach into the page after it; a mail that
 * then stands on both is listed once. What comes back in the middle of a long list shows when all of it is read.
 */
class Reader {
  private pages: Page[] = [];
  private polls = 0;

  constructor(private readonly query: { postvak?: string; eigen?: boolean }) {}

  /** @param changed the agent changed something: read every page again. */
  async read(count: number, changed: boolean): Promise<Stock> {
    const whole = changed || count <= AT_A_TIME || this.polls % WHOLE === 0;
    const turn = count <= AT_A_TIME ? 0 : 1 + (this.polls % (count - 2));
    this.polls += 1;
    const pages: Page[] = [];
    for (let number = 0; number < count; number += 1) {
      const known = whole ? undefined : this.pages[number];
      const from: string | null = known === undefined ? (pages.at(-1)?.cursor ?? null) : known.from;
      const again = known === undefined || number === 0 || number === turn || number === count - 1;
      const page: Page = again ? await this.page(from) : known;
      pages.push(page);
      if (page.cursor === null) break;
    }
    this.pages = pages;
    const mails = new Map(pages.flatMap((page) => page.results.map((mail) => [mail.identificatie, mail] as const)));
    return { mails: [...mails.values()], more: pages.at(-1)?.cursor != null };
  }

  private async page(from: string | null): Promise<Page> {
    const query = { pageSize: PAGE, ...this.query, ...(from === null ? {} : { cursor: from }) };
    const answer = await call('get', '/emailberichten', { query });
    return { from, results: answer.results, cursor: answer.cursor };
  }
}

export function Werkvoorraad({ who, chosen }: { who: Person; chosen: string | undefined }): JSX.Element {
  const [{ postvak, show }, filter] = useDraft<{ postvak: string; show: Show }>('werkvoorraad', { postvak: '', show: 'alles' });
  const [pages, setPages] = useState(1);
  const now = useNow();
  const reserved = show === 'gereserveerd';
  const reader = useMemo(() => new Reader(reserved ? { eigen: true } : postvak === '' ? {} : { postvak }), [postvak, reserved]);
  const whole = useRef(true);
  const stock = useLoaded(
    async () => {
      const all = whole.current;
      whole.current = false;
      return reader.read(pages, all);
    },
    `${postvak} ${pages} ${reserved}`,
    POLL,
  );
  const changed = (): void => {
    whole.current = true;
    stock.reload();
  };
  const postvakken = useMailboxes();
  const kept = useRef<Stock | null>(null);
  if (stock.data !== null) kept.current = stock.data;
  const known = stock.data ?? kept.current;
  const mails = (known?.mails ?? []).filter((mail) => {
    const has = holder(mail, now);
    if (reserved && postvak !== '' && mail.postvak !== postvak) return false;
    if (show === 'vrij') return has === null;
    return show !== 'mijn' || has?.medewerker === who.medewerker;
  });
  const further = useCallback(() => setPages(pages + 1), [pages]);
  const selected = known?.mails.find((mail) => mail.identificatie === chosen);
  const at = mails.findIndex((mail) => mail.identificatie === chosen);
  const next = mails[at + 1] ?? mails.find((mail) => mail.identificatie !== chosen);

  useEffect(() => {
    const count = known === null ? '' : `(${known.mails.length}${known.more ? '+' : ''}) `;
    document.title = `${count}Werkvoorraad – Klantmail`;
  }, [known]);

  return (
    <div class="columns">
      <section class="column column--list" aria-label="Lijst">
        <div class="filter">
          <SelectField
            label="Postvak"
            value={postvak}
            change={(value) => {
              filter({ postvak: value });
              setPages(1);
            }}
            options={[['', 'Alle'], ...(postvakken.data?.results ?? []).map((each) => [each.adres, each.adres] as const)]}
          />
          <SelectField
            label="Toon"
            value={show}
            change={(value) => filter({ show: value as Show })}
            options={[
              ['alles', 'Alles'],
              ['vrij', 'Wat vrij is'],
              ['mijn', 'Wat bij mij is'],
              ['gereserveerd', 'Wat voor mij is gereserveerd'],
            ]}
          />
        </div>
        <FaultNotice fault={postvakken.fault} again={postvakken.reload} />
        <p class="count" aria-live="polite">
          {known === null ? '' : countOf(mails.length, known.more)}
        </p>
        <LoadNotice loaded={known === null ? stock : { ...stock, data: known }} />
        {known !== null && mails.length === 0 && (
          <p class="empty">
            {show === 'alles' ? 'Er wacht geen e-mail. Nieuwe e-mail komt hier vanzelf te staan.' : 'Hier staat nu geen e-mail. Kies bij ‘Toon’ voor alles.'}
          </p>
        )}
        <List
          label="Werkvoorraad"
          chosen={chosen}
          further={known?.more === true && stock.data !== null ? further : undefined}
          rows={mails.map((mail) => ({
            id: mail.identificatie,
            href: `#/werkvoorraad/${mail.identificatie}`,
            content: () => (
              <>
                <span class="list__line">
                  <span class="list__who">{senderOf(mail)}</span>
                  <span class="list__when">{waiting(mail.ontvangenOp, now)}</span>
                </span>
                <span class="list__what">{subjectOf(mail.onderwerp)}</span>
                <Marks mail={mail} me={who.medewerker} now={now} />
              </>
            ),
          }))}
        />
        {known?.more === true && <Button onClick={() => setPages(pages + 1)}>Meer e-mail tonen</Button>}
      </section>
      <section class="column column--detail" aria-label="E-mail">
        {chosen === undefined ? (
          <p class="empty empty--pane">Kies een e-mail in de lijst. Met de toetsen j en k loopt u erdoor.</p>
        ) : (
          <Bericht key={chosen} identificatie={chosen} listed={selected} who={who} next={next?.identificatie} changed={changed} />
        )}
      </section>
    </div>
  );
}

function countOf(count: number, more: boolean): string {
  if (count === 0) return '';
  return count === 1 ? '1 e-mail wacht, de oudste bovenaan' : `${count}${more ? ' of meer' : ''} e-mails wachten, de oudste bovenaan`;
}
