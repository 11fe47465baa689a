import { given, type Handlers } from './call.ts';
import { readableState } from './readable.ts';

type Names =
  | 'emailSender'
  | 'createEmailSender'
  | 'updateEmailSender'
  | 'deleteEmailSender'
  | 'sendCode'
  | 'confirmCode'
  | 'checkAddress'
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
  async sendCode({ messaging, body }) {
    return messaging.email.sender.sendCode(given(body));
  },
  async confirmCode({ messaging, body: { code, transport } }) {
    return messaging.email.sender.confirm(code, given({ transport }));
  },
  async checkAddress({ messaging, body }) {
    return messaging.email.sender.checkAddress(given(body));
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
