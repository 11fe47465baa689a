import type { Messaging, MessagingEvents } from 'postern';
import { ConsoleError } from './console-error.ts';
import { dataHeaders } from './console-headers.ts';
import type { Settings } from './console-options.ts';
import { toWire } from './console-wire.ts';
import { eventTypes } from './contract/common.ts';
import { type LiveEvent, liveEvent } from './contract.ts';

interface Stream {
  readonly user: string;
  readonly site: string;
  write(text: string): void;
  end(): void;
}

type Subscribe = Messaging['on'];

/** A reader this far behind (in events) is cut off: it comes back and asks for everything anew. */
const maxBehind = 500;
const senderTypes = [
  'created',
  'updated',
  'address_validated',
  'domain_validated',
  'domain_lost',
  'deleted',
] as const;

/** Server-sent events: what happens in this process, each to the streams of its own site. */
export class LiveStreams {
  readonly #settings: Settings['streams'];
  readonly #subscribe: Subscribe;
  readonly #streams = new Set<Stream>();
  #unsubscribe: readonly (() => void)[] = [];
  #heartbeat: NodeJS.Timeout | undefined;

  constructor({ streams, messaging }: Settings) {
    this.#settings = streams;
    this.#subscribe = messaging.on.bind(messaging);
  }

  /** @throws ConsoleError `too_many_streams` */
  open(user: string, site: string, signal: AbortSignal): Response {
    const { perUser, total, lifetimeMs } = this.#settings;
    const own = [...this.#streams].filter((stream) => stream.user === user).length;
    if (own >= perUser || this.#streams.size >= total) {
      throw new ConsoleError(429, 'too_many_streams', 'Too many pages are open: close one.');
    }
    const encoder = new TextEncoder();
    let gone = () => {};
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const end = () => {
            gone();
            controller.close();
          };
          const stream: Stream = {
            user,
            site,
            end,
            write: (text) => {
              controller.enqueue(encoder.encode(text));
              if ((controller.desiredSize ?? 0) <= 0) end();
            },
          };
          const lifetime = setTimeout(end, lifetimeMs);
          lifetime.unref();
          signal.addEventListener('abort', end);
          gone = () => {
            clearTimeout(lifetime);
            signal.removeEventListener('abort', end);
            this.#remove(stream);
          };
          this.#add(stream);
          stream.write(`retry: 3000\n${frame({ kind: 'hello' })}`);
          // It may have gone while the host looked who it is.
          if (signal.aborted) end();
        },
        cancel: () => gone(),
      },
      new CountQueuingStrategy({ highWaterMark: maxBehind }),
    );
    // A proxy that collects answers would hold the events back.
    const headers = {
      ...dataHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    };
    return new Response(body, { headers });
  }

  close(): void {
    for (const stream of [...this.#streams]) stream.end();
  }

  #add(stream: Stream): void {
    this.#streams.add(stream);
    if (this.#heartbeat) return;
    this.#unsubscribe = this.#listen();
    this.#heartbeat = setInterval(() => this.#send(() => true, ': here\n\n'), this.#settings.heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Nobody listens to the messages of a service whose pages are closed. */
  #remove(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
    for (const stop of this.#unsubscribe) stop();
    this.#unsubscribe = [];
  }

  #listen(): readonly (() => void)[] {
    const toSite = (site: string, event: unknown) =>
      this.#send((stream) => stream.site === site, frame(toWire(liveEvent, event)));
    const toAll = (event: unknown) => this.#send(() => true, frame(toWire(liveEvent, event)));
    return [
      ...eventTypes.map((type) =>
        this.#subscribe(`message.${type}`, ({ message }: MessagingEvents['message.sent']) =>
          toSite(message.site, {
            ...message,
            kind: 'message',
            type,
            consumerId: message.to.consumerId,
          }),
        ),
      ),
      // Its events are one more.
      this.#subscribe('message.reported', ({ message, type }) =>
        toSite(message.site, { ...message, kind: 'message', type, consumerId: message.to.consumerId }),
      ),
      ...senderTypes.map((type) =>
        this.#subscribe(`sender.${type}`, ({ sender }: MessagingEvents['sender.created']) =>
          toSite(sender.site, { kind: 'sender', type, channel: sender.channel }),
        ),
      ),
      this.#subscribe('channel.paused', ({ channel, failure, until }) =>
        toAll({ kind: 'paused', channel, until, failureClass: failure.class, failureCode: failure.code }),
      ),
      this.#subscribe('channel.resumed', ({ channel }) => toAll({ kind: 'resumed', channel })),
    ];
  }

  #send(wanted: (stream: Stream) => boolean, text: string): void {
    for (const stream of [...this.#streams]) {
      if (wanted(stream)) stream.write(text);
    }
  }
}

function frame(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
