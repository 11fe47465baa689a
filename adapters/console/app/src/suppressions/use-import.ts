import { useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { useEffect, useRef, useState } from 'react';
import type { Call } from '../../../src/contract.ts';
import { refresh } from '../api/query.ts';
import { useApi } from '../state/console.tsx';
import type { Reason } from './reasons.ts';

/** What rows are given. */
export interface ImportSettings {
  /** Of rows that say none. */
  readonly reason: Reason;
  /** Of the others as well. */
  readonly ignoreReasons: boolean;
}

export type Totals = Omit<Call<'importSuppressions'>['response'], 'next'>;

/** Where an import stands. `totals`: what was looked at, or added, so far. */
export type ImportState =
  | { readonly step: 'none' }
  | { readonly step: 'checking' | 'checked'; readonly totals: Totals }
  /** `of`: how many rows there are, as was counted before. */
  | { readonly step: 'importing' | 'done' | 'stopped'; readonly totals: Totals; readonly of: number }
  | { readonly step: 'failed'; readonly error: Error; readonly totals: Totals };

const nothing: Totals = { rows: 0, added: 0, known: 0, wrong: 0, problems: [] };
/** As many as the server names of one call. */
const mostProblems = 100;

function sum(a: Totals, b: Totals): Totals {
  return {
    rows: a.rows + b.rows,
    added: a.added + b.added,
    known: a.known + b.known,
    wrong: a.wrong + b.wrong,
    problems: [...a.problems, ...b.problems].slice(0, mostProblems),
  };
}

/** Looks through a file, then takes it over: call by call, each of some seconds, so that it can be stopped. */
export function useImport(channel: Channel) {
  const api = useApi();
  const client = useQueryClient();
  const [state, setState] = useState<ImportState>({ step: 'none' });
  const running = useRef<AbortController>(undefined);
  // Whoever closes the dialog stops it.
  useEffect(() => () => running.current?.abort(), []);

  const run = async (
    body: { readonly csv: string; readonly dryRun: boolean } & ImportSettings,
    show: (totals: Totals, isDone: boolean) => ImportState,
  ) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    let totals = nothing;
    let from: number | undefined = 1;
    try {
      while (from !== undefined) {
        setState(show(totals, false));
        const { next, ...part }: Call<'importSuppressions'>['response'] = await api.call(
          'importSuppressions',
          { params: { channel }, body: { ...body, from } },
          signal,
        );
        if (signal.aborted) return;
        totals = sum(totals, part);
        from = next;
      }
      setState(show(totals, true));
    } catch (error) {
      if (!signal.aborted && error instanceof Error) setState({ step: 'failed', error, totals });
    } finally {
      if (!body.dryRun) void refresh(client, ['suppressions', 'findSuppression', 'suppressionHistory']);
    }
  };

  return {
    state,
    check: (csv: string, settings: ImportSettings) =>
      run({ csv, ...settings, dryRun: true }, (totals, isDone) => ({
        step: isDone ? 'checked' : 'checking',
        totals,
      })),
    start: (csv: string, settings: ImportSettings, of: number) =>
      run({ csv, ...settings, dryRun: false }, (totals, isDone) => ({
        step: isDone ? 'done' : 'importing',
        totals,
        of,
      })),
    stop() {
      running.current?.abort();
      setState((now) => (now.step === 'importing' ? { ...now, step: 'stopped' } : { step: 'none' }));
    },
    reset() {
      running.current?.abort();
      setState({ step: 'none' });
    },
  };
}
