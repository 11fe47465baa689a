import { MessagingError } from './errors.ts';
import { checkSite, type Site } from './model/site.ts';

/** The host's sites: a list, or how to find one by its id in the host's own database. */
export type SiteSource<Id extends string = string> =
  | readonly Site<Id>[]
  | ((id: string) => Site | undefined | Promise<Site | undefined>);

/** `Id` where it may be asked for: one that is listed, or a `string`, known at run time only. Else what may be. */
export type ListedId<Id extends string, SiteId extends string> =
  Record<never, 1> extends Record<Id, 1> ? Id : Id extends SiteId ? Id : SiteId;

const maxKept = 1_000;
const keptForMs = 60_000;

interface Found {
  readonly site: Promise<Site | undefined>;
  readonly at: number;
}

/** Which sites there are. What the host's function finds is kept for a minute. */
export class Sites {
  readonly #listed: ReadonlyMap<string, Site>;
  readonly #find: ((id: string) => Site | undefined | Promise<Site | undefined>) | undefined;
  readonly #found = new Map<string, Found>();
  /** Those that the host made by `forSite({ id, name })`. */
  readonly #made = new Map<string, Site>();
  readonly #now: () => Date;

  /** @throws MessagingError `invalid_config` */
  constructor(own: Site, source: SiteSource = [], now: () => Date = () => new Date()) {
    const listed = typeof source === 'function' ? [] : source;
    this.#listed = new Map([own, ...listed].map(checkSite).map((site) => [site.id, site]));
    this.#find = typeof source === 'function' ? source : undefined;
    this.#now = now;
  }

  /** Of the list. @throws MessagingError `unknown_site` */
  listed(id: string): Site {
    const site = this.#listed.get(id);
    if (site) return site;
    throw new MessagingError(
      'unknown_site',
      this.#find
        ? '"sites" is a function, which takes time: use await messaging.loadSite(id), or pass { id, name } to forSite().'
        : 'There is no such site: name it in "sites", or pass { id, name }.',
    );
  }

  /** @throws what the host's function throws; MessagingError `invalid_config` where it answers something else than that site */
  async find(id: string): Promise<Site | undefined> {
    return this.#listed.get(id) ?? (await this.#ask(id)) ?? this.#made.get(id);
  }

  made(site: Site): void {
    if (!this.#listed.has(site.id)) keep(this.#made, site.id, site);
  }

  forget(id: string): void {
    this.#found.delete(id);
    this.#made.delete(id);
  }

  #ask(id: string): Promise<Site | undefined> | undefined {
    if (!this.#find) return undefined;
    const time = this.#now().getTime();
    const known = this.#found.get(id);
    if (known && time - known.at < keptForMs) return known.site;
    const site = Promise.resolve(id).then(this.#find).then(checkedFor(id));
    const found = { site, at: time };
    keep(this.#found, id, found);
    // Only what was found is kept: a site may be made the moment after.
    const drop = () => this.#found.get(id) === found && this.#found.delete(id);
    site.then((one) => one ?? drop(), drop);
    return site;
  }
}

function checkedFor(id: string): (site: Site | undefined) => Site | undefined {
  return (site) => {
    if (site === undefined || site === null) return undefined;
    if (site.id === id) return checkSite(site);
    throw new MessagingError(
      'invalid_config',
      'The function "sites" answered another site than it was asked for.',
    );
  };
}

/** What was put in first goes first. */
function keep<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.delete(id);
  map.set(id, value);
  if (map.size > maxKept) map.delete(map.keys().next().value ?? '');
}
