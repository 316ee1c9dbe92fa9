/** The fault of a request: a sentence that an agent understands and a sentence that says what to do. */
import { atTime } from '../parts/time';
import type { components } from './schema';

export type Problem = components['schemas']['Conflict'] & Partial<components['schemas']['OngeldigVerzoek']>;

export class Fault extends Error {
  constructor(
    /** Status of the answer; 0 when there was none. */
    readonly status: number,
    /** Last part of the problem's type, such as `al-afgehandeld`. */
    readonly kind: string,
    /** The fault in one sentence. */
    readonly what: string,
    /** The next step of the agent. */
    readonly next: string,
    readonly problem: Partial<Problem> = {},
  ) {
    super(what);
  }

  /** Tell whether the same request may succeed a little later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const KEPT = 'Wat u typte, blijft staan.';

export const offline = (): Fault =>
  new Fault(0, 'geen-verbinding', 'Er is geen verbinding met Klantmail.', `${KEPT} Kijk of uw netwerk werkt en probeer het opnieuw.`);

export const tooSlow = (): Fault =>
  new Fault(0, 'te-langzaam', 'Klantmail geeft geen antwoord.', `${KEPT} Probeer het opnieuw. Er wordt niets dubbel opgeslagen.`);

export const loginEnded = (): Fault =>
  new Fault(401, 'niet-aangemeld', 'Uw aanmelding is verlopen.', `Meld u opnieuw aan, bovenaan de pagina. ${KEPT}`);

/** @param why what the writer has yet to do. */
export const unfinished = (why: string): Fault => new Fault(400, 'niet-af', why, 'Ga terug naar de tekst.');

export const draftGone = (): Fault => new Fault(404, 'geen-tekst', 'De tekst is er niet meer, of is van een ander.', 'Meld u aan als wie de tekst schreef, of schrijf de tekst opnieuw.');

const BY_KIND: Record<string, string> = {
  'bij-ander-in-behandeling': `${KEPT} Kies een andere e-mail, of overleg met uw collega.`,
  'inzage-niet-geldig': `${KEPT} Open de e-mail opnieuw. Dan kunt u verder met uw tekst.`,
  'al-afgehandeld': `${KEPT} Kijk bij de klantcontacten wat er met de e-mail is gedaan.`,
  'elders-afgehandeld': `${KEPT} Kijk eerst wat er met die e-mail is gedaan. Ga dan terug naar de tekst en vink aan dat u toch antwoordt.`,
  'in-quarantaine': 'Vraag een beheerder om de e-mail vrij te geven.',
  'nog-niet-gekeurd': `${KEPT} Wacht een minuut en probeer het opnieuw.`,
  'dreiging-gevonden': 'Open het bestand ook niet op een andere manier. Meld het bij uw beheerder.',
  'niet-te-keuren': 'Een beheerder kan het bekijken. Of vraag de afzender om een bestand zonder wachtwoord.',
  'sleutel-hergebruikt': `${KEPT} Verstuur het nog een keer.`,
};

function nextStep(status: number, kind: string, wait: string | null): string {
  const known = BY_KIND[kind];
  if (known !== undefined) return known;
  if (status === 400) return 'Verander dit en probeer het opnieuw.';
  if (status === 403) return `${KEPT} Vraag uw beheerder als u denkt dat dit wel moet kunnen.`;
  if (status === 404) return 'Misschien is het intussen veranderd. Ververs de lijst.';
  if (status === 409) return `${KEPT} Kijk eerst wat er veranderd is.`;
  if (status === 413) return `${KEPT} Maak de tekst korter, of stuur minder bijlagen mee.`;
  if (status === 429 || status === 503) return `${KEPT} Wacht ${wait ?? 'een paar'} seconden en probeer het opnieuw.`;
  return `${KEPT} Probeer het zo nog eens. Blijft het misgaan? Meld het dan bij uw beheerder.`;
}

const WITHOUT_DETAIL: Record<number, string> = {
  400: 'Het verzoek klopt niet.',
  403: 'U mag dit niet doen.',
  404: 'Dit is niet gevonden.',
  409: 'Dit kan nu niet meer.',
  413: 'Dit is te groot om te versturen.',
  429: 'Er zijn nu te veel verzoeken.',
  503: 'Dit lukt nu even niet.',
};

/** The medewerker who has the mail, when that is why the request was refused. */
function heldBy({ behandelaar, geclaimdTot }: Partial<Problem>): string | null {
  if (behandelaar === undefined) return null;
  return `${behandelaar.naam} heeft deze e-mail${geclaimdTot === undefined ? '' : ` tot ${atTime(geclaimdTot)}`}.`;
}

export function faultOf(status: number, problem: Partial<Problem>, wait: string | null): Fault {
  const kind = (problem.type ?? '').split(':').at(-1) ?? '';
  const reasons = (problem.invalidParams ?? []).map((each) => each.reason);
  const detail = problem.detail ?? WITHOUT_DETAIL[status] ?? 'Er ging iets mis bij Klantmail.';
  const what = reasons.length > 0 ? reasons.join(' ') : (heldBy(problem) ?? detail);
  return new Fault(status, kind, what, nextStep(status, kind, wait), problem);
}

export function asFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  console.error(cause);
  return new Fault(0, 'pagina', 'Er ging iets mis in deze pagina.', `${KEPT} Laad de pagina opnieuw.`);
}
