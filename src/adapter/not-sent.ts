import type { SendResult } from '../interfaces/transport.ts';
import type { FailureClass } from '../model/message.ts';

/** A message that was stopped before the other side saw any of it, with what that means. Says nothing of what it holds. */
export class NotSent extends Error {
  /** Always `NotSent`. */
  override readonly name = 'NotSent';
  /** What `send` answers. */
  readonly result: SendResult;

  constructor(outcome: 'rejected' | 'retry' | 'paused', of: FailureClass, message: string) {
    super(message);
    this.result = { outcome, failure: { class: of, message } };
  }
}
