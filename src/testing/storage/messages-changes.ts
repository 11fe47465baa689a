import assert from 'node:assert/strict';
import {
  changeByLoss,
  changeByMove,
  changeByReport,
  changeBySettlement,
  type MessageChange,
  patchMessage,
} from '../../interfaces/storage/message-changes.ts';
import type { Settlement } from '../../interfaces/storage/message-claims.ts';
import type { Report } from '../../interfaces/storage/message-reports.ts';
import type { Move } from '../../interfaces/storage/messages.ts';
import type { Message } from '../../model/message.ts';
import { present } from '../../model/present.ts';
import { allowedFrom, type MessageStatus, messageStatuses } from '../../model/status.ts';
import {
  at,
  bring,
  claimOne,
  detail,
  failure,
  hour,
  insertOne,
  minute,
  newReport,
  policyOf,
  second,
} from './fixtures.ts';
import type { StorageContext, StorageTest } from './harness.ts';

const later = { ...failure, message: 'The second one.' };
const sent = { to: 'sent', transport: 'fixture' } as const;

/** Every way in which a hand-over ends. */
const outcomes = {
  'sent, without an id': sent,
  'sent, with an id and a word': { ...sent, providerId: 'p-1', detail: '250 Ok' },
  'sent, to be found again': { ...sent, providerId: 'p-2', findable: true },
  failed: { to: 'failed', failure: later, detail: '550' },
  suppressed: { to: 'suppressed', failure: later },
  unknown: { to: 'unknown', failure: later },
  'to be tried again': { to: 'queued', reason: 'retry', afterMs: 1500, failure: later },
  'to be tried again, for no new reason': { to: 'queued', reason: 'retry', afterMs: 0 },
  'maybe taken, once more': {
    to: 'queued',
    reason: 'unknown',
    afterMs: second,
    failure: later,
    detail: 'cut',
  },
  'given back': { to: 'queued', reason: 'given_back', afterMs: second },
} as const satisfies Readonly<Record<string, WithoutClaim<Settlement>>>;

type WithoutClaim<T> = T extends unknown ? Omit<T, 'id' | 'token'> : never;

