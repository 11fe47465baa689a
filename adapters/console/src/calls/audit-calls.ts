import { given, type Handlers } from './call.ts';

export const auditCalls: Handlers<'audit'> = {
  async audit({ messaging, query }) {
    return messaging.audit.list(given(query));
  },
};
