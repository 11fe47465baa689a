import type { Channel } from 'postern';
import { channelFacts } from '../state/channels.ts';

/** Who somebody typed: an address of the channel, with a name where one stood beside it. */
export interface TypedAddress {
  readonly address: string;
  readonly name?: string;
}

/**
 * What was typed or pasted, where it is one address of the channel: bare, as `Jo Smith <jo@people.example>` as mail programs copy
 * it, or as a link. `undefined` where it is none, such as a name to search for, or several.
 */
export function readTyped(channel: Channel, typed: string): TypedAddress | undefined {
  const { address: form, scheme } = channelFacts[channel];
  const text = typed.trim().replace(/[,;]$/, '').trim();
  const named = /^(.*)<([^<>]*)>$/su.exec(text);
  const address = (named?.[2] ?? text).trim().replace(scheme, '');
  if (!form.test(address)) return undefined;
  const name = nameOf(named?.[1] ?? '');
  return name === undefined ? { address } : { address, name };
}

/** Without the quotes that mail programs put around a name with a comma. An address in place of a name is none. */
function nameOf(text: string): string | undefined {
  const bare = text.trim();
  const quoted = /^"(.*)"$/su.exec(bare)?.[1]?.replaceAll(/\\(.)/gsu, '$1') ?? bare;
  const name = quoted.replaceAll(/\s+/g, ' ').trim();
  return name === '' || name.includes('@') ? undefined : name;
}
