import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Domain } from '../../../src/contract.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import { Finding } from './finding.tsx';
import classes from './sender.module.css';

type DnsRecord = Domain['records'][number];

interface Props {
  readonly record: DnsRecord;
  readonly position: number;
  readonly all: number;
  /** Of its title. */
  readonly heading: 'h3' | 'h4';
}

const icons: Readonly<Record<DnsRecord['status'], IconName>> = {
  passed: 'check',
  failed: 'cross',
  unknown: 'info',
  unchecked: 'clock',
};

/** One record as it is entered at a DNS host, and what was found in its place. */
export function RecordCard({ record, position, all, heading }: Props) {
  const t = useStrings();
  const [inPieces, pieces] = useDisclosure();
  const { purpose, type, host, zone, readableZone, name, value, chunked, status, optional, diagnostics } =
    record;
  const isLong = type === 'TXT' && value.length > 255;
  const title = t.sender.purpose[purpose];
  const shown = inPieces ? chunked : value;
  return (
    <li className={classes.record}>
      <Group justify="space-between" gap="xs">
        <Text fw={650} component={heading} m={0} size="md">
          <span className="postern-hidden">{`${t.sender.record(position, all)}${t.common.colon}`}</span>
          {title}
        </Text>
        <span className={classes.tag} data-status={status}>
          <Icon name={icons[status]} size={16} />
          {t.sender.recordStatus[status]}
        </span>
      </Group>
      <Text size="sm" c="dimmed">
        {t.sender.purposeHint[purpose]}
        {purpose === 'dmarc' ? ` ${t.sender.suggestion}` : ''}
        {optional ? ` ${t.sender.optionalRecord}` : ''}
      </Text>
      {diagnostics.length > 0 ? (
        <div className={classes.findings}>
          {diagnostics.map((finding) => (
            <Finding key={finding.code} finding={finding} />
          ))}
        </div>
      ) : null}
      <dl>
        <dt>{t.sender.type}</dt>
        <dd>{type}</dd>
        <dt>{t.sender.host}</dt>
        <dd>
          <div className={classes.value}>
            <code>{host}</code>
            <CopyButton value={host} what={`${title}, ${t.sender.host}`} />
          </div>
          <Text size="sm" c="dimmed" mt={4}>
            {t.sender.hostNote(readableZone === undefined ? zone : `${readableZone} (${zone})`, name)}
          </Text>
        </dd>
        <dt>{t.sender.value}</dt>
        <dd>
          <div className={classes.value}>
            <code>{shown}</code>
            <CopyButton value={shown} what={`${title}, ${t.sender.value}`} />
          </div>
          {isLong ? (
            <Group gap="xs" mt={6}>
              <Button size="compact-sm" variant="default" onClick={pieces.toggle}>
                {inPieces ? t.sender.whole : t.sender.chunked}
              </Button>
              <Text size="sm" c="dimmed">
                {t.sender.chunkedHint}
              </Text>
            </Group>
          ) : null}
        </dd>
      </dl>
    </li>
  );
}
