import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { Icon } from './icons.tsx';

interface Props {
  readonly value: string;
  /** What is copied, for those who do not see what stands beside it. */
  readonly what: string;
  readonly label?: string;
}

const shownMs = 2_000;

/** Copies a text, and says that it did. */
export function CopyButton({ value, what, label }: Props) {
  const t = useStrings();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), shownMs);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const text = copied ? t.common.copied : (label ?? t.common.copy);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />}
        aria-label={copied ? undefined : `${text}${t.common.colon}${what}`}
        onClick={() => {
          copyText(value).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        {text}
      </Button>
      <span role="status" className="postern-hidden">
        {copied ? t.common.copied : ''}
      </span>
    </>
  );
}

/** The clipboard's own interface is there on secure pages only: inside a company's network many are not. */
async function copyText(value: string): Promise<void> {
  if (window.isSecureContext && 'clipboard' in navigator) return navigator.clipboard.writeText(value);
  const area = document.createElement('textarea');
  area.value = value;
  area.className = 'postern-hidden';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('The browser refused to copy.');
}
