import { present } from 'postern/adapter';
import { createApp, publicPath } from './app.ts';
import { consolePages } from './console-pages.ts';
import { DataDirectory } from './data-directory.ts';
import { openDatabase } from './database.ts';
import { hookPath } from './hook-pages.ts';
import { HttpServer } from './http-server.ts';
import { createMessaging } from './messaging.ts';
import { keepOrders } from './orders.ts';
import { reachOutside } from './outside-world.ts';
import { ReceivedHooks } from './received-hooks.ts';
import { Running } from './running.ts';
import { demoSecret, receiverSecret } from './secret.ts';
import { naming, namingPort } from './setting-faults.ts';
import type { Settings } from './settings.ts';

export interface Example {
  readonly url: string;
  /** Where everything is kept; absent where nothing is. */
  readonly dataDir?: string;
  /** Where the catcher takes mail; absent with a provider or a real SMTP server. */
  readonly smtpPort?: number;
  /** Whose stand-in takes the mail. */
  readonly mailProvider?: string;
  /** Where the local zone is served; absent with the real DNS. */
  readonly dnsPort?: number;
  /** Whose stand-in takes the SMS; absent with a real account. */
  readonly phones?: string;
  /** Lets hand-overs under way end, then closes everything. */
  stop(): Promise<void>;
}

/** Starts the whole example on loopback. What was started is stopped again where a later part fails. */
export async function startExample(settings: Settings): Promise<Example> {
  const running = new Running();
  try {
    // First, since Postern has to know its own address.
    const server = running.add(await namingPort('PORT', settings.port, HttpServer.start(settings.port)));
    const url = `http://127.0.0.1:${server.port}`;
    const publicUrl = publicUrlOf(settings, url);
    const directory = settings.dataDir === undefined ? undefined : new DataDirectory(settings.dataDir);
    const opening = openDatabase(directory, settings.databaseUrl);
    const database = running.add(await naming(settings.databaseUrl ? 'DATABASE_URL' : 'DATA_DIR', opening));
    const world = await reachOutside(settings, directory, running);
    const secret = settings.secret ?? demoSecret(directory);
    const telemetry = settings.telemetry && (await import('./telemetry.ts')).printingTelemetry(running);
    const { safeMode } = settings;
    const receiver = { url: `${url}${hookPath}`, secret: receiverSecret(secret) };
    const parts = { ...world, database, secret, publicUrl, receiver, safeMode, telemetry };
    const messaging = createMessaging(settings.site, parts);

    const pages = consolePages(messaging, secret);
    const hooks = new ReceivedHooks(receiver.secret);
    server.answerWith(createApp({ ...world, messaging, database, publicUrl, pages, hooks }));
    if (publicUrl) {
      await world.mailProvider?.reportTo(messaging.webhookUrl(world.email));
      await world.phones?.reportTo(messaging.webhookUrl(world.sms));
    }
    keepOrders(messaging, database);
    // What an earlier process left goes out from here on.
    await messaging.start();
    running.add(messaging);
    // Once more, so that it is the first to stop: no request comes in while the rest is gone.
    running.add(server);
    // Before it, since the server waits for streams that the console has open.
    running.add({ stop: async () => pages.close() });
    return present({
      url,
      dataDir: directory?.path,
      smtpPort: world.catcher?.port,
      mailProvider: world.mailProvider?.title,
      dnsPort: world.localDns?.port,
      phones: world.phones?.title,
      stop: () => running.stop(),
    });
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Where providers and recipients reach `messaging.handle`. Twilio itself refuses an address that only this machine has. */
function publicUrlOf({ publicUrl, sms }: Settings, url: string): string | undefined {
  const base = publicUrl ?? (sms.kind === 'stand-in' ? url : undefined);
  return base && `${base}${publicPath}`;
}
