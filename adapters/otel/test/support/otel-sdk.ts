import { context, type Link, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** An OpenTelemetry SDK whose spans and metrics stay in memory. */
export function otelSdk(temporality = AggregationTemporality.CUMULATIVE) {
  // One for the whole process, as in a host.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(temporality),
    exportIntervalMillis: 3_600_000,
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  return {
    tracerProvider,
    meterProvider,
    tracer: tracerProvider.getTracer('the host'),
    spans: (): readonly ReadableSpan[] => exporter.getFinishedSpans(),
    /** Those of a name, in the order they ended. */
    named: (name: string) => exporter.getFinishedSpans().filter((span) => span.name === name),
    /** What was measured under a name: each set of attributes with its value. */
    async points(name: string) {
      const { resourceMetrics } = await reader.collect();
      const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
      const found = metrics.find(({ descriptor }) => descriptor.name === name);
      return (found?.dataPoints ?? []).map(({ attributes, value }) => ({ attributes, value }));
    },
    async metricNames() {
      const { resourceMetrics } = await reader.collect();
      return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics.map((one) => one.descriptor.name));
    },
    async end() {
      context.disable();
      trace.disable();
      await meterProvider.shutdown();
      await tracerProvider.shutdown();
    },
  };
}

/** The spans that a span is linked to. */
export function linkedTo({ links }: { readonly links: readonly Link[] }): readonly string[] {
  return links.map(({ context }) => context.spanId);
}
