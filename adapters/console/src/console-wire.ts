import { readableAddress } from 'postern';
import { present } from 'postern/adapter';
import type { z } from 'zod';

/**
 * As the contract has it: times as ISO text, beside each `address` how people write it where that is another, and no field that it
 * does not name.
 */
export function toWire<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  return schema.parse(plain(value));
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return { ...fields, ...readable(fields.address) };
}

function readable(address: unknown) {
  if (typeof address !== 'string') return {};
  const shown = readableAddress(address);
  return present({ readableAddress: shown === address ? undefined : shown });
}
