import type { MessageFilters } from 'postern/adapter';

const week = 7 * 86_400_000;

/** A week that ends somewhere in the history, at another place each turn; `share`: how far back, of a minute for each message. */
function weekAt(share: number, rows: number): { readonly from: Date; readonly to: Date } {
  const to = new Date(Date.now() - share * rows * 60_000);
  return { from: new Date(to.getTime() - week), to };
}

/** Filters that have an index, filters that have none and fit much, and the worst: those that have none and fit almost nothing. */
export function filtersAt(
  turn: number,
  { runs, rows }: { readonly runs: number; readonly rows: number },
): Readonly<Record<string, MessageFilters>> {
  const aWeek = weekAt(turn / runs, rows);
  return {
    reference: { reference: `order/${(turn * 7919) % Math.floor(rows / 3)}` },
    'template, one in 40': { template: `t-${turn % 40}` },
    'template, rare': { template: 'rare' },
    actor: { actor: `user-${turn % 20}` },
    failure: { failure: 'content' },
    'failure, rare': { failure: 'blocked' },
    'a week': aWeek,
    'transport of most': { transport: 'smtp' },
    'transport, rare': { transport: 'backup' },
    'sender of most': { sender: 'hello@acme.example' },
    'sender, rare': { sender: 'rare@acme.example' },
    'topic that none has': { topic: 'none' },
    'template, sender and transport': {
      ...{ template: `t-${turn % 40}`, sender: 'hello@acme.example', transport: 'smtp' },
    },
    'actor and a template never his': { actor: `user-${turn % 20}`, template: 't-1' },
    'a week, failure, actor and sender': {
      ...aWeek,
      ...{ failure: 'content', actor: 'user-0', sender: 'hello@acme.example' },
    },
  };
}

/** Of what fits more than 500 pages of 20, of a million: how pages far back compare with the first. */
export function deepFilters(rows: number): Readonly<Record<string, MessageFilters>> {
  // A tenth of the history back.
  const to = new Date(Date.now() - rows * 6_000);
  return {
    none: {},
    'two weeks': { from: new Date(to.getTime() - 2 * week), to },
    'template, one in 40': { template: 't-7' },
    'sender of most': { sender: 'hello@acme.example' },
    actor: { actor: 'user-7' },
    'transport of most': { transport: 'smtp' },
    failure: { failure: 'content' },
    'failed, by status': { statuses: ['failed'] },
    'template, sender and transport': { template: 't-7', sender: 'hello@acme.example', transport: 'smtp' },
  };
}
