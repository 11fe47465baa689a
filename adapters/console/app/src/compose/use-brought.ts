import { useEffect, useRef, useState } from 'react';
import type { Api } from '../api/call.ts';
import { paced } from '../api/paced.ts';
import { useApi } from '../state/console.tsx';
import { errorSentence } from '../strings/error-sentence.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { awaitedOf, keepBrought } from './attachments.ts';
import type { Brought } from './brought.ts';
import type { Draft } from './draft.ts';

/** How far those files are there that come from the message that a draft is a copy of. */
export interface Bringing {
  readonly awaited: readonly Brought[];
  /** They come by themselves. */
  readonly isPending: boolean;
  /** Images that the text shows are among them. */
  readonly isPendingInText: boolean;
  /** Why the first of them does not come. */
  readonly fault: string | undefined;
  readonly retry: () => void;
}

/** Fetches them one after the other, until all are there that are to go with the draft. `message`: its id, where there is one. */
export function useBrought(message: string | undefined, draft: Draft): Bringing {
  const t = useStrings();
  const api = useApi();
  const [, setTurn] = useState(0);
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: unknown }>();
  const { key } = draft;
  const awaited = awaitedOf(draft);
  const [next] = awaited;
  const place = next?.place;
  const failure = failed?.key === key ? failed : undefined;
  const isPending = message !== undefined && place !== undefined && !failure;
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  });

  useEffect(() => {
    const { current: file } = latest;
    if (!isPending || !file || file.place !== place) return;
    const stop = new AbortController();
    const { signal } = stop;
    fetched(api, { message, place, signal })
      .then((content) => keepBrought(key, { file, content, signal }))
      .then(
        (isKept) => {
          if (signal.aborted) return;
          if (isKept) setTurn((turn) => turn + 1);
          else setFailed({ key, error: undefined });
        },
        (error: unknown) => {
          if (!signal.aborted) setFailed({ key, error });
        },
      );
    return () => stop.abort();
  }, [api, message, key, place, isPending]);

  const sentence = ({ error }: { readonly error: unknown }) =>
    error === undefined ? t.editor.notImage(shown(next?.filename ?? '')) : errorSentence(t, error);
  return {
    awaited,
    isPending,
    isPendingInText: isPending && next?.contentId !== undefined,
    fault: failure && next && sentence(failure),
    retry: () => setFailed(undefined),
  };
}

interface Wanted {
  readonly message: string;
  readonly place: number;
  readonly signal: AbortSignal;
}

/** Where it is too much at once, it waits. @throws ApiError */
async function fetched(api: Api, { message, place, signal }: Wanted): Promise<Blob> {
  const input = { params: { id: message, number: String(place) } };
  const ask = () => api.file('messageFile', input, signal);
  return (await paced(ask, { signal, now: () => api.now() })).content;
}
