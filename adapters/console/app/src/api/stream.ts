import type { LiveEvent } from '../../../src/contract.ts';
import { ApiError } from './error.ts';

/**
 * Whether what is shown is true: `live` by events, `polling` by asking every few seconds. `away`: the server does not answer;
 * `offline`: the browser says that it is the connection; `signed_out`: it answers, but to nobody.
 */
export type StreamState = 'live' | 'polling' | 'away' | 'offline' | 'signed_out';

interface Options {
  /** Asks the server for anything. */
  readonly probe: () => Promise<unknown>;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: StreamState) => void;
}

interface LiveStream {
  /** Something was refused or not answered: looks now whether the server is there. */
  check(): void;
  close(): void;
}

/** A stream that ends in the regular way is open again within this time: no reason to worry anybody. */
const graceMs = 5_000;
/** After an answer that is no stream (signed out, too many of them) the browser gives up; we ask again. */
const reopenMs = 30_000;
const checkEveryMs = 5_000;

/** Listens to what happens on the server, opens the stream again whenever it ends, and says while it is not there. */
export function openStream(url: string, { probe, onEvent, onState }: Options): LiveStream {
  let source: EventSource;
  let isOpen = true;
  let isClosed = false;
  let opened = 0;
  let isChecking = false;
  let wasAway = false;
  let brokenAt: number | undefined;
  let next: number | undefined;
  let reopen: number | undefined;

  const open = () => {
    window.clearTimeout(reopen);
    source = new EventSource(url);
    source.onopen = () => {
      isOpen = true;
      opened += 1;
      wasAway = false;
      brokenAt = undefined;
      window.clearTimeout(next);
      onState('live');
    };
    source.onmessage = ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data));
    source.onerror = () => {
      isOpen = false;
      brokenAt ??= Date.now();
      if (source.readyState === EventSource.CLOSED) {
        window.clearTimeout(reopen);
        reopen = window.setTimeout(open, reopenMs);
      }
      void look();
    };
  };

  const stateNow = async (): Promise<StreamState | undefined> => {
    const away = await probe().then(() => undefined, awayBy);
    if (away !== undefined) return away;
    if (isOpen) return 'live';
    return Date.now() - (brokenAt ?? 0) >= graceMs ? 'polling' : undefined;
  };
  const look = async () => {
    if (isChecking || isClosed) return;
    isChecking = true;
    const before = opened;
    const state = await stateNow();
    isChecking = false;
    // Opened meanwhile: what was found is no longer so.
    if (isClosed || opened !== before) return;
    if (state) onState(state);
    const isAway = state !== undefined && state !== 'live' && state !== 'polling';
    // The browser gave the stream up while nobody answered.
    if (wasAway && !isAway && source.readyState === EventSource.CLOSED) open();
    wasAway = isAway;
    window.clearTimeout(next);
    if (state !== 'live') next = window.setTimeout(() => void look(), checkEveryMs);
  };
  const check = () => void look();

  open();
  window.addEventListener('offline', check);
  window.addEventListener('online', check);
  return {
    check,
    close() {
      isClosed = true;
      window.removeEventListener('offline', check);
      window.removeEventListener('online', check);
      window.clearTimeout(next);
      window.clearTimeout(reopen);
      source.close();
    },
  };
}

const gateway: ReadonlySet<number> = new Set([0, 502, 503, 504]);

function awayBy(error: unknown): StreamState | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 401) return 'signed_out';
  if (!gateway.has(error.status)) return undefined;
  return navigator.onLine ? 'away' : 'offline';
}
