/** The contents of `config.json` beside the page: where the API is and how an agent signs in. */
export interface Config {
  /** Address of the API, up to and including its stage. */
  readonly api: string;
  readonly aanmelding: {
    readonly endpoint: string;
    readonly clientId: string;
    readonly region: string;
    /** Domain of the login page. With it an agent signs in there; without it, by a form in this page. */
    readonly domein?: string;
  };
}

let current: Config | null = null;

export async function loadConfig(): Promise<Config> {
  const answer = await fetch('config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  current = (await answer.json()) as Config;
  return current;
}

export function config(): Config {
  if (current === null) throw new Error('config.json has not been read');
  return current;
}
