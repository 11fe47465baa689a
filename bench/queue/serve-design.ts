import { serveWork } from '../shared/worker-side.ts';
import { designs } from './designs.ts';

/**
 * The worker process of a design: its arguments are the design's name, the database's URL, and "telling" where each hand-over is
 * to be told: elsewhere a message to the parent each would be measured as well.
 */
export function serveDesign(): void {
  const [name = '', url = '', telling] = process.argv.slice(2);
  const make = designs[name];
  if (!make) throw new Error(`There is no design "${name}".`);
  const design = make(url);
  serveWork(
    (onDone, onHanded) => design.work(onDone, telling === 'telling' ? onHanded : () => undefined),
    () => design.close(),
  );
}
