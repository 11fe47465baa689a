import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import { isLanguage } from './language-code.ts';
import type { TemplateForm } from './template-form.ts';

interface Props {
  readonly form: TemplateForm;
  /** The main text is shown, and not a translation. */
  readonly isMain: boolean;
  readonly isFixed: boolean;
  readonly error: string | undefined;
  /** Shows the translation that was added. */
  readonly onShow: (language: string) => void;
  readonly onChange: (changes: Partial<TemplateForm>) => void;
}

const mostTranslations = 20;
const nothing = { subject: '', text: '', html: '' };

/** What language the main text is in, and more of them. Most templates have one, and say nothing of it: folded away until asked for. */
export function LanguageFields({ form, isMain, isFixed, error, onShow, onChange }: Props) {
  const t = useStrings();
  const words = t.templateLanguages;
  const id = useId();
  const [wanted, setWanted] = useState<boolean>();
  const others = Object.keys(form.translations);
  const isOpen = error !== undefined || (wanted ?? (others.length > 0 || form.language !== ''));
  if (isFixed && others.length === 0) return null;
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        variant="default"
        aria-expanded={isOpen}
        aria-controls={id}
        leftSection={<Icon name={isOpen ? 'up' : 'down'} size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => setWanted(!isOpen)}
      >
        {words.languages}
      </Button>
      <Stack gap="xs" id={id}>
        {isOpen && isMain ? (
          <TextInput
            label={words.own}
            description={words.ownHint}
            value={form.language}
            error={error}
            readOnly={isFixed}
            maxLength={12}
            onChange={({ currentTarget }) => {
              setWanted(true);
              onChange({ language: currentTarget.value });
            }}
          />
        ) : null}
        {isOpen && !isFixed ? (
          <AddLanguage
            own={form.language.trim()}
            others={others}
            onAdd={(language) => {
              onChange({ translations: { ...form.translations, [language]: nothing } });
              onShow(language);
            }}
          />
        ) : null}
      </Stack>
    </Stack>
  );
}

interface AddProps {
  /** Code of the main text's language; empty: not said. */
  readonly own: string;
  /** Codes of the translations that are there. */
  readonly others: readonly string[];
  readonly onAdd: (language: string) => void;
}

function AddLanguage({ own, others, onAdd }: AddProps) {
  const words = useStrings().templateLanguages;
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<string>();
  const add = () => {
    const wanted = code.trim();
    const there = [own, ...others].map((one) => one.toLowerCase());
    const wrong = !isLanguage(own)
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
    onAdd(wanted);
    setCode('');
  };
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        style={{ flex: '1 1 12rem' }}
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
  );
}
