import { given, type Handlers } from './call.ts';

type Names =
  | 'suppressions'
  | 'addSuppression'
  | 'findSuppression'
  | 'suppressionHistory'
  | 'deleteSuppression'
  | 'importSuppressions';

/** How long one call imports: the page shows how far it is, and can stop. */
const importMs = 3_000;

export const suppressionCalls: Handlers<Names> = {
  async suppressions({ messaging, params, query }) {
    return messaging[params.channel].suppressions.list(given(query));
  },
  async findSuppression({ messaging, params, body }) {
    return { items: await messaging[params.channel].suppressions.of(body.address) };
  },
  async suppressionHistory({ messaging, params, body }) {
    return { items: await messaging[params.channel].suppressions.history(body.address) };
  },
  async addSuppression({ messaging, params, body, user }) {
    return {
      changed: await messaging[params.channel].suppressions.add({
        address: body.address,
        ...given({ topic: body.topic }),
        source: user.id,
      }),
    };
  },
  async deleteSuppression({ messaging, params, body, user }) {
    const { suppressions } = messaging[params.channel];
    const { address, ...which } = body;
    return { changed: await suppressions.delete(address, { ...given(which), actor: user.id }) };
  },
  async importSuppressions({ messaging, params, body, user, signal }) {
    const { csv, ...options } = body;
    return messaging[params.channel].suppressions.import(csv, {
      ...given(options),
      actor: user.id,
      maxMs: importMs,
      signal,
    });
  },
};
