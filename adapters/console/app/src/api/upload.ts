import { ApiError } from './error.ts';

/** Told how much of it has left, from 0 to 1. */
export type Progress = (part: number) => void;

interface Init {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As `fetch`, which tells nothing while a body leaves. @throws ApiError `network` */
export function upload(
  url: string,
  { method, headers, body }: Init,
  onProgress: Progress,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText } = request;
      resolve(new Response(status === 204 ? null : responseText, { status }));
    };
    request.onerror = () => reject(new ApiError({ code: 'network', message: '', details: {}, status: 0 }));
    request.send(body ?? null);
  });
}
