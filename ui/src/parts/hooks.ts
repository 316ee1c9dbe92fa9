/** The hooks of every view: the place of the page, the keys it knows, and lists that stay up to date. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { SLOW } from '../api/client';
import { type Fault, asFault } from '../api/faults';

/**
 * The place that the address names.
 * It is followed before the first paint: an effect after the paint would miss a quick step.
 */
export function useRoute(): readonly string[] {
  const parts = (): string[] => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  const [route, set] = useState(parts);
  useLayoutEffect(() => {
    const update = (): void => set(parts());
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return route;
}

export const goTo = (route: string): void => {
  location.hash = `#/${route}`;
};

const KEYS_OFF = 'werkplek.sneltoetsen-uit';

export const keysAreOn = (): boolean => sessionStorage.getItem(KEYS_OFF) === null;

export function switchKeys(on: boolean): void {
  if (on) sessionStorage.removeItem(KEYS_OFF);
  else sessionStorage.setItem(KEYS_OFF, 'ja');
}

const TYPING = 'input, textarea, select, [contenteditable]';

/**
 * Answer single keys while nobody types. A dialog keeps them for itself.
 *
 * The keys work from the moment that what they do can be seen: an effect after the paint would lose a quick one.
 */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keysAreOn()) return;
      const target = event.target as HTMLElement;
      if (target.closest(TYPING) !== null || document.querySelector('dialog[open]') !== null) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** The moment, each half minute: waiting times stay right. */
export function useNow(): number {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export interface Loaded<T> {
  readonly data: T | null;
  readonly fault: Fault | null;
  /** The first answer is not there yet, and it takes long. */
  readonly slow: boolean;
  readonly reload: () => void;
}

/** Milliseconds until a reading that failed is tried again. */
const AGAIN = 5_000;

/** Read something now, and again each `every` milliseconds while the page can be seen. A fault keeps what was read. */
export function useLoaded<T>(read: () => Promise<T>, what: string, every = 0): Loaded<T> {
  const [state, set] = useState<{ what: string; data: T | null; fault: Fault | null; slow: boolean }>({
    what,
    data: null,
    fault: null,
    slow: false,
  });
  const latest = useRef(read);
  latest.current = read;
  const round = useRef(0);
  const load = useCallback(async (): Promise<void> => {
    round.current += 1;
    const mine = round.current;
    const late = setTimeout(() => mine === round.current && set((old) => ({ ...old, slow: true })), SLOW);
    try {
      const data = await latest.current();
      if (mine === round.current) set({ what, data, fault: null, slow: false });
    } catch (cause) {
      if (mine === round.current) set((old) => ({ what, data: old.what === what ? old.data : null, fault: asFault(cause), slow: false }));
    } finally {
      clearTimeout(late);
    }
  }, [what]);
  const failed = every === 0 && state.fault?.passes === true ? state.fault : null;
  useEffect(() => {
    if (failed === null) return undefined;
    const timer = setTimeout(() => void load(), AGAIN);
    return () => clearTimeout(timer);
  }, [failed, load]);
  useEffect(() => {
    void load();
    if (every === 0) return undefined;
    const again = (): void => {
      if (document.visibilityState === 'visible') void load();
    };
    const timer = setInterval(again, every);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [load, every]);
  const mine = state.what === what ? state : { data: null, fault: null, slow: false };
  return { data: mine.data, fault: mine.fault, slow: mine.slow, reload: () => void load() };
}

/** Milliseconds between two looks, while something is being made and otherwise. */
const SOON = 3_000;
const POLL = 30_000;

/** Read something again and again, and often while some of it is being made. */
export function useFollowed<T>(read: () => Promise<T>, what: string, isMoving: (data: T) => boolean): Loaded<T> {
  const [moves, setMoves] = useState(false);
  const loaded = useLoaded(read, what, moves ? SOON : POLL);
  const moving = loaded.data !== null && isMoving(loaded.data);
  useEffect(() => setMoves(moving), [moving]);
  return loaded;
}

export interface Action {
  readonly busy: boolean;
  readonly slow: boolean;
  readonly fault: Fault | null;
  readonly run: (act: () => Promise<void>) => void;
  readonly clear: () => void;
}

/** One thing that an agent has done at a time, with what went wrong. */
export function useAction(): Action {
  const [state, set] = useState<{ busy: boolean; slow: boolean; fault: Fault | null }>({ busy: false, slow: false, fault: null });
  const busy = useRef(false);
  const run = useCallback((act: () => Promise<void>): void => {
    if (busy.current) return;
    busy.current = true;
    set({ busy: true, slow: false, fault: null });
    const late = setTimeout(() => set((old) => (old.busy ? { ...old, slow: true } : old)), SLOW);
    act()
      .then(() => set({ busy: false, slow: false, fault: null }))
      .catch((cause: unknown) => set({ busy: false, slow: false, fault: asFault(cause) }))
      .finally(() => {
        busy.current = false;
        clearTimeout(late);
      });
  }, []);
  const clear = useCallback(() => set({ busy: false, slow: false, fault: null }), []);
  return { ...state, run, clear };
}

interface Page {
  readonly results: readonly unknown[];
  readonly cursor: string | null;
}

export interface Pages<P extends Page> {
  /** All that was read, from the first page on. */
  readonly found: readonly P['results'][number][];
  /** The page that was read last; null before there is one. */
  readonly last: P | null;
  readonly cursor: string | null;
  readonly action: Action;
  /** Read the page after the last one. */
  readonly further: () => void;
}

/** A list that is read page after page: `loaded` is the first page, of `what`, and an agent asks for each other one. */
export function usePages<P extends Page>(loaded: Loaded<P>, what: string, read: (cursor: string) => Promise<P>): Pages<P> {
  const [more, setMore] = useState<{ of: string; results: P['results']; last: P } | null>(null);
  const action = useAction();
  const extra = more?.of === what ? more : null;
  const last = extra?.last ?? loaded.data;
  const cursor = last?.cursor ?? null;
  const further = (): void =>
    action.run(async () => {
      if (cursor === null) return;
      const page = await read(cursor);
      setMore({ of: what, results: [...(extra?.results ?? []), ...page.results], last: page });
    });
  return { found: [...(loaded.data?.results ?? []), ...(extra?.results ?? [])], last, cursor, action, further };
}

interface Read<R> {
  readonly found: readonly R[];
  readonly cursor: string | null;
  /** The number that was asked for. */
  readonly asked: number;
}

export interface Listing<R> {
  readonly loaded: Loaded<Read<R>>;
  /** All that was read, each once. */
  readonly found: readonly R[];
  /** There may be more. */
  readonly more: boolean;
  /** More is being read. */
  readonly busy: boolean;
  /** Read at least one more. */
  readonly further: () => void;
}

/**
 * A list that changes while an agent looks at it: all that they asked for is read again, each `every` milliseconds.
 *
 * A page may hold nothing and have a next one all the same. So pages are read until they hold what was asked for, or
 * until there are no more: an empty list is empty.
 */
export function useListing<R extends { readonly identificatie: string }>(
  read: (after: { cursor?: string }) => Promise<{ readonly results: readonly R[]; readonly cursor: string | null }>,
  what: string,
  every: number,
): Listing<R> {
  const [wish, setWish] = useState({ of: what, rows: 1 });
  const asked = wish.of === what ? wish.rows : 1;
  const loaded = useLoaded<Read<R>>(
    async () => {
      // A row that moves to another page while they are read stands on both.
      const found = new Map<string, R>();
      let cursor: string | null = null;
      do {
        const page: { readonly results: readonly R[]; readonly cursor: string | null } = await read(cursor === null ? {} : { cursor });
        page.results.forEach((each) => found.set(each.identificatie, each));
        cursor = page.cursor;
      } while (cursor !== null && found.size < asked);
      return { found: [...found.values()], cursor, asked };
    },
    what,
    every,
  );
  useEffect(() => {
    if (wish.rows > 1) loaded.reload();
  }, [wish]);
  const found = loaded.data?.found ?? [];
  return {
    loaded,
    found,
    more: loaded.data !== null && loaded.data.cursor !== null,
    busy: loaded.data !== null && loaded.data.asked < asked && loaded.fault === null,
    further: () => setWish({ of: what, rows: found.length + 1 }),
  };
}
