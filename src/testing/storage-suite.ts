import type { Runner } from './runner.ts';
import { alertTests, outcomeTests } from './storage/alerts.ts';
import { auditTests } from './storage/audit.ts';
import { newSite, type OpenStorage, type StorageTest } from './storage/harness.ts';
import { limitTests } from './storage/limits.ts';
import { batchTests } from './storage/messages-batches.ts';
import { changesTests } from './storage/messages-changes.ts';
import { claimTests } from './storage/messages-claim.ts';
import { expiryTests } from './storage/messages-expiry.ts';
import { filterTests } from './storage/messages-filters.ts';
import { historyTests } from './storage/messages-history.ts';
import { holderTests } from './storage/messages-holders.ts';
import { insertTests } from './storage/messages-insert.ts';
import { keyTests } from './storage/messages-keys.ts';
import { repeatTests } from './storage/messages-repeats.ts';
import { reportTests } from './storage/messages-report.ts';
import { retentionTests } from './storage/messages-retention.ts';
import { searchTests } from './storage/messages-search.ts';
import { settleTests } from './storage/messages-settle.ts';
import { statisticsTests } from './storage/messages-statistics.ts';
import { statusTests } from './storage/messages-status.ts';
import { sweepTests } from './storage/messages-sweep.ts';
import { turnsTests } from './storage/messages-turns.ts';
import { unresolvedTests } from './storage/messages-unresolved.ts';
import { waitingTests } from './storage/messages-waiting.ts';
import { secretTests } from './storage/secrets.ts';
import { seenTests } from './storage/seen.ts';
import { codeTests } from './storage/sender-codes.ts';
import { senderTests } from './storage/senders.ts';
import { sendersBesideTests } from './storage/senders-beside.ts';
import { slotTests } from './storage/slots.ts';
import { subscriptionTests } from './storage/subscriptions.ts';
import { lagTests } from './storage/subscriptions-lag.ts';
import { recordedTests } from './storage/subscriptions-recorded.ts';
import { suppressionTests } from './storage/suppressions.ts';
import { templateDraftTests } from './storage/template-drafts.ts';
import { templateVersionTests } from './storage/template-versions.ts';
import { templateTests } from './storage/templates.ts';
import { transactionTests } from './storage/transactions.ts';
import { upkeepTests } from './storage/upkeep.ts';
import { webhookTests } from './storage/webhooks.ts';

const subjects: Readonly<Record<string, (test: StorageTest) => void>> = {
  'messages: insert': insertTests,
  'messages: idempotency keys': keyTests,
  'messages: claim': claimTests,
  'messages: priorities and turns': turnsTests,
  'messages: expiry': expiryTests,
  'messages: settle': settleTests,
  'messages: every change, as the core decides': changesTests,
  'messages: status': statusTests,
  'messages: report': reportTests,
  'messages: sweep': sweepTests,
  'messages: repetitions': repeatTests,
  'messages: waiting': waitingTests,
  'messages: unresolved': unresolvedTests,
  'messages: holders of a provider’s id': holderTests,
  'messages: history': historyTests,
  'messages: filters': filterTests,
  'messages: batches': batchTests,
  'messages: search': searchTests,
  'messages: statistics': statisticsTests,
  'messages: retention': retentionTests,
  transactions: transactionTests,
  senders: senderTests,
  'senders beside another': sendersBesideTests,
  'one-time codes': codeTests,
  templates: templateTests,
  'drafts of templates': templateDraftTests,
  'versions of templates': templateVersionTests,
  suppressions: suppressionTests,
  'durable events: recorded': recordedTests,
  'durable events: lag': lagTests,
  'durable events: handed out': subscriptionTests,
  secrets: secretTests,
  'rate limits': (test) =>
    limitTests((name, body) => test(name, ({ storage, site }) => body({ limits: storage.limits, site }))),
  'concurrency limits': (test) =>
    slotTests((name, body) => test(name, ({ storage, site }) => body({ limits: storage.limits, site }))),
  'what was seen': seenTests,
  alerts: alertTests,
  'outcomes for rates': outcomeTests,
  'who changed what': auditTests,
  webhooks: webhookTests,
  upkeep: upkeepTests,
};

/** Everything the core relies on in a {@link Storage}. `open` is called once for each test. */
export function storageSuite(runner: Runner, open: OpenStorage): void {
  runner.describe('storage', () => {
    for (const [subject, define] of Object.entries(subjects)) {
      runner.describe(subject, () =>
        define((name, body) =>
          runner.it(name, async () => {
            const harness = await open();
            try {
              await body({ ...harness, site: newSite() });
            } finally {
              await harness.close();
            }
          }),
        ),
      );
    }
  });
}
