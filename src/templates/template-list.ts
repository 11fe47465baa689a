/** What a site has in a channel, as it is listed. */
import type { Shelf, Using } from './shelf.ts';
import { describe, partSummary, summaryOf, type TemplateSummary } from './template-summary.ts';
import { usersIn } from './usage.ts';

const inEnglish = new Intl.Collator('en');

/** All of them, by name. */
export async function summariesOf(shelf: Shelf): Promise<readonly TemplateSummary[]> {
  const stored = await shelf.list();
  const find = shelf.partIn(stored);
  const users = usersIn(shelf.all(stored));
  const summaries = await Promise.all([
    ...[...shelf.inCode.values()].map((one) => summaryOf(one, find)),
    ...[...shelf.partsInCode.values()].map((one) => partSummary(one, find)),
    ...stored.map((one) => describe(one, find)),
  ]);
  return summaries.map((one) => withUsers(one, users.get(one.id))).sort(byName);
}

/** One of them; `undefined` where there is none. */
export async function summaryIn(shelf: Shelf, id: string): Promise<TemplateSummary | undefined> {
  const template = shelf.inCode.get(id);
  if (template) return summaryOf(template, shelf.part);
  const part = shelf.partsInCode.get(id);
  const stored = part ? undefined : await shelf.stored(id);
  const summary = part ? await partSummary(part, shelf.part) : stored && (await describe(stored, shelf.part));
  if (!summary?.kind) return summary;
  return withUsers(summary, usersIn(shelf.all(await shelf.list())).get(id));
}

function withUsers(summary: TemplateSummary, users: readonly Using[] = []): TemplateSummary {
  if (!summary.kind) return summary;
  return { ...summary, usedBy: users.map(({ id, name }) => ({ id, name })).sort(byName) };
}

/** In English order, whatever language the process speaks. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return inEnglish.compare(a.name, b.name);
}
