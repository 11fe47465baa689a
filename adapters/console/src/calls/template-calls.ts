import { isMessagingError, type Templates } from 'postern';
import { ConsoleError } from '../console-error.ts';
import { given, type Handlers } from './call.ts';

type Names =
  | 'templates'
  | 'template'
  | 'createTemplate'
  | 'saveTemplate'
  | 'deleteTemplate'
  | 'templateVersions'
  | 'templateVersion'
  | 'restoreTemplate'
  | 'renderTemplate';

export const templateCalls: Handlers<Names> = {
  async templates({ messaging, params }) {
    return { items: await messaging[params.channel].templates.list() };
  },
  async template({ messaging, params }) {
    return messaging[params.channel].templates.get(params.id);
  },
  async createTemplate({ messaging, params, body, user }) {
    const { templates } = messaging[params.channel];
    const { id, name, ...source } = body;
    if (id !== undefined && (await exists(templates, id))) {
      throw new ConsoleError(409, 'template_exists', 'There is a template with this id: choose another.');
    }
    return templates.save({ ...given({ id, ...source }), name, replaces: null, actor: user.id });
  },
  async saveTemplate({ messaging, params, body, user }) {
    const { templates } = messaging[params.channel];
    const { name, replaces, ...source } = body;
    const { id, kind } = await templates.get(params.id);
    return templates.save({
      ...given({ ...source, kind }),
      id,
      name,
      replaces: new Date(replaces),
      actor: user.id,
    });
  },
  async deleteTemplate({ messaging, params, query, user }) {
    const updatedAt = new Date(query.updatedAt);
    await messaging[params.channel].templates.delete(params.id, { updatedAt, actor: user.id });
  },
  async templateVersions({ messaging, params, query }) {
    return messaging[params.channel].templates.versions(params.id, given(query));
  },
  async templateVersion({ messaging, params }) {
    return messaging[params.channel].templates.version(params.id, Number(params.number));
  },
  async restoreTemplate({ messaging, params, body, user }) {
    const replaces = new Date(body.replaces);
    const { templates } = messaging[params.channel];
    return templates.restore(params.id, Number(params.number), { replaces, actor: user.id });
  },
  async renderTemplate({ messaging, params, body }) {
    return messaging[params.channel].templates.render(params.id, body.data ?? {});
  },
};

async function exists(templates: Templates, id: string): Promise<boolean> {
  try {
    await templates.get(id);
    return true;
  } catch (error) {
    if (isMessagingError(error) && error.code === 'template_not_found') return false;
    throw error;
  }
}
