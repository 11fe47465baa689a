import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import type { Draft } from './draft.ts';
import { isBlank } from './rich/rich-doc.ts';
import { aboveSignature } from './rich/signed-doc.ts';
import { useSenderOf } from './sender-field.tsx';
import { exchanged } from './signed.ts';
import { useSignatures } from './use-signatures.ts';

interface Options {
  readonly template: Template | undefined;
  readonly templates: readonly Template[];
}

/** Who a draft comes from, and their signature in it. */
export function useSigning(channel: Channel, draft: Draft, { template, templates }: Options) {
  const { key, usual, ...sender } = useSenderOf(channel, draft.sender, template?.sender);
  const signatures = useSignatures(channel, draft.rich !== undefined);
  const signature = signatures.of(key);
  const above = draft.rich && signature?.doc && aboveSignature(draft.rich, signature.doc);
  return {
    ...sender,
    signature: signature && { ...signature, load: () => signatures.docOf(key) },
    /** In the editor stands the signature and nothing above it. */
    isAlone: above !== undefined && isBlank(above),
    /** The draft as it is changed, where that changes who it comes from: another signature then takes the place of the last one's. */
    signed(next: Draft): Draft {
      const ofTemplate = templates.find(({ id }) => id === next.template)?.sender;
      const nextKey = next.sender ?? ofTemplate ?? usual;
      return nextKey === key ? next : exchanged(next, signature, signatures.of(nextKey));
    },
  };
}
