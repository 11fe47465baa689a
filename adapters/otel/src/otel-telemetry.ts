import {
  type Attributes,
  context,
  type Meter,
  type MeterProvider,
  metrics,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import {
  type Channel,
  type HandingOver,
  type HandingOverEnd,
  MessagingError,
  type Processing,
  type ProcessingEnd,
  present,
  type QueueFigures,
  type RecordedMessage,
  type Recording,
  type RecordingEnd,
  type Telemetry,
  type Watch,
} from 'postern/adapter';
import { attribute, operations, systemName } from './otel-conventions.ts';
import { type Instruments, instrumentsOf, observeQueue } from './otel-metrics.ts';
import { spanContextOf, traceparentOf } from './otel-trace-context.ts';

/** Where spans and metrics go. */
export interface OtelOptions {
  /** Default: the one registered with `@opentelemetry/api`, now or later. */
  readonly tracerProvider?: TracerProvider;
  /** Default: the one registered with `@opentelemetry/api` when the first thing is measured: start the SDK before. */
  readonly meterProvider?: MeterProvider;
}

const scope = '@postern/otel';

/**
 * The `telemetry` of `new Messaging({ … })`: traces and metrics of OpenTelemetry. One may serve several `Messaging`.
 *
 * @throws MessagingError `invalid_config`
 */
export function otel(options: OtelOptions = {}): Telemetry {
  const { tracerProvider, meterProvider } = checked(options);
  return new OtelTelemetry((tracerProvider ?? trace).getTracer(scope), () =>
    (meterProvider ?? metrics).getMeter(scope),
  );
}

function checked(options: OtelOptions): OtelOptions {
  const makers = { tracerProvider: 'getTracer', meterProvider: 'getMeter' } as const;
  const given: unknown = options;
  if (typeof given !== 'object' || given === null)
    throw new MessagingError('invalid_config', 'otel({ … }) takes an object of options.');
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(makers, name))
      throw new MessagingError(
        'invalid_config',
        'otel({ … }) takes "tracerProvider" and "meterProvider" alone.',
      );
    const maker = makers[name as keyof typeof makers];
    if (value !== undefined && typeof Reflect.get(Object(value), maker) !== 'function')
      throw new MessagingError('invalid_config', `"${name}" is a provider of an OpenTelemetry SDK.`);
  }
  return options;
}

class OtelTelemetry implements Telemetry {
  readonly #tracer: Tracer;
  readonly #meter: () => Meter;
  #made: Instruments | undefined;

  constructor(tracer: Tracer, meter: () => Meter) {
    this.#tracer = tracer;
    this.#meter = meter;
  }

