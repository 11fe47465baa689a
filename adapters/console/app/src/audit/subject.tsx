import type { Channel } from 'postern';
import type { AuditEntry } from '../../../src/contract.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Breakable } from '../parts/breakable.tsx';
import { links } from '../state/links.ts';

type OfChannel = (channel: Channel, subject: string) => string;

/** Where a subject of that kind is looked at. An address stands in no link: what stands in one ends in access logs. */
const pages: Readonly<Record<string, OfChannel>> = {
  message: links.message,
  batch: links.batch,
  template: links.template,
  suppression: (channel) => links.suppressions(channel),
  preferences: (channel) => links.suppressions(channel),
  sender: (channel, key) => links.sender(channel, { sender: key }),
};

/** What was changed, as a link to where it is looked at while there is something to look at. */
export function Subject({ of }: { readonly of: AuditEntry }) {
  const to = pageOf(of);
  const subject = <Breakable text={of.subject} />;
  return to === undefined ? subject : <TextLink to={to}>{subject}</TextLink>;
}

function pageOf({ action, channel, subject }: AuditEntry): string | undefined {
  const [kind = '', verb] = action.split('.');
  if (verb === 'deleted') return undefined;
  if (kind === 'webhook') return links.webhooks();
  return channel && Object.hasOwn(pages, kind) ? pages[kind]?.(channel, subject) : undefined;
}
