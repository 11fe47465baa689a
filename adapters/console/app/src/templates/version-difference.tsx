import { Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Template } from '../../../src/contract.ts';
import { useCall } from '../api/query.ts';
import { Choice } from '../parts/choice.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { Difference } from './difference.tsx';
import { RestoreVersion } from './restore-version.tsx';
import { useShownField } from './shown-field.ts';
import { differencesOf, formOf, keyOf, type TemplateForm } from './template-form.ts';
import classes from './versions.module.css';

interface Props {
  readonly template: Template;
  readonly number: number;
}

/** What a version has that another has not: the one before it, or what is in use now. */
export function VersionDifference({ template, number }: Props) {
  const t = useStrings();
  const { manage } = usePermissions();
  const [than, setThan] = useState<'before' | 'now'>('before');
  const { channel, id, version: present = number } = template;
  const isPresent = number === present;
  const other = than === 'now' && !isPresent ? present : number - 1;
  const shown = useCall('templateVersion', { params: { channel, id, number: String(number) } });
  const beside = useCall(
    'templateVersion',
    { params: { channel, id, number: String(other) } },
    { enabled: other > 0 },
  );
  const isFirst = other < 1 || beside.error?.code === 'template_version_not_found';
  const error = shown.error ?? (isFirst ? null : beside.error);
  const isReady = shown.data && (isFirst || beside.data);
  const title = isFirst ? t.versions.first(number) : t.versions.changes(number, other);
  const action =
    isPresent || !manage || !shown.data ? null : <RestoreVersion template={template} number={number} />;
  return (
    <Panel title={title} aside={action}>
      <Stack>
        {isPresent ? null : (
          <Choice
            label={t.versions.compare}
            value={than}
            options={[
              { value: 'before', label: t.versions.before },
              { value: 'now', label: t.versions.now },
            ]}
            onChange={setThan}
          />
        )}
        {error ? <ErrorNote error={error} onRetry={() => void shown.refetch()} /> : null}
        {!error && !isReady ? <Skeleton h={160} /> : null}
        {isReady ? <Fields old={formOf(beside.data?.content)} now={formOf(shown.data.content)} /> : null}
      </Stack>
    </Panel>
  );
}

function Fields({ old, now }: { readonly old: TemplateForm; readonly now: TemplateForm }) {
  const t = useStrings();
  const shown = useShownField();
  const fields = differencesOf(old, now);
  if (fields.length === 0) return <Text>{t.versions.same}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t.versions.key}
      </Text>
      {fields.map((field) => (
        <div key={keyOf(field)}>
          <h3 className={classes.field}>{shown.title(field)}</h3>
          <Difference old={shown.value(old, field)} now={shown.value(now, field)} />
        </div>
      ))}
    </>
  );
}
