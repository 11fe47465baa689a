import { type CheckContext, type Finding, failed } from './check-context.ts';
import { diagnose } from './diagnostics.ts';
import { askFresh, type Zone } from './zone.ts';

const longestChain = 8;

/** DNS did not answer for a name: nothing is concluded but what can be told of the reason. */
export async function explainSilence(context: CheckContext, name: string, code: string): Promise<Finding> {
  const loop = await loopAt(context, name);
  if (loop !== undefined) return failed(diagnose('cname_loop', { name, target: loop }));
  return { status: 'unknown', diagnostics: [await reason(context, name, code)] };
}

/** Where the CNAME at a name leads, if by any number of steps it leads back. */
export async function loopAt(context: CheckContext, name: string): Promise<string | undefined> {
  const passed = [name];
  let first: string | undefined;
  for (let at = name; passed.length <= longestChain; ) {
    const alias = await askFresh(context, at, 'CNAME');
    const [target] = alias.kind === 'found' ? alias.values : [];
    if (target === undefined) return undefined;
    first ??= target;
    at = target.toLowerCase();
    if (passed.includes(at)) return first;
    passed.push(at);
  }
  return undefined;
}

async function reason(context: CheckContext, name: string, code: string) {
  const { domain, inquiry, zone, registered } = context;
  if (zone && zone.servers.length > 0 && (await refusals(context, zone)).length === zone.servers.length)
    return diagnose('lame_delegation', { domain: zone.apex, asked: zone.servers.length });
  if (zone || code !== 'ESERVFAIL') return diagnose('dns_failure', { name, code });
  // Not even the domain's name servers can be told. Where the resolver answers for the registry's zone, it is not the resolver.
  const [own, registry] = await Promise.all([
    inquiry.ask(registered, 'NS'),
    inquiry.ask(registered.slice(registered.indexOf('.') + 1), 'NS'),
  ]);
  return own.kind === 'unavailable' && own.code === 'ESERVFAIL' && registry.kind === 'found'
    ? diagnose('domain_servfail', { domain })
    : diagnose('dns_failure', { name, code });
}

/** What the zone's own name servers that do not answer for it give instead: the code of each. */
export async function refusals(
  { inquiry }: Pick<CheckContext, 'inquiry'>,
  { apex, servers }: Zone,
): Promise<string[]> {
  const answers = await Promise.all(servers.map((server) => inquiry.ask(apex, 'NS', server)));
  return answers.flatMap((answer) => (answer.kind === 'unavailable' ? [answer.code] : []));
}
