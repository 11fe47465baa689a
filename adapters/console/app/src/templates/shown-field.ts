import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';
import type { TemplateForm } from './template-form.ts';

/** A field of a template in words, as people read it. */
export function useShownField(): (form: TemplateForm, field: keyof TemplateForm) => string {
  const t = useStrings();
  const topicName = useTopicName();
  return (form, field) => {
    if (field === 'priority') return t.priorities[form.priority || 'usual'];
    if (field === 'topic') return topicName(form.topic || undefined) ?? '';
    return form[field];
  };
}
