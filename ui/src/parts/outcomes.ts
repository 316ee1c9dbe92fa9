/** The outcomes that a mail can have. Each has a draft of its own: `antwoord.<identificatie>`. */
import { hasDraft } from './drafts';

export const OUTCOMES = ['antwoord', 'taak', 'zaak', 'doorzending', 'splitsing', 'afsluiting'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcome that this agent began for a mail and did not store yet. */
export const begunFor = (identificatie: string): Outcome | null => OUTCOMES.find((kind) => hasDraft(`${kind}.${identificatie}`)) ?? null;
