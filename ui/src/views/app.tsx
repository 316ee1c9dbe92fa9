import type { JSX } from 'preact';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { goTo, useKeys, useLoaded, useRoute } from '../parts/hooks';
import { waitingToSend } from '../parts/outbox';
import { Button, Notice } from '../parts/parts';
import { type Person, handlesMail, isExpired, onChange, person, signOut } from '../session';
import { Afgehandeld } from './afgehandeld';
import { Beheer } from './beheer';
import { Bewaartermijnen } from './bewaartermijnen';
import { Cijfers } from './cijfers';
import { Help } from './help';
import { Inzagen } from './inzagen';
import { Inzageverzoeken } from './inzageverzoeken';
import { Klantcontacten } from './klantcontacten';
import { Login } from './login';
import { Outbox } from './outbox';
import { Taken } from './taken';
import { Vernietigingslijsten } from './vernietigingslijsten';
import { Werkvoorraad } from './werkvoorraad';
import { Wooverzoeken } from './wooverzoeken';
import { Zoeken } from './zoeken';

interface Place {
  readonly route: string;
  readonly name: string;
  /** The count that stands beside it. */
  readonly counted?: string;
}

/** Milliseconds between two counts. */
const COUNT = 15_000;

const sumOf = (counts: readonly Schemas['Telling'][]): string | undefined => {
  const sum = counts.reduce((total, each) => total + each.aantal, 0);
  const more = counts.some((each) => each.meer);
  return sum === 0 && !more ? undefined : `${sum}${more ? '+' : ''}`;
};

/** The count of what waits at each place. It is a help: a count that cannot be read is not there. */
function useCounts(who: Person, places: readonly Place[]): Record<string, string | undefined> {
  const counted = places.some((place) => place.counted !== undefined);
  const { data } = useLoaded(async () => (counted ? call('get', '/werkvoorraad/stand') : null), who.medewerker, counted ? COUNT : 0);
  if (data === null) return {};
  return {
    werkvoorraad: sumOf(data.postvakken.map((each) => each.wachtend)),
    taken: sumOf(data.eenheden.map((each) => each.open)),
    'mijn-taken': sumOf(data.eigenTaken === null ? [] : [data.eigenTaken]),
    beheer: who.rollen.includes('beheerder') ? sumOf(data.postvakken.map((each) => each.quarantaine)) : undefined,
  };
}

function placesOf(who: Person): readonly Place[] {
  const kcc = handlesMail(who);
  const desk = who.rollen.includes('behandelaar');
  const leads = who.rollen.includes('teamleider');
  const places: Place[] = [];
  if (kcc || leads) places.push({ route: 'werkvoorraad', name: 'Werkvoorraad', counted: 'e-mails wachten' });
  if (desk || kcc) places.push({ route: 'taken', name: desk ? `Taken ${who.eenheid}` : 'Taken', counted: 'open' }, { route: 'mijn-taken', name: 'Mijn taken', counted: 'open' });
  if (kcc || leads) places.push({ route: 'zoeken', name: 'Zoeken' }, { route: 'klantcontacten', name: 'Klantcontacten' }, { route: 'afgehandeld', name: 'Afgehandeld' });
  if (kcc || desk || leads) places.push({ route: 'cijfers', name: 'Cijfers' });
  if (kcc) places.push({ route: 'beheer', name: 'Beheer', counted: 'in quarantaine' });
  if (who.rollen.includes('archivaris')) places.push({ route: 'vernietigingslijsten', name: 'Vernietigen' }, { route: 'bewaartermijnen', name: 'Bewaartermijnen' }, { route: 'woo-verzoeken', name: 'Woo-verzoeken' });
  if (who.rollen.includes('privacyfunctionaris')) places.push({ route: 'inzagen', name: 'Inzagen' }, { route: 'inzageverzoeken', name: 'Inzageverzoeken' });
  return places;
}

