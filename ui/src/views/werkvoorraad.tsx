import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
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

interface Stock {
  readonly mails: readonly Schemas['Emailbericht'][];
  readonly more: boolean;
}

/** Read so many pages. Each is asked for with its ETag, so that an unchanged list costs no body. */
async function read(postvak: string, pages: number, reserved: boolean): Promise<Stock> {
  const mails: Schemas['Emailbericht'][] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const query: { pageSize: number; postvak?: string; cursor?: string; eigen?: boolean } = { pageSize: PAGE };
    if (reserved) query.eigen = true;
    else if (postvak !== '') query.postvak = postvak;
    if (cursor !== null) query.cursor = cursor;
    const answer: Schemas['EmailberichtLijst'] = await call('get', '/emailberichten', { query });
    mails.push(...answer.results);
    cursor = answer.cursor;
    if (cursor === null) break;
  }
  return { mails, more: cursor !== null };
}

export function Werkvoorraad({ who, chosen }: { who: Person; chosen: string | undefined }): JSX.Element {
  const [{ postvak, show }, filter] = useDraft<{ postvak: string; show: Show }>('werkvoorraad', { postvak: '', show: 'alles' });
  const [pages, setPages] = useState(1);
  const now = useNow();
  const reserved = show === 'gereserveerd';
  const stock = useLoaded(() => read(postvak, pages, reserved), `${postvak} ${pages} ${reserved}`, POLL);
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
            options={[['', 'Alle postvakken'], ...(postvakken.data?.results ?? []).map((each) => [each.adres, each.adres] as const)]}
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
          rows={mails.map((mail) => ({
            id: mail.identificatie,
            href: `#/werkvoorraad/${mail.identificatie}`,
            content: (
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
          <Bericht key={chosen} identificatie={chosen} listed={selected} who={who} next={next?.identificatie} changed={stock.reload} />
        )}
      </section>
    </div>
  );
}

function countOf(count: number, more: boolean): string {
  if (count === 0) return '';
  return count === 1 ? '1 e-mail wacht, de oudste bovenaan' : `${count}${more ? ' of meer' : ''} e-mails wachten, de oudste bovenaan`;
}
