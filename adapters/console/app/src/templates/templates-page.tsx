import { Group, SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { ButtonLink, TextLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Icon } from '../parts/icons.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useTopicName } from '../state/topics.ts';
import { useDates } from '../strings/dates.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './templates.module.css';
import { useLanguageName } from './use-language-name.ts';
import { type ListedTemplate, useTemplates } from './use-templates.ts';

const partKinds = ['layout', 'partial'] as const;

export default function TemplatesPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { manage } = usePermissions();
  const { data, error, refetch } = useTemplates(channel);
  const add = manage ? (
    <Group gap="xs">
      {partKinds.map((kind) => (
        <ButtonLink key={kind} to={links.newTemplate(channel, { kind })} variant="default">
          {t.parts.add[kind]}
        </ButtonLink>
      ))}
      <ButtonLink to={links.newTemplate(channel)} leftSection={<Icon name="plus" size={16} />}>
        {t.templates.add}
      </ButtonLink>
    </Group>
  ) : null;
  return (
    <Page title={t.templates.title[channel]} hint={t.templates.hint} actions={data?.length ? add : null}>
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!error && !data ? <Skeleton h={160} /> : null}
      {data?.length === 0 ? (
        <Panel>
          <Empty icon="templates" title={t.templates.empty} hint={t.templates.emptyHint}>
            {add}
          </Empty>
        </Panel>
      ) : null}
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2 }} p={0} m={0} style={{ listStyle: 'none' }}>
        {data?.map((entry) => (
          <li key={entry.template.id}>
            <TemplateCard {...entry} />
          </li>
        ))}
      </SimpleGrid>
    </Page>
  );
}

function TemplateCard({ template, hasDraft, isInUse }: ListedTemplate) {
  const t = useStrings();
  const dates = useDates();
  const { id, channel, name, kind, subject, text, variables, topic, languages = [], updatedAt } = template;
  const languageName = useLanguageName();
  const usedBy = ('usedBy' in template && template.usedBy) || [];
  const inCode = 'definedIn' in template && template.definedIn === 'code';
  const about = useTopicName()(topic);
  return (
    <Panel h="100%" pos="relative" className={classes.card ?? ''}>
      <Group justify="space-between" gap={6} align="flex-start">
        <Text fw={650} maw="100%">
          <TextLink to={links.template(channel, id)} className={classes.link ?? ''}>
            {name}
          </TextLink>
        </Text>
        <Group gap={6} wrap="nowrap">
          {kind ? <span className={classes.origin}>{t.parts.kind[kind]}</span> : null}
          {hasDraft ? <span className={classes.draft}>{t.versions.hasDraft}</span> : null}
          {isInUse ? (
            <span className={classes.origin}>{inCode ? t.templates.inCode : t.templates.editable}</span>
          ) : null}
        </Group>
      </Group>
      <Text size="sm" mt={4} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {shown(subject ?? text ?? '')}
      </Text>
      {about === undefined ? null : (
        <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
          {`${t.templates.topic}${t.common.colon}${about}`}
        </Text>
      )}
      {languages.length > 1 ? (
        <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
          {t.templateLanguages.languages}
          {t.common.colon}
          {languages.map((one) => languageName(one.language)).join(', ')}
        </Text>
      ) : null}
      {variables.length > 0 ? (
        <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
          {`${t.templates.variables}${t.common.colon}${shown(variables.join(', '))}`}
        </Text>
      ) : null}
      {usedBy.length > 0 ? (
        <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
          {`${t.parts.usedBy}${t.common.colon}${shown(usedBy.map((user) => user.name).join(', '))}`}
        </Text>
      ) : null}
      {updatedAt === undefined ? null : (
        <Text size="sm" c="dimmed" mt={2}>
          {t.templates.updated(dates.short(updatedAt))}
        </Text>
      )}
    </Panel>
  );
}
