import { List, Stack, Text } from '@mantine/core';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import { useLanguageName } from '../../templates/use-language-name.ts';
import type { Checked } from './job.ts';
import { languagesOf } from './languages.ts';

/** How many get a template that has several languages in each of them, and in place of which that it does not have. */
export function LanguageList({ checked: { spoken: all } }: { readonly checked: Checked }) {
  const t = useStrings();
  const dates = useDates();
  const nameOf = useLanguageName();
  const { spoken, lacking } = languagesOf(all);
  if (spoken.length === 0) return null;
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" fw={600}>
          {t.templateLanguages.languages}
        </Text>
        <List size="sm">
          {spoken.map(({ language, count }) => (
            <List.Item key={language}>
              {nameOf(language)}
              {t.common.colon}
              {dates.number(count)}
            </List.Item>
          ))}
        </List>
      </div>
      {lacking.map(({ language, wanted = '', count }) => (
        <Text size="sm" key={`${wanted} ${language}`}>
          {t.many.lacksLanguage(nameOf(wanted), count, dates.number(count), nameOf(language))}
        </Text>
      ))}
    </Stack>
  );
}
