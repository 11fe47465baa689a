import { auditActions } from 'postern';
import { given, type Handlers } from './call.ts';

export const auditCalls: Handlers<'audit'> = {
  async audit({ messaging, query: { action, ...query } }) {
    const noted = auditActions.find((one) => one === action);
    // Of what this core does not note there is nothing.
    if (action !== undefined && noted === undefined) return { items: [] };
    return messaging.audit.list(given({ ...query, action: noted }));
  },
};
