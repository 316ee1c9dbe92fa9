/** Calls of the API, typed by its own description. */
import { config } from '../config';
import { markExpired, renew, token } from '../session';
import { Fault, type Problem, faultOf, loginEnded, offline, tooSlow } from './faults';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Answer<O> = O extends { responses: infer R } ? Content<R[keyof R & (200 | 201 | 202)]> : never;
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : undefined;
type Operation<P extends keyof paths, M extends Method> = paths[P][M & keyof paths[P]];

interface Wishes<O> {
  /** The values that take the place of `{name}` in the path. */
  path?: Record<string, string>;
  query?: Query<O>;
  body?: Body<O>;
  /** The Idempotency-Key: the same request under it is carried out once. */
  key?: string;
  /** The version that this replaces; `null`: there is none yet. */
  version?: string | null;
}

/** Milliseconds: API Gateway answers within 29 seconds, if only to say that nothing else did. */
const PATIENCE = 31_000;
/** Milliseconds after which an agent is told that it takes long. */
export const SLOW = 4_000;

/** Milliseconds that a browser has to begin to save a file. */
const SAVED = 60_000;

const etags = new Map<string, { etag: string; answer: unknown }>();

/** Times that a call waits for the malware scanner, which comes to a file some moments after it was put. */
const SCANS = 10;
/** Milliseconds between them: what Retry-After says. */
const SCANNING = 2_000;

/** Make one call, and wait for the malware scanner where it must. Raises: Fault. */
export async function call<P extends keyof paths, M extends Method>(method: M, path: P, wishes: Wishes<Operation<P, M>> = {}): Promise<Answer<Operation<P, M>>> {
  for (let scans = 1; ; scans += 1) {
    try {
      return (await versioned(method, path, wishes)).answer;
    } catch (cause) {
      if (!(cause instanceof Fault) || cause.kind !== 'nog-niet-gekeurd' || scans === SCANS) throw cause;
      await new Promise((done) => window.setTimeout(done, SCANNING));
    }
  }
}

/** Make one call of something that has versions, and give the version beside the answer. Raises: Fault. */
export async function versioned<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  wishes: Wishes<Operation<P, M>> = {},
): Promise<{ answer: Answer<Operation<P, M>>; etag: string | null }> {
  const url = urlOf(path, wishes);
  const response = await respond(method, url, wishes);
  const answer = (await read(method, url, response)) as Answer<Operation<P, M>>;
  return { answer, etag: response.headers.get('ETag') };
}

/** Have the browser save what a call answers, as a file under this name. Raises: Fault. */
export async function save<P extends keyof paths>(path: P, query: Query<Operation<P, 'get'>>, name: string): Promise<void> {
  const url = urlOf(path, { query: query ?? {} });
  const response = await respond('get', url, {});
  if (!response.ok) await read('get', url, response);
  let place: string;
  try {
    place = URL.createObjectURL(await response.blob());
  } catch {
    throw offline();
  }
  const anchor = document.createElement('a');
  anchor.href = place;
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(place), SAVED);
}

function urlOf(path: string, wishes: { path?: Record<string, string>; query?: object | undefined }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wishes.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wishes.path?.[name] ?? ''));
  return `${config().api}${filled}${query.size > 0 ? `?${query}` : ''}`;
}

async function respond(method: Method, url: string, wishes: Parameters<typeof send>[2]): Promise<Response> {
  const response = await send(method, url, wishes);
  return response.status === 401 && (await renewed()) ? send(method, url, wishes) : response;
}

async function renewed(): Promise<boolean> {
  try {
    return await renew();
  } catch {
    throw offline();
  }
}

async function send(method: Method, url: string, wishes: { body?: unknown; key?: string; version?: string | null }): Promise<Response> {
  let login: string | null;
  try {
    login = await token();
  } catch {
    throw offline();
  }
  if (login === null) {
    markExpired();
    throw loginEnded();
  }
  const headers: Record<string, string> = { Authorization: `Bearer ${login}` };
  if (method !== 'get' && method !== 'delete') headers['Content-Type'] = 'application/json';
  if (wishes.key !== undefined) headers['Idempotency-Key'] = wishes.key;
  if (wishes.version === null) headers['If-None-Match'] = '*';
  else if (wishes.version !== undefined) headers['If-Match'] = wishes.version;
  const known = method === 'get' ? etags.get(url) : undefined;
  if (known !== undefined) headers['If-None-Match'] = known.etag;
  try {
    return await fetch(url, {
      method: method.toUpperCase(),
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
      ...(wishes.body === undefined ? {} : { body: JSON.stringify(wishes.body) }),
    });
  } catch (cause) {
    throw cause instanceof DOMException && cause.name === 'TimeoutError' ? tooSlow() : offline();
  }
}

async function read(method: Method, url: string, answer: Response): Promise<unknown> {
  if (answer.status === 304) return etags.get(url)?.answer;
  if (answer.status === 204) return undefined;
  let body: unknown;
  try {
    body = await answer.json();
  } catch {
    if (answer.ok) throw offline();
    body = {};
  }
  if (answer.status === 401) {
    markExpired();
    throw loginEnded();
  }
  if (!answer.ok) throw faultOf(answer.status, body as Partial<Problem>, answer.headers.get('Retry-After'));
  const etag = method === 'get' ? answer.headers.get('ETag') : null;
  if (etag !== null) {
    etags.delete(url);
    etags.set(url, { etag, answer: body });
    const oldest = etags.keys().next().value;
    if (etags.size > 40 && oldest !== undefined) etags.delete(oldest);
  }
  return body;
}

/** Put a file ready for a mail. Raises: Fault. */
export async function upload(file: File, progress: (part: number) => void): Promise<{ uploadId: string; geldigTot: string }> {
  const plek = await call('post', '/uploads', {
    body: { bestandsnaam: file.name, formaat: mimeOf(file), bestandsomvang: file.size },
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(plek.velden)) form.append(name, String(value));
  form.append('file', file);
  await new Promise<void>((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open('POST', plek.url);
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => (request.status < 300 ? done() : refuse(faultOf(request.status, {}, null)));
    request.onerror = () => refuse(offline());
    request.ontimeout = () => refuse(tooSlow());
    request.timeout = 10 * 60_000;
    request.send(form);
  });
  return { uploadId: plek.uploadId, geldigTot: plek.geldigTot };
}

function mimeOf(file: File): string {
  return file.type.split(';')[0]?.trim() || 'application/octet-stream';
}

/** Have the browser download what a short-lived link leads to. */
export function download(link: Schemas['Link']): void {
  const anchor = document.createElement('a');
  anchor.href = link.url;
  anchor.rel = 'noreferrer noopener';
  anchor.target = '_blank';
  anchor.click();
}

export { Fault };
