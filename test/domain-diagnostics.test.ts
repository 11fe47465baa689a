import { describe, expect, test } from 'vitest';
import { atApex, atDkim, check, checkOne, checkPair, token, withZone } from './support/domain.ts';
import { type Scenario, scenarios } from './support/findings.ts';

async function run({ which, domain, zone, arrange, record }: Scenario) {
  const dns = withZone(zone);
  arrange?.(dns);
  if (which === 'swapped' || which === 'swappedCname') return checkPair(dns, which);
  if (which !== 'domain') return checkOne(dns, which, domain, record);
  const { status, notices } = await check(dns, domain);
  return { status, diagnostics: notices };
}

describe('every finding is made where it applies, and says what to do', () => {
  for (const [code, cases] of Object.entries(scenarios)) {
    test.each(cases.map((scenario, index) => ({ scenario, label: `${scenario.which}, ${index + 1}` })))(
      `${code} ($label)`,
      async ({ scenario }) => {
        const { status, diagnostics } = await run(scenario);
        expect(diagnostics.map((each) => each.code)).toEqual([code]);
        expect(status).toBe(scenario.status);
        expect(diagnostics[0]?.message).toContain(scenario.says);
        if (scenario.which !== 'domain') {
          expect(diagnostics[0]?.severity === 'error').toBe(status !== 'passed');
        }
      },
    );
  }

  test('ten SPF look-ups are not too many', async () => {
    const zone = atApex(token, 'v=spf1 a mx include:a.test include:b.test ~all');
    const included = {
      'a.test': { TXT: ['v=spf1 a:x mx:y ptr -all'] },
      'b.test': { TXT: ['v=spf1 a:x a:y a:z'] },
      'example.com': { ...zone['example.com'], MX: [{ exchange: 'mx.test', priority: 1 }] },
      ...Object.fromEntries(['x', 'y', 'z'].map((name) => [name, { A: ['192.0.2.9'], MX: [] }])),
    };
    expect((await check(withZone({ ...zone, ...included }))).notices).toEqual([]);
  });

  test('every message is one sentence with nothing left out, and its parts can be stored', async () => {
    for (const scenario of Object.values(scenarios).flat()) {
      for (const { message, params } of (await run(scenario)).diagnostics) {
        expect(message).toMatch(/^\S.+[^.]\.$/);
        expect(message).not.toMatch(/undefined|NaN|\n/);
        expect(JSON.parse(JSON.stringify(params))).toEqual(params);
      }
    }
  });

  test('what is shown of a value found is short and on one line, whatever it is', async () => {
    const zone = atDkim(`\u0000\n\u202e${'x'.repeat(5000)}`);
    const [found] = (await checkOne(withZone(zone), 'dkim')).diagnostics;
    expect(found?.message.length).toBeLessThan(300);
    expect(found?.message).not.toMatch(/[\p{C}\n]/u);
  });
});
