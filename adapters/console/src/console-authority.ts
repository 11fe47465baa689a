import { isMessagingError, type Messaging, type Site } from 'postern';
import { present } from 'postern/adapter';
import { z } from 'zod';
import { ConsoleError } from './console-error.ts';
import type { Authority, Settings } from './console-options.ts';
import type { Permission } from './contract.ts';

/** Who asks, for which site. */
export interface Identity {
  readonly user: Authority['user'];
  readonly can: Readonly<Record<Permission, boolean>>;
  readonly locale: string | undefined;
  /** The site's own view; every call goes through it, so that no other site's rows can be reached. */
  readonly messaging: Messaging;
  readonly sites: () => Promise<readonly Site[]>;
}

const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/;
const site = z.union([z.string(), z.looseObject({ id: z.string(), name: z.string() })]);
/** A host that passes its own users on may have some without one. */
const email = z
  .string()
  .max(320)
  .nullish()
  .transform((address) => address?.trim() || undefined);
/** What hosts without types may get wrong. */
const form = z.object({
  user: z.object({ id: z.string().max(200).regex(oneLine), name: z.string(), email }),
  site: site.optional(),
  sites: z.array(site).min(1).optional(),
  can: z.record(z.string(), z.unknown()),
  locale: z.string().max(35).optional(),
});

/**
 * Reads what `authorize` answered, and goes to the site asked for where the user may choose.
 * @throws ConsoleError `unauthorized`, `forbidden`, `no_such_site`; MessagingError `unknown_site`; what the host's `sites` throws; TypeError where the host answered nonsense
 */
export async function identify(
  { messaging, signInUrl }: Pick<Settings, 'messaging' | 'signInUrl'>,
  answer: Authority | null | undefined,
  wantedSite: string | null,
): Promise<Identity> {
  if (answer === null || answer === undefined) {
    throw new ConsoleError(401, 'unauthorized', 'Sign in first.', present({ signInUrl }));
  }
  const parsed = form.safeParse(answer);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.');
    const what = path
      ? `"${path}" cannot be used`
      : 'answer null, or { user: { id, name }, can: { view: true, … } }';
    throw new TypeError(`authorize: ${what}.`);
  }
  const { user, locale } = parsed.data;
  // True and nothing else permits: a host's "no" in words must not.
  const may = (permission: Permission) => parsed.data.can[permission] === true;
  if (!may('view')) throw new ConsoleError(403, 'forbidden', 'You may not see this.');
  const allowed = answer.sites ?? [answer.site ?? messaging.site];
  const wanted = wantedSite ?? idOf(answer.site ?? allowed[0] ?? '');
  const chosen = allowed.find((one) => idOf(one) === wanted);
  if (chosen === undefined) throw new ConsoleError(404, 'no_such_site', 'You have no such site.');
  return {
    user,
    locale,
    messaging: await viewOf(messaging, chosen),
    can: { view: true, send: may('send'), manage: may('manage'), operate: may('operate') },
    sites: async () => (await Promise.all(allowed.map((one) => siteOf(messaging, one)))).flat(),
  };
}

/** A site by its id is one of the list, or one that the host's function `sites` finds. */
function viewOf(messaging: Messaging, site: string | Site): Promise<Messaging> | Messaging {
  return typeof site === 'string' ? messaging.loadSite(site) : messaging.forSite(site);
}

/** One that is gone meanwhile is left out of the choice: it must not take the others away. */
async function siteOf(messaging: Messaging, site: string | Site): Promise<readonly Site[]> {
  try {
    return [(await viewOf(messaging, site)).site];
  } catch (error) {
    if (isMessagingError(error) && error.code === 'unknown_site') return [];
    throw error;
  }
}

function idOf(site: string | Site): string {
  return typeof site === 'string' ? site : site.id;
}
