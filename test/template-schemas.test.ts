import assert from 'node:assert/strict';
import { testMessaging } from '@postern/memory/testing';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import type { Template } from '../src/index.ts';
import { defineTemplate } from '../src/templates/define-template.ts';

const to = { address: 'jo@acme.example' };
const texts = { channel: 'email', subject: 'S', text: '{{ name }} of {{ city }}' } as const;
const fields = { ...texts, id: 'fields' } as const;
const inEach = {
  zod: defineTemplate({
    ...fields,
    schema: z.object({ name: z.string(), city: z.string().default('town') }),
  }),
  'zod 3': defineTemplate({
    ...fields,
    schema: z3.object({ name: z3.string(), city: z3.string().default('town') }),
  }),
  valibot: defineTemplate({
    ...fields,
    schema: v.object({ name: v.string(), city: v.optional(v.string(), 'town') }),
  }),
  arktype: defineTemplate({ ...fields, schema: type({ name: 'string', city: "string = 'town'" }) }),
};
type DataOf<T> = T extends Template<infer Data> ? Data : never;
type Wanted = { name: string; city?: string | undefined };

describe.each(Object.entries(inEach))('a template’s schema of %s', (_, template) => {
  it('reads the data and fills defaults', async () => {
    const t = await testMessaging({ templates: [template] });
    await t.messaging.email.send({ to, template, data: { name: 'Jo' } });
    await t.deliverAll();
    t.expectSent({ text: 'Jo of town' });
  });

  it('says which data do not fit, and quotes none of them', async () => {
    const { email } = (await testMessaging({ templates: [template] })).messaging;
    const secret = 1234567;
    const error: unknown = await email
      .preview({ template: 'fields', data: { city: secret } } as never)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'template_data_invalid' });
    const details = expect.objectContaining({ variables: expect.arrayContaining(['name', 'city']) });
    expect(error).toHaveProperty('details', details);
    expect(error).toHaveProperty('details.wrong.city.message');
    expect(error).not.toHaveProperty('details.wrong.name');
    expect(String(error) + JSON.stringify(error)).not.toContain(String(secret));
  });

  it('names what is missing where no data are given', async () => {
    const { email } = (await testMessaging({ templates: [template] })).messaging;
    await assert.rejects(email.preview({ template: 'fields' } as never), {
      code: 'template_data_invalid',
      message: /\(name: /,
    });
  });
});

it('types the data as the library does', () => {
  expectTypeOf<DataOf<typeof inEach.zod>>().toEqualTypeOf<Wanted>();
  expectTypeOf<DataOf<(typeof inEach)['zod 3']>>().toEqualTypeOf<Wanted>();
  expectTypeOf<DataOf<typeof inEach.valibot>>().toEqualTypeOf<Wanted>();
  expectTypeOf<DataOf<typeof inEach.arktype>>().toEqualTypeOf<{ name: string; city?: string }>();
  type Email = Awaited<ReturnType<typeof testMessaging>>['messaging']['email'];
  const never = (email: Email) => [
    email.send({ to, template: inEach.valibot, data: { name: 'Jo' } }),
    // @ts-expect-error a name is a string
    email.send({ to, template: inEach.valibot, data: { name: 7 } }),
    // @ts-expect-error no name
    email.send({ to, template: inEach.arktype, data: {} }),
  ];
  expect(never).toBeTypeOf('function');
});

describe('a schema that looks something up', () => {
  const known = async (id: string) => id === 'c1';
  const schemas = {
    zod: z.object({ id: z.string().refine(known, 'is nobody') }),
    valibot: v.objectAsync({ id: v.pipeAsync(v.string(), v.checkAsync(known, 'is nobody')) }),
  };
  it.each(Object.entries(schemas))('is waited for, by %s', async (_, schema) => {
    const template = defineTemplate<{ id: string }>({ ...texts, id: 'a', text: '{{ id }}', schema });
    const { email } = (await testMessaging({ templates: [template] })).messaging;
    expect((await email.preview({ template, data: { id: 'c1' } })).text).toBe('c1');
    await expect(email.preview({ template, data: { id: 'c2' } })).rejects.toMatchObject({
      code: 'template_data_invalid',
      details: { variables: ['id'] },
    });
  });

  it('that breaks is the data’s refusal, with the cause', async () => {
    const cause = new Error('down');
    const schema = z.object({ id: z.string().refine(() => Promise.reject(cause)) });
    const template = defineTemplate({ ...texts, id: 'a', text: '{{ id }}', schema });
    const { email } = (await testMessaging()).messaging;
    await assert.rejects(email.preview({ template, data: { id: 'c1' } }), {
      code: 'template_data_invalid',
      message: 'The data for the template cannot be read.',
      cause,
    });
  });
});
