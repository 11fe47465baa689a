import type { Message, MessageContent } from '../model/message.ts';

/** A message about to be handed over. */
export interface BeforeSend {
  readonly message: Message;
  readonly content: MessageContent;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Nothing: hand it over. `veto`: do not send it at all (no consent); it ends as `suppressed` with that reason.
 * `delayUntil`: not before then (quiet hours); no attempt is used up, and the question is asked again.
 */
export type BeforeSendVerdict = undefined | { readonly veto: string } | { readonly delayUntil: Date };

/** The host's last word on each hand-over. What it throws delays the message by a minute and is reported as `error`. */
export type BeforeSendHook = (sending: BeforeSend) => BeforeSendVerdict | Promise<BeforeSendVerdict>;
