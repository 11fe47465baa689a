import { context, createContextKey, ROOT_CONTEXT, type TracerProvider } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  InMemorySpanExporter,
  NoopSpanProcessor,
  type Sampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { otel } from '@postern/otel';
import type { Telemetry } from 'postern/adapter';

/** A telemetry, and what forgets what it has gathered. */
export interface Told {
  readonly telemetry?: Telemetry;
  /** In what the host's request would be. */
  within?<T>(run: () => Promise<T>): Promise<T>;
  clear(): Promise<void>;
}

interface Sdk {
  readonly processor: SpanProcessor;
  readonly sampler?: Sampler;
  clear(): void;
}

/** As a host starts it: a context manager for the process, metrics exported when they are collected. */
function withSdk({ processor, sampler, clear }: Sdk, metrics: boolean): Told {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracerProvider: TracerProvider = new BasicTracerProvider({
    spanProcessors: [processor],
    ...(sampler && { sampler }),
  });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  // An hour: what is measured is collected once a round, by `clear`.
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: metrics ? [reader] : [] });
  return {
    telemetry: otel({ tracerProvider, meterProvider }),
    clear: async () => {
      await processor.forceFlush();
      if (metrics) await reader.forceFlush();
      exporter.reset();
      clear();
    },
  };
}

function inMemory(sampler?: Sampler): Sdk {
  const exporter = new InMemorySpanExporter();
  const processor = new BatchSpanProcessor(exporter, { maxQueueSize: 100_000 });
  return { processor, clear: () => exporter.reset(), ...(sampler && { sampler }) };
}

/** What a host with an SDK has anyway: the context of a request, which goes along with each promise. */
function inContext(): Told {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const request = ROOT_CONTEXT.setValue(createContextKey('request'), {});
  return { within: (run) => context.with(request, run), clear: async () => undefined };
}

/** What is compared; each is opened in a process of its own. */
export const telemetries = {
  none: () => ({ clear: async () => undefined }),
  'none, within a context of the SDK': inContext,
  'API without SDK': () => ({ telemetry: otel(), clear: async () => undefined }),
  'SDK, spans kept by nobody': () =>
    withSdk({ processor: new NoopSpanProcessor(), clear: () => undefined }, true),
  'SDK, exported to memory': () => withSdk(inMemory(), true),
  'SDK, one trace in ten': () => withSdk(inMemory(new TraceIdRatioBasedSampler(0.1)), true),
  'SDK, exported, no metrics': () => withSdk(inMemory(), false),
} as const satisfies Readonly<Record<string, () => Told>>;
