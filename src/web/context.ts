import type { Site } from '../model/site.ts';
import type { Engine } from '../wiring.ts';

/** What the public routes work with. */
export interface Web {
  readonly engine: Engine;
  readonly publicUrl: URL;
  readonly sites: ReadonlyMap<string, Site>;
  /** Whose callbacks name no site. */
  readonly defaultSite: string;
}