export function App({ refused }: { refused: string }): JSX.Element {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onChange(() => refresh(0)), []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (waitingToSend()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  const who = person();
  if (who === null) return <Login refused={refused} />;
  return <Workplace who={who} key={who.medewerker} />;
}

function Workplace({ who }: { who: Person }): JSX.Element {
  const route = useRoute();
  const [help, showHelp] = useState(false);
  const places = placesOf(who);
  const searches = places.some((place) => place.route === 'zoeken');
  useKeys({
    '?': () => showHelp(true),
    '/': () => {
      if (searches) goTo('zoeken');
    },
  });
  const counts = useCounts(who, places);
  const view = route[0] ?? places[0]?.route ?? '';
  const allowed = places.some((place) => place.route === view);
  const title = places.find((place) => place.route === view)?.name ?? 'Werkplek';
  useEffect(() => {
    document.title = `${title} – Klantmail`;
  }, [title]);
  return (
    <div class={`frame ${route.length > 1 ? 'frame--detail' : ''}`}>
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud" onClick={toContent}>
        Naar de inhoud
      </a>
      <header class="rail">
        <p class="brand">
          <img src="icon.svg" alt="" width="24" height="24" />
          Klantmail
        </p>
        <nav aria-label="Onderdelen">
          <ul>
            {places.map((place) => (
              <li key={place.route}>
                <a class="rail__link" href={`#/${place.route}`} aria-current={place.route === view ? 'page' : undefined}>
                  {place.name}
                  {counts[place.route] !== undefined && (
                    <span class="rail__count">
                      {counts[place.route]}
                      <span class="visually-hidden"> {place.counted}</span>
                    </span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="who">
          <p>
            <strong>{who.naam}</strong>
            <br />
            {who.eenheid}
          </p>
          <Button look="subtle" shortcut="?" onClick={() => showHelp(true)}>
            Sneltoetsen
          </Button>
          <Button look="subtle" onClick={signOut}>
            Afmelden
          </Button>
        </div>
      </header>
      <main id="inhoud" tabIndex={-1}>
        <h1 class="visually-hidden">{title}</h1>
        {isExpired() && <Login again={who} />}
        {view === 'werkvoorraad' && allowed && <Werkvoorraad who={who} chosen={route[1]} />}
        {view === 'taken' && allowed && <Taken who={who} own={false} chosen={route[1]} />}
        {view === 'mijn-taken' && allowed && <Taken who={who} own chosen={route[1]} />}
        {view === 'zoeken' && allowed && <Zoeken who={who} chosen={route[1]} />}
        {view === 'klantcontacten' && allowed && <Klantcontacten chosen={route[1]} />}
        {view === 'afgehandeld' && allowed && <Afgehandeld who={who} chosen={route[1]} />}
        {view === 'cijfers' && allowed && <Cijfers />}
        {view === 'beheer' && allowed && <Beheer who={who} part={route[1] ?? 'verzendingen'} chosen={route[2]} />}
        {view === 'vernietigingslijsten' && allowed && <Vernietigingslijsten chosen={route[1]} />}
        {view === 'bewaartermijnen' && allowed && <Bewaartermijnen chosen={route[1]} />}
        {view === 'woo-verzoeken' && allowed && <Wooverzoeken chosen={route[1]} />}
        {view === 'inzagen' && allowed && <Inzagen chosen={route[1]} />}
        {view === 'inzageverzoeken' && allowed && <Inzageverzoeken chosen={route[1]} />}
        {!allowed && (
          <div class="alone">
            <Notice kind="info">
              {places.length === 0 ? 'U hebt nog geen rol in Klantmail. Vraag uw beheerder om een rol.' : 'Deze pagina is er niet, of is niet voor u.'}
            </Notice>
          </div>
        )}
        <Outbox />
      </main>
      {help && <Help close={() => showHelp(false)} />}
    </div>
  );
}

function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('inhoud')?.focus();
}
