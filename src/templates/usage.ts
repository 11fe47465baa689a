/** Who uses a layout or partial, and what would become of them without it. */
import { isMessagingError, MessagingError } from '../errors.ts';
import type { StoredTemplate } from '../interfaces/storage/templates.ts';
import { eachLanguage } from './languages.ts';
import { namedIn } from './parts.ts';
import type { Shelf, Using } from './shelf.ts';
import { checkedDescription } from './template-description.ts';
import type { TemplateUser } from './template-summary.ts';

/** Of those that a refusal concerns, what it lists, and what its sentence names. */
const most = { listed: 20, named: 3 } as const;

/** What names each layout or partial in its own text, by the part's id. */
export function usersIn<One extends Using>(all: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const users = new Map<string, One[]>();
  for (const one of all) {
    const named = eachLanguage(one).flatMap(({ source }) => namedIn(source));
    for (const id of new Set(named.map((part) => part.id))) users.set(id, [...(users.get(id) ?? []), one]);
  }
  return users;
}

/** What a part stands in, straight or through others. */
function allUsers<One extends Using>(id: string, users: ReadonlyMap<string, readonly One[]>): readonly One[] {
  const found = new Set<One>(users.get(id) ?? []);
  // What is added while it is gone through is gone through too.
  for (const one of found) for (const next of users.get(one.id) ?? []) found.add(next);
  return [...found].filter((one) => one.id !== id);
}

/** What is deleted must not be missed. @throws MessagingError `template_in_use` where something names it */
export async function refuseWhereUsed(shelf: Shelf, { id, name, kind }: StoredTemplate): Promise<void> {
  if (!kind) return;
  const users = usersIn(shelf.all(await shelf.list())).get(id) ?? [];
  if (users.length > 0) throw inUse(`"${name}" is used by ${namesOf(users)}: change that first.`, users);
}

/**
 * What uses a layout or partial has to go on with what it becomes. What could not be read before is nobody's to mend here.
 * @throws MessagingError `template_in_use` where the change would break what uses it
 */
export async function refuseWhereBroken(
  shelf: Shelf,
  changed: Pick<StoredTemplate, 'id' | 'name' | 'kind' | 'text' | 'html' | 'language' | 'translations'>,
): Promise<void> {
  const { id, name, kind } = changed;
  if (!kind && !(await shelf.stored(id))?.kind) return;
  const stored = await shelf.list();
  const find = { before: shelf.partIn(stored), after: shelf.partWith(changed) };
  const refusalOf = (one: Using, state: keyof typeof find) =>
    refusalIn(checkedDescription({ channel: shelf.channel, template: one, byPeople: true }, find[state]));
  const broken: Using[] = [];
  let why = '';
  for (const one of allUsers(id, usersIn(shelf.all(stored)))) {
    const refusal = await refusalOf(one, 'after');
    if (refusal === undefined || (await refusalOf(one, 'before')) !== undefined) continue;
    broken.push(one);
    why ||= refusal;
  }
  if (broken.length > 0)
    throw inUse(`"${name}" is used by ${namesOf(broken)}, which this would break: ${why}`, broken);
}

async function refusalIn(check: Promise<unknown>): Promise<string | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (isMessagingError(error) && error.code !== 'invalid_config') return error.message;
    throw error;
  }
}

function namesOf(users: readonly Using[]): string {
  const named = users.slice(0, most.named).map(({ name }) => `"${name}"`);
  const others = users.length - named.length;
  const all = others > 0 ? [...named, others === 1 ? 'one other' : `${others} others`] : named;
  return all.length === 1 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function inUse(message: string, users: readonly Using[]): MessagingError {
  const usedBy: readonly TemplateUser[] = users.slice(0, most.listed).map(({ id, name }) => ({ id, name }));
  return new MessagingError('template_in_use', message, { details: { usedBy } });
}
