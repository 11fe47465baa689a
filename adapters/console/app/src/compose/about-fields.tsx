import type { Template } from '../../../src/contract.ts';
import type { FieldErrors } from '../parts/field-errors.ts';
import { type Draft, without } from './draft.ts';
import { OptOutField } from './opt-out-field.tsx';
import { TopicField } from './topic-field.tsx';

interface Props {
  readonly draft: Draft;
  readonly template: Template | undefined;
  /** What channels without links have no choice of. */
  readonly choosesOptOuts: boolean;
  readonly errors: FieldErrors;
  readonly onChange: (next: Draft, field: 'topic' | 'optOuts') => void;
}

/** What the message is about, and what it is to those who opted out of that. */
export function AboutFields({ draft, template, choosesOptOuts, errors, onChange }: Props) {
  return (
    <>
      <TopicField
        value={draft.topic}
        usual={template?.topic}
        error={errors.topic}
        onChange={(topic) =>
          onChange(topic === undefined ? without(draft, ['topic']) : { ...draft, topic }, 'topic')
        }
      />
      {choosesOptOuts ? (
        <OptOutField
          value={draft.optOuts}
          error={errors.optOuts}
          onChange={(value) =>
            onChange(
              value === undefined ? without(draft, ['optOuts']) : { ...draft, optOuts: value },
              'optOuts',
            )
          }
        />
      ) : null}
    </>
  );
}
