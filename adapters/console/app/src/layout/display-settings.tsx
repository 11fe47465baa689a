import { ActionIcon, NativeSelect, Popover, Stack, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { Icon } from '../parts/icons.tsx';
import { chosenLanguage } from '../strings/choose.ts';
import { useChooseLanguage } from '../strings/language-switch.tsx';
import { languages } from '../strings/languages.ts';
import { useStrings } from '../strings/strings.tsx';

const schemes = ['auto', 'light', 'dark'] as const;

/** Light or dark, and the language: kept on this device. */
export function DisplaySettings() {
  const t = useStrings();
  const id = useId();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chooseLanguage = useChooseLanguage();
  return (
    <Popover position="top-end" trapFocus returnFocus withArrow width={240} withinPortal={false} id={id}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.app.settings}>
          <Icon name="settings" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.app.settings}>
        <Stack gap="sm">
          <NativeSelect
            label={t.app.appearance}
            value={colorScheme}
            data={schemes.map((value) => ({ value, label: t.app.appearances[value] }))}
            onChange={({ currentTarget: { value } }) => {
              const scheme = schemes.find((one) => one === value);
              if (scheme) setColorScheme(scheme);
            }}
          />
          <NativeSelect
            label={t.app.language}
            value={chosenLanguage() ?? 'auto'}
            data={[
              { value: 'auto', label: t.app.languageAuto },
              ...Object.entries(languages).map(([value, label]) => ({ value, label })),
            ]}
            onChange={({ currentTarget: { value } }) => chooseLanguage(value)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
