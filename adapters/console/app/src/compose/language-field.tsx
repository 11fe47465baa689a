import { NativeSelect } from '@mantine/core';
import type { Template } from '../../../src/contract.ts';
import { useStrings } from '../strings/strings.tsx';
import { useLanguageName } from '../templates/use-language-name.ts';

interface Props {
  readonly template: Template | undefined;
  /** The one that was chosen; `undefined`: what whoever gets it reads. */
  readonly value: string | undefined;
  /** The one that is shown now. */
  readonly spoken: string | undefined;
  readonly isSeveral: boolean;
  readonly onChange: (language: string | undefined) => void;
}

/** Which of its languages a template speaks, where it has several. */
export function LanguageField({ template, value, spoken, isSeveral, onChange }: Props) {
  const words = useStrings().templateLanguages;
  const nameOf = useLanguageName();
  const languages = template?.languages ?? [];
  if (languages.length < 2) return null;
  const theirs = spoken === undefined ? undefined : words.shown(nameOf(spoken));
  return (
    <NativeSelect
      label={words.legend}
      description={value === undefined ? (isSeveral ? words.each : theirs) : undefined}
      value={value ?? ''}
      data={[
        { value: '', label: words.theirs },
        ...languages.map(({ language }) => ({ value: language, label: nameOf(language) })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}
