import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Template, TemplateDraft } from '../../../src/contract.ts';
import { Choice } from '../parts/choice.tsx';
import { shown as readable } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { isLanguage } from './language-code.ts';
import type { TemplateForm } from './template-form.ts';
import { useLanguageName } from './use-language-name.ts';

interface Props {
  readonly form: TemplateForm;
  /** The translation that is shown; `undefined`: the main text. */
  readonly value: string | undefined;
  /** As it is saved, with what each language asks for; absent while that may be another by now. */
  readonly saved: Template | TemplateDraft | undefined;
  readonly isFixed: boolean;
  readonly error: string | undefined;
  readonly onShow: (language: string | undefined) => void;
  readonly onChange: (changes: Partial<TemplateForm>) => void;
}

const mostTranslations = 20;
const nothing = { subject: '', text: '', html: '' };

/** Which of its languages is written, what the main text is in, and more of them. */
export function LanguageFields({ form, value, saved, isFixed, error, onShow, onChange }: Props) {
  const t = useStrings();
  const words = t.templateLanguages;
  const nameOf = useLanguageName();
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<string>();
  const others = Object.keys(form.translations);
  if (isFixed && others.length === 0) return null;

  const add = () => {
    const wanted = code.trim();
    const there = [form.language.trim(), ...others].map((one) => one.toLowerCase());
    const wrong = !isLanguage(form.language.trim())
      ? words.ownFirst
      : !isLanguage(wanted)
        ? words.bad
        : there.includes(wanted.toLowerCase())
          ? words.twice
          : others.length >= mostTranslations
            ? words.many
            : undefined;
    setRefused(wrong);
    if (wrong !== undefined) return;
    onChange({ translations: { ...form.translations, [wanted]: nothing } });
    onShow(wanted);
    setCode('');
  };
  const remove = (language: string) => {
    const { [language]: _removed, ...translations } = form.translations;
    onChange({ translations });
    onShow(undefined);
  };
  const { subject, text, html } = form;
  return (
    <Stack gap="xs">
      {others.length > 0 ? (
        <Choice
          label={words.legend}
          value={value ?? ''}
          options={['', ...others].map((one) => ({ value: one, label: nameOf(one || form.language) }))}
          onChange={(language) => onShow(language === '' ? undefined : language)}
        />
      ) : null}
      {value === undefined ? (
        <TextInput
          label={words.own}
          description={words.ownHint}
          value={form.language}
          error={error}
          readOnly={isFixed}
          maxLength={12}
          onChange={({ currentTarget }) => onChange({ language: currentTarget.value })}
        />
      ) : (
        <>
          <VariablesNote saved={saved} language={value} />
          {isFixed ? null : (
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
        </>
      )}
      {isFixed ? null : (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            maw={320}
            label={words.code}
            description={words.codeHint}
            // What is wrong stands above, so that the button keeps its place beside the field.
            inputWrapperOrder={['label', 'description', 'error', 'input']}
            value={code}
            error={refused}
            maxLength={12}
            onChange={({ currentTarget }) => {
              setCode(currentTarget.value);
              setRefused(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // The form around it is not what is meant.
              event.preventDefault();
              add();
            }}
          />
          <Button variant="default" flex="none" onClick={add}>
            {words.add}
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
