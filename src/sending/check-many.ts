import { z } from 'zod';
import type { MessagingError } from '../errors.ts';
import type { Suppression } from '../interfaces/storage/suppressions.ts';
import { checkArgument, listOf } from '../model/arguments.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel, Recipient } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Site } from '../model/site.ts';
import { type Scope, transportOf } from '../wiring.ts';
import type { AnyInput } from './input-types.ts';
import { type LanguageCount, languageCounts, type SpokenTo } from './language-counts.ts';
import { prepareMessages } from './prepare.ts';
import { onceEach, type SenderOf } from './send.ts';
import { suppressionsOf } from './suppressed.ts';

/** Why an input would not go. */
export type SendProblem =
  /** `send` would refuse it. */
  | { readonly kind: 'refused'; readonly error: MessagingError }
  /** The address is on the suppression list: it would be recorded, and not sent. `topic`: of that alone. */
  | { readonly kind: 'suppressed'; readonly reason: Suppression['reason']; readonly topic?: string }
  /** The same address as that of an input before it, whose place in the list this is, from 0. Sent all the same, it would go twice. */
  | { readonly kind: 'doubled'; readonly first: number };

/** What would become of one input; its language is absent too where it is refused. */
export interface CheckedInput extends SpokenTo {
  /** Whom it would go to, looked up and written as it is stored; absent where it is refused. */
  readonly to?: Recipient;
  /** Absent where it would go. */
  readonly problem?: SendProblem;
  /** Of an SMS that would go: what the carriers count and charge. */
  readonly segments?: number;
}

/** What would become of all inputs. */
export interface CheckedMany {
  /** One for each input, in their order. */
  readonly items: readonly CheckedInput[];
  /** How many would go. */
  readonly sendable: number;
  /** Of SMS: the segments of all that would go. */
  readonly segments?: number;
  /** In which languages those that would go are, the most first; absent where no template says what it speaks. */
  readonly languages?: readonly LanguageCount[];
}

type Counter = (text: string) => number;

/** What of a channel's messages carriers count, where they do; the same text once. */
const counters: Readonly<Record<Channel, (site: Site) => Promise<Counter | undefined>>> = {
  email: async () => undefined,
  async sms(site) {
    const { previewSms } = await import('./sms-preview.ts');
    const known = new Map<string, number>();
    return (text) => {
      const segments = known.get(text) ?? previewSms(site, text).segments;
      known.set(text, segments);
      return segments;
    };
  },
};

/** How many inputs are checked by one call. */
const mostChecked = 1_000;
/** Each is judged for itself. */
const inputList = listOf(z.unknown(), mostChecked);

/**
 * What `sendMany` would make of these inputs, each rendered and checked as it would be; nothing is recorded. Idempotency keys are not
 * looked at.
 * @throws MessagingError `invalid_argument` for more than 1,000, or what is no list; `channel_unavailable`
 */
export async function checkMany(
  scope: Scope,
  senderOf: SenderOf,
  inputs: readonly AnyInput[],
): Promise<CheckedMany> {
  checkArgument(inputList, inputs, { name: 'inputs' });
  transportOf(scope);
  const { channel, site } = scope;
  const languages = new Map<AnyInput, SpokenTo>();
  const shared = {
    ...({ senderOf: onceEach(scope, senderOf), usual: 'low' } as const),
    spoken: (input: AnyInput, spoken: SpokenTo) => void languages.set(input, spoken),
  };
  // A copy has no holes: each is an input that is none.
  const all = [...inputs];
  const prepared = await prepareMessages(scope, shared, all);
  const entries = await suppressionsOf(scope, prepared);
  const segmentsOf = await counters[channel](site);
  const seen = new Map<string, number>();
  const items = prepared.map((one, index): CheckedInput => {
    if (one instanceof Error) return { problem: { kind: 'refused', error: one } };
    const { to, content } = one;
    const input = all[index];
    const checked = { to, ...(input && languages.get(input)) };
    const key = addressKey(channel, to.address);
    const first = seen.get(key);
    if (first !== undefined) return { ...checked, problem: { kind: 'doubled', first } };
    seen.set(key, index);
    const entry = entries[index];
    if (entry) {
      const { reason, topic } = entry;
      return { ...checked, problem: present({ kind: 'suppressed', reason, topic }) };
    }
    // What is sealed is not opened for this.
    return segmentsOf && !('sealed' in content)
      ? { ...checked, segments: segmentsOf(content.text) }
      : checked;
  });
  const good = items.filter(({ problem }) => !problem);
  const segments = items.reduce((sum, one) => sum + (one.segments ?? 0), 0);
  const counts = languageCounts(good);
  return present({
    items,
    sendable: good.length,
    segments: segmentsOf && segments,
    languages: counts.length === 0 ? undefined : counts,
  });
}
