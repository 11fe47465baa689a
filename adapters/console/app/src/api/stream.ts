import type { LiveEvent } from '../../../src/contract.ts';

export type StreamState = 'live' | 'polling';

interface Options {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: StreamState) => void;
}

/** A stream that ends in the regular way is open again within this time: no reason to worry anybody. */
const graceMs = 5_000;
/** After an answer that is no stream (signed out, too many of them) the browser gives up; we ask again. */
const reopenMs = 30_000;

/** Listens to what happens on the server, opens the stream again whenever it ends, and says while it is not there. */
export function openStream(url: string, { onEvent, onState }: Options): () => void {
  let source: EventSource | undefined;
  let grace: number | undefined;
  let reopen: number | undefined;

  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      window.clearTimeout(grace);
      grace = undefined;
      onState('live');
    };
    source.onmessage = ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data));
    source.onerror = () => {
      grace ??= window.setTimeout(() => onState('polling'), graceMs);
      if (source?.readyState === EventSource.CLOSED) reopen = window.setTimeout(open, reopenMs);
    };
  };

  open();
  return () => {
    window.clearTimeout(grace);
    window.clearTimeout(reopen);
    source?.close();
  };
}
