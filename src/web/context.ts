import type { Site } from '../model/site.ts';
import type { Engine } from '../wiring.ts';

/** What the public routes work with. */
export interface Web {
  readonly engine: Engine;
  readonly publicUrl: URL;
  /** As the host knows it; nothing that comes back depends on it but the name that a page shows. */
  readonly findSite: (id: string) => Promise<Site | undefined>;
  /** Whose callbacks name no site. */
  readonly defaultSite: string;
}
