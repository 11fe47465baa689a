import type { InfiniteData } from '@tanstack/react-query';
import type { Message, MessagePage } from '../../../src/contract.ts';

export type Pages = InfiniteData<MessagePage, string | undefined>;

/** Statuses of messages that will change by themselves. */
const moving: ReadonlySet<Message['status']> = new Set(['scheduled', 'queued', 'sending']);

export function isMoving({ status }: Pick<Message, 'status'>): boolean {
  return moving.has(status);
}

export function messagesOf(pages: Pages | undefined): readonly Message[] {
  return pages?.pages.flatMap(({ items }) => items) ?? [];
}

/** One message's new status, where it is shown. */
export function withStatus(pages: Pages, id: string, status: Message['status']): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.items.some((one) => one.id === id)
        ? { ...page, items: page.items.map((one) => (one.id === id ? { ...one, status } : one)) }
        : page,
    ),
  };
}

/**
 * The newest page asked for again, put before what is loaded. Pages go by key, not by number: those below stay as they are.
 * Where more is new than fits on a page, the list begins anew with it.
 */
export function withHead(pages: Pages, head: MessagePage): Pages {
  const anew: Pages = { pages: [head], pageParams: [undefined] };
  const oldest = head.items.at(-1);
  // Without a next page the head is the whole list.
  if (head.next === undefined) return anew;
  // Nothing among the newest fits: what was found further back stands.
  if (!oldest) return pages;
  const fresh = new Set(head.items.map(({ id }) => id));
  if (!messagesOf(pages).some(({ id }) => fresh.has(id))) return anew;
  const [first, ...rest] = pages.pages.map((page) => ({
    ...page,
    items: page.items.filter((one) => !fresh.has(one.id) && isOlder(one, oldest)),
  }));
  if (!first) return anew;
  const untouched = first.items.length > 0 || rest.length > 0;
  const newest = { ...(untouched ? first : head), items: [...head.items, ...first.items] };
  return { ...pages, pages: [newest, ...rest] };
}

export function isNewer(one: Message, than: Message): boolean {
  return one.id !== than.id && !isOlder(one, than);
}

function isOlder(one: Message, than: Message): boolean {
  return one.createdAt < than.createdAt || (one.createdAt === than.createdAt && one.id < than.id);
}

/** A page asked for again takes its old place. */
export function withPage(pages: Pages, index: number, page: MessagePage): Pages {
  return { ...pages, pages: pages.pages.map((one, at) => (at === index ? page : one)) };
}
