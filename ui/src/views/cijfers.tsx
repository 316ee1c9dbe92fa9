import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Schemas, call, save } from '../api/client';
import { useDraft } from '../parts/drafts';
import { useAction, useLoaded } from '../parts/hooks';
import { useMailboxes } from '../parts/lists';
import { ActionNotice, Button, LoadNotice, SelectField, TextField } from '../parts/parts';
import { Figured, total } from '../parts/table';
import { onDay } from '../parts/time';

type Figures = Schemas['Cijfers'];
type Period = Schemas['Cijferperiode'];

interface Choice {
  /** Days, both included. Empty: the API chooses the last thirty. */
  van: string;
  tot: string;
  postvak: string;
  per: Figures['per'];
}

const EMPTY: Choice = { van: '', tot: '', postvak: '', per: 'dag' };
const PER: readonly (readonly [Figures['per'], string])[] = [
  ['dag', 'Dag'],
  ['week', 'Week'],
  ['maand', 'Maand'],
];

const queryOf = (choice: Choice): Partial<Choice> => Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== ''));

const spanOf = ({ van, tot }: { van: string; tot: string }): string => (van === tot ? onDay(van) : `${onDay(van)} t/m ${onDay(tot)}`);

/** The figures of a time: what came in, what became of it and what is left. */
export function Cijfers(): JSX.Element {
  const [choice, change] = useDraft<Choice>('cijfers', EMPTY);
  const [asked, ask] = useState<Choice>(choice);
  const mailboxes = useMailboxes();
  const saving = useAction();
  const loaded = useLoaded(() => call('get', '/cijfers', { query: queryOf(asked) }), JSON.stringify(asked));
  const figures = loaded.data;
  return (
    <div class="page">
      <section class="figures" aria-label="Cijfers over e-mails">
        <form
          class="filter filter--form"
          aria-label="Cijfers kiezen"
          onSubmit={(event) => {
            event.preventDefault();
            saving.clear();
            ask(choice);
            loaded.reload();
          }}
        >
          <div class="pair">
            <TextField label="Vanaf" description="Leeg: 30 dagen in totaal." type="date" value={choice.van} change={(van) => change({ van })} />
            <TextField label="Tot en met" description="Leeg: vandaag." type="date" value={choice.tot} change={(tot) => change({ tot })} />
            <SelectField
              label="Postvak"
              value={choice.postvak}
              change={(postvak) => change({ postvak })}
              options={[['', 'Alle postvakken'], ...(mailboxes.data?.results ?? []).map((each) => [each.adres, each.adres] as const)]}
            />
            <SelectField label="Per" value={choice.per} change={(per) => change({ per: per as Choice['per'] })} options={PER} />
          </div>
          <Button type="submit" look="primary-action">
            Tonen
          </Button>
        </form>
        <LoadNotice loaded={loaded} />
        {figures !== null && (
          <>
            <Plots figures={figures} />
            <Periods figures={figures} />
            <p class="actions">
              <Button disabled={saving.busy} onClick={() => saving.run(() => save('/cijfers', { ...queryOf(asked), formaat: 'csv' }, `cijfers-${figures.van}-${figures.tot}.csv`))}>
                Downloaden als CSV
              </Button>
            </p>
            <ActionNotice action={saving} />
            <Tasks figures={figures} />
          </>
        )}
      </section>
    </div>
  );
}

interface Column {
  readonly name: string;
  readonly of: (period: Period) => string | number;
  /** The line below it, over all periods. */
  readonly sum: (periods: readonly Period[]) => string | number;
}

const counted = (name: string, of: (period: Period) => number): Column => ({ name, of, sum: (periods) => total(periods, of) });

const judged = (period: Period): number => period.doorKcc + period.doorgezet;

const partOf = (part: number, whole: number): string => (whole === 0 ? '–' : `${part} van ${whole}`);

const decimal = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** A time of so many hours, rounded upwards below an hour. */
function within(hours: number | null): string {
  if (hours === null) return '–';
  return hours < 1 ? `${Math.max(1, Math.ceil(hours * 60))} min` : `${decimal.format(hours)} uur`;
}

