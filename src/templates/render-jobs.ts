import type { MessagingErrorCode } from '../errors.ts';
import type { Part } from './library.ts';
import type { TemplateSource } from './template-source.ts';

/** What is asked of the thread that renders. `parts`: the layouts and partials that the source may name. */
export type Task =
  | { readonly kind: 'describe'; readonly source: TemplateSource; readonly parts: readonly Part[] }
  | {
      readonly kind: 'render';
      readonly source: TemplateSource;
      readonly parts: readonly Part[];
      readonly data: Record<string, unknown>;
      readonly datesIn: string | undefined;
    };

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
