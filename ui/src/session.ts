/** The medewerker who is signed in. The tokens live in this tab only (sessionStorage), and end with it. */
import { config } from './config';

export type Role = 'kcc-medewerker' | 'behandelaar' | 'beheerder' | 'teamleider' | 'archivaris' | 'privacyfunctionaris';

export interface Person {
  readonly medewerker: string;
  readonly naam: string;
  readonly eenheid: string;
  readonly rollen: readonly Role[];
}

interface Tokens {
  idToken: string;
  refreshToken: string;
}

interface Claims {
  exp: number;
  name?: string;
  email?: string;
  'custom:medewerker'?: string;
  'custom:eenheid'?: string;
  'cognito:groups'?: Role[];
}

/** The login was refused, with the sentence that says why. */
export class LoginRefused extends Error {
  /** @param tooLate the login has to begin anew: Cognito waits some minutes for each step. */
  constructor(
    sentence: string,
    readonly tooLate = false,
  ) {
    super(sentence);
  }
}

const PLACE = 'werkplek.aanmelding';
const PKCE = 'werkplek.pkce';
const RENEW_BEFORE = 120;

const listeners = new Set<() => void>();
let renewal: Promise<boolean> | null = null;
let expired = false;

function stored(): Tokens | null {
  const text = sessionStorage.getItem(PLACE);
  return text === null ? null : (JSON.parse(text) as Tokens);
}

function keep(tokens: Tokens): void {
  sessionStorage.setItem(PLACE, JSON.stringify(tokens));
  expired = false;
  listeners.forEach((tell) => tell());
}