/** The decisions of `message-changes.ts`, one by one, and what the storage made of each. */
export function changesTests(test: StorageTest): void {
  for (const [name, outcome] of Object.entries(outcomes)) {
    test(`a hand-over that ends "${name}" changes its message as the core decides, failed before or not, its claim given or not`, async ({
      storage,
      site,
    }) => {
      const { messages } = storage;
      for (const [before, isClaimGiven] of product([undefined, failure], [false, true])) {
        const id = await insertOne(storage, site);
        if (before) {
          const { token } = await claimOne(messages, id);
          const retry = { to: 'queued', reason: 'retry', afterMs: 0, failure: before } as const;
          await messages.settle([{ id, token, ...retry }], { now: at(second) });
        }
        const held = await claimOne(messages, id, { now: at(minute) });
        const message = await bare(storage, site, id);
        const settlement = { id, token: held.token, ...outcome };
        const claimed = isClaimGiven ? new Map([[id, held.message]]) : undefined;
        const [settled] = await messages.settle([settlement], present({ now: at(2 * minute), claimed }));
        const change = changeBySettlement(message, settlement, at(2 * minute));
        await assertChanged({ storage, site }, message, change, settled);
      }
    });
  }

  for (const hold of [true, false]) {
    test(`a worker's loss changes a message as the core decides: ${hold ? 'held' : 'alone once more'}`, async ({
      storage,
      site,
    }) => {
      const id = await insertOne(storage, site);
      await claimOne(storage.messages, id);
      const message = await bare(storage, site, id);
      const policy = policyOf(hold ? 'hold' : 'resend');
      const swept = await storage.messages.sweep({ policy, maxLost: 3, limit: 1000, now: at(hour) });
      const change = changeByLoss(message, hold, at(hour));
      await assertChanged(
        { storage, site },
        message,
        change,
        swept.find((one) => one.id === id),
      );
    });
  }

  const moves = {
    canceled: { to: 'canceled', type: 'canceled', from: allowedFrom.cancel, detail: 'by Ann' },
    'scheduled for a time': {
      to: 'scheduled',
      type: 'rescheduled',
      from: allowedFrom.reschedule,
      dueAt: at(2 * hour),
    },
    'scheduled for now': { to: 'scheduled', type: 'rescheduled', from: allowedFrom.reschedule },
    'queued again': { to: 'queued', type: 'requeued', from: allowedFrom.retry },
    'taken back from wherever it is': { to: 'queued', type: 'requeued', from: messageStatuses },
  } as const satisfies Readonly<Record<string, Omit<Move, 'site' | 'channel' | 'id'>>>;
  for (const [name, asked] of Object.entries(moves)) {
    test(`a message is ${name}, in every status it can have, as the core decides`, async ({
      storage,
      site,
    }) => {
      for (const status of messageStatuses) {
        const message = await messageIn({ storage, site }, status);
        const { id, channel } = message;
        const move: Move = { site, channel, id, ...asked, now: at(hour) };
        const moved = await storage.messages.move(move);
        const change = changeByMove(message, move, at(hour));
        if (change) await assertChanged({ storage, site }, message, change, moved);
        else {
          assert.equal(moved, undefined);
          assert.deepEqual(await bare(storage, site, id), message);
        }
      }
    });
  }

  const reports = {
    'that it was delivered': { type: 'delivered', to: 'delivered', from: messageStatuses },
    'that it was taken, under an id': {
      type: 'sent',
      to: 'sent',
      from: ['queued', 'sending', 'unknown'],
      providerId: 'r-1',
      transport: 'other',
    },
    'that it was refused': {
      type: 'failed',
      to: 'failed',
      from: ['sending', 'sent', 'unknown', 'canceled'],
      failure: later,
      detail: 'no',
    },
    'of a bounce, for the latest attempt only': {
      type: 'undelivered',
      to: 'undelivered',
      from: messageStatuses,
      failure: later,
      attempt: 7,
      currentAttemptOnly: true,
    },
    'that it was opened': { type: 'opened', from: [], attempt: 1 },
  } as const satisfies Readonly<Record<string, Partial<Report>>>;
  for (const [name, told] of Object.entries(reports)) {
    test(`a report ${name}, in every status there is, changes what the core decides`, async ({
      storage,
      site,
    }) => {
      for (const status of messageStatuses) {
        const message = await messageIn({ storage, site }, status);
        const report: Report = { ...newReport(site, message.id), at: at(hour), now: at(hour), ...told };
        const answer = await storage.messages.report(report);
        const change = changeByReport(message, report);
        assert.equal(answer.kind, change.patch ? 'moved' : 'recorded');
        await assertChanged(
          { storage, site },
          message,
          change,
          'message' in answer ? answer.message : undefined,
        );
      }
    });
  }
}

function product<A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] {
  return as.flatMap((a) => bs.map((b) => [a, b] as const));
}

type Stored = Pick<StorageContext, 'storage' | 'site'>;

async function messageIn({ storage, site }: Stored, status: MessageStatus): Promise<Message> {
  const { id } = await bring(storage, site, status);
  return bare(storage, site, id);
}

async function bare(storage: Stored['storage'], site: string, id: Message['id']): Promise<Message> {
  const { content: _content, events: _events, ...message } = await detail(storage, site, id);
  return message;
}

async function assertChanged(
  { storage, site }: Stored,
  before: Message,
  { patch, event }: MessageChange,
  answered: Message | undefined,
): Promise<void> {
  const after = patch ? patchMessage(before, patch) : before;
  const { content: _content, events, ...message } = await detail(storage, site, before.id);
  assert.deepEqual(message, after);
  assert.deepEqual(answered, after);
  assert.deepEqual(events.at(-1), event);
}
