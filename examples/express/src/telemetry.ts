import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  ConsoleMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { otel } from '@postern/otel';
import type { Telemetry } from 'postern';
import type { Running } from './running.ts';

/** Prints each span as it ends, and the metrics each half minute. A service gives its own SDK, with exporters to a Collector. */
export function printingTelemetry(running: Running): Telemetry {
  // Joins a hand-over's span to the one that it is part of.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  running.add({ stop: async () => context.disable() });
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())],
  });
  const exporter = new ConsoleMetricExporter();
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 30_000 })],
  });
  for (const provider of [tracerProvider, meterProvider]) running.add({ stop: () => provider.shutdown() });
  return otel({ tracerProvider, meterProvider });
}
