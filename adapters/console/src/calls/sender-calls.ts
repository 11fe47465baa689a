import { given, type Handlers } from './call.ts';
import { readableState } from './readable.ts';

type Names =
  | 'emailSender'
  | 'createEmailSender'
  | 'updateEmailSender'
  | 'deleteEmailSender'
  | 'sendCode'
  | 'confirmCode'
  | 'domain'
  | 'checkDomain'
  | 'rotateKeys'
  | 'smsSender'
  | 'setSmsSender'
  | 'deleteSmsSender';

export const senderCalls: Handlers<Names> = {
  async emailSender({ messaging }) {
    return (await messaging.email.sender.find()) ?? null;
  },
  async createEmailSender({ messaging, body }) {
    return messaging.email.sender.create(body);
  },
  async updateEmailSender({ messaging, body }) {
    return messaging.email.sender.update(given(body));
  },
  async deleteEmailSender({ messaging }) {
    await messaging.email.sender.delete();
  },
  async sendCode({ messaging }) {
    return messaging.email.sender.sendCode();
  },
  async confirmCode({ messaging, body }) {
    return messaging.email.sender.confirm(body.code);
  },

  async domain({ messaging }) {
    return readableState(await messaging.email.sender.domain());
  },
  /** Who closes the page need not wait for DNS, nor DNS for them. */
  async checkDomain({ messaging, signal }) {
    return readableState(await messaging.email.sender.checkDomain({ signal }));
  },
  async rotateKeys({ messaging }) {
    return readableState(await messaging.email.sender.rotateKeys());
  },

  async smsSender({ messaging }) {
    return (await messaging.sms.sender.find()) ?? null;
  },
  async setSmsSender({ messaging, body }) {
    return messaging.sms.sender.set(body.value);
  },
  async deleteSmsSender({ messaging }) {
    await messaging.sms.sender.delete();
  },
};
