import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../state/console.tsx';
import { type Checked, checkAll, type Job, sendAll, type Tally } from './job.ts';

/** How far writing to many has come. */
export type Stage =
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'unchecked'; readonly error: unknown }
  | { readonly kind: 'checked'; readonly checked: Checked }
  | { readonly kind: 'sending'; readonly tally: Tally; readonly total: number; readonly stopping: boolean }
  /** Stopped by hand, or by an error; it can go on. */
  | { readonly kind: 'halted'; readonly tally: Tally; readonly total: number; readonly error: unknown };

const none: Tally = { done: 0, rejected: 0 };

/** Checks, then sends, call by call from this page: closing it stops it. */
export function useMany(onSent: (job: Job, tally: Tally) => void) {
  const api = useApi();
  const [stage, setStage] = useState<Stage>();
  const job = useRef<Job>(undefined);
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const begun = () => {
    stop();
    running.current = new AbortController();
    return running.current;
  };
  const check = async (asked: Job) => {
    const { signal } = begun();
    job.current = asked;
    const total = asked.people.length;
    setStage({ kind: 'checking', done: 0, total });
    try {
      const onProgress = (done: number) => setStage({ kind: 'checking', done, total });
      const checked = await checkAll(asked, { api, signal, onProgress });
      if (signal.aborted) return;
      job.current = { ...asked, people: checked.good };
      setStage({ kind: 'checked', checked });
    } catch (error) {
      if (!signal.aborted) setStage({ kind: 'unchecked', error });
    }
  };
  const send = async (before: Tally = none) => {
    const given = job.current;
    if (!given) return;
    const { signal } = begun();
    const total = given.people.length;
    let tally = before;
    const show = () => setStage({ kind: 'sending', tally, total, stopping: signal.aborted });
    signal.addEventListener('abort', show);
    show();
    try {
      await sendAll(given, before.done, {
        api,
        signal,
        onProgress(sent) {
          tally = { done: sent.done, rejected: before.rejected + sent.rejected };
          show();
        },
      });
      setStage(undefined);
      onSent(given, tally);
    } catch (error) {
      setStage({ kind: 'halted', tally, total, error: signal.aborted ? undefined : error });
    }
  };
  return {
    stage,
    check,
    send: () => void send(),
    goOn: (tally: Tally) => void send(tally),
    stop,
    close() {
      stop();
      setStage(undefined);
    },
    /** The batch that is being sent. */
    batchOf: () => job.current?.batch ?? '',
  };
}

export type Many = ReturnType<typeof useMany>;
