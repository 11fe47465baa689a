import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import type { FieldErrors } from '../parts/field-errors.ts';
import { channelFacts } from '../state/channels.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Draft } from './draft.ts';
import { TemplateField, VariableFields } from './template-field.tsx';

interface Props {
  readonly channel: Channel;
  readonly draft: Draft;
  readonly template: Template | undefined;
  readonly templates: readonly Template[];
  /** The words were written by hand: the template's values no longer matter for them. */
  readonly isByHand: boolean;
  readonly errors: FieldErrors;
  readonly onTemplate: (id: string | undefined) => void;
  readonly onValue: (name: string, value: string) => void;
}

/** Which template it is, and the values that it is filled in with. */
export function TemplatePart(props: Props) {
  const { channel, draft, template, templates, isByHand, errors, onTemplate, onValue } = props;
  const { compose } = useStrings();
  const asksValues = !isByHand || (channelFacts[channel].hasSubject && draft.subject === undefined);
  return (
    <>
      <TemplateField
        hint={compose.templateHint[channel]}
        templates={templates}
        value={template?.id}
        onChange={onTemplate}
      />
      {template && asksValues ? (
        <VariableFields
          variables={template.variables}
          values={draft.data}
          errors={errors}
          legend={compose.variables}
          onChange={onValue}
        />
      ) : null}
    </>
  );
}
