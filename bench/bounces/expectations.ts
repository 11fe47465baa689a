import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Reason, reasons } from './reasons.ts';

const line = z.strictObject({
  file: z.string(),
  recipient: z.string().optional(),
  status: z.string().optional(),
  reason: z.union([z.enum(Object.keys(reasons) as [Reason, ...Reason[]]), z.literal('none')]),
});

/** What one mail says of one recipient. */
export interface Expectation {
  readonly recipient?: string | undefined;
  /** RFC 3463. */
  readonly status?: string | undefined;
  readonly reason: Reason;
}

/** Reads a file of JSON lines: what is expected of each mail, nothing where none of its lines names a report. */
export async function readExpectations(path: string): Promise<ReadonlyMap<string, readonly Expectation[]>> {
  const expectations = new Map<string, Expectation[]>();
  for (const text of (await readFile(path, 'utf8')).split('\n')) {
    if (text.trim() === '') continue;
    const { file, reason, ...rest } = line.parse(JSON.parse(text));
    const of = expectations.get(file) ?? [];
    expectations.set(file, of);
    if (reason !== 'none') of.push({ ...rest, reason });
  }
  return expectations;
}
