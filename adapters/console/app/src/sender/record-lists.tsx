import { Group, Stack, Text } from '@mantine/core';
import type { Domain } from '../../../src/contract.ts';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import { RecordCard } from './record-card.tsx';
import classes from './sender.module.css';

/** The records of each provider under its name; where there is one alone, whether they are in place is said of the domain. */
export function RecordLists({ domain: { records, transports } }: { readonly domain: Domain }) {
  const t = useStrings();
  const [only, ...others] = transports;
  if (only && others.length === 0 && records.length > 0) {
    return (
      <Stack gap="md">
        <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
          {t.sender.provider.records(only.transport)}
        </Text>
        <Records records={records} heading="h3" />
      </Stack>
    );
  }
  // One that asks for nothing has no records to show.
  const shown = transports.filter(
    ({ transport, domainValidated }) =>
      !domainValidated || records.some((one) => one.transport === transport),
  );
  return (
    <Stack gap="xl">
      {shown.map((standing) => (
        <ProviderRecords
          key={standing.transport}
          standing={standing}
          records={records.filter(({ transport }) => transport === standing.transport)}
        />
      ))}
    </Stack>
  );
}

interface ProviderProps {
  readonly standing: Domain['transports'][number];
  readonly records: Domain['records'];
}

function ProviderRecords({ standing: { transport: name, domainValidated }, records }: ProviderProps) {
  const t = useStrings();
  return (
    <Stack component="section" gap="md" aria-label={t.sender.provider.records(name)}>
      <Group justify="space-between" gap="xs">
        <Text fw={650} component="h3" m={0} size="lg" style={{ overflowWrap: 'anywhere' }}>
          {t.sender.provider.records(name)}
        </Text>
        <span className={classes.tag} data-status={domainValidated ? 'passed' : 'unchecked'}>
          <Icon name={domainValidated ? 'check' : 'clock'} size={16} />
          {domainValidated ? t.sender.provider.inPlace : t.sender.provider.notInPlace}
        </span>
      </Group>
      {records.length === 0 ? (
        <Text c="dimmed">{t.sender.provider.noRecords(name)}</Text>
      ) : (
        <Records records={records} heading="h4" />
      )}
    </Stack>
  );
}

function Records({
  records,
  heading,
}: {
  readonly records: Domain['records'];
  readonly heading: 'h3' | 'h4';
}) {
  return (
    <Stack component="ol" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
      {records.map((record, index) => (
        <RecordCard
          key={`${record.name} ${record.value}`}
          record={record}
          position={index + 1}
          all={records.length}
          heading={heading}
        />
      ))}
    </Stack>
  );
}