function claims(token: string): Claims {
  const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

/** Tell whether this person handles mail: an agent of the contact centre, or a beheerder. */
export const handlesMail = (who: Person | null): boolean => who?.rollen.some((role) => role === 'kcc-medewerker' || role === 'beheerder') ?? false;

export function onChange(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function person(): Person | null {
  const tokens = stored();
  if (tokens === null) return null;
  const said = claims(tokens.idToken);
  return {
    medewerker: said['custom:medewerker'] ?? '',
    naam: said.name ?? said.email ?? '',
    eenheid: said['custom:eenheid'] ?? '',
    rollen: said['cognito:groups'] ?? [],
  };
}

/** Tell whether the login ended while the page was in use: the agent has to sign in again, and loses nothing. */
export function isExpired(): boolean {
  return expired;
}

export function markExpired(): void {
  expired = true;
  listeners.forEach((tell) => tell());
}

/** Sign out, and load the page anew: nothing of this person stays in its memory. */
export function signOut(): void {
  sessionStorage.removeItem(PLACE);
  location.hash = '';
  location.reload();
}

/** The ID token for the next request, renewed two minutes before its end. `null`: the agent has to sign in again. */
export async function token(): Promise<string | null> {
  const tokens = stored();
  if (tokens === null) return null;
  const left = claims(tokens.idToken).exp - Date.now() / 1000;
  if (left < RENEW_BEFORE && !(await renew()) && left <= 0) return null;
  return stored()?.idToken ?? null;
}

/** Renew the login by its refresh token. Many may ask at once; one request is made. */
export function renew(): Promise<boolean> {
  renewal ??= renewOnce().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewOnce(): Promise<boolean> {
  const tokens = stored();
  if (tokens === null || tokens.refreshToken === '') return false;
  try {
    const { domein, clientId } = config().aanmelding;
    if (domein === undefined) {
      const answer = tokensOf(await ask('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: tokens.refreshToken } }, 'Uw aanmelding is verlopen.'));
      keep({ refreshToken: tokens.refreshToken, ...answer });
    } else {
      const answer = await tokenEndpoint({ grant_type: 'refresh_token', client_id: clientId, refresh_token: tokens.refreshToken });
      keep({ refreshToken: tokens.refreshToken, ...answer });
    }
    return true;
  } catch (cause) {
    if (cause instanceof LoginRefused) return false;
    throw cause;
  }
}

/** The question of Cognito at signing in: a code of their app, a password of their own, or to connect an app. */
export interface Step {
  readonly kind: 'code' | 'wachtwoord' | 'koppelen';
  /** The key for the app, to type or to open there; empty but for `koppelen`. */
  readonly secret: string;
  readonly name: string;
  readonly session: string;
}

interface Answer {
  AuthenticationResult?: { IdToken: string; RefreshToken?: string };
  ChallengeName?: string;
  ChallengeParameters?: Record<string, string>;
  Session?: string;
  SecretCode?: string;
  /** The fault, in words. */
  __type?: string;
}

/**
 * Sign in by the form in this page. Gives the next step, or `null` when the agent is signed in.
 * Raises: LoginRefused; TypeError (no connection).
 */
export async function signIn(name: string, password: string): Promise<Step | null> {
  return next(name, await ask('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD: password } }, WRONG));
}

const WRONG = 'De gebruikersnaam of het wachtwoord klopt niet.';
const CHALLENGES = { code: 'SOFTWARE_TOKEN_MFA', wachtwoord: 'NEW_PASSWORD_REQUIRED', koppelen: 'MFA_SETUP' } as const;
const NOT_TAKEN = {
  code: 'Deze code klopt niet. Wacht op de volgende code in uw app, en probeer het opnieuw.',
  wachtwoord: 'Dit wachtwoord mag niet. Neem een langer wachtwoord, met hoofdletters, kleine letters en cijfers.',
  koppelen: 'Deze code klopt niet. Kijk of de sleutel goed in uw app staat.',
} as const;

/** Take a step with what the agent typed. Gives the next one, or `null`: signed in. Raises: LoginRefused; TypeError. */
export async function takeStep(step: Step, typed: string): Promise<Step | null> {
  const refused = NOT_TAKEN[step.kind];
  let { session } = step;
  const responses: Record<string, string> = { USERNAME: step.name };
  if (step.kind === 'koppelen') session = (await ask('VerifySoftwareToken', { UserCode: typed.trim(), Session: session }, refused)).Session ?? session;
  else if (step.kind === 'code') responses['SOFTWARE_TOKEN_MFA_CODE'] = typed.trim();
  else responses['NEW_PASSWORD'] = typed;
  return next(step.name, await ask('RespondToAuthChallenge', { ChallengeName: CHALLENGES[step.kind], Session: session, ChallengeResponses: responses }, refused));
}

async function next(name: string, said: Answer): Promise<Step | null> {
  if (said.AuthenticationResult !== undefined) {
    keep({ refreshToken: '', ...tokensOf(said) });
    return null;
  }
  const kind = (Object.keys(CHALLENGES) as Step['kind'][]).find((each) => CHALLENGES[each] === said.ChallengeName);
  if (kind === undefined) throw new LoginRefused('Voor deze aanmelding is een stap nodig die deze pagina niet heeft. Vraag uw beheerder om hulp.');
  // Cognito knows somebody by another name than the one that they typed.
  const known = said.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? name;
  if (kind !== 'koppelen') return { kind, secret: '', name: known, session: said.Session ?? '' };
  const app = await ask('AssociateSoftwareToken', { Session: said.Session ?? '' }, 'Een app koppelen lukt nu niet. Probeer het opnieuw.');
  return { kind, secret: app.SecretCode ?? '', name: known, session: app.Session ?? '' };
}

function tokensOf({ AuthenticationResult: result }: Answer): Partial<Tokens> & { idToken: string } {
  if (result === undefined) throw new LoginRefused('Uw aanmelding is verlopen.');
  return { idToken: result.IdToken, ...(result.RefreshToken === undefined ? {} : { refreshToken: result.RefreshToken }) };
}

/** Make one call of Cognito. Raises: LoginRefused with `refused`; TypeError (no connection). */
async function ask(operation: string, body: object, refused: string): Promise<Answer> {
  const { endpoint, clientId } = config().aanmelding;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(operation.endsWith('SoftwareToken') ? body : { ClientId: clientId, ...body }),
  });
  if (answer.status >= 500) throw new TypeError(`login: ${answer.status}`);
  const said = (await answer.json()) as Answer;
  if (answer.ok) return said;
  if (operation !== 'InitiateAuth' && said.__type?.endsWith('NotAuthorizedException')) throw new LoginRefused('Dit duurde te lang. Meld u opnieuw aan.', true);
  throw new LoginRefused(refused);
}

async function tokenEndpoint(form: Record<string, string>): Promise<Partial<Tokens> & { idToken: string }> {
  const answer = await fetch(`https://${config().aanmelding.domein}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (answer.status >= 500) throw new TypeError(`login: ${answer.status}`);
  if (!answer.ok) throw new LoginRefused('Uw aanmelding is verlopen.');
  const said = (await answer.json()) as { id_token: string; refresh_token?: string };
  return { idToken: said.id_token, ...(said.refresh_token === undefined ? {} : { refreshToken: said.refresh_token }) };
}

const here = (): string => `${location.origin}${location.pathname}`;

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Go to the login page of the municipality: authorization code with PKCE (RFC 7636). */
export async function goToLogin(): Promise<void> {
  const { domein, clientId } = config().aanmelding;
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(48)));
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
  sessionStorage.setItem(PKCE, JSON.stringify({ verifier, state, hash: location.hash }));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: here(),
    scope: 'openid email profile',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  location.assign(`https://${domein}/oauth2/authorize?${query}`);
}

/** Take up the code with which the login page sent the agent back. Raises: LoginRefused. */
export async function finishLogin(): Promise<void> {
  const back = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(PKCE);
  const code = back.get('code');
  if (code === null || kept === null) return;
  sessionStorage.removeItem(PKCE);
  const { verifier, state, hash } = JSON.parse(kept) as { verifier: string; state: string; hash: string };
  history.replaceState(null, '', `${here()}${hash}`);
  if (back.get('state') !== state) throw new LoginRefused('De aanmelding hoort niet bij deze pagina. Meld u opnieuw aan.');
  const { clientId } = config().aanmelding;
  const form = { grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: here(), code_verifier: verifier };
  keep({ refreshToken: '', ...(await tokenEndpoint(form)) });
}
