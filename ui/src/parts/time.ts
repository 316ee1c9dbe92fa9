/** Moments and durations as people say them. */
const clock = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('nl-NL', { month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat('nl-NL', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });

export const atTime = (moment: string): string => clock.format(new Date(moment));

export const onDate = (moment: string): string => full.format(new Date(moment)).replace(',', '');

/** A day without a time, such as `2026-11-24`. */
export const onDay = (date: string): string => date.split('-').reverse().join('-');

const padded = (part: number): string => String(part).padStart(2, '0');

/** A moment as a field for a day and a time has it, here and without seconds, such as `2026-11-24T10:00`. */
export function inputOf(moment: string): string {
  const then = new Date(moment);
  return `${then.getFullYear()}-${padded(then.getMonth() + 1)}-${padded(then.getDate())}T${padded(then.getHours())}:${padded(then.getMinutes())}`;
}

/** The moment that such a field holds, in UTC. */
export const momentOf = (input: string): string => new Date(input).toISOString();

/** The month of such a day. */
export const inMonth = (date: string): string => month.format(new Date(`${date}T12:00`));

/** The time today, the day and the time before that. */
export function shortMoment(moment: string, now: number): string {
  const then = new Date(moment);
  const today = new Date(now).toDateString() === then.toDateString();
  return today ? clock.format(then) : `${day.format(then)} ${clock.format(then)}`;
}

/** The time that something waits, such as `3 u` or `2 d`. */
export function waiting(moment: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(moment)) / 60_000));
  if (minutes < 1) return 'net binnen';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} uur`;
  return `${Math.floor(minutes / (24 * 60))} dagen`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}