  /** Made when first needed: a meter asked for before its SDK is registered never measures. */
  get #instruments(): Instruments {
    this.#made ??= instrumentsOf(this.#meter());
    return this.#made;
  }

  recording({ site, channel, batch }: Recording): Watch<RecordingEnd> {
    const of = about(operations.send, channel);
    const attributes = joined(of, { [attribute.site]: site });
    if (batch !== undefined) attributes[attribute.batchCount] = batch;
    const span = this.#tracer.startSpan(nameOf(operations.send, channel), {
      kind: SpanKind.PRODUCER,
      attributes,
    });
    const traceparent = traceparentOf(span.spanContext());
    const secondsSince = stopwatch();
    return present({
      traceparent,
      within: (run: () => void) => context.with(trace.setSpan(context.active(), span), run),
      end: ({ recorded, error }: RecordingEnd) => {
        const how = error === undefined ? of : joined(of, { [attribute.errorType]: error });
        this.#instruments.recorded(secondsSince(), how);
        for (const { kind, count } of countByKind(recorded)) this.#instruments.sent(count, joined(of, kind));
        if (error !== undefined) this.#instruments.sent(batch ?? 1, how);
        const [message] = batch === undefined ? recorded : [];
        if (message) {
          span.setAttribute(attribute.messageId, message.id);
          span.setAttributes(kindOf(message));
        }
        endSpan(span, error);
      },
    });
  }

  processing(begun: Processing): Watch<ProcessingEnd> {
    const { messageId, site, channel, origin, priority, attempt, waitedMs, traceparent } = begun;
    const of = about(operations.process, channel);
    const sentIn = spanContextOf(traceparent);
    const span = this.#tracer.startSpan(
      nameOf(operations.process, channel),
      {
        kind: SpanKind.CONSUMER,
        // Whoever happened to wake the worker has nothing to do with it; and one send may have many hand-overs, days later.
        root: true,
        links: sentIn ? [{ context: sentIn }] : [],
        attributes: joined(of, {
          [attribute.messageId]: messageId,
          [attribute.site]: site,
          [attribute.origin]: origin,
          [attribute.priority]: priority,
          [attribute.attempt]: attempt,
        }),
      },
      ROOT_CONTEXT,
    );
    this.#instruments.waited(waitedMs / 1_000, {
      [attribute.destination]: channel,
      [attribute.priority]: priority,
    });
    const secondsSince = stopwatch();
    return {
      within: (run) => context.with(trace.setSpan(ROOT_CONTEXT, span), run),
      end: ({ outcome, transport, failure }) => {
        const error = isError(outcome) ? (failure ?? outcome) : undefined;
        const how = present({ [attribute.outcome]: outcome, [attribute.errorType]: error });
        this.#instruments.processed(secondsSince(), joined(of, how));
        span.setAttributes(
          present({
            [attribute.outcome]: outcome,
            [attribute.transport]: transport,
            [attribute.failureClass]: failure,
          }),
        );
        endSpan(span, error);
      },
    };
  }

  handingOver({ messageId, site, channel, attempt, transport }: HandingOver): Watch<HandingOverEnd> {
    const span = this.#tracer.startSpan(nameOf(operations.handOver, channel), {
      kind: SpanKind.CLIENT,
      attributes: joined(about(operations.handOver, channel), {
        [attribute.messageId]: messageId,
        [attribute.site]: site,
        [attribute.attempt]: attempt,
        [attribute.transport]: transport,
      }),
    });
    const secondsSince = stopwatch();
    return {
      within: (run) => context.with(trace.setSpan(context.active(), span), run),
      end: ({ outcome, failure }) => {
        const of = {
          [attribute.destination]: channel,
          [attribute.transport]: transport,
          [attribute.outcome]: outcome,
        };
        const how = present({ [attribute.failureClass]: failure });
        this.#instruments.handedOver(secondsSince(), of, how);
        span.setAttributes(joined(how, { [attribute.outcome]: outcome }));
        endSpan(span, outcome === 'accepted' ? undefined : (failure ?? outcome));
      },
    };
  }

  delivering(queue: () => Promise<QueueFigures | undefined>): () => void {
    return observeQueue(this.#meter(), queue);
  }

  happened({ type, channel }: Parameters<Telemetry['happened']>[0]): void {
    this.#instruments.event({ [attribute.destination]: channel, [attribute.event]: type });
    if (type === 'lost') this.#instruments.leaseExpired({ [attribute.destination]: channel });
  }
}

type Operation = (typeof operations)[keyof typeof operations];

/** Spans are named by what is done and where, as the conventions say. */
function nameOf({ name }: Operation, channel: Channel): string {
  return `${name} ${channel}`;
}

function about({ name, type }: Operation, channel: Channel): Attributes {
  return {
    [attribute.system]: systemName,
    [attribute.operationName]: name,
    [attribute.operationType]: type,
    [attribute.destination]: channel,
  };
}

/** Both together. A literal that begins with a spread would take V8 many times as long, and these are on the way of each message. */
function joined(attributes: Attributes, more: Attributes): Attributes {
  return Object.assign({}, attributes, more);
}

/** What waits again or did not have to go is no error: a veto, a pause, the suppression list. */
function isError(outcome: ProcessingEnd['outcome']): boolean {
  return !['sent', 'suppressed', 'given_back'].includes(outcome);
}

function endSpan(span: Span, error: string | undefined): void {
  if (error !== undefined) {
    span.setAttribute(attribute.errorType, error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function kindOf({ origin, priority, status }: RecordedMessage): Attributes {
  return { [attribute.origin]: origin, [attribute.priority]: priority, [attribute.status]: status };
}

/** How many of each kind: a batch of a thousand is counted by a few calls. */
function countByKind(recorded: readonly RecordedMessage[]): readonly { kind: Attributes; count: number }[] {
  const counts = new Map<string, { kind: Attributes; count: number }>();
  for (const message of recorded) {
    const { origin, priority, status } = message;
    const key = `${origin} ${priority} ${status}`;
    const counted = counts.get(key) ?? { kind: kindOf(message), count: 0 };
    counted.count += 1;
    counts.set(key, counted);
  }
  return [...counts.values()];
}

/** Answers the seconds since. */
function stopwatch(): () => number {
  const begun = performance.now();
  return () => (performance.now() - begun) / 1_000;
}
