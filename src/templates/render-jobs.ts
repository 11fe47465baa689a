import type { MessagingErrorCode } from '../errors.ts';
import type { Channel } from '../model/message.ts';
import type { TemplateSource } from './template-source.ts';

/** What is asked of the thread that renders. */
export type Task =
  | { readonly kind: 'describe'; readonly channel: Channel; readonly source: TemplateSource }
  | { readonly kind: 'render'; readonly source: TemplateSource; readonly data: Record<string, unknown> };

export interface Job {
  readonly id: number;
  readonly task: Task;
}

export interface Answer {
  readonly id: number;
  readonly result:
    | { readonly kind: 'described'; readonly variables: readonly string[] }
    | { readonly kind: 'rendered'; readonly output: TemplateSource }
    | {
        readonly kind: 'refused';
        readonly code: MessagingErrorCode;
        readonly message: string;
        readonly details: Readonly<Record<string, unknown>>;
      };
}
