import type { HistoryPlace, HistoryQuery, MessageStore } from 'postern/adapter';
import { markdown, short } from '../shared/figures.ts';
import { median, orderOf } from '../shared/rounds.ts';
import { deepFilters } from './filters.ts';

const limit = 20;
const pages = 500;

/** Goes from page to page as a person would, to the place where the last one begins. */
async function walk(messages: MessageStore, history: HistoryQuery) {
  let before: HistoryPlace | undefined;
  for (let page = 1; ; page += 1) {
    const { items, end } = await messages.list({ ...history, ...(before && { before }) });
    const next = end ?? items.at(-1);
    if (page >= pages || !next || (!end && items.length < limit)) return { before, page };
    before = next;
  }
}

/** The first page and one 500 pages on, in turn: keyset pages cost the same at any depth. */
export async function comparePages(
  messages: MessageStore,
  { site, rows, runs }: { readonly site: string; readonly rows: number; readonly runs: number },
): Promise<string> {
  const table: string[][] = [];
  for (const [what, filters] of Object.entries(deepFilters(rows))) {
    const history = { site, channel: 'email', limit, ...filters } as const;
    const { before, page } = await walk(messages, history);
    const first = { what: 'first', history, times: [] as number[] };
    const deep = { what: 'deep', history: { ...history, ...(before && { before }) }, times: [] as number[] };
    for (let run = -3; run < runs; run += 1) {
      for (const side of orderOf([first, deep], run + 3)) {
        const began = performance.now();
        await messages.list(side.history);
        if (run >= 0) side.times.push(performance.now() - began);
      }
    }
    const [one, other] = [median(first.times), median(deep.times)];
    table.push([what, short(one), short(other), (other / one).toFixed(2), String(page)]);
  }
  return markdown(['filter, pages of 20', 'first, ms p50', 'deep, ms p50', 'ratio', 'page'], table);
}
