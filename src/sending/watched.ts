import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';

/** Runs what records messages, told to the host's telemetry where there is one. `batch`: how many inputs, of `sendMany`. */
export function recordWatched<T>(
  scope: Scope,
  batch: number | undefined,
  run: (scope: Scope) => Promise<T>,
): Promise<T> {
  const { engine, site, channel } = scope;
  if (!engine.probe) return run(scope);
  const begun = present({ site: site.id, channel, batch });
  return engine.probe.recording(begun, (trace) => run({ ...scope, trace }));
}
