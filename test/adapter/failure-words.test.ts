import { readdirSync, readFileSync } from 'node:fs';
import { type ErrorRule, errorClasses, readNotes } from 'postern/adapter';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Every file of an adapter's own: what stands in for one in tests is none. */
const sources = readdirSync(new URL('adapters', root))
  .filter((name) => name !== 'memory')
  .map((name) => `adapters/${name}/src`)
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.includes('/testing/'));

/** Those that say what a provider's errors mean. */
const tables = sources.filter((file) => sourceOf(file).includes('ErrorRule[] ='));

function sourceOf(file: string): string {
  return readFileSync(new URL(file, root), 'utf8');
}

const isRule = (value: unknown): value is ErrorRule =>
  typeof value === 'object' && value !== null && errorClasses.includes(Reflect.get(value, 'class'));

/** The rules of all tables that a file exports. */
async function rulesOf(file: string): Promise<readonly ErrorRule[]> {
  const exported: object = await import(new URL(file, root).href);
  return Object.values(exported)
    .filter((value): value is readonly ErrorRule[] => Array.isArray(value) && value.every(isRule))
    .flat();
}

/** A failure's `message`, that of a `NotSent`, or a `response`, that is a text of its own and not of `noteText`. */
const unnoted =
  /\bclass: '\w+',[^{};]*\bmessage: ['"`]|new NotSent\([^()]*['"`][^'"`()]* [^'"`()]*['"`]\)|\bresponse: ['"]/g;

describe('whether and why it failed, as an adapter says it', () => {
  it('can be worded in any language', () => {
    const found = sources.flatMap((file) =>
      (sourceOf(file).match(unnoted) ?? []).map((text) => [file, text]),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});

describe('what a provider’s adapter says to do about a failure', () => {
  it('is looked for in every adapter that has rules', () => {
    const providers = ['brevo', 'mailgun', 'postmark', 'resend', 'sendgrid', 'ses', 'twilio', 'vonage'];
    expect(tables.map((file) => file.split('/')[1])).toEqual(expect.arrayContaining(providers));
  });

  it.each(tables)('stands in tables that %s exports', async (file) => {
    const hints = (await rulesOf(file)).filter(({ hint }) => hint !== undefined);
    expect(sourceOf(file).match(/\bhint\b\s*[:,]/g) ?? []).toHaveLength(hints.length);
  });

  it.each(tables)('can be worded in any language: %s', async (file) => {
    const rules = await rulesOf(file);
    const quoted = rules.flatMap(({ hint = '' }) => readNotes(hint)).filter(({ code }) => code === 'quoted');
    expect(rules).not.toEqual([]);
    expect(quoted).toEqual([]);
  });
});
