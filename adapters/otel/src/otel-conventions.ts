/**
 * Names of the semantic conventions for messaging, which are not stable yet: as `@opentelemetry/semantic-conventions` 1.45.0 has them,
 * copied, as its README asks of libraries; a test holds them to it. What they have no name for begins with `postern.`.
 */
export const attribute = {
  system: 'messaging.system.name',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  destination: 'messaging.destination.name',
  messageId: 'messaging.message.id',
  batchCount: 'messaging.batch.message_count',
  errorType: 'error.type',
  site: 'postern.site',
  origin: 'postern.origin',
  priority: 'postern.priority',
  status: 'postern.status',
  attempt: 'postern.attempt',
  transport: 'postern.transport',
  outcome: 'postern.outcome',
  failureClass: 'postern.failure.class',
  event: 'postern.event',
} as const;

/** Names of metrics, likewise. */
export const metric = {
  sentMessages: 'messaging.client.sent.messages',
  operationDuration: 'messaging.client.operation.duration',
  processDuration: 'messaging.process.duration',
  handOvers: 'postern.hand_overs',
  handOverDuration: 'postern.hand_over.duration',
  queueWait: 'postern.queue.wait',
  messageEvents: 'postern.message.events',
  leaseExpiries: 'postern.lease.expiries',
  due: 'postern.queue.due',
  oldestDueAge: 'postern.queue.oldest_due.age',
} as const;

/** What `messaging.system.name` is: there is no well-known name for it. */
export const systemName = 'postern';

/** What is done, as spans are named: `send email`. */
export const operations = {
  send: { name: 'send', type: 'send' },
  process: { name: 'process', type: 'process' },
  handOver: { name: 'hand over', type: 'send' },
} as const;
