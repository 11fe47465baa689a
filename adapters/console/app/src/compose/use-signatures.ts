import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Signature } from '../../../src/contract.ts';
import { useCall } from '../api/query.ts';
import { channelFacts } from '../state/channels.ts';
import { docOf, type RichNode } from './rich/rich-doc.ts';
import type { Signed } from './signed.ts';

type Docs = ReadonlyMap<string, RichNode>;
const none: readonly Signature[] = [];

/** The signatures of the channel's senders, by their keys. `isRich`: the editor is open, which takes them as documents. */
export function useSignatures(channel: Channel, isRich: boolean) {
  const client = useQueryClient();
  const { data } = useCall('signatures', {}, { enabled: channelFacts[channel].hasHtml });
  const items = data?.items ?? none;
  const asDocs = {
    queryKey: ['signatureDocs', items],
    queryFn: () => docsOf(items),
    // What reads them comes with the page, and nothing else changes them.
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  } as const;
  const { data: docs } = useQuery({ ...asDocs, enabled: isRich });
  return {
    /** `undefined` where that sender has none. */
    of(key: string | undefined): Signed | undefined {
      const found = items.find((one) => one.key === key);
      return found && { text: found.text, doc: docs?.get(found.key) };
    },
    /** The same as the editor has it, before it is open. */
    docOf: async (key: string | undefined): Promise<RichNode | undefined> =>
      (await client.fetchQuery(asDocs)).get(key ?? ''),
  };
}

async function docsOf(items: readonly Signature[]): Promise<Docs> {
  const { docOfHtml } = await import('./rich/html-doc.ts');
  return new Map(
    items.map(({ key, html, text }) => [key, html === undefined ? docOf(text) : docOfHtml(html)]),
  );
}
