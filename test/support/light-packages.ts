/** What an entry may load when it is imported. All else is loaded when it is first used: a host pays for what it does. */
const lightPackages: readonly string[] = [
  ...['mitt', 'nanoid', 'zod'],
  // One file without imports of its own; the SDK beside it is what is heavy.
  'twilio/lib/webhooks/webhooks.js',
  // No more than an API: what it reports to is the host's.
  '@opentelemetry/api',
];

/** Entries of the core that are there for what is heavy, and say so at their head. */
export const heavyEntries: readonly Readonly<
  Record<'entry' | 'source', string> & { packages: readonly string[] }
>[] = [
  { entry: 'postern/phone', source: 'src/phone.ts', packages: ['libphonenumber-js/max'] },
  { entry: 'postern/public-suffix', source: 'src/public-suffix.ts', packages: ['tldts'] },
  { entry: 'postern/templates', source: 'src/templates/index.ts', packages: ['liquidjs'] },
];

/** What one entry may load, by its name or its source. */
export function allowedFor(entryOrSource: string): readonly string[] {
  const heavy = heavyEntries.find(({ entry, source }) => [entry, source].includes(entryOrSource));
  return [...lightPackages, ...(heavy?.packages ?? [])];
}
