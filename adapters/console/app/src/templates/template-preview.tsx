import { Button, Stack } from '@mantine/core';
import type { Channel } from 'postern';
import { useEffect, useState } from 'react';
import { missingVariables } from '../compose/check.ts';
import { type Content, checkedWith } from '../compose/content.ts';
import { dataOf } from '../compose/data.ts';
import { Preview } from '../compose/preview.tsx';
import { VariableFields } from '../compose/template-field.tsx';
import { usePreview } from '../compose/use-preview.ts';
import { Panel } from '../parts/panel.tsx';
import { useStrings } from '../strings/strings.tsx';
import { isLanguage } from './language-code.ts';
import { ScreenChoice } from './screen-choice.tsx';
import { sourceOf, type TemplateForm } from './template-form.ts';
import { TestTemplate } from './test-template.tsx';

interface Props {
  readonly channel: Channel;
  /** As it is written now. */
  readonly form: TemplateForm;
  /** The code of the language that these texts are in; empty: it does not say. */
  readonly language: string;
  /** Those the saved version uses; others show up as the preview asks for them. */
  readonly variables: readonly string[];
  /** The template's id, where nothing is changed. */
  readonly saved: string | undefined;
  /** Puts the values into what is written; absent where nothing is. */
  readonly onKeep: ((sample: NonNullable<TemplateForm['sample']>) => void) | undefined;
}

/** What the template makes of example values: each variable has one from the start, so that there is always something to see. */
export function TemplatePreview({ channel, form, language, variables, saved, onKeep }: Props) {
  const t = useStrings();
  const source = sourceOf(channel, form);
  const [screen, setScreen] = useState<'desk' | 'phone'>('desk');
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const names = [...new Set([...variables, ...asked])];
  const values = Object.fromEntries(
    names.map((name) => [name, typed[name] ?? sampleOf(form.sample, name) ?? `[${name}]`]),
  );
  // What a function makes has no text of its own.
  const isBlank = saved === undefined && (source.text ?? '') === '' && (source.html ?? '') === '';
  const spoken = isLanguage(language) ? { language } : {};
  const changed = names.filter(
    (name) => typed[name] !== undefined && typed[name] !== sampleOf(form.sample, name),
  );
  const keep = () => {
    onKeep?.(dataOf(changed, typed, form.sample));
    setTyped({});
  };
  const content: Content = {
    data: dataOf(names, values),
    ...(saved === undefined ? { source: { ...source, ...spoken } } : { template: saved, ...spoken }),
  };
  // One that names a topic goes to people who can opt out of it: whether it shows them how is judged as in a mail.
  const about = form.topic === '' ? {} : { topic: form.topic };
  const preview = usePreview(channel, isBlank ? {} : { ...content, ...checkedWith(channel, about) });

  const hasScreens = preview.made !== undefined && 'html' in preview.made && preview.made.html !== undefined;
  const missing = missingVariables(preview.error).filter((name) => !names.includes(name));
  useEffect(() => {
    if (missing.length > 0) setAsked((present) => [...new Set([...present, ...missing])]);
  });

  return (
    <Stack>
      <Preview
        preview={preview}
        from={undefined}
        to={undefined}
        screen={screen}
        head={hasScreens ? <ScreenChoice value={screen} onChange={setScreen} /> : null}
      />
      {preview.made && !preview.error && !isBlank ? (
        <TestTemplate
          channel={channel}
          body={{
            ...content,
            ...(form.sender === '' ? {} : { sender: form.sender }),
            ...about,
          }}
        />
      ) : null}
      {names.length > 0 ? (
        <Panel>
          <VariableFields
            variables={names}
            values={values}
            errors={{}}
            legend={t.templates.previewValues}
            onChange={(name, value) => setTyped({ ...typed, [name]: value })}
          />
          {onKeep && changed.length > 0 ? (
            <Button variant="default" size="xs" mt="sm" onClick={keep}>
              {t.templates.keepValues}
            </Button>
          ) : null}
        </Panel>
      ) : null}
    </Stack>
  );
}

/** What the template keeps to be tried with, by a variable's name such as `order.number`; `undefined` for what is no single value. */
function sampleOf(sample: TemplateForm['sample'], name: string): string | undefined {
  const value = name
    .split('.')
    .reduce<unknown>(
      (of, part) => (Object.hasOwn(Object(of), part) ? Reflect.get(Object(of), part) : undefined),
      sample,
    );
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