const COLUMNS: readonly Column[] = [
  counted('Ontvangen', (period) => period.ontvangen),
  counted('Afgehandeld', (period) => period.afgehandeld),
  counted('Antwoorden', (period) => period.antwoorden),
  counted('Taken', (period) => period.interneTaken),
  counted('Zaken', (period) => period.zaken),
  counted('Doorgezonden', (period) => period.doorzendingen),
  counted('Gesloten', (period) => period.geenActieNodig + period.geenKlantcontact),
  { name: 'Over aan het eind', of: (period) => period.voorraad, sum: (periods) => periods.at(-1)?.voorraad ?? 0 },
  {
    name: 'Binnen de norm',
    of: (period) => partOf(period.binnenNorm, judged(period)),
    sum: (periods) => partOf(total(periods, (each) => each.binnenNorm), total(periods, judged)),
  },
  { name: 'Helft geopend binnen', of: (period) => within(period.wachttijd.uren.mediaan), sum: () => '–' },
  { name: '9 op de 10 geopend binnen', of: (period) => within(period.wachttijd.uren.p90), sum: () => '–' },
];

function Periods({ figures }: { figures: Figures }): JSX.Element {
  return (
    <>
      <Figured
        caption={`E-mails per ${figures.per}, ${spanOf(figures)}, ${figures.postvak ?? 'alle postvakken'}`}
        heads={['Periode', ...COLUMNS.map((column) => column.name)]}
        rows={figures.perioden.map((period) => [spanOf(period), ...COLUMNS.map((column) => column.of(period))])}
        last={['Samen', ...COLUMNS.map((column) => column.sum(figures.perioden))]}
      />
      <p class="muted">
        Een e-mail kan meer vragen hebben. Antwoorden, taken, zaken en gesloten gaan over vragen. De wachttijd loopt van de ontvangst tot iemand de e-mail opende, ook buiten
        werktijd. Die tijd kan {Math.round(figures.foutmarge * 100)}% afwijken. Wat net is gebeurd, telt na ongeveer vijf minuten mee.
      </p>
    </>
  );
}

function Tasks({ figures }: { figures: Figures }): JSX.Element | null {
  if (figures.eenheden.length === 0) return null;
  return (
    <Figured
      caption={`Taken per afdeling, ${spanOf(figures)}, uit alle postvakken`}
      heads={['Afdeling', 'Gemaakt', 'Verwerkt', 'Over aan het eind']}
      rows={figures.eenheden.map(({ organisatorischeEenheid, perioden }) => [
        organisatorischeEenheid,
        total(perioden, (each) => each.gemaakt),
        total(perioden, (each) => each.verwerkt),
        perioden.at(-1)?.voorraad ?? 0,
      ])}
    />
  );
}

function Plots({ figures }: { figures: Figures }): JSX.Element {
  const { per, perioden } = figures;
  return (
    <div class="plots">
      <Plot
        title={`Ontvangen en afgehandeld per ${per}`}
        figures={figures}
        line={['Ontvangen', perioden.map((each) => each.ontvangen)]}
        area={['Afgehandeld', perioden.map((each) => each.afgehandeld)]}
      />
      <Plot title={`Over aan het eind van elke ${per}`} figures={figures} area={['Over aan het eind', perioden.map((each) => each.voorraad)]} />
    </div>
  );
}

type Series = readonly [name: string, values: readonly number[]];

interface PlotProps {
  title: string;
  figures: Figures;
  area: Series;
  line?: Series;
}

/**
 * A plot with one step for each period.
 * The line is dashed and the area is filled, so that colour is not the only sign.
 */
function Plot({ title, figures, area, line }: PlotProps): JSX.Element {
  const most = Math.max(1, ...area[1], ...(line?.[1] ?? []));
  const count = figures.perioden.length;
  const stepsOf = (values: readonly number[]): string => values.map((value, place) => `V${most - value}H${place + 1}`).join('');
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <p class="plot__legend" aria-hidden="true">
        {line !== undefined && (
          <span>
            <span class="plot__key plot__key--line" /> {line[0]}
          </span>
        )}
        <span>
          <span class="plot__key plot__key--area" /> {area[0]}
        </span>
      </p>
      <div class="plot__body">
        <span class="plot__scale" aria-hidden="true">
          <span>{most}</span>
          <span>0</span>
        </span>
        <svg viewBox={`0 0 ${count} ${most}`} preserveAspectRatio="none" role="img" aria-label={`${title}. De getallen staan in de tabel hieronder.`}>
          <path class="plot__area" d={`M0 ${most}${stepsOf(area[1])}V${most}Z`} />
          {line !== undefined && <path class="plot__line" d={`M0 ${most - (line[1][0] ?? 0)}${stepsOf(line[1])}`} />}
        </svg>
      </div>
      <p class="plot__days" aria-hidden="true">
        <span>{onDay(figures.van)}</span>
        <span>{onDay(figures.tot)}</span>
      </p>
    </figure>
  );
}
