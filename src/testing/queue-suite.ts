import assert from 'node:assert/strict';
import { contextOf, newDue, type QueueContext, type QueueHarness, wokenFor } from './queue-harness.ts';
import type { Runner } from './runner.ts';

/** How far ahead "later" is: long enough to tell, short enough to wait for. */
const soonMs = 300;

/** Everything the core relies on in a {@link Queue}. `open` is called once for each test. */
export function queueSuite(runner: Runner, open: () => Promise<QueueHarness>): void {
  const test = (name: string, body: (context: QueueContext) => Promise<void>) =>
    runner.it(name, async () => {
      const harness = await open();
      try {
        await body(contextOf(harness));
      } finally {
        await harness.close();
      }
    });

  runner.describe('queue', () => {
    test('a worker looks once when it starts, for what was pushed before', async (context) => {
      await context.queue.push([newDue()]);
      const worker = context.newWorker();
      const stop = await context.startWorker(worker);
      assert.ok(worker.calls.length >= 1);
      await stop();
    });

    test('a push wakes the worker, every time', async ({ newWorker, startWorker, wakes, now }) => {
      const worker = newWorker();
      const stop = await startWorker(worker);
      await wakes(worker);
      await wakes(worker, { channel: 'sms' });
      await wakes(worker, { dueAt: now() });
      await stop();
    });

    test('what is due later wakes the worker at its time, or tells it the time', async (context) => {
      const worker = context.newWorker();
      const stop = await context.startWorker(worker);
      const [first, second] = [soonMs, 4 * soonMs].map((ms) => new Date(context.now().getTime() + ms));
      assert.ok(first && second);
      await context.queue.push([newDue({ dueAt: second })]);
      await context.queue.push([newDue({ dueAt: first })]);
      for (const time of [first, second]) {
        await context.within(wokenFor(worker, time, 2 * soonMs), 'the worker is woken for the due time');
      }
      await stop();
    });

    test('of one push the earliest counts: the worker itself asks what is next', async (context) => {
      const worker = context.newWorker();
      const stop = await context.startWorker(worker);
      const [first, second] = [soonMs, 86_400_000].map((ms) => new Date(context.now().getTime() + ms));
      assert.ok(first && second);
      await context.queue.push([
        newDue({ dueAt: second }),
        newDue({ dueAt: first }),
        newDue({ dueAt: second }),
      ]);
      await context.within(wokenFor(worker, first, 2 * soonMs), 'the worker is woken for the earliest');
      const before = worker.calls.length;
      await context.queue.push([newDue({ dueAt: second }), newDue()]);
      await context.within(
        worker.until(() => worker.calls.slice(before).some((call) => call < second)),
        'the worker is woken for what is due now',
      );
      await stop();
    });

    test('a stopped worker is not woken again', async ({ newWorker, startWorker, wakes, queue, now }) => {
      const [stopped, other] = [newWorker(), newWorker()];
      const stop = await startWorker(stopped);
      await queue.push([newDue({ dueAt: new Date(now().getTime() + soonMs) })]);
      await stop();
      const { length } = stopped.calls;
      const stopOther = await startWorker(other);
      await wakes(other);
      await wakes(other, { dueAt: new Date(now().getTime() + soonMs) });
      assert.equal(stopped.calls.length, length);
      await stopOther();
    });

    test('of several workers one at least is woken, and those that go on still are', async (context) => {
      const [one, two] = [context.newWorker(), context.newWorker()];
      const stopOne = await context.startWorker(one);
      const stopTwo = await context.startWorker(two);
      const before = one.calls.length + two.calls.length;
      const woken = () => one.calls.length + two.calls.length > before;
      await context.queue.push([newDue()]);
      await context.within(
        Promise.race([one.until(woken), two.until(woken)]),
        'one of the workers is called',
      );
      await stopOne();
      await context.wakes(two);
      await context.wakes(two);
      await stopTwo();
    });

    test('a queue that was stopped can be started again', async ({ newWorker, startWorker, wakes }) => {
      const worker = newWorker();
      await (await startWorker(worker))();
      const stop = await startWorker(worker);
      await wakes(worker);
      await stop();
    });

    test('a push never fails: empty, repeated, long past, far ahead, with or without workers', async (context) => {
      const year = 366 * 86_400_000;
      const past = newDue({ dueAt: new Date(0) });
      const far = newDue({ dueAt: new Date(context.now().getTime() + year) });
      const pushAll = async () => {
        await context.queue.push([]);
        await context.queue.push([past, far, past]);
        await context.queue.push([past, far]);
      };
      await pushAll();
      const worker = context.newWorker();
      const stop = await context.startWorker(worker);
      await pushAll();
      await context.wakes(worker);
      await stop();
      await pushAll();
    });

    test('a push in a transaction wakes the worker once it commits', async (context) => {
      const { queue, transaction, newWorker, startWorker, within, wakes } = context;
      const worker = newWorker();
      const stop = await startWorker(worker);
      if (!transaction) {
        // A transaction that the queue does not know must not stop it.
        await queue.push([newDue()], {});
        await wakes(worker);
        await stop();
        return;
      }
      const before = worker.calls.length;
      let committing = Number.POSITIVE_INFINITY;
      await transaction(async (tx) => {
        await queue.push([newDue()], tx);
        committing = worker.calls.length;
      });
      await within(
        worker.until(() => worker.calls.length > Math.max(before, committing)),
        'the commit wakes the worker',
      );
      const failure = new Error('the host rolls back');
      const rolledBack = transaction(async (tx) => {
        await queue.push([newDue()], tx);
        throw failure;
      });
      await assert.rejects(rolledBack, (error) => error === failure);
      await wakes(worker);
      await stop();
    });
  });
}
