/** The mails that this agent has open. Each is theirs for some minutes, which are extended while the page shows it. */
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, call } from '../api/client';
import { person } from '../session';

export type Opened = Schemas['GeopendeMail'];

const placeOf = (identificatie: string): string => `werkplek.open.${person()?.medewerker ?? ''}.${identificatie}`;
const mails = new Map<string, Opened>();
const listeners = new Set<() => void>();

const tell = (): void => listeners.forEach((each) => each());

export async function open(identificatie: string): Promise<Opened> {
  const answer = await call('post', '/emailberichten/{identificatie}/inzage', { path: { identificatie }, body: {} });
  const before = mails.get(identificatie);
  // A new link would load the frame again. The old one is kept while it works.
  const html = before?.html && answer.html && Date.parse(before.html.geldigTot) > Date.now() + 60_000 ? before.html : answer.html;
  const mail = { ...answer, html };
  mails.set(identificatie, mail);
  sessionStorage.setItem(placeOf(identificatie), mail.inzageId);
  tell();
  return mail;
}

export async function putBack(identificatie: string): Promise<void> {
  await call('delete', '/emailberichten/{identificatie}/inzage', { path: { identificatie } });
  close(identificatie);
}

export function close(identificatie: string): void {
  mails.delete(identificatie);
  sessionStorage.removeItem(placeOf(identificatie));
  tell();
}

/** The inzage under which this agent has the mail now. Opening it again after the claim was lost makes another. */
export const inzageOf = (mail: Opened): string => mails.get(mail.emailbericht.identificatie)?.inzageId ?? mail.inzageId;

/** Tell whether this tab opened the mail, so that a reload may open it again without registering anything new. */
export const wasOpen = (identificatie: string): boolean => sessionStorage.getItem(placeOf(identificatie)) !== null;

export function useOpened(identificatie: string): Opened | null {
  const [mail, set] = useState<Opened | null>(mails.get(identificatie) ?? null);
  useEffect(() => {
    const update = (): void => set(mails.get(identificatie) ?? null);
    listeners.add(update);
    update();
    return () => {
      listeners.delete(update);
    };
  }, [identificatie]);
  return mail?.emailbericht.identificatie === identificatie ? mail : null;
}
