import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';
import { type FormField, heldBy, type TemplateForm } from './template-form.ts';
import { useLanguageName } from './use-language-name.ts';

/** A field of a template in words, as people read it, and what it holds. */
export function useShownField() {
  const t = useStrings();
  const topicName = useTopicName();
  const languageName = useLanguageName();
  return {
    title({ name, language }: FormField): string {
      const titles = { ...t.templates, language: t.templateLanguages.own, sample: t.templates.previewValues };
      const title = titles[name];
      return language === undefined ? title : `${title} · ${languageName(language)}`;
    },
    value(form: TemplateForm, field: FormField): string {
      if (field.name === 'priority') return t.priorities[form.priority || 'usual'];
      if (field.name === 'topic') return topicName(form.topic || undefined) ?? '';
      return heldBy(form, field);
    },
  };
}
