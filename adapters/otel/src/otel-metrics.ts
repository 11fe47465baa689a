import type { Attributes, BatchObservableResult, Meter } from '@opentelemetry/api';
import type { QueueFigures } from 'postern/adapter';
import { attribute, metric } from './otel-conventions.ts';

/** As the conventions advise for durations in seconds, and on to a minute: mail servers take their time. */
const durations = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];
/** Messages wait for milliseconds, for a limit, or over a night. */
const waits = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400];

/** All that is counted and timed. */
export interface Instruments {
  sent(count: number, of: Attributes): void;
  recorded(seconds: number, of: Attributes): void;
  processed(seconds: number, of: Attributes): void;
  handedOver(seconds: number, of: Attributes, how: Attributes): void;
  waited(seconds: number, of: Attributes): void;
  event(of: Attributes): void;
  leaseExpired(of: Attributes): void;
}

/** Makes them at a meter. */
export function instrumentsOf(meter: Meter): Instruments {
  const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } });
  const sent = meter.createCounter(metric.sentMessages, {
    description: 'Messages recorded, and those that a call failed to record',
    unit: '{message}',
  });
  const operation = seconds(metric.operationDuration, 'Duration of a call that records messages', durations);
  const process = seconds(
    metric.processDuration,
    'From the last checks of a claimed message to how its hand-over ended',
    durations,
  );
  const handOvers = meter.createCounter(metric.handOvers, {
    description: 'Answers of transports',
    unit: '{hand_over}',
  });
  const handOver = seconds(metric.handOverDuration, 'How long a transport took to answer', durations);
  const wait = seconds(metric.queueWait, 'From when a message was due to when a worker began with it', waits);
  const events = meter.createCounter(metric.messageEvents, {
    description: "Events of messages' records, in the process where they happened",
    unit: '{event}',
  });
  const leases = meter.createCounter(metric.leaseExpiries, {
    description: 'Messages that a worker was lost with',
    unit: '{lease}',
  });
  return {
    sent: (count, of) => sent.add(count, of),
    recorded: (value, of) => operation.record(value, of),
    processed: (value, of) => process.record(value, of),
    handedOver: (value, of, how) => {
      handOver.record(value, of);
      handOvers.add(1, Object.assign({}, of, how));
    },
    waited: (value, of) => wait.record(value, of),
    event: (of) => events.add(1, of),
    leaseExpired: (of) => leases.add(1, of),
  };
}

/** Observes what is due whenever metrics are collected. Answers what ends it. */
export function observeQueue(meter: Meter, queue: () => Promise<QueueFigures | undefined>): () => void {
  const due = meter.createObservableGauge(metric.due, {
    description: 'Messages that are due and taken by nobody, of all processes',
    unit: '{message}',
  });
  const age = meter.createObservableGauge(metric.oldestDueAge, {
    description: 'For how long the first of them has been due',
    unit: 's',
  });
  const observe = async (result: BatchObservableResult) => {
    for (const lane of (await queue())?.lanes ?? []) {
      const of = { [attribute.destination]: lane.channel, [attribute.priority]: lane.priority };
      result.observe(due, lane.due, of);
      result.observe(age, lane.oldestDueMs / 1_000, of);
    }
  };
  meter.addBatchObservableCallback(observe, [due, age]);
  return () => meter.removeBatchObservableCallback(observe, [due, age]);
}
