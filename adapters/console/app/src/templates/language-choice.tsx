import { Button, Group, Stack, Text } from '@mantine/core';
import type { Template, TemplateDraft } from '../../../src/contract.ts';
import { Choice } from '../parts/choice.tsx';
import { shown as readable } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import type { TemplateForm } from './template-form.ts';
import { useLanguageName } from './use-language-name.ts';

interface Props {
  readonly form: TemplateForm;
  /** The translation that is shown; `undefined`: the main text. */
  readonly value: string | undefined;
  /** As it is saved, with what each language asks for; absent while that may be another by now. */
  readonly saved: Template | TemplateDraft | undefined;
  readonly isFixed: boolean;
  readonly onShow: (language: string | undefined) => void;
  readonly onChange: (changes: Partial<TemplateForm>) => void;
}

/** Which of its languages is written, where it has several, and what can be done with that one. */
export function LanguageChoice({ form, value, saved, isFixed, onShow, onChange }: Props) {
  const t = useStrings();
  const words = t.templateLanguages;
  const nameOf = useLanguageName();
  const others = Object.keys(form.translations);
  if (others.length === 0) return null;

  const remove = (language: string) => {
    const { [language]: _removed, ...translations } = form.translations;
    onChange({ translations });
    onShow(undefined);
  };
  const { subject, text, html } = form;
  return (
    <Stack gap="xs">
      <Choice
        label={words.legend}
        value={value ?? ''}
        options={['', ...others].map((one) => ({ value: one, label: nameOf(one || form.language) }))}
        onChange={(language) => onShow(language === '' ? undefined : language)}
      />
      {value === undefined ? null : <VariablesNote saved={saved} language={value} />}
      {value === undefined || isFixed ? null : (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              onChange({ translations: { ...form.translations, [value]: { subject, text, html } } })
            }
          >
            {words.copy}
          </Button>
          <Button size="xs" variant="default" onClick={() => remove(value)}>
            {words.remove(nameOf(value))}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Where a translation asks for other values than the main text. */
function VariablesNote({ saved, language }: Pick<Props, 'saved'> & { readonly language: string }) {
  const words = useStrings().templateLanguages;
  const [own, ...others] = saved?.languages ?? [];
  const other = others.find((one) => one.language === language);
  if (!own || !other || own.broken !== undefined || other.broken !== undefined) return null;
  const lacks = own.variables.filter((name) => !other.variables.includes(name));
  const more = other.variables.filter((name) => !own.variables.includes(name));
  return (
    <>
      {lacks.length > 0 ? <Text size="sm">{words.lacks(readable(lacks.join(', ')))}</Text> : null}
      {more.length > 0 ? <Text size="sm">{words.more(readable(more.join(', ')))}</Text> : null}
    </>
  );
}
